"""In which order is a plan made best, and how is each level fixed before the next (D2)?

length, then fee, then fit, in the caller's order, each an exact integer objective with the earlier ones held as rows;
last, for the study chosen, as few applications and steps without load as possible, so that nothing stands in a plan
that could be left out, and with those as much of what is held as can count.

Where the numbers are small enough, length and fee are solved as one: a unit of length outweighs every fee that the
model can ask, so the outcome is that of one after the other, in half the time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from math import gcd

from recommender.planning.compile import Compiled
from recommender.planning.model import Expr, LinearModel, plus
from recommender.planning.plan import Level
from recommender.planning.problem import NewStudy
from recommender.planning.solve import Limits, Outcome, Solution, minimise, minimise_surely
from recommender.vocabulary import ItemId

LARGEST = 10**7
"""Beyond such coefficients the solver's floating point could no longer tell one objective from the other."""
UNIT = {"length": "credit", "fee": "fen", "fit": "dislike"}


@dataclass(frozen=True)
class Chosen:
    """The outcome over all levels: the last solution, and the members chosen of each class."""

    outcome: Outcome
    solution: Solution
    levels: tuple[Level, ...]
    steps: tuple[NewStudy, ...] = ()
    bound: int = 0


def solve_levels(compiled: Compiled, dislikes: Mapping[ItemId, int], limits: Limits) -> Chosen:
    """Solve level after level; stops at the first that is not proven, and says so."""
    found: list[tuple[Level, Expr]] = []
    first = _length_and_fee(compiled, limits, found) or minimise_surely(
        compiled.model, compiled.length(), limits
    )
    if not first.found:
        return Chosen(first.outcome, first, (), bound=first.bound)
    if not found:
        found.append((_level("length", compiled.length(), first, first), compiled.length()))
    best = first
    if first.outcome is Outcome.OPTIMAL:
        for level, expr in found:
            # That it cannot be less is known: saying so tightens what the solver starts from.
            compiled.model.equal(expr, level.value, f"level {level.objective}")
        best = _later_levels(compiled, dislikes, limits, best, found)
    best = _tidied(compiled, best, limits, first.outcome is Outcome.OPTIMAL)
    levels = tuple(_as_reached(level, expr, best) for level, expr in found)
    proven = levels[0].value == levels[0].lower_bound
    outcome = Outcome.OPTIMAL if proven else Outcome.FEASIBLE
    return Chosen(outcome, best, levels, _members(compiled, best, dislikes), levels[0].lower_bound)


