"""In which terms can the chosen steps be taken, and what is the fewest terms that they need (B19)?

A list schedule first; where it is as short as its lower bound, it is the answer. Else a small exact model over terms
decides: whether there is one of fewer terms, or, where the list got stuck, any within the horizon.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.planning.chosen_steps import Chosen
from recommender.planning.compile import Compiled, compile_problem, room_in
from recommender.planning.list_schedule import list_schedule
from recommender.planning.lower.recognition import in_time
from recommender.planning.problem import NewStudy, Problem, Variant
from recommender.planning.solve import Limits, Outcome, minimise
from recommender.planning.term_bound import sooner
from recommender.vocabulary import GradeScheme


@dataclass(frozen=True, slots=True)
class Schedule:
    """Ordinal of the term by step key; `used` terms from now, and the proven least number of them."""

    outcome: Outcome
    ordinal: Mapping[str, int]
    used: int = 0
    bound: int = 0


def schedule(
    problem: Problem,
    steps: Sequence[NewStudy],
    applied: Sequence[Variant],
    schemes: Mapping[str, GradeScheme],
    limits: Limits,
) -> Schedule:
    """The earliest finish of a fixed set of steps and applications."""
    if not steps:
        return Schedule(Outcome.OPTIMAL, {})
    chosen = Chosen(problem, steps, applied, schemes)
    listed = list_schedule(chosen, lambda term: room_in(problem, term))
    used, bound = listed.used, listed.bound
    if used == bound:
        return Schedule(Outcome.OPTIMAL, listed.ordinal, bound, bound)
    fixed = _fixed(problem, steps if used is None else sooner(chosen, listed.fastest, used - 1), applied)
    compiled = compile_problem(_without_rules(fixed), schemes, timed=True)
    finish = finish_columns(compiled)
    solution = minimise(compiled.model, dict.fromkeys(finish, 1), limits)
    if solution.found:
        return read_schedule(compiled, solution.values, solution.objective, solution.bound)
    if used is None:
        return Schedule(solution.outcome, {})
    known = (
        used if solution.outcome is Outcome.INFEASIBLE else bound
    )  # none of fewer terms: it is as short as any
    return Schedule(Outcome.OPTIMAL if used == known else Outcome.FEASIBLE, listed.ordinal, used, known)


def read_schedule(compiled: Compiled, values: Sequence[int], used: int = 0, bound: int = 0) -> Schedule:
    """The terms of a timed solution."""
    ordinal = {
        key: term
        for key, columns in compiled.shared.when.items()
        for term, column in columns.items()
        if values[column]
    }
    return Schedule(Outcome.OPTIMAL if used == bound else Outcome.FEASIBLE, ordinal, used, bound)


def _fixed(problem: Problem, steps: Sequence[NewStudy], applied: Sequence[Variant]) -> Problem:
    """The problem with exactly these steps and applications."""
    forced = {step.key: replace(step, forced=step.forced or "pinned") for step in steps}
    return replace(problem, new=forced, variants=tuple(applied))


def _without_rules(problem: Problem) -> Problem:
    """Only what a schedule depends on: the goals' requirements are settled by the choice of steps."""
    return replace(problem, goals=())


def finish_columns(compiled: Compiled) -> list[int]:
    """The columns of `busy_columns`, where every application of the problem has to be made."""
    for index, applied in compiled.shared.applied.items():
        compiled.model.at_least({applied: 1}, 1, "applied")
        _windows(compiled, index, applied)
    return busy_columns(compiled)


def busy_columns(compiled: Compiled) -> list[int]:
    """A column for each term that says whether anything is studied in it or later; adjacent ones are ordered."""
    model, shared = compiled.model, compiled.shared
    columns: list[int] = []
    for term in compiled.problem.terms:
        column = model.column(f"busy until {term.label}")
        for columns_of in shared.when.values():
            if term.ordinal in columns_of:
                at = columns_of[term.ordinal]
                many = model.columns[at].upper
                model.at_most({at: 1, column: -many}, 0, f"busy {term.label}")
        if columns:
            model.at_most({column: 1, columns[-1]: -1}, 0, f"busy {term.label}")
        columns.append(column)
    return columns


def _windows(compiled: Compiled, index: int, applied: int) -> None:
    """Windows of an applied rule, as the lowering of recognition states them for a goal."""
    variant = compiled.problem.variants[index]
    in_time(compiled.shared, variant, applied, f"apply {variant.rule.id}")
