"""What looks wrong in a catalogue that can be read: cheap checks of the whole, as warnings?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple

from recommender.catalogue.findings import Notes
from recommender.catalogue.head import Head
from recommender.catalogue.objects import Institution, Item, Qualification
from recommender.catalogue.rows import Row
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import items_of
from recommender.rules.count_from import CountFrom
from recommender.rules.pool import Part, Pool
from recommender.rules.recognition import ElectiveOutput, Recognition
from recommender.rules.registry import Leaf, leaves, walk
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


class Look(NamedTuple):
    """Something to look at: its code, its place in the row, and what the sentences of the code say."""

    code: str
    path: str
    expected: str
    found: str
    values: Mapping[str, str]


def lint(whole: Whole, notes: Notes) -> None:
    """Add a warning for everything that a registrar would want to look at."""
    for item, row, expected, found in _strange_seasons(whole):
        _warn(
            notes, row, "item", item, Look("unknown_season", "/seasons", expected, found, {"season": found})
        )
    for item, row, look in _strange_exclusions(whole):
        _warn(notes, row, "item", item, look)
    for key, (version, row) in whole.versions.items():
        for look in _of_version(version, row, whole):
            _warn(notes, row, "qualification", key, look)
    for rule, row in whole.rules.values():
        begin, end = rule.completed_within.start, rule.applied_within.end
        if begin is not None and end is not None and end <= begin:
            wanted = f"a date after {begin}, before which no result fits"
            values = {"end": f"{end}", "begin": f"{begin}"}
            look = Look("ends_before_results", "/applied_within/to", wanted, f"{end}", values)
            _warn(notes, row, "rule", rule.id, look)
    expected = "versions that are open to new entrants one after the other"
    for one, other in combinations([version for version, _ in whole.versions.values()], 2):
        if one.id == other.id and _overlap(one.entrants, other.entrants):
            found, row = f"{other.key} beside {one.key}", whole.versions[other.key][1]
            values = {"other": one.key}
            _warn(
                notes,
                row,
                "qualification",
                other.key,
                Look("versions_overlap", "/entrants", expected, found, values),
            )


def _warn(notes: Notes, row: Row, kind: str, key: str, look: Look) -> None:
    notes.say(
        row,
        look.path,
        look.expected,
        look.found,
        kind=kind,
        key=key,
        severity="warning",
        code=look.code,
        **look.values,
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


def _strange_exclusions(whole: Whole) -> Iterator[tuple[ItemId, Row, Look]]:
    for key, (item, row) in whole.plain.items():
        for other in sorted(item.excludes - whole.plain.keys()):
            yield (
                key,
                row,
                Look("unknown_excluded", "/excludes", "items of this catalogue", other, {"item": other}),
            )


def _of_version(version: Qualification, row: Row, whole: Whole) -> Iterator[Look]:
    places = dict(_places((row.data or {})["requirement"], "/requirement"))
    electives = any(
        rule.recogniser == version.institution and any(isinstance(o, ElectiveOutput) for o in rule.outputs)
        for rule, _ in whole.rules.values()
    )
    for node in walk(version.requirement):
        asked = node.when if isinstance(node, Conditional) else None
        unknown = sorted(items_of(asked) - whole.items.keys()) if asked else []
        if unknown:
            found = ", ".join(unknown)
            values = {"items": found, "node": node.id}
            yield Look("unknown_item", f"{places[node.id]}/when", "items of this catalogue", found, values)
    for leaf in leaves(version.requirement):
        path = f"{places[leaf.id]}/of"
        unknown = sorted(leaf.of.named_items() - whole.items.keys())
        if unknown:
            found = ", ".join(unknown[:3]) + (f", ... ({len(unknown)})" if len(unknown) > 3 else "")
            values = {"items": found, "node": leaf.id}
            yield Look("unknown_item", f"{path}/items", "items of this catalogue", found, values)
        if leaf.of.items or not electives:
            yield from _reach(leaf, path, whole)
        for number, part in enumerate(leaf.parts if isinstance(leaf, Pool) else ()):
            if part.of.items or not electives:
                yield from _reach(part, f"{places[leaf.id]}/parts/{number}/of", whole)


def _reach(leaf: Leaf | Part, path: str, whole: Whole) -> Iterator[Look]:
    """Whether all of the set together would be enough; with elective credit, or on two schemes, nothing is certain."""
    members, node = list(_members(leaf.of, whole)), {"node": leaf.id}
    if not members:
        yield Look("set_empty", path, "a set with something in it", "none of the catalogue's items", node)
    elif isinstance(leaf, CountFrom | Part) and sum(one.results_most for one in members) < leaf.least:
        least, have = str(leaf.least), str(sum(one.results_most for one in members))
        yield Look(
            "set_too_few", path, f"at least {least} items", have, node | {"least": least, "have": have}
        )
    elif len({item.scheme for item in members}) == 1:
        units = sum(item.credit_most for item in members)
        if units < leaf.least_units:
            least, have = format_units(leaf.least_units), format_units(units)
            expected = f"at least {least} credits in all"
            yield Look("set_too_small", path, expected, have, node | {"least": least, "have": have})


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
    for name in ("then", "else"):
        child = node.get(name)
        if isinstance(child, dict):
            yield from _places(child, f"{path}/{name}")


def _overlap(one: Interval, other: Interval) -> bool:
    """Whether some day lies in both."""
    starts = [interval.start for interval in (one, other) if interval.start is not None]
    ends = [interval.end for interval in (one, other) if interval.end is not None]
    return not starts or not ends or max(starts) < min(ends)