def _length_and_fee(compiled: Compiled, limits: Limits, found: list[tuple[Level, Expr]]) -> Solution | None:
    """Both levels at once, where the fee comes second; None where that is not so, too large, or not proven."""
    length, fee = compiled.length(), compiled.fee()
    if compiled.problem.request.objectives[1:2] != ("fee",) or not length or not fee:
        return None
    grain, coin = gcd(*length.values()) or 1, gcd(*fee.values())  # milestones have no length
    columns = compiled.model.columns
    heavy = sum(value // coin * columns[column].upper for column, value in fee.items()) + 1
    both = plus(
        {column: value // grain * heavy for column, value in length.items()},
        {column: value // coin for column, value in fee.items()},
    )
    if max(both.values()) > LARGEST:
        return None
    solution = minimise(compiled.model, both, limits)
    if solution.outcome is not Outcome.OPTIMAL:
        return None
    for name, expr in (("length", length), ("fee", fee)):
        value = _value(expr, solution)
        found.append((Level(name, value, value, "solver", UNIT[name]), expr))
    return solution


def _later_levels(
    compiled: Compiled,
    dislikes: Mapping[ItemId, int],
    limits: Limits,
    best: Solution,
    found: list[tuple[Level, Expr]],
) -> Solution:
    """Go on from a proven length; every level is fixed at the best value found before the next."""
    for objective in compiled.problem.request.objectives[len(found) :]:
        owners: list[int] = []
        if objective == "fit":
            expr, owners = _fit(compiled, dislikes, found[0][0].value)
        else:
            expr = compiled.fee()
        if not expr:
            continue
        best = replace(best, values=tuple(_extended(best, owners)))
        solution = minimise(compiled.model, expr, limits)
        if solution.found and _value(expr, solution) <= _value(expr, best):
            best = solution
        found.append((_level(objective, expr, best, solution), expr))
        compiled.model.at_most(expr, _value(expr, best), f"level {objective}")
    return best


def _tidied(compiled: Compiled, best: Solution, limits: Limits, proven: bool) -> Solution:
    """The same study with nothing in the plan that could be left out (D3).

    Of a proven length steps with a load stay as they are: the levels before have settled them, and so little is left
    to solve. Else they may go, and the length with them.
    """
    columns = list(compiled.model.columns)
    for study in compiled.shared.classes:
        column = compiled.shared.study[study.key]
        settled = best.values[column]
        lower = settled if proven and study.first.study_units else columns[column].lower
        columns[column] = replace(columns[column], lower=lower, upper=settled)
    fixed = LinearModel(columns, compiled.model.rows)
    solution = minimise(fixed, compiled.clutter(), limits)
    return solution if solution.found else best


def _fit(compiled: Compiled, dislikes: Mapping[ItemId, int], most: int) -> tuple[Expr, list[int]]:
    """Credit units times dislike of the members, and for each column added how many before it must be taken first.

    Of a class only as many members can be taken as the length allows, and of those only the least disliked.
    """
    expr: Expr = {}
    added: list[int] = []
    if not dislikes:
        return expr, added
    for study in compiled.shared.classes:
        column = compiled.shared.study[study.key]
        ranked = by_dislike(study.members, dislikes)
        weights = [member.units * dislikes.get(member.item.id, 0) for member in ranked]
        if len(set(weights)) == 1:
            expr[column] = weights[0]
            continue
        useful = len(ranked) if study.first.study_units == 0 else most // study.first.study_units
        members = [compiled.model.column(f"member {m.key}") for m in ranked[:useful]]
        compiled.model.equal({**dict.fromkeys(members, 1), column: -1}, 0, f"members {study.key}")
        expr.update(zip(members, weights, strict=False))
        added += [column] * len(members)
    return {column: weight for column, weight in expr.items() if weight}, added


def by_dislike(members: Sequence[NewStudy], dislikes: Mapping[ItemId, int]) -> list[NewStudy]:
    """Members from least to most disliked, equal ones by id, so that order and engine cannot show."""
    return sorted(members, key=lambda member: (dislikes.get(member.item.id, 0), member.item.id))


def _extended(known: Solution, owners: Sequence[int]) -> list[int]:
    """A known solution with values for the member columns added since: the first ones of each class."""
    values = list(known.values)
    taken: dict[int, int] = {}
    for owner in owners:
        taken[owner] = taken.get(owner, 0) + 1
        values.append(1 if taken[owner] <= known.values[owner] else 0)
    return values


def _value(expr: Expr, solution: Solution) -> int:
    return sum(
        value * solution.values[column] for column, value in expr.items() if column < len(solution.values)
    )


def _level(objective: str, expr: Expr, best: Solution, solution: Solution) -> Level:
    if solution.outcome is Outcome.OPTIMAL:
        return Level(objective, solution.objective, solution.objective, "solver", UNIT[objective])
    value = _value(expr, best)
    return Level(objective, value, min(value, max(0, solution.bound)), "none", UNIT[objective])


def _as_reached(level: Level, expr: Expr, best: Solution) -> Level:
    """The level with the value of the plan itself: a level after an unproven one may have lowered it by the way."""
    value = _value(expr, best)
    return replace(level, value=value, lower_bound=min(level.lower_bound, value))


def _members(compiled: Compiled, best: Solution, dislikes: Mapping[ItemId, int]) -> tuple[NewStudy, ...]:
    """Of each class the least disliked members, then by id, so that order and engine cannot show."""
    steps: list[NewStudy] = []
    for study in compiled.shared.classes:
        many = best.values[compiled.shared.study[study.key]]
        steps += by_dislike(study.members, dislikes)[:many]
    return tuple(sorted(steps, key=lambda step: step.item.id))
