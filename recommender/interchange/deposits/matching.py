"""Which item of the catalogue is an achievement of, which institution issued it, and on which scales is it measured?

Nothing is guessed from titles. An item is found by its id, by an identifier that a person has matched to it, or by the
code that an institution gave, put together with that institution's id. Anything else is an unknown item: it
is deposited all the same, counts nothing, and is reported by frequency.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recommender.catalogue.objects import Catalogue
from recommender.errors import Unreadable
from recommender.interchange.deposits.achieved import Achieved
from recommender.interchange.native import item_id
from recommender.interchange.strict import json_of_stranger
from recommender.vocabulary import MAX_ID_BYTES, Grade, InstitutionId, ItemId

__all__ = ["ELSEWHERE", "UNKNOWN", "Match", "Matcher", "read_match"]

TABLES = ("items", "institutions", "schemes", "grade_schemes")
_ADDRESS = re.compile(r"(https?|did|urn):\S+")
"""A name that is one in the whole world."""
ELSEWHERE = "elsewhere"
"""The issuer of an item where nothing names one."""
UNKNOWN = "unknown"
UNSTATED = "unstated"
"""The scale of a mark where a document tells none: nothing can be compared with it (A2)."""


@dataclass(frozen=True, slots=True)
class Match:
    """What a person said stands for what: by a name that documents use, the bank's own id."""

    items: Mapping[str, str] = field(default_factory=dict)
    institutions: Mapping[str, str] = field(default_factory=dict)
    schemes: Mapping[str, str] = field(default_factory=dict)
    grade_schemes: Mapping[str, str] = field(default_factory=dict)


def read_match(file: Path | None) -> Match:
    """The tables of a JSON file; none without one.

    Raises:
        Unreadable: it is no such file, or has a table that nobody knows.
    """
    if file is None:
        return Match()
    try:
        said = json_of_stranger(file.read_bytes(), str(file))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(file)) from None
    if not isinstance(said, dict) or not said.keys() <= set(TABLES):
        raise Unreadable(f"expected a JSON object with {', '.join(TABLES)}", place=str(file))
    for name, table in said.items():
        if not isinstance(table, dict) or not all(isinstance(one, str) and one for one in table.values()):
            raise Unreadable(f"{name}: expected a JSON object of texts", place=str(file))
    return Match(**said)


@dataclass(frozen=True, slots=True)
class Matcher:
    """Finds the bank's own words."""

    match: Match = field(default_factory=Match)
    catalogue: Catalogue | None = None
    """Without one nothing is known but what a person matched."""

    def item(self, one: Achieved) -> tuple[ItemId, str]:
        """The item, and how it was found: `match`, `id`, `code`, or `unknown`."""
        for name in one.names:
            if name in self.match.items:
                return ItemId(self.match.items[name]), "match"
        issuer = self.institution(one.issuers)
        if issuer is not None and self.catalogue is not None:
            # Anybody may write any identifier: an item is that of its issuer, or another one.
            for how, codes in (("id", one.names), ("code", [item_id(issuer, name) for name in one.names])):
                for code in codes:
                    found = self.catalogue.items.get(ItemId(code))
                    if found is not None and found.issuer == issuer:
                        return found.id, how
        return ItemId(self._unknown(one, issuer or next(iter(one.issuers), ELSEWHERE))), UNKNOWN

    def _unknown(self, one: Achieved, home: str) -> str:
        """A name that nothing else has: of its issuer, or of the world."""
        named = next(iter(one.names), one.title)
        if named.startswith(f"{home}/") or (_ADDRESS.match(named) and len(named.encode()) <= MAX_ID_BYTES):
            return named
        return item_id(home, named)

    def institution(self, names: Sequence[str]) -> InstitutionId | None:
        """The institution that one of the names means."""
        for name in names:
            if name in self.match.institutions:
                return InstitutionId(self.match.institutions[name])
        known: Any = self.catalogue.institutions if self.catalogue else {}
        return next((InstitutionId(name) for name in names if name in known), None)

    def scheme(self, written: str, item: ItemId) -> str:
        """The scheme of an amount: as matched, as written, or that of the item where the document tells none."""
        if written:
            return self.match.schemes.get(written) or self._named_alike(written)
        found = self.catalogue.items.get(item) if self.catalogue else None
        return found.scheme if found else self.match.schemes.get("", "credit")

    def _named_alike(self, written: str) -> str:
        """The catalogue's scheme of that name, whichever letters are large in it; else as written."""
        known = self.catalogue.schemes if self.catalogue else {}
        alike = [name for name in known if name.casefold() == written.casefold()]
        return written if written in known or len(alike) != 1 else alike[0]

    def grade(self, grade: Grade | None) -> Grade | None:
        """A mark on the scale that a person matched, or on the one that the document names."""
        if grade is None:
            return None
        return Grade(self.match.grade_schemes.get(grade.scheme, grade.scheme or UNSTATED), grade.mark)

    def knows_scheme(self, scheme: str) -> bool:
        """Whether amounts on it can be added to anything here."""
        return self.catalogue is None or scheme in self.catalogue.schemes
