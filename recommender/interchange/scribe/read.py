"""How are the blocks of a folder read: beside a catalogue without qualifications, one version each?"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from recommender.catalogue import read_directory
from recommender.errors import Unreadable
from recommender.interchange.converted import Converted
from recommender.interchange.coverage import Coverage, Json
from recommender.interchange.scribe.bank import Bank
from recommender.interchange.scribe.grammar import blocks_of
from recommender.interchange.scribe.rules import ANYTHING, Translated
from recommender.interchange.scribe.tree import Block
from recommender.interchange.scribe.whole import mistake_in
from recommender.interchange.source import text_of
from recommender.vocabulary import check_id

ENDING = ".scribe"
DEFAULT_YEAR = "1"


def read(source: Path) -> Converted:
    """The catalogue of the folder with what its blocks say.

    Raises:
        Unreadable: no block, or one whose frame is broken, or a block of an institution that the catalogue lacks.
    """
    files = sorted(source.glob(f"*{ENDING}"))
    if not files:
        raise Unreadable(f"there is no {ENDING} file", place=str(source))
    catalogue, coverage = read_directory(source).catalogue, Coverage()
    versions: list[Json] = []
    banks: dict[str, Bank] = {}
    seen = {f"{one.id}@{one.year}" for known in catalogue.qualifications.values() for one in known}
    for file in files:
        for block in blocks_of(text_of(file), file.name):
            home = block.attributes.get("at", "")
            if home not in catalogue.institutions:
                raise Unreadable(
                    f"expected an institution of the catalogue after At, found {home!r}",
                    place=f"{file.name}:{block.line}",
                )
            key = _new_key(block, seen, f"{file.name}:{block.line}")
            seen.add(key)
            bank = banks.get(home) or banks.setdefault(home, Bank(catalogue, home))
            versions.append(_version(block, file.name, bank, coverage))
    coverage.close()
    return Converted(source, coverage, {"blocks": len(versions)}, versions=tuple(versions))


def _new_key(block: Block, seen: Collection[str], place: str) -> str:
    """The id and year of a block that no other has."""
    try:
        check_id(block.attributes["id"])
        check_id(block.attributes.get("year", DEFAULT_YEAR))
    except ValueError as error:
        raise Unreadable(f"expected an id and a year: {error}", place=place) from None
    key = key_of(block)
    if key in seen:
        raise Unreadable(f"expected one block of each id and year, found another {key}", place=place)
    return key


def key_of(block: Block) -> str:
    """The id and year of the version that a block is."""
    return f"{block.attributes['id']}@{block.attributes.get('year', DEFAULT_YEAR)}"


def _version(block: Block, file: str, bank: Bank, coverage: Coverage) -> Json:
    stated = block.attributes
    about = key_of(block)
    reader = Translated(block, about, file, bank, coverage)
    titles = {"en": stated.get("title", stated["id"])} | (
        {"zh": stated["titlezh"]} if "titlezh" in stated else {}
    )
    version: Json = {
        "id": stated["id"],
        "year": stated.get("year", DEFAULT_YEAR),
        "institution": stated["at"],
        "titles": titles,
        "award": stated.get("award", "award"),
        **reader.version(),
    }
    if stated.get("electives", "all") == "all":
        version["electives"] = {}  # every class that fits no rule counts towards the total
    if "accepts" in stated:
        version["accepts"] = "all" if stated["accepts"] == "all" else stated["accepts"].split()
    if not coverage.unread(about) and (wrong := _mistake(version, bank)):
        if not block.clauses:  # nothing in it by which it could be refused
            raise Unreadable(f"expected a version that loads: {wrong}", place=f"{file}:{block.line}")
        reader.refuse_whole(wrong)
    unread = coverage.unread(about)
    return version | ({"unread": unread} if unread else {})


def _mistake(version: Json, bank: Bank) -> str:
    """Why a version cannot stand of which every clause was said; empty where it can."""
    if version["requirement"] == ANYTHING and "electives" not in version:
        return "there is no rule, and without electives nothing else counts"
    return mistake_in(version, bank.catalogue)
