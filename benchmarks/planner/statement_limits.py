"""Limits in the other statement: total, residency, caps, breadth, marks, windows (B7 to B10, B14)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from benchmarks.planner.rows import weighted
from benchmarks.planner.slots import Slot, pieces, units
from benchmarks.planner.unsupported import Unsupported
from recommender.rules.breadth import Breadth
from recommender.rules.cap import Cap
from recommender.rules.claims import Origin
from recommender.rules.min_grade import MinGrade
from recommender.rules.residency import Residency
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.rules.window import Window

if TYPE_CHECKING:
    from benchmarks.planner.statement_goal import GoalStatement


def total(goal: GoalStatement, limit: Total) -> None:
    """Enough credit over all places."""
    goal.rows.at_least(units(goal.slots), limit.least_units)


def residency(goal: GoalStatement, limit: Residency) -> None:
    """Enough credit, or items with credit, studied at home; in a part only where anything stands in it."""
    if limit.last_units is not None:
        raise Unsupported(f"{limit.id}: residency of the last credits")
    mine = goal.within(limit.within)
    home = [slot for slot in mine if limit.counts(slot.origin, goal.version.institution)]
    when = None if limit.within is None else _touched(goal, mine)
    if limit.least_count is not None:
        goal.rows.at_least(pieces(slot for slot in home if slot.units), limit.least_count, when)
    else:
        goal.rows.at_least(units(home), limit.least_units, when)


def cap(goal: GoalStatement, limit: Cap) -> None:
    """Not too much from a source, for each of its values by itself."""
    capped: dict[Hashable, list[Slot]] = defaultdict(list)
    for slot in goal.within(limit.within):
        if limit.covers(slot.view, slot.origin, goal.version.institution, slot.grade):
            for value in limit.values(slot.view, slot.origin):
                capped[value].append(slot)
    for mine in capped.values():
        if limit.most_units is not None:
            goal.rows.at_most(units(mine), limit.most_units)
        if limit.most_count is not None:
            goal.rows.at_most(pieces(mine), limit.most_count)
        if limit.most_share is not None:
            over = {c: value * limit.most_share.denominator for c, value in units(mine).items()}
            for column, value in units(goal.within(limit.share_of)).items():
                over[column] = over.get(column, 0) - value * limit.most_share.numerator
            goal.rows.at_most(over, 0)


def breadth(goal: GoalStatement, limit: Breadth) -> None:
    """Enough areas with enough in them, not too many, none too full; nothing is asked of a part without claims."""
    mine = goal.within(limit.within)
    areas: dict[Hashable, list[Slot]] = defaultdict(list)
    for slot in mine:
        for area in limit.areas_of(slot.view):
            areas[area].append(slot)
    if limit.least_areas:
        covered = [_covered(goal, limit, some) for some in areas.values()]
        when = None if limit.within is None else _touched(goal, mine)
        goal.rows.at_least(dict.fromkeys(covered, 1), limit.least_areas, when)
    if limit.most_areas is not None:
        touched = [_touched(goal, some) for some in areas.values()]
        goal.rows.at_most(dict.fromkeys(touched, 1), limit.most_areas)
    for some in areas.values():
        if limit.each_most_units is not None:
            goal.rows.at_most(units(some), limit.each_most_units)
        if limit.each_most_count is not None:
            goal.rows.at_most(pieces(some), limit.each_most_count)


def _covered(goal: GoalStatement, limit: Breadth, slots: list[Slot]) -> int:
    column = goal.rows.boolean()
    goal.rows.at_least(pieces(slots), limit.each_least_count, column)
    if limit.each_least_units:
        goal.rows.at_least(units(slots), limit.each_least_units, column)
    return column


def _touched(goal: GoalStatement, slots: list[Slot]) -> int:
    column = goal.rows.boolean()
    for slot in slots:
        goal.rows.implies(slot.column, column)
    return column


def min_grade(goal: GoalStatement, limit: MinGrade) -> None:
    """A result that is too low, or does not show what is measured, counts nowhere in the part (B10)."""
    schemes = goal.catalogue.grade_schemes
    for slot in goal.within(limit.within):
        if slot.result is None or not limit.covers(slot.view):
            continue
        if not limit.passes(slot.result.grade, slot.result.measures, schemes):
            if goal.catalogue.items[slot.result.item].studyable:
                raise Unsupported(
                    f"{slot.result.item}: a result that is too low may be made good by new study"
                )
            goal.rows.at_most({slot.column: 1}, 0)


def window(goal: GoalStatement, limit: Window) -> None:
    """Results that count, and all new study that only certain terms can hold, fit into their periods (B8)."""
    model, calendar = goal.model, goal.model.terms.calendar
    held: dict[str, dict[int, int]] = defaultdict(dict)
    for slot in goal.slots:
        if slot.result is not None and limit.selects(slot.origin):
            held[limit.period(calendar, slot.result.completed)][slot.column] = slot.units
    for mine in held.values():
        goal.rows.at_most(mine, limit.most_units)
    periods = {one.ordinal: limit.period(calendar, one.start) for one in model.terms.terms}
    free: dict[frozenset[str], dict[int, int]] = defaultdict(dict)
    for key, new in model.new.items():
        item = model.catalogue.items[key]
        if limit.selects(Origin(frozenset({item.kind}), frozenset({item.issuer}))):
            open_ = frozenset(periods[ordinal] for ordinal in model.terms.of(item))
            free[open_][new] = model.units(key) or 0
    for some in free:
        inside = [study for open_, study in free.items() if open_ <= some]
        together = [*inside, *(held[period] for period in some if period in held)]
        everything = weighted(pair for part in together for pair in part.items())
        goal.rows.at_most(everything, limit.most_units * len(some))
    model.dated = True


def _nothing(goal: GoalStatement, limit: SingleUse) -> None:
    """The law of every version, whether its text says so or not."""


LIMITS: Mapping[str, Callable[[GoalStatement, Any], None]] = MappingProxyType(
    {
        "total": total,
        "residency": residency,
        "cap": cap,
        "breadth": breadth,
        "min_grade": min_grade,
        "window": window,
        "single_use": _nothing,
    }
)
"""By kind how its rows are written; a kind that is missing here is named and never left out."""
