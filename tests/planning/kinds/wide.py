"""Random tiny worlds in which everything that the language knows occurs at once, whether or not it helps.

`every_kind` has one qualification, items of one use and at most one recognition, so that every plan can be tried. Here
items are repeated and exclude each other, recognitions chain, are withdrawn and paid for, the ledger has grants,
waivers and awards, and goals are planned together: what holds of all of it is that planner, checker, audit and review
speak of the same thing.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any, TypeAlias

from hypothesis import strategies as st

from recommender.catalogue.objects import Item, Qualification
from recommender.catalogue.timing import Timing
from recommender.ledger.record import Award, Granted, GrantedOutput, Record
from recommender.rules import recognition
from recommender.rules.fields import Fields
from recommender.rules.recognition import Recognition
from recommender.rules.registry import read_requirement
from recommender.rules.repeatable import Repeatable
from recommender.rules.sets import EVERYTHING
from recommender.rules.waiver import Waiver
from recommender.vocabulary import EntryId, InstitutionId, ItemId, NodeId, QualificationId, Repeats, RuleId
from tests.planning import worlds
from tests.planning.drawing import Draw
from tests.planning.kinds.every_kind import (
    REQUIREMENTS,
    draw_item,
    draw_limit,
    draw_recognition,
    draw_record,
    draw_request,
    known,
    with_prerequisite,
    with_scale,
)
from tests.planning.strategies import Tiny
from tests.planning.worlds import COLLEGE, CREDIT, ONE, SCHOOL

Json: TypeAlias = dict[str, Any]


@st.composite
def wide_worlds(draw: st.DrawFn, only: Collection[str] | None = None) -> Tiny:
    """A world of one or two qualifications."""
    return wide_world(Draw(draw), only)


def wide_world(pick: Draw, only: Collection[str] | None = None) -> Tiny:
    """The same, wherever chance comes from."""
    plain = [draw_item(pick, number) for number in range(pick.number((3, 5)))]
    items = [_item(pick, one, [other.id for other in plain if other.id != one.id]) for one in plain]
    items = [with_prerequisite(pick, one, items) for one in items]
    names = [one.id for one in items]
    rules = [_rule(pick, number, names) for number in range(pick.number((0, 3)))]
    goals = [_goal(pick, "degree", COLLEGE, only)]
    if pick.often(3):
        goals.append(_goal(pick, "second", pick.of(COLLEGE, SCHOOL), only))
    bank = with_scale(worlds.catalogue(goals, items, rules))
    asked = draw_request(pick, *(goal.id for goal in goals))
    if pick.often(2):
        asked = replace(asked, institutions=frozenset({COLLEGE}))
    return Tiny(bank, _record(pick, items, rules), asked)


def _item(pick: Draw, item: Item, others: list[ItemId]) -> Item:
    more: Json = {}
    if pick.often(2):
        more["lineage"] = pick.of("l", "m")
    if pick.often(1):
        more["excludes"] = frozenset({pick.of(*others)})
    if pick.often(2):
        more["repeatable"] = pick.of(Repeatable(2), Repeatable(units=2 * max(item.units, ONE)))
    if pick.often(1):
        more["valid_years"] = pick.of(1, 2)
    if pick.often(1):
        more["studyable"] = False
    return replace(item, **more)


def _rule(pick: Draw, number: int, names: list[ItemId]) -> Recognition:
    data = draw_recognition(pick, names)
    data |= {"id": f"r{number}", "recogniser": pick.of("college", "college", "school")}
    slots = data["sources"]
    if pick.often(4):
        data["chain"] = {"most": pick.of(2, 3)}
    for name, value in (
        ("reuse", True),
        ("partial", True),
        ("shelf_life_years", pick.of(1, 2)),
        ("fee_per_credit", 100),
        ("withdrawn_by", [name for name in names if not any(s["item"] == name for s in slots)][:1]),
        ("applied_within", {"from": "2027-01-16"}),
        ("completed_within", {"from": "2025-01-01"}),
        ("towards", {"awards": ["bachelor"]}),
    ):
        if value and pick.often(2):
            data[name] = value
    return recognition.read(Fields.of(data, "/rule"))


def _goal(pick: Draw, key: str, home: InstitutionId, only: Collection[str] | None) -> Qualification:
    kinds = known(only)
    parts = [REQUIREMENTS[pick.of(*kinds.requirements)](pick, f"q{n}") for n in range(pick.number((1, 2)))]
    tree = read_requirement(Fields.of({"kind": "all_of", "id": "all", "children": parts}, "/requirement"))
    limits = [draw_limit(pick, pick.of(*kinds.limits), f"l{n}") for n in range(pick.number((0, 2)))]
    more: Json = {}
    if pick.often(2):
        more["repeats"] = pick.of(Repeats.LAST, Repeats.FIRST, Repeats.AVERAGE)
    if pick.often(2):
        more["consumes"] = True
    if pick.often(2):
        more["counts_again_units"] = pick.of(0, ONE)
    if pick.often(2):
        more["timing"] = pick.of(
            Timing(awards=((2, 1), (8, 1))), Timing(most_months=24), Timing(load_least_units=ONE)
        )
    accepts = pick.of(None, frozenset[InstitutionId]())
    return worlds.qualification(
        tree,
        pick.of(0, 2, 4),
        *limits,
        key=key,
        institution=home,
        accepts=accepts,
        electives=EVERYTHING,
        **more,
    )


def _record(pick: Draw, items: list[Item], rules: list[Recognition]) -> Record:
    record = draw_record(pick, items)
    more: Json = {}
    if pick.often(2):
        more["in_progress"] = (worlds.running(pick.of(*(one.id for one in items))),)
    if record.results and rules and pick.often(3):
        more["granted"] = (_granted(pick, record, rules, items),)
    if record.awards:
        uses = tuple(one.entry for one in record.results[:1])
        more["awards"] = (Award(EntryId("w"), QualificationId("earlier"), "2020", date(2024, 7, 1), uses),)
    if pick.often(1):
        more["waivers"] = (
            Waiver(
                EntryId("v"),
                QualificationId("degree"),
                pick.of(NodeId("q0"), NodeId("l0")),
                "waive",
                "the registrar",
                "by decision",
                date(2026, 1, 1),
                pick.of(True, False),
            ),
        )
    return replace(record, **more)


def _granted(pick: Draw, record: Record, rules: list[Recognition], items: list[Item]) -> Granted:
    kind = pick.of("credit", "credit", "exemption", "prerequisite")
    named = pick.of(*items).id
    output = GrantedOutput(named, 0 if kind != "credit" else ONE, CREDIT, type=kind)
    sources = tuple(one.entry for one in record.results[:1])
    home = pick.of(COLLEGE, SCHOOL)
    return Granted(EntryId("g"), RuleId(pick.of(*rules).id), "1", home, sources, (output,), date(2026, 7, 1))
