"""How can what a plan rests on be other than the plan thinks?  Single changes of a record and of a catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from random import Random
from typing import Any, TypeAlias

from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import Result
from recommender.rules.prerequisite import NOTHING
from recommender.vocabulary import EntryId, ItemId
from tests.planning.strategies import Tiny
from tests.planning.worlds import CREDIT, ONE, mark

Path: TypeAlias = tuple[str | int, ...]
OTHER = "f" * 64
"""The hash of whatever was changed."""


# -- the record ---------------------------------------------------------------------------------------------------


def a_result_removed(world: Tiny, chance: Random) -> Tiny | None:
    return _less(world, chance, "results")


def a_result_added(world: Tiny, chance: Random) -> Tiny:
    item = world.catalogue.items[chance.choice(sorted(world.catalogue.items))]
    grade = chance.choice((None, mark(60), mark(90)))
    new = Result(EntryId("more"), item.id, item.units, CREDIT, grade, date(2026, 6, 30))
    return _record(world, results=(*world.record.results, new))


def other_credit_of_a_result(world: Tiny, chance: Random) -> Tiny | None:
    return _other(world, chance, "results", lambda one: {"units": _near(one.units, chance)})


def another_grade(world: Tiny, chance: Random) -> Tiny | None:
    grades = (None, mark(50), mark(60), mark(70), mark(90), mark("B"), mark("F"))
    return _other(world, chance, "results", lambda _: {"grade": chance.choice(grades)})


def another_day_of_a_result(world: Tiny, chance: Random) -> Tiny | None:
    days = chance.choice((-900, -400, 300))
    return _other(world, chance, "results", lambda one: {"completed": one.completed + timedelta(days=days)})


def a_grant_removed(world: Tiny, chance: Random) -> Tiny | None:
    return _less(world, chance, "granted")


def an_enrolment_changed(world: Tiny, chance: Random) -> Tiny | None:
    if chance.random() < 0.4:
        return _less(world, chance, "enrolments")
    days = chance.choice((-500, -200, 200))
    return _other(world, chance, "enrolments", lambda one: {"since": one.since + timedelta(days=days)})


def an_award_removed(world: Tiny, chance: Random) -> Tiny | None:
    return _less(world, chance, "awards")


def a_waiver_removed(world: Tiny, chance: Random) -> Tiny | None:
    return _less(world, chance, "waivers")


# -- the catalogue ------------------------------------------------------------------------------------------------


def an_amount_of_a_requirement(world: Tiny, chance: Random) -> Tiny | None:
    return _version(world, chance, lambda one: _amount(one, ("requirement",), chance))


def a_bound_of_a_limit(world: Tiny, chance: Random) -> Tiny | None:
    return _version(world, chance, lambda one: _amount(one, ("limits",), chance))


def a_limit_dropped(world: Tiny, chance: Random) -> Tiny | None:
    def fewer(one: Qualification) -> Qualification:
        gone = chance.choice(one.limits[:-1])
        return replace(one, limits=tuple(limit for limit in one.limits if limit is not gone))

    return _version(world, chance, fewer)


def credit_of_an_item(world: Tiny, chance: Random) -> Tiny | None:
    def change(one: Item) -> Item:
        units = _near(one.units, chance)
        return replace(one, units=units, units_most=units)

    return _item(world, chance, change)


def study_load_of_an_item(world: Tiny, chance: Random) -> Tiny | None:
    return _item(world, chance, lambda one: replace(one, study_units=_near(one.units, chance)))


def a_prerequisite_dropped(world: Tiny, chance: Random) -> Tiny | None:
    return _item(world, chance, lambda one: replace(one, prerequisites=NOTHING, corequisites=NOTHING))


def an_item_opened_or_closed(world: Tiny, chance: Random) -> Tiny | None:
    return _item(world, chance, lambda one: replace(one, studyable=not one.studyable))


def an_amount_of_a_rule(world: Tiny, chance: Random) -> Tiny | None:
    return _rule(world, chance, lambda one: _amount(one, ("outputs",), chance))


def sources_of_a_rule(world: Tiny, chance: Random) -> Tiny | None:
    def change(rule: Any) -> Any:
        new = ItemId(chance.choice(sorted(world.catalogue.items)))
        at = chance.randrange(len(rule.sources))
        sources = list(rule.sources)
        sources[at] = replace(sources[at], item=new)
        fewer = replace(rule, sources=rule.sources[1:], need=min(rule.need, len(rule.sources) - 1))
        return fewer if len(sources) > 1 and chance.random() < 0.4 else replace(rule, sources=tuple(sources))

    return _rule(world, chance, change)


RECORD_MUTATIONS: Mapping[str, Callable[[Tiny, Random], Tiny | None]] = {
    one.__name__: one
    for one in (
        a_result_removed,
        a_result_added,
        other_credit_of_a_result,
        another_grade,
        another_day_of_a_result,
        a_grant_removed,
        an_enrolment_changed,
        an_award_removed,
        a_waiver_removed,
    )
}
CATALOGUE_MUTATIONS: Mapping[str, Callable[[Tiny, Random], Tiny | None]] = {
    one.__name__: one
    for one in (
        an_amount_of_a_requirement,
        a_bound_of_a_limit,
        a_limit_dropped,
        credit_of_an_item,
        study_load_of_an_item,
        a_prerequisite_dropped,
        an_item_opened_or_closed,
        an_amount_of_a_rule,
        sources_of_a_rule,
    )
}


# -- how one thing is changed -------------------------------------------------------------------------------------


def _near(units: int, chance: Random) -> int:
    return max(0, units + chance.choice((-2 * ONE, -ONE, -ONE // 2, ONE // 2, ONE, 2 * ONE)))


def _record(world: Tiny, **changes: Any) -> Tiny:
    return replace(world, record=replace(world.record, **changes))


def _less(world: Tiny, chance: Random, part: str) -> Tiny | None:
    rows = getattr(world.record, part)
    if not rows:
        return None
    gone = chance.choice(rows)
    return _record(world, **{part: tuple(row for row in rows if row is not gone)})


def _other(world: Tiny, chance: Random, part: str, change: Callable[[Any], dict[str, Any]]) -> Tiny | None:
    rows = getattr(world.record, part)
    if not rows:
        return None
    old = chance.choice(rows)
    new = replace(old, **change(old))
    return _record(world, **{part: tuple(new if row is old else row for row in rows)})


def _version(world: Tiny, chance: Random, change: Callable[[Qualification], Qualification]) -> Tiny | None:
    bank = world.catalogue
    key = chance.choice(sorted(bank.qualifications))
    versions = bank.qualifications[key]
    new = change(versions[-1])
    hashes = {**bank.hashes, ("qualification", new.key): OTHER}
    goals = {**bank.qualifications, key: (*versions[:-1], new)}
    return replace(world, catalogue=replace(bank, version=OTHER, qualifications=goals, hashes=hashes))


def _item(world: Tiny, chance: Random, change: Callable[[Item], Item]) -> Tiny | None:
    bank = world.catalogue
    key = ItemId(chance.choice(sorted(bank.items)))
    items = {**bank.items, key: change(bank.items[key])}
    return replace(world, catalogue=replace(bank, version=OTHER, items=items))


def _rule(world: Tiny, chance: Random, change: Callable[[Any], Any]) -> Tiny | None:
    bank = world.catalogue
    if not bank.rules:
        return None
    key = chance.choice(sorted(bank.rules))
    rules = {**bank.rules, key: change(bank.rules[key])}
    hashes = {**bank.hashes, ("rule", key): OTHER}
    return replace(world, catalogue=replace(bank, version=OTHER, rules=rules, hashes=hashes))


def _amount(thing: Any, inside: Path, chance: Random) -> Any:
    """One number of it changed a little, whatever it bounds."""
    start = getattr(thing, str(inside[0]))
    paths = list(_numbers(start, inside))
    if not paths:
        return thing
    path = chance.choice(paths)
    return _changed(thing, path, chance)


def _numbers(thing: Any, path: Path) -> Iterator[Path]:
    if isinstance(thing, int | Fraction) and not isinstance(thing, bool):
        yield path
    elif isinstance(thing, tuple):
        for at, part in enumerate(thing):
            yield from _numbers(part, (*path, at))
    elif is_dataclass(thing):
        for one in fields(thing):
            yield from _numbers(getattr(thing, one.name), (*path, one.name))


def _changed(thing: Any, path: Path, chance: Random) -> Any:
    if not path:
        large = isinstance(thing, int) and thing >= ONE // 2
        return _near(thing, chance) if large else max(type(thing)(0), thing + chance.choice((-1, 1, 1, 2)))
    first, rest = path[0], path[1:]
    if isinstance(first, int):
        return tuple(_changed(part, rest, chance) if at == first else part for at, part in enumerate(thing))
    return replace(thing, **{first: _changed(getattr(thing, first), rest, chance)})
