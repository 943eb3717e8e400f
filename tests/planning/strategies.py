"""Random tiny worlds, in which every rule kind of this stage occurs, small enough to try everything."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Granted, GrantedOutput, Record, Result
from recommender.planning.request import PlanRequest
from recommender.rules.prerequisite import NOTHING
from recommender.rules.recognition import Recognition
from recommender.vocabulary import (
    ALWAYS,
    Assurance,
    EntryId,
    ItemKind,
)
from tests.planning import worlds
from tests.planning.drawing import Draw, Family
from tests.planning.random_catalogue import draw_goal, draw_item, draw_rule, with_prerequisites
from tests.planning.worlds import COLLEGE, CREDIT, HOUR, ONE, SCHOOL, mark


@dataclass(frozen=True, repr=False)
class Tiny:
    """One problem."""

    catalogue: Catalogue
    record: Record
    request: PlanRequest

    def __repr__(self) -> str:
        """What is not empty, so that a failing example can be read."""
        told = self.record.results, self.record.granted, self.record.in_progress, self.record.refused
        goals = [version for versions in self.catalogue.qualifications.values() for version in versions]
        things = [*self.catalogue.items.values(), *self.catalogue.rules.values(), *goals, *sum(told, ())]
        return "\n".join(_stated(thing) for thing in [*things, self.request])


def _stated(thing: object) -> str:
    """The fields of a thing that say something."""
    plain = (None, "", (), {}, frozenset(), False, NOTHING, ALWAYS)
    told = {one.name: getattr(thing, one.name) for one in fields(thing)}  # type: ignore[arg-type]
    said = (f"{name}={value}" for name, value in told.items() if value not in plain)
    return f"{type(thing).__name__}({', '.join(said)})"


@st.composite
def tiny_worlds(draw: st.DrawFn, family: Family) -> Tiny:
    """A catalogue, a record and a request of the family."""
    return tiny_world(Draw(draw), family)


def tiny_world(pick: Draw, family: Family) -> Tiny:
    """The same, wherever chance comes from."""
    items = [draw_item(pick, family, number) for number in range(pick.number(family.items))]
    items = [with_prerequisites(pick, family, one, items) for one in items]
    rules = [draw_rule(pick, family, number, items) for number in range(pick.number(family.rules))]
    goals = [draw_goal(pick, family, items, "degree", COLLEGE)]
    if pick.often(family.goals):
        goals.append(draw_goal(pick, family, items, "second", pick.of(COLLEGE, SCHOOL)))
    catalogue = worlds.catalogue(goals, items, rules)
    record, request = _record(pick, family, items, rules), _request(pick, family, items, goals)
    if pick.often(family.seasons // 2 + family.ledger // 2):
        in_term = date(2026, 10, 10)
        record, request = replace(record, as_of=in_term), replace(request, as_of=in_term)
    return Tiny(catalogue, record, request)


def _record(pick: Draw, family: Family, items: list[Item], rules: list[Recognition]) -> Record:
    results = []
    for number in range(pick.number(family.results)):
        one = pick.of(*items)
        units = one.units if pick.often(8) else pick.of(ONE, 2 * ONE)
        grade = pick.of(None, mark(60), mark(70), mark(90), mark("D"), mark("B"))
        day = pick.of(date(2024, 6, 30), date(2025, 6, 30), date(2026, 6, 30))
        results.append(Result(EntryId(f"e{number}"), one.id, units, one.scheme, grade, day))
    entries: list[Any] = list(results)
    if rules and pick.often(family.ledger):
        entries.append(_granted(pick, results, rules, items))
    if rules and pick.often(family.ledger // 2):
        entries.append(worlds.refused(pick.of(*rules).id))
    if rules and pick.often(family.ledger // 2):
        entries.append(worlds.applied(pick.of(*rules).id))
    if pick.often(family.ledger // 2):
        entries.append(worlds.running(pick.of(*items).id))
    return worlds.record(*entries)


def _granted(pick: Draw, results: list[Result], rules: list[Recognition], items: list[Item]) -> Granted:
    sources = tuple(pick.some([one.entry for one in results], 0, 2))
    output = GrantedOutput(
        pick.of(None, *(one.id for one in items)),
        pick.of(1, 2, 3) * ONE,
        pick.of(CREDIT, CREDIT, HOUR),
        ItemKind.COURSE,
        pick.of("A", "B", None),
        pick.of(1, 2, None),
    )
    home = pick.of(COLLEGE, COLLEGE, SCHOOL)
    used = sources or ((results[0].entry,) if results else ())
    day = date(2026, 7, 1)
    return Granted(EntryId("g"), pick.of(*rules).id, "1", home, used, (output,), day, reuse=pick.often(2))


def _request(pick: Draw, family: Family, items: list[Item], goals: list[Qualification]) -> PlanRequest:
    keys = [one.id for one in items]
    more: dict[str, Any] = {}
    if pick.often(family.choices):
        more["pins"] = pick.some(keys, 1, 1)
    if pick.often(family.choices):
        more["exclude"] = pick.some(keys, 1, 2)
    if family.choices and pick.often(1):
        more["institutions"] = frozenset({pick.of(COLLEGE, SCHOOL)})
    if pick.often(family.seasons):
        more["load_units"] = pick.of(2, 3, 4, 6) * ONE
    if pick.often(family.conditions // 3):
        more["assurance"] = frozenset(Assurance)
    if pick.often(3):
        more["dislikes"] = {key: pick.of(0, 500, 1000) for key in keys}
    years = pick.of(1, 2, 3) if family.seasons else 2
    return worlds.request(*(goal.id for goal in goals), horizon_years=years, **more)
