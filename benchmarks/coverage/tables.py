"""Which rule books came in whole: a row for each source, and a line for each degree or list that did not?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.datasets import rpi, utd
from recommender.catalogue import read_directory
from recommender.interchange import fireroad
from recommender.interchange.converted import Converted, write
from recommender.interchange.coverage import Coverage
from recommender.interchange.fireroad.lists import REMARK


@dataclass(frozen=True, slots=True)
class Book:
    """One source of rules, as it came in."""

    name: str
    coverage: Mapping[str, Any]
    loaded: int
    """Versions of qualifications that the loader takes."""
    reasons: Counter[str]
    """Refused clauses by reason."""
    found: Mapping[str, int]
    """What the reader counted besides the clauses."""
    by_remarks: int = 0
    """Objects of which every clause of the form was kept, and which only a remark in prose refuses."""


@dataclass(frozen=True, slots=True)
class Source:
    """A folder of real data, and how it is read."""

    name: str
    folder: str
    read: Callable[[Path], Converted]


def _mit(source: Path) -> Converted:
    return fireroad.read(source)


def _utd(source: Path) -> Converted:
    native, done = utd.read(source)
    done.coverage.close()
    return Converted(native, done.coverage)


def _rpi(source: Path) -> Converted:
    native, done = rpi.read(source)
    done.coverage.close()
    return Converted(native, done.coverage)


SOURCES = (
    Source("MIT requirement lists", "mit-catalogue-requirements", _mit),
    Source("UTD degrees", "utd-catalogue-exams-degrees", _utd),
    Source("RPI degrees", "rpi", _rpi),
)


def book(source: Source, data: Path, work: Path) -> Book:
    """Import a source, load what was written, and count."""
    converted = source.read(data / source.folder)
    out = work / source.folder
    write(converted, out)
    catalogue = read_directory(out).catalogue
    loaded = sum(len(versions) for versions in catalogue.qualifications.values())
    coverage = converted.coverage
    reasons, found = _reasons(coverage), dict(converted.counts)
    return Book(source.name, coverage.answer(), loaded, reasons, found, _by_remarks(coverage))


def _by_remarks(coverage: Coverage) -> int:
    blocking: dict[str, set[str]] = {}
    for one in coverage.clauses:
        if one.blocks:
            blocking.setdefault(one.about, set()).add(one.reason)
    return sum(reasons == {REMARK} for reasons in blocking.values())


def _reasons(coverage: Coverage) -> Counter[str]:
    return Counter(_family(one.reason) for one in coverage.clauses if one.fate == "refused")


def _family(reason: str) -> str:
    """A reason without the particulars of its place."""
    return reason.split(":", maxsplit=1)[0]


def lines(books: list[Book]) -> Iterator[str]:
    """The tables."""
    yield "| | objects | whole | offers left out | refused | clauses | kept exactly | refused, each named |"
    yield "|---|---|---|---|---|---|---|---|"
    for one in books:
        objects, counts = one.coverage["objects"], one.coverage["counts"]
        number = sum(objects.values())
        cells = (number, objects["whole"], objects["offers_left_out"], objects["refused"], counts["clauses"])
        share = counts["kept"] * 1000 // counts["clauses"] if counts["clauses"] else 0
        kept = f"{counts['kept']:,} ({share // 10}.{share % 10} %)"
        yield (
            f"| {one.name} | "
            + " | ".join(f"{cell:,}" for cell in cells)
            + f" | {kept} | {counts['refused']:,} |"
        )
    for one in books:
        yield ""
        if one.found:
            counted = "; ".join(f"{what}: {count:,}" for what, count in one.found.items())
            yield f"{one.name}: {counted}."
        if one.by_remarks:
            yield f"{one.name}: {one.by_remarks} are refused by nothing but a remark in prose that may be a condition."
        yield f"{one.name}: the loader takes {one.loaded} versions. Refused clauses by reason:"
        yield ""
        yield "| reason | clauses |"
        yield "|---|---|"
        for reason, count in one.reasons.most_common():
            yield f"| {reason} | {count:,} |"


def every_object(books: list[Book]) -> Iterator[str]:
    """A line for every list and degree, for whoever wants to see each."""
    for one in books:
        yield ""
        yield f"### {one.name}"
        yield ""
        yield "| | clauses | kept | refused | of these it is refused by |"
        yield "|---|---|---|---|---|"
        for about, counts in one.coverage["about"].items():
            cells = (counts["clauses"], counts["kept"], counts["refused"], counts["refused_blocking"])
            yield f"| {about} | " + " | ".join(map(str, cells)) + " |"
