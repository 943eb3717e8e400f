"""In which order is a plan made best, and how is each level fixed before the next (D2)?

Level after level in the caller's order, each an exact integer objective with the earlier ones held as rows; last, for
the study chosen, as few applications and steps without load as possible, so that nothing stands in a plan that could
be left out, and with those as much of what is held as can count. Terms are a level of the model that has terms only;
`in_order` says what becomes of them elsewhere.

Where the numbers are small enough, length and fee are solved as one: a unit of length outweighs every fee that the
model can ask, so the outcome is that of one after the other, in half the time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import gcd

from recommender.planning.compile import Compiled
from recommender.planning.model import Expr, LinearModel, plus
from recommender.planning.objectives import UNIT, expression
from recommender.planning.parts import Parts
from recommender.planning.plan import Level
from recommender.planning.problem import NewStudy, Problem
from recommender.planning.schedule import busy_columns
from recommender.planning.solve import Limits, Outcome, Solution, minimise, minimise_surely

LARGEST = 10**7
"""Beyond such coefficients the solver's floating point could no longer tell one objective from the other."""
AT_MOST = "at most"
"""Group of a row that keeps a level within what the caller allows."""


@dataclass(frozen=True)
class Chosen:
    """The outcome over all levels: the last solution, and the members chosen of each class."""

    outcome: Outcome
    solution: Solution
    levels: tuple[Level, ...]
    steps: tuple[NewStudy, ...] = ()
    bound: int = 0


@dataclass
class _Run:
    """One model on its way through the levels."""

    parts: Parts
    limits: Limits
    fixed: tuple[Level, ...]
    terms: Expr
    """Made before anything is solved, so that every solution has its columns; empty in the model without terms."""
    guide: Expr
    found: list[tuple[Level, Expr]] = field(default_factory=list)

    @property
    def most(self) -> int | None:
        """A length that no plan in sight goes beyond; None where none is known."""
        known = [level.value for level in self.fixed if level.objective == "length"]
        known += [level.value for level, _ in self.found if level.objective == "length"]
        stated = self.parts.compiled.problem.request.at_most.get("length")
        return min((*known, *([] if stated is None else [stated])), default=None)

    def expression(self, objective: str) -> Expr:
        """The objective over this model's columns."""
        return self.terms if objective == "terms" else expression(self.parts, objective, self.most)


def solve_levels(
    compiled: Compiled,
    limits: Limits,
    objectives: Sequence[str] | None = None,
    fixed: Sequence[Level] = (),
    guide: Expr | None = None,
) -> Chosen:
    """Solve level after level; stops at the first where that is not proven, and says so.

    Args:
        compiled: The model; rows and columns are added to it.
        limits: When to stop.
        objectives: In their order; None: those of the request. Terms are passed over where the model has none.
        fixed: Levels that are settled already: no plan with a greater value is looked at.
        guide: Of plans that are as good one with little of this is looked for; nothing is promised.
    """
    asked = compiled.problem.request.objectives if objectives is None else tuple(objectives)
    names = [name for name in asked if _is_asked(compiled, name)]
    terms = dict.fromkeys(busy_columns(compiled), 1) if "terms" in names else {}
    run = _Run(bounded(compiled), limits, tuple(fixed), terms, guide or {})
    _hold(run)
    first = _first(run, names)
    if not first.found:
        return Chosen(first.outcome, first, (), bound=first.bound)
    best = first
    proven = first.outcome is Outcome.OPTIMAL
    if proven:
        for level, expr in run.found:
            # That it cannot be less is known: saying so tightens what the solver starts from.
            compiled.model.equal(expr, level.value, f"level {level.objective}")
        best = _later_levels(run, names, best)
    settled = {level.objective for level in (*run.fixed, *(level for level, _ in run.found))}
    best = _tidied(compiled, best, limits, proven and "length" in settled)
    levels = tuple(_as_reached(level, expr, best) for level, expr in run.found)
    bound = levels[0].lower_bound if levels else 0
    outcome = Outcome.OPTIMAL if proven else Outcome.FEASIBLE
    return Chosen(outcome, best, levels, run.parts.steps(best.values), bound)


def _is_asked(compiled: Compiled, name: str) -> bool:
    """Whether a level says anything here: of fees and fit nobody may have said a word."""
    request = compiled.problem.request
    if name == request.objectives[0]:
        return name != "terms" or compiled.shared.timed
    match name:
        case "terms":
            return compiled.shared.timed
        case "fee":
            return bool(compiled.fee())
        case "fit":
            return bool(request.dislikes)
    return True


def _hold(run: _Run) -> None:
    """Rows for what is settled already."""
    model = run.parts.compiled.model
    for level in run.fixed:
        whole = level.objective == "fit" and level.lower_bound < level.value
        expr = expression(run.parts, "fit", None) if whole else run.expression(level.objective)
        model.at_most(expr, level.value, f"level {level.objective}")


def bounded(compiled: Compiled) -> Parts:
    """Rows for what the caller allows at most of each level; of terms the offer of new study keeps it."""
    parts, allowed = Parts(compiled), compiled.problem.request.at_most
    for objective in sorted(allowed.keys() - {"terms"}):
        # All members: a bound on the fit leaves open which of them a later level would rather have.
        expr = expression(parts, objective, None)
        compiled.model.at_most(expr, allowed[objective], f"{AT_MOST} {objective}")
    return parts


