"""Rows of `residency`: at least so much credit, or so many items, earned in residence, in all or of the last so much.

Of the last `last` credits `least` are in residence exactly if there is a day such that at least `least` is earned in
residence on it or later, and no more than `last - least` elsewhere after it. So there is a column for every day on
which something may be earned in residence, and one of them is chosen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from recommender.planning.lower.breadth import touched
from recommender.planning.lower.context import Flow, Goal, pieces, units
from recommender.planning.lower.dated import NAME, claims_in, decided_by
from recommender.planning.model import Expr, plus
from recommender.rules.residency import Residency

COMING = date.max
"""What is missing in an audit will be earned after all that there is."""


def lower(goal: Goal, limit: Residency) -> None:
    """One row over the flows that were, or will be, earned in residence; with `last` one day of several."""
    awarding = goal.problem.version.institution
    flows = goal.once(limit.within)
    resident = [flow for flow in flows if flow.missing or limit.counts(flow.origin, awarding)]
    # A part may carry claims though nothing asks that it holds, and then it is bounded too.
    when = None if limit.within is None else touched(goal, limit.id, "carries claims", flows)
    if limit.least_count is not None:
        goal.need(pieces(flow for flow in resident if flow.units), limit.least_count, limit.id, when)
    elif limit.last_units is not None:
        own = {flow.column for flow in resident}
        elsewhere = [flow for flow in flows if flow.units and flow.column not in own]
        _last(goal, limit, [flow for flow in resident if flow.units], elsewhere, when)
    elif limit.within is not None:
        goal.need(units(resident), limit.least_units, limit.id, when)
    else:
        goal.model.at_least(units(resident), limit.least_units, goal.name(limit.id))


@dataclass(frozen=True)
class _Earned:
    """When a flow is earned: on a day, in one of the terms of its columns, or (neither) some time in the plan."""

    flow: Flow
    day: date | None = None
    columns: dict[int, int] | None = None


def _last(
    goal: Goal, limit: Residency, resident: Sequence[Flow], other: Sequence[Flow], when: int | None
) -> None:
    assert limit.last_units is not None
    last = limit.last_units
    here, there = _dated(goal, limit, resident), _dated(goal, limit, other)
    name, model, least = goal.name(limit.id), goal.model, limit.least_units
    picked: Expr = {}
    for day in _days(goal, here):
        column = model.column(goal.name(f"{limit.id} from {day or 'the plan'}"))
        picked[column] = 1
        model.at_least({**_since(goal, here, day), column: -least}, 0, name)
        later = _after(goal, there, day)
        most = sum(value * model.columns[c].upper for c, value in later.items())
        spare = max(0, most - (last - least))
        model.at_most({**later, column: spare}, last - least + spare, name)
    goal.need(picked, min(1, least), limit.id, when)


def _dated(goal: Goal, limit: Residency, flows: Sequence[Flow]) -> list[_Earned]:
    columns = {one.column: by for one, by in claims_in(goal, limit.within)} if goal.shared.timed else {}
    return [_Earned(flow, _day(goal, flow), columns.get(flow.column)) for flow in flows]


def _day(goal: Goal, flow: Flow) -> date | None:
    """The day, where it is known before any term is chosen; in an audit the study that is handed in has its terms."""
    shared = goal.shared
    terms, as_of = shared.problem.terms, shared.problem.request.as_of
    if flow.missing or flow.earned is not None:
        return flow.earned or COMING
    variant = goal.variants[int(flow.supply.split("|", 1)[0])] if "|" in flow.supply else None
    if variant is not None and not variant.when and variant.decided({}) is None:
        return as_of
    if not shared.missing:
        return None
    if variant is not None:
        after = variant.decided({key: shared.problem.new[key].ordinals[0] for key in variant.when})
    else:
        after = shared.problem.new[flow.supply].ordinals[0]
    if after is None:
        return as_of
    return terms[after].end if after < len(terms) else COMING


def _days(goal: Goal, here: Sequence[_Earned]) -> list[date | None]:
    """The days on which something may be earned in residence; None: some time in a plan without terms."""
    found = {one.day for one in here if one.day is not None}
    terms = goal.shared.problem.terms
    found |= {terms[ordinal].end for one in here for ordinal in one.columns or ()}
    open_ended = any(one.day is None and one.columns is None for one in here)
    return [*sorted(found), *([None] if open_ended else [])]


def _since(goal: Goal, here: Sequence[_Earned], day: date | None) -> Expr:
    """Credit in residence on the day or later; what has no day may always be."""
    terms, found = goal.shared.problem.terms, []
    for one in here:
        if one.columns is not None:
            late = (c for ordinal, c in one.columns.items() if day is not None and terms[ordinal].end >= day)
            found.append(dict.fromkeys(late, one.flow.units))
        elif one.day is None or (day is not None and one.day >= day):
            found.append(units([one.flow]))
    return plus(*found)


def _after(goal: Goal, there: Sequence[_Earned], day: date | None) -> Expr:
    """Credit from elsewhere that is certainly after the day."""
    terms, found = goal.shared.problem.terms, []
    for one in there:
        if one.day is not None:
            found.append(units([one.flow]) if day is not None and one.day > day else {})
        elif one.columns is not None:
            late = (c for ordinal, c in one.columns.items() if day is not None and terms[ordinal].end > day)
            found.append(dict.fromkeys(late, one.flow.units))
        elif goal.shared.timed and day is not None:
            found.append(_undecided(goal, one.flow, day))
        elif day is not None and day <= goal.shared.problem.request.as_of:
            found.append(units([one.flow]))
    return plus(*found)


def _undecided(goal: Goal, flow: Flow, day: date) -> Expr:
    """An output counts after the day unless its rule is decided by then."""
    index = int(flow.supply.split("|", 1)[0])
    term = max((one.ordinal for one in goal.shared.problem.terms if one.end <= day), default=-1)
    by_then = decided_by(goal, index, term)
    if not by_then:
        return units([flow])
    if goal.shared.applied[index] in by_then:
        return {}
    column = goal.model.column(goal.name(f"{flow.supply} after {day}"))
    row = {flow.column: 1, column: -1} | {c: -value for c, value in by_then.items()}
    goal.model.at_most(row, 0, NAME)
    return {column: flow.units}
