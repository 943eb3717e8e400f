"""What looks wrong in a catalogue that can be read: cheap checks of the whole, as warnings?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from recommender.catalogue.findings import Notes
from recommender.catalogue.head import Head
from recommender.catalogue.objects import Institution, Item, Qualification
from recommender.catalogue.rows import Row
from recommender.rules.count_from import CountFrom
from recommender.rules.pool import Part, Pool
from recommender.rules.recognition import ElectiveOutput, Recognition
from recommender.rules.registry import Leaf, leaves
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, Interval, ItemId, RuleId, format_units


@dataclass(frozen=True, slots=True)
class Whole:
    """Everything that was read, with the rows it came from."""

    head: Head
    institutions: Mapping[InstitutionId, Institution]
    plain: Mapping[ItemId, tuple[Item, Row]]
    items: Mapping[ItemId, Item]
    rules: Mapping[RuleId, tuple[Recognition, Row]]
    versions: Mapping[str, tuple[Qualification, Row]]


def lint(whole: Whole, notes: Notes) -> None:
    """Add a warning for everything that a registrar would want to look at."""
    for item, row, expected, found in _strange_seasons(whole):
        notes.say(row, "/seasons", expected, found, kind="item", key=item, severity="warning")
    for key, (version, row) in whole.versions.items():
        for path, expected, found in _of_version(version, row, whole):
            notes.say(row, path, expected, found, kind="qualification", key=key, severity="warning")
    for rule, row in whole.rules.values():
        begin, end = rule.completed_within.start, rule.applied_within.end
        if begin is not None and end is not None and end <= begin:
            wanted = f"a date after {begin}, before which no result fits"
            path = "/applied_within/to"
            notes.say(row, path, wanted, f"{end}", kind="rule", key=rule.id, severity="warning")
    expected = "versions that are open to new entrants one after the other"
    for one, other in combinations([version for version, _ in whole.versions.values()], 2):
        if one.id == other.id and _overlap(one.entrants, other.entrants):
            found, row = f"{other.key} beside {one.key}", whole.versions[other.key][1]
            notes.say(
                row, "/entrants", expected, found, kind="qualification", key=other.key, severity="warning"
            )


def _strange_seasons(whole: Whole) -> Iterator[tuple[ItemId, Row, str, str]]:
    """A season that the issuer's calendar lacks never comes: the item cannot be planned in it."""
    calendars = {key: whole.head.calendars[one.calendar] for key, one in whole.institutions.items()}
    seasons = {key: frozenset(season.name for season in one.seasons) for key, one in calendars.items()}
    for key, (item, row) in whole.plain.items():
        strange = (item.seasons or frozenset()) - seasons[item.issuer]
        if strange:
            expected = f"one of {', '.join(sorted(seasons[item.issuer]))}, the seasons of {item.issuer}"
            yield key, row, expected, ", ".join(map(repr, sorted(strange)))


def _of_version(version: Qualification, row: Row, whole: Whole) -> Iterator[tuple[str, str, str]]:
    places = dict(_places((row.data or {})["requirement"], "/requirement"))
    electives = any(
        rule.recogniser == version.institution and any(isinstance(o, ElectiveOutput) for o in rule.outputs)
        for rule, _ in whole.rules.values()
    )
    for leaf in leaves(version.requirement):
        path = f"{places[leaf.id]}/of"
        unknown = sorted(leaf.of.named_items() - whole.items.keys())
        if unknown:
            more = f" and {len(unknown) - 3} more" if len(unknown) > 3 else ""
            yield f"{path}/items", "items of this catalogue", ", ".join(unknown[:3]) + more
        if leaf.of.items or not electives:
            yield from _reach(leaf, path, whole)
        for number, part in enumerate(leaf.parts if isinstance(leaf, Pool) else ()):
            if part.of.items or not electives:
                yield from _reach(part, f"{places[leaf.id]}/parts/{number}/of", whole)


def _reach(leaf: Leaf | Part, path: str, whole: Whole) -> Iterator[tuple[str, str, str]]:
    """Whether all of the set together would be enough; with elective credit, or on two schemes, nothing is certain."""
    members = list(_members(leaf.of, whole))
    if not members:
        yield path, "a set with something in it", "none of the catalogue's items"
    elif isinstance(leaf, CountFrom | Part) and len(members) < leaf.least:
        yield path, f"at least {leaf.least} items", str(len(members))
    elif len({item.scheme for item in members}) == 1:
        units = sum(item.units_most for item in members)
        if units < leaf.least_units:
            yield path, f"at least {format_units(leaf.least_units)} credits in all", format_units(units)


def _members(of: ItemSet, whole: Whole) -> Iterator[Item]:
    named = [whole.items[key] for key in sorted(of.items) if key in whole.items]
    for item in named if of.items else whole.items.values():
        if item.attributes in of:
            yield item


def _places(node: Mapping[str, object], path: str) -> Iterator[tuple[str, str]]:
    yield str(node["id"]), path
    children = node.get("children")
    for place, child in enumerate(children if isinstance(children, list) else ()):
        yield from _places(child, f"{path}/children/{place}")


def _overlap(one: Interval, other: Interval) -> bool:
    """Whether some day lies in both."""
    starts = [interval.start for interval in (one, other) if interval.start is not None]
    ends = [interval.end for interval in (one, other) if interval.end is not None]
    return not starts or not ends or max(starts) < min(ends)