def _first(run: _Run, names: list[str]) -> Solution:
    """The first level; both at once where the fee follows the length."""
    model = run.parts.compiled.model
    if not names:
        return minimise_surely(model, {}, run.limits, guide=run.guide)
    both = _length_and_fee(run) if names[:2] == ["length", "fee"] else None
    if run.found and both is not None:
        return both
    expr = run.expression(names[0])
    first = minimise_surely(model, expr, run.limits, guide=run.guide)
    if both is not None and both.found and not first.found:
        # The limit has come in between: what was found of both is a plan, and its bound is one.
        first = replace(both, objective=_value(expr, both), bound=first.bound)
    if first.found:
        run.found.append((_level(names[0], expr, first, first), expr))
    return first


def _length_and_fee(run: _Run) -> Solution | None:
    """Both levels at once, where the fee comes second; None where there is none, or the numbers are too large.

    Where it is not proven, `run.found` is left as it is.
    """
    compiled = run.parts.compiled
    length, fee = compiled.length(), compiled.fee()
    if not length or not fee:
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
    solution = minimise(compiled.model, both, run.limits, guide=run.guide)
    if solution.outcome is not Outcome.OPTIMAL:
        return solution
    for name, expr in (("length", length), ("fee", fee)):
        value = _value(expr, solution)
        run.found.append((Level(name, value, value, "solver", UNIT[name]), expr))
    return solution


def _later_levels(run: _Run, names: Sequence[str], best: Solution) -> Solution:
    """Go on from a proven first level; every level is fixed at the best value found before the next."""
    model = run.parts.compiled.model
    for objective in names[len(run.found) :]:
        expr = run.expression(objective)
        best = replace(best, values=run.parts.extended(best.values))
        solution = minimise(model, expr, run.limits, guide=run.guide)
        if solution.found and _value(expr, solution) <= _value(expr, best):
            best = solution
        run.found.append((_level(objective, expr, best, solution), expr))
        model.at_most(expr, _value(expr, best), f"level {objective}")
    return best


def _tidied(compiled: Compiled, best: Solution, limits: Limits, settled: bool) -> Solution:
    """The same study with nothing in the plan that could be left out (D3).

    Where the length is proven, steps with a load stay as they are: the levels before have settled them, and so little
    is left to solve; but what is studied only to be recognised as an item may give way to the item itself. Else they
    may go, and the length with them.
    """
    columns = list(compiled.model.columns)
    open_to_change = _replaceable(compiled, best) if settled else frozenset[int]()
    for study in compiled.shared.classes:
        column = compiled.shared.study[study.key]
        if column in open_to_change:
            continue
        taken = best.values[column]
        lower = taken if settled and study.first.study_units else columns[column].lower
        columns[column] = replace(columns[column], lower=lower, upper=taken)
    fixed = LinearModel(columns, compiled.model.rows)
    solution = minimise(fixed, compiled.clutter(), limits, near=False)
    return solution if solution.found else best


def _replaceable(compiled: Compiled, best: Solution) -> frozenset[int]:
    """Columns of study that is recognised as an item which could be studied itself for no more, and of that item."""
    shared, new = compiled.shared, compiled.problem.new
    found: set[int] = set()
    for index, column in shared.applied.items():
        variant = compiled.problem.variants[index]
        if not best.values[column] or not variant.new:
            continue
        named = {f"new:{output.item}" for output in variant.outputs if output.item is not None}
        spent = sum(new[key].study_units for key in variant.new)
        if any(key in shared.study and new[key].study_units <= spent for key in named):
            found |= {shared.study[key] for key in (*variant.new, *(named & shared.study.keys()))}
    return frozenset(found)


def with_idle_levels(chosen: Chosen, problem: Problem, order: Sequence[str]) -> Chosen:
    """The outcome with a level of no fee, where only what was left out of the model has one."""
    known = {level.objective: level for level in chosen.levels}
    costs = any(one.item.fee for one in problem.new.values()) or any(one.fee for one in problem.variants)
    if chosen.outcome is not Outcome.OPTIMAL or "fee" not in order or "fee" in known or not costs:
        return chosen
    known["fee"] = Level("fee", 0, 0, "solver", UNIT["fee"])
    return replace(chosen, levels=tuple(known[one] for one in order if one in known))


def _value(expr: Expr, solution: Solution) -> int:
    return sum(
        value * solution.values[column] for column, value in expr.items() if column < len(solution.values)
    )


def _level(objective: str, expr: Expr, best: Solution, solution: Solution) -> Level:
    if solution.outcome is Outcome.OPTIMAL:
        value = _value(expr, solution)
        return Level(objective, value, value, "solver", UNIT[objective])
    value = _value(expr, best)
    return Level(objective, value, min(value, max(0, solution.bound)), "none", UNIT[objective])


def _as_reached(level: Level, expr: Expr, best: Solution) -> Level:
    """The level with the value of the plan itself: a level after an unproven one may have lowered it by the way."""
    value = _value(expr, best)
    return replace(level, value=value, lower_bound=min(level.lower_bound, value))
