"""Random items, recognition rules and qualifications."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

from recommender.catalogue.objects import Item, Qualification
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import NOTHING, Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.residency import Residency
from recommender.rules.sets import EVERYTHING, ItemSet
from recommender.vocabulary import (
    Assurance,
    InstitutionId,
    Interval,
    ItemId,
    ItemKind,
    RuleId,
    RuleStatus,
)
from tests.planning import naive, worlds
from tests.planning.drawing import Draw, Family
from tests.planning.worlds import COLLEGE, HOUR, ONE, SCHOOL, STRANGE, mark


def draw_item(pick: Draw, family: Family, number: int) -> Item:
    """An item of any kind; `number` is its id."""
    kind = ItemKind.COURSE
    if pick.often(family.awards):
        kind = pick.of(ItemKind.CERTIFICATE, ItemKind.EXAM, ItemKind.MILESTONE)
    more: dict[str, Any] = {"kind": kind, "subject": pick.of("A", "B", None), "level": pick.of(1, 2, None)}
    credits = 0 if kind is ItemKind.MILESTONE else pick.of(1, 2, 3, 4)
    if pick.often(2):
        more["tags"] = ["t"]
    if kind is not ItemKind.COURSE and pick.often(5):
        more["study_units"] = pick.of(1, 2) * ONE
    if pick.often(family.seasons):
        more["seasons"] = pick.of(["autumn"], ["spring"], ["autumn", "spring"], ["winter"])
    if pick.often(family.seasons // 2):
        more["life"] = pick.of(Interval(None, date(2027, 1, 1)), Interval(date(2027, 1, 1), None))
    if pick.often(family.lineages):
        more["lineage"] = pick.of("l", "m")
    if pick.often(family.conditions // 2):
        more["scheme"] = pick.of(HOUR, STRANGE)
    if pick.often(1):
        more["studyable"] = False
    if pick.often(1):
        more["hours"] = Fraction(pick.of(16, 32))
    if pick.often(1) and credits:
        more["most"] = credits + 1
    if pick.often(5):
        more["fee"] = pick.of(100, 200)
    issuer = SCHOOL if pick.often(family.elsewhere) else COLLEGE
    return worlds.item(f"i{number}", credits, issuer, **more)


def with_prerequisites(pick: Draw, family: Family, item: Item, items: list[Item]) -> Item:
    """The item, sometimes with prerequisites or corequisites among the others."""
    others = [one.id for one in items if one.id != item.id]
    if not others or not pick.often(family.prerequisites):
        return item
    name = pick.of("prerequisites", "prerequisites", "corequisites")
    return replace(item, **{name: _prerequisite(pick, others)})


def _prerequisite(pick: Draw, others: list[ItemId], depth: int = 1) -> Prerequisite:
    kind = pick.of("item", "item", "graded", "any", "all", "unknown") if depth else pick.of("item", "graded")
    if kind in ("any", "all"):
        parts = tuple(_prerequisite(pick, others, depth - 1) for _ in range(2))
        return Either(parts) if kind == "any" else Every(parts)
    if kind == "unknown":
        return Unknown("a talk with the teacher") if pick.often(3) else NOTHING
    floor = pick.of(mark(60), mark(80), mark("C")) if kind == "graded" else None
    return Passed(pick.of(*others), floor)


def draw_rule(pick: Draw, family: Family, number: int, items: list[Item]) -> Recognition:
    """A recognition rule between the items, or into elective credit."""
    chosen = pick.some([one.id for one in items], 1, 3)
    careful = family.conditions
    floor = (lambda: pick.of(mark(60), mark(80), mark("C"))) if careful else (lambda: None)
    sources = tuple(Source(one, floor() if pick.often(careful // 2) else None) for one in chosen)
    outputs = tuple(_output(pick, chosen, items) for _ in range(pick.of(1, 1, 2)))
    more: dict[str, Any] = {}
    if pick.often(careful):
        days = (date(2025, 1, 1), date(2026, 1, 1), date(2027, 1, 16), date(2027, 5, 1))
        more[pick.of("completed_within", "applied_within")] = pick.of(
            *(Interval(None, day) for day in days), *(Interval(day, None) for day in days)
        )
    if pick.often(careful // 3):
        more["status"] = pick.of(RuleStatus.PROPOSED, RuleStatus.WITHDRAWN)
        more["outputs"] = ()
    if pick.often(careful // 3):
        more["assurance"] = pick.of(Assurance.RECOMMENDATION, Assurance.PREDICTED, Assurance.STATUTORY)
    if pick.often(2):
        more["reuse"] = True
    if pick.often(3):
        more["agreement"] = "x"
    home = SCHOOL if pick.often(family.goals // 2) else COLLEGE
    need = pick.number((1, len(sources)))
    fields = {"outputs": outputs} | more
    return Recognition(RuleId(f"r{number}"), home, sources, need, **fields)


def _output(pick: Draw, chosen: list[ItemId], items: list[Item]) -> CreditOutput | ElectiveOutput:
    lineages = {one.lineage for one in items if one.id in chosen and one.lineage}
    named = [one.id for one in items if one.id not in chosen and one.lineage not in lineages]
    units = pick.of(None, ONE, 2 * ONE)
    if named and pick.often(5):
        return CreditOutput(pick.of(*named), units)
    return ElectiveOutput(units, pick.of("A", "B", None), pick.of(1, 2, None), frozenset(pick.some(["t"])))


def _set(pick: Draw, items: list[Item]) -> ItemSet:
    kind = pick.of(
        "ids", "ids", "all", "all", "subject", "level", "kinds", "tags", "minus", "union", "issuers"
    )
    match kind:
        case "ids":
            return ItemSet(items=frozenset(pick.some([one.id for one in items], min(2, len(items)))))
        case "subject":
            return ItemSet(subjects=frozenset({pick.of("A", "B")}))
        case "level":
            return pick.of(ItemSet(level_from=2), ItemSet(level_to=1), ItemSet(level_from=1, level_to=1))
        case "kinds":
            return ItemSet(kinds=frozenset(pick.some(list(ItemKind)[:3], 1)))
        case "tags":
            return ItemSet(tags=frozenset({"t"}))
        case "issuers":
            return ItemSet(issuers=frozenset({pick.of(COLLEGE, SCHOOL)}))
        case "minus":
            return ItemSet(minus=(ItemSet(subjects=frozenset({"A"})),))
        case "union":
            return ItemSet(union=(ItemSet(subjects=frozenset({"A"})), ItemSet(level_from=2)))
        case _:
            return EVERYTHING


def _leaf(pick: Draw, items: list[Item], key: str) -> Any:
    """A requirement that the items can nearly always reach by themselves."""
    of = _set(pick, items)
    inside = [one for one in items if naive.member(of, naive.look_of(one))]
    if pick.often(5):
        least = min(pick.of(1, 1, 2), max(1, len(inside)))
        most = pick.of(None, None, None, least, least + 1)
        units = pick.of(0, 0, 0, 2 * ONE, 4 * ONE)
        return worlds.count(key, least, of=of, most=most, least_units=units)
    least = min(pick.of(1, 2, 3, 4), max(1, sum(one.units for one in inside) // ONE))
    return worlds.credits(key, least, of=of, most=pick.of(None, None, least, least + 1))


def _tree(pick: Draw, family: Family, items: list[Item], key: str) -> Any:
    found = [_leaf(pick, items, f"{key}{number}") for number in range(pick.number(family.leaves))]
    if len(found) == 1:
        return found[0]
    if len(found) > 2 and pick.often(5):
        inner = AllOf(f"{key}in", tuple(found[1:])) if pick.often(5) else NOf(f"{key}in", 1, tuple(found[1:]))  # type: ignore[arg-type]
        found = [found[0], inner]
    if pick.often(4):
        return NOf(f"{key}top", pick.number((1, len(found))), tuple(found))  # type: ignore[arg-type]
    return AllOf(f"{key}top", tuple(found))  # type: ignore[arg-type]


def draw_goal(pick: Draw, family: Family, items: list[Item], key: str, home: InstitutionId) -> Qualification:
    """A qualification over the items, with its tree and limits."""
    tree = _tree(pick, family, items, key[0])
    parts = [leaf.id for leaf in getattr(tree, "children", (tree,))]
    limits = [_limit(pick, f"{key}-{number}", parts) for number in range(pick.number(family.limits))]
    most = sum(one.units_most for one in items) // ONE
    total = pick.number((0, min(8, most // 2)))
    electives = pick.of(EVERYTHING, EVERYTHING, EVERYTHING, None, ItemSet(subjects=frozenset({"A"})))
    accepts = pick.of(frozenset({SCHOOL}), frozenset(), None)
    last = date(2027, 6, 1) if pick.often(family.seasons // 4) else None
    return worlds.qualification(
        tree,
        total,
        *limits,
        key=key,
        institution=home,
        electives=electives,
        accepts=accepts,
        last_award=last,
    )


def _limit(pick: Draw, key: str, parts: list[str]) -> Cap | Residency:
    if pick.often(3):
        homes = pick.of(frozenset(), frozenset(), frozenset({COLLEGE, SCHOOL}))
        return Residency(key, pick.of(1, 2, 4) * ONE, homes)
    source = pick.of(
        SourceSelector(kinds=frozenset({ItemKind.COURSE})),
        SourceSelector(kinds=frozenset({ItemKind.CERTIFICATE, ItemKind.EXAM})),
        SourceSelector(issuers=frozenset({SCHOOL})),
        SourceSelector(recognised=True),
        SourceSelector(recognised=False),
        SourceSelector(transferred=True),
        SourceSelector(transferred=False, kinds=frozenset({ItemKind.COURSE})),
        SourceSelector(agreements=frozenset({"x"})),
    )
    units, pieces = pick.of((3 * ONE, None), (None, 1), (4 * ONE, 2), (2 * ONE, None), (0, None))
    within = pick.of(*parts) if pick.often(3) else None
    return Cap(key, source, units, pieces, within)
