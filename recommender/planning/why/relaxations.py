"""What is the least that would have to give way for there to be a path: which rule, from what to what (D4)?

A number is searched for by solving: a bound that is looser allows all that a tighter one allows, so halving the steps
between the bound as it stands and one that suffices finds the last that does not and the first that does. Amounts of
credit step by the greatest common divisor of all that can be counted: between two steps nothing changes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import gcd

from recommender.planning.plan import Plan
from recommender.planning.request import DEFAULT_HORIZON_YEARS, DEFAULT_LOAD_UNITS
from recommender.planning.why.bounds import CREDIT, PIECES, stated, with_bound
from recommender.planning.why.case import Budget, Case, can_be_met
from recommender.planning.why.members import Member, without

YEARS = "years"
AMOUNT = "amount"
"""Of a fee or a dislike: in its own smallest unit."""
FURTHEST = 10**6
"""How many steps an upper bound is raised at most before it is given up."""


@dataclass(frozen=True, slots=True)
class Relaxation:
    """One member with the least change of it that makes a path possible, and the path."""

    member: Member
    field: str
    """Which number of the rule; empty where the member as a whole gives way."""
    unit: str
    """credit, pieces, years or amount; empty where the member as a whole gives way."""
    was: int | None
    now: int | None
    least: bool
    """Whether one step less was solved and allows nothing."""
    plan: Plan
    """The shortest path then, solved and checked whole."""


def relaxations(case: Case, member: Member, budget: Budget) -> Iterator[Relaxation]:
    """The least change of each number of a member; where none of them suffices, the member as a whole."""
    found = False
    numbers = tuple(_numbers(case, member))
    if numbers and not _possible(without(case, [member]), budget):
        return
    for field, unit, upper, was, changed in numbers:
        step = _grain(case) if unit == CREDIT else 1

        def possible(to: int, changed: Callable[[int], Case] = changed) -> bool | None:
            return _possible(changed(to), budget)

        value = _least(possible, was, upper, step, budget)
        if value is not None and budget.take():
            now, least = value
            plan = changed(now).plan(budget.left)
            if plan.length is not None:
                found = True
                yield Relaxation(member, field, unit, was, now, least, plan)
    if found or not budget.take():
        return
    plan = without(case, [member]).plan(budget.left)
    if plan.length is not None:
        yield Relaxation(member, "", "", None, None, True, plan)


_Number = tuple[str, str, bool, int, Callable[[int], Case]]


def _numbers(case: Case, member: Member) -> Iterator[_Number]:
    """The numbers of a member, each with the problem in which it is another one."""
    if member.kind in ("requirement", "limit"):
        goal = next(one for one in case.goals() if one.key == member.goal)
        for field, unit, upper, was in stated(goal, member.about):

            def bound(to: int, field: str = field) -> Case:
                return with_bound(case, member.goal, member.about, field, to)

            yield field, unit, upper, was, bound
    elif member.kind == "at_most":
        was = case.request.at_most[member.about]
        unit = {"length": CREDIT, "terms": PIECES}.get(member.about, AMOUNT)

        def allowed(to: int) -> Case:
            most = {**case.request.at_most, member.about: to}
            return replace(case, request=replace(case.request, at_most=most))

        yield member.about, unit, True, was, allowed
    elif member.kind == "load":
        loads = [one.load_units for one in case.goals()] + [
            case.request.load_units,
            *case.request.loads.values(),
        ]
        was = min((units for units in loads if units is not None), default=DEFAULT_LOAD_UNITS)
        yield "load", CREDIT, True, was, lambda to: _with_load(case, to)
    elif member.kind == "horizon":
        years = case.request.horizon_years or DEFAULT_HORIZON_YEARS
        yield (
            "horizon",
            YEARS,
            True,
            years,
            lambda to: replace(case, request=replace(case.request, horizon_years=to)),
        )


def _with_load(case: Case, units: int) -> Case:
    """Wherever less is stated: of every term, of single terms, by a goal."""
    request = case.request
    stated = request.load_units
    if stated is None and all(goal.load_units is None for goal in case.goals()):
        stated = DEFAULT_LOAD_UNITS
    loads = {term: max(units, load) for term, load in request.loads.items()}
    more = None if stated is None else max(units, stated)
    asked = replace(case, request=replace(request, load_units=more, loads=loads))
    return asked.with_goals(
        lambda goal: (
            goal if goal.load_units is None else replace(goal, load_units=max(units, goal.load_units))
        )
    )


def _possible(case: Case, budget: Budget) -> bool | None:
    return can_be_met(case, budget.left) if budget.take() else None


def _least(
    possible: Callable[[int], bool | None], was: int, upper: bool, step: int, budget: Budget
) -> tuple[int, bool] | None:
    """The least looser value that suffices, and whether the one before it is known not to; None: none does."""
    first = (was // step + 1) * step if upper else (was - 1) // step * step
    most = FURTHEST if upper else first // step
    if first < 0:
        return None

    def value(steps: int) -> int:
        return first + steps * step if upper else first - steps * step

    bad, good = -1, _first_good(possible, value, most, upper)
    if good is None:
        return None
    settled = True
    while good - bad > 1:
        middle = (good + bad) // 2
        met = possible(value(middle))
        settled = settled and met is not None
        if met:
            good = middle
        else:
            bad = middle
    return value(good), settled and not budget.ended


def _first_good(
    possible: Callable[[int], bool | None], value: Callable[[int], int], most: int, upper: bool
) -> int | None:
    """A number of steps that suffices: at the end for a lower bound, by doubling for an upper one."""
    if not upper:
        return most if possible(value(most)) else None
    steps = 0
    while steps <= most:
        met = possible(value(steps))
        if met:
            return steps
        if met is None:
            return None
        steps = 2 * steps + 1
    return None


def _grain(case: Case) -> int:
    """The greatest common divisor of every amount that can be counted or studied."""
    problem = case.problem()
    amounts = [one.units for one in problem.held.values()]
    amounts += [units for one in problem.new.values() for units in (one.units, one.study_units)]
    amounts += [output.units for variant in problem.variants for output in variant.outputs]
    return gcd(*amounts) or 1
