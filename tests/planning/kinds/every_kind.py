"""Random tiny worlds in which every rule kind occurs: drawn as the text of rules, read as a registrar's text is read.

A kind that is registered and has nothing to draw fails a test, so that no kind stays outside the laws.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias

from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Award, Enrolment, Record, Result
from recommender.planning.request import PlanRequest
from recommender.rules import prerequisite, recognition
from recommender.rules.fields import Fields
from recommender.rules.registry import read_limit, read_requirement
from recommender.rules.scales import Scale, ScaleRow
from recommender.rules.sets import EVERYTHING
from recommender.vocabulary import EntryId, QualificationId
from tests.planning import worlds
from tests.planning.drawing import Draw
from tests.planning.strategies import Tiny
from tests.planning.worlds import COLLEGE, CREDIT, ONE, SCHOOL, mark

Json: TypeAlias = dict[str, Any]
TOTAL = 6
SEVENTY: Json = {"scheme": "percent", "mark": "70"}
POINTS = Scale("points", (ScaleRow("percent", Fraction(1)), ScaleRow("letters", Fraction(75), "B")))
"""The scale on which averages are taken: a percentage is worth itself."""
SETS: tuple[Json, ...] = (
    {},
    {"subjects": ["A"]},
    {"subjects": ["B"]},
    {"level_from": 2},
    {"tags": ["t"]},
    {"items": ["i0", "i1"]},
    {"except": [{"items": ["i0"]}]},
)


def _leaf(pick: Draw, key: str) -> Json:
    return {"kind": "credits_from", "id": key, "of": pick.of(*SETS), "least": str(pick.of(1, 2, 3))}


def _count(pick: Draw, key: str) -> Json:
    return {"kind": "count_from", "id": key, "of": pick.of(*SETS), "least": pick.of(1, 2)}


def _pool(pick: Draw, key: str) -> Json:
    part: Json = {"id": f"{key}-part", "of": pick.of(*SETS)}
    part |= pick.of({"least": "1"}, {"least_count": 1}, {"most": "2"}, {"most_count": 1})
    found: Json = {"kind": "pool", "id": key, "of": pick.of(*SETS[:3]), "parts": [part]}
    return found | pick.of({"least": "3"}, {"least_count": 2}, {"least": "2", "most_count": 3})


def _n_of(pick: Draw, key: str) -> Json:
    children = [_leaf(pick, f"{key}-a"), _count(pick, f"{key}-b")]
    return {"kind": "n_of", "id": key, "n": pick.of(1, 2), "children": children}


def _all_of(pick: Draw, key: str) -> Json:
    return {"kind": "all_of", "id": key, "children": [_leaf(pick, f"{key}-a"), _count(pick, f"{key}-b")]}


def _conditional(pick: Draw, key: str) -> Json:
    when = pick.of(
        {"holds": ["i0"]},
        {"holds": ["i1", "i2"]},
        {"entered_before": "2026-01-01"},
        {"not": {"holds": ["i0"]}},
    )
    found: Json = {"kind": "conditional", "id": key, "when": when, "then": _leaf(pick, f"{key}-then")}
    return found | ({"else": _count(pick, f"{key}-else")} if pick.often(5) else {})


def _holds_award(pick: Draw, key: str) -> Json:
    either = [
        {"kind": "holds_award", "id": f"{key}-award", "qualification": "earlier"},
        _leaf(pick, f"{key}-or"),
    ]
    return {"kind": "n_of", "id": key, "n": 1, "children": either}


REQUIREMENTS: Mapping[str, Callable[[Draw, str], Json]] = {
    "all_of": _all_of,
    "conditional": _conditional,
    "count_from": _count,
    "credits_from": _leaf,
    "holds_award": _holds_award,
    "n_of": _n_of,
    "pool": _pool,
}

_SOURCES: tuple[Json, ...] = (
    {},
    {"kinds": ["course"]},
    {"kinds": ["certificate"]},
    {"issuers": ["school"]},
    {"transferred": True},
    {"recognised": True},
)


def _cap(pick: Draw) -> Json:
    share: Json = {"most_share": "1/2", "share_of": "q0"}
    found: Json = {"source": pick.of(*_SOURCES)}
    found |= pick.of({"most": "2"}, {"most": "4"}, {"most_count": 1}, share)
    return found | pick.of({}, {}, {"of": pick.of(*SETS)}, {"each": pick.of("issuer", "subject")})


def _residency(pick: Draw) -> Json:
    return pick.of({"least": "2"}, {"least": "3"}, {"least_count": 1})


def _breadth(pick: Draw) -> Json:
    return {"by": "subject"} | pick.of(
        {"least_areas": 2}, {"most_areas": 1}, {"each_most": "3"}, {"least_areas": 1, "each_least": "2"}
    )


def _average(pick: Draw) -> Json:
    return {"scale": "points", "least": pick.of("65", "70")} | pick.of({}, {"of": pick.of(*SETS)})


def _min_grade(pick: Draw) -> Json:
    return {"grade": {"scheme": "percent", "mark": pick.of("70", "80")}} | pick.of({}, {"of": pick.of(*SETS)})


def _window(pick: Draw) -> Json:
    return {"source": pick.of(*_SOURCES[:4]), "per": pick.of("term", "year"), "most": pick.of("2", "3", "4")}


def _shelf_life(pick: Draw) -> Json:
    return {"years": pick.of(1, 2), "from": pick.of("now", "award", "enrolment")} | pick.of(
        {}, {"of": SETS[1]}
    )


def _sharing(pick: Draw) -> Json:
    return pick.of(
        {"any": True},
        {"any": True, "most_uses": 2},
        {"any": True, "most_count": 1},
        {"any": True, "most": "2"},
    )


LIMITS: Mapping[str, Callable[[Draw], Json]] = {
    "average": _average,
    "breadth": _breadth,
    "cap": _cap,
    "min_grade": _min_grade,
    "residency": _residency,
    "sharing": _sharing,
    "shelf_life": _shelf_life,
    "window": _window,
}


def draw_prerequisite(pick: Draw, others: Collection[str]) -> Json:
    """What is asked before an item: others passed, so much credit, an award."""
    names = sorted(others)
    return pick.of(
        {"item": pick.of(*names)},
        {"item": pick.of(*names), "min_grade": SEVENTY},
        {"credits": pick.of("1", "2")},
        {"any": [{"item": pick.of(*names)}, {"holds_award": {"qualification": "earlier"}}]},
    )


def _output(pick: Draw, names: Collection[str]) -> Json:
    kind = pick.of("credit", "credit", "elective", "exemption", "prerequisite")
    if kind == "elective":
        amount = pick.of(
            {"credits": "2"}, {}, {"ratio": "1/2"}, {"credits_by": [{"award": "bachelor", "credits": "1"}]}
        )
        return {"type": "elective", "subject": pick.of("A", "B")} | amount
    found: Json = {"type": kind, "item": pick.of(*sorted(names))}
    if kind == "credit":
        found |= pick.of(
            {}, {}, {"credits": "1"}, {"prerequisite": False}, {"prerequisite": {"min_grade": SEVENTY}}
        )
    return found


def draw_recognition(pick: Draw, names: Collection[str]) -> Json:
    """One recognition by the college: of one item or two, for anything that a recognition can give."""
    slots: list[Json] = [{"item": one} for one in pick.some(sorted(names), 1, 2)]
    if pick.often(2):
        slots[0]["min_grade"] = SEVENTY
    data: Json = {"id": "r0", "recogniser": "college", "sources": slots}
    if pick.often(3):
        data["need"] = 1
    if pick.often(3):
        data["choice"] = [[_output(pick, names)], [_output(pick, names)]]
    else:
        data["outputs"] = [_output(pick, names) for _ in range(pick.number((1, 2)))]
    return data


OTHERS = {"prerequisite": draw_prerequisite, "recognition": draw_recognition}
"""Kinds that stand in no qualification."""
LAW = {"total", "single_use"}
"""Kinds that every version has anyway."""
DRAWN = {*REQUIREMENTS, *LIMITS, *OTHERS}


@dataclass(frozen=True)
class Known:
    """Of the kinds above those that may be drawn."""

    requirements: tuple[str, ...]
    limits: tuple[str, ...]
    others: tuple[str, ...]


def known(only: Collection[str] | None = None) -> Known:
    """All kinds, or those of them that are named."""
    kinds = (
        tuple(kind for kind in some if only is None or kind in only)
        for some in (REQUIREMENTS, LIMITS, OTHERS)
    )
    return Known(*kinds)


def draw_limit(pick: Draw, kind: str, key: str) -> Any:
    """One limit of the kind, read from its text."""
    return read_limit(Fields.of({"kind": kind, "id": key} | LIMITS[kind](pick), "/limit"), TOTAL * ONE)


@st.composite
def every_kind(
    draw: st.DrawFn, only: Collection[str] | None = None, limits: tuple[int, int] = (0, 2)
) -> Tiny:
    """A world of one qualification with up to two requirements and two limits of the kinds."""
    return every_kind_world(Draw(draw), only, limits)


def every_kind_world(
    pick: Draw, only: Collection[str] | None = None, limits: tuple[int, int] = (0, 2)
) -> Tiny:
    """The same, wherever chance comes from."""
    kinds = known(only)
    items = [draw_item(pick, number) for number in range(pick.number((2, 4)))]
    if "prerequisite" in kinds.others:
        items = [with_prerequisite(pick, one, items) for one in items]
    parts = [
        REQUIREMENTS[pick.of(*kinds.requirements)](pick, f"q{number}")
        for number in range(pick.number((1, 2)))
    ]
    tree = read_requirement(Fields.of({"kind": "all_of", "id": "all", "children": parts}, "/requirement"))
    drawn = []
    if kinds.limits:
        drawn = [draw_limit(pick, pick.of(*kinds.limits), f"l{n}") for n in range(pick.number(limits))]
    goal = worlds.qualification(tree, pick.of(0, 2, 4), *drawn, accepts=None, electives=EVERYTHING)
    rules = []
    if "recognition" in kinds.others and pick.often(5):
        data = draw_recognition(pick, [one.id for one in items])
        rules.append(recognition.read(Fields.of(data, "/rule")))
    bank = with_scale(worlds.catalogue([goal], items, rules))
    return Tiny(bank, draw_record(pick, items), draw_request(pick))


def with_scale(bank: Catalogue) -> Catalogue:
    """The bank with the scale of points that averages are on."""
    return replace(bank, scales={POINTS.id: POINTS})


def with_prerequisite(pick: Draw, item: Item, items: list[Item]) -> Item:
    """The item, sometimes with prerequisites or corequisites among the others."""
    if not pick.often(3):
        return item
    data = draw_prerequisite(pick, [one.id for one in items if one.id != item.id])
    asked = prerequisite.read(Fields.of(data, "/prerequisite"))
    return replace(item, **{pick.of("prerequisites", "corequisites"): asked})


def draw_item(pick: Draw, number: int) -> Item:
    """A course or a certificate; `number` is its id."""
    more: Json = {"subject": pick.of("A", "B"), "level": pick.of(1, 2)}
    if pick.often(3):
        more["tags"] = ["t"]
    if pick.often(3):
        more["seasons"] = pick.of(["autumn"], ["spring"])
    if pick.often(2):
        more |= {"kind": "certificate", "study_units": ONE}
    return worlds.item(f"i{number}", pick.of(1, 2, 3), pick.of(COLLEGE, COLLEGE, SCHOOL), **more)


def draw_result(pick: Draw, item: Item, entry: str) -> Result:
    """A result of the item, with a mark or without one."""
    grade = pick.of(None, mark(60), mark(70), mark(90), mark("B"))
    day = pick.of(date(2024, 6, 30), date(2025, 6, 30), date(2026, 6, 30))
    return Result(EntryId(entry), item.id, item.units, CREDIT, grade, day)


def draw_record(pick: Draw, items: list[Item]) -> Record:
    """Up to two results, an enrolment, an earlier award."""
    held = pick.some(items, 0, 2)
    results = tuple(draw_result(pick, one, f"e{number}") for number, one in enumerate(held))
    more: Json = {}
    if pick.often(5):
        since = pick.of(date(2025, 9, 1), date(2026, 3, 1))
        more["enrolments"] = (Enrolment(EntryId("n"), QualificationId("degree"), "2026", since),)
    if pick.often(2):
        more["awards"] = (Award(EntryId("w"), QualificationId("earlier"), "2020", date(2024, 7, 1)),)
    return replace(worlds.record(), results=results, **more)


def draw_request(pick: Draw, *goals: str) -> PlanRequest:
    """A year, and a load that may be small."""
    return worlds.request(*goals, horizon_years=1, load_units=pick.of(3, 4, 6) * ONE)
