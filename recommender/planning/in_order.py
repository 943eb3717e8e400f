"""How is a plan found whose levels stand in the caller's order, terms among them (D2)?

The model without terms first, since it is small: what it finds is best wherever it has a schedule. Terms are proven
cheaply where they can be: by a load that no fewer terms hold, or since the model of fewer terms has no solution even
without an order of the steps. Only where neither decides is every step placed in a term, with the earlier levels as
rows; and so too where what was found has no schedule at all, so that the length is least over sets that have one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from recommender.planning.attempt import Found, Search
from recommender.planning.compile import room_in
from recommender.planning.earliest import Earliest, within
from recommender.planning.levels import with_idle_levels
from recommender.planning.lower.prerequisite import given_by
from recommender.planning.plan import Level
from recommender.planning.pointed import pointed_at
from recommender.planning.problem import Problem
from recommender.planning.prove.prover import Prover
from recommender.planning.settle import Settled
from recommender.planning.solve import Limits, Outcome
from recommender.vocabulary import GradeScheme

TERMS = "terms"


def find(
    problem: Problem,
    schemes: Mapping[str, GradeScheme],
    limits: Limits,
    prover: Prover | None = None,
) -> Found:
    """The best plan in the order of the request's objectives."""
    found = _found(problem, Search(schemes, limits), prover)
    if found.settled is None:
        return found
    # In whichever part it was found: a level of no fee is told where anything in the question has one.
    chosen = with_idle_levels(found.settled.chosen, problem, problem.request.objectives)
    return replace(found, settled=replace(found.settled, chosen=chosen))


def _found(problem: Problem, search: Search, prover: Prover | None) -> Found:
    pointed = None if prover is None else pointed_at(search, problem, prover)
    found = search.attempt(problem, timed=False) if pointed is None else pointed.found
    if found.settled is None:
        nothing = found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN)
        return found if nothing else _exactly(search, problem)
    if TERMS not in problem.request.objectives:
        return found
    if pointed is None:
        return _with_terms(search, problem, found, found.settled)
    return _with_terms(search, pointed.possible, found, found.settled, prover, pointed.small)


def _exactly(search: Search, problem: Problem) -> Found:
    """Every step in a term from the start; the levels are those of the model, terms too."""
    return search.attempt(problem, timed=True)


def _with_terms(
    search: Search,
    problem: Problem,
    found: Found,
    first: Settled,
    prover: Prover | None = None,
    small: Problem | None = None,
) -> Found:
    """The fewest terms of all plans that keep the earlier levels; then the later levels among those.

    From below: most often the first number that is not shown to be too few is enough. `small`: a part of the problem in
    which a plan is looked for first; it decides where all later levels are nothing.
    """
    before, after = _around(problem.request.objectives)
    kept = tuple(level for level in first.chosen.levels if level.objective in before)
    if not found.proven and before:
        level = _level(first.schedule.used, _least(problem, first), proven=False)
        return replace(found, settled=_leveled(first, kept, level, first.chosen.levels[len(kept) :]))
    best, bound = first, _least(problem, first)
    if any(level.value for level in first.chosen.levels[len(kept) :]):
        small = None  # with fewer terms it is no less than that, and no part shows that it is no more
    fewer = _Fewer(search, problem, kept, after)
    while bound < best.schedule.used:
        if fewer.is_too_few(bound, prover):
            bound += 1
            continue
        tried = fewer.attempt(small, bound) if small is not None else None
        if tried is None or not _is_least(tried):
            tried = fewer.attempt(problem, bound)
        if tried is None or tried.outcome is Outcome.INFEASIBLE:
            bound += 1
        elif tried.settled is None:
            break
        else:
            best = tried.settled
    used = best.schedule.used
    level = _level(used, bound, proven=used <= bound)
    later = [one for one in best.chosen.levels if one.objective in after]
    outcome = found.outcome
    if not before:
        outcome = Outcome.OPTIMAL if used <= bound else Outcome.FEASIBLE
    return Found(outcome, _leveled(best, kept, level, later))


@dataclass(frozen=True)
class _Fewer:
    """The search for a plan that keeps the earlier levels and ends sooner."""

    search: Search
    problem: Problem
    kept: tuple[Level, ...]
    after: tuple[str, ...]

    @cached_property
    def earliest(self) -> Earliest:
        """What can be done by when."""
        problem = self.problem
        return Earliest(problem, given_by(problem.passed, self.search.schemes, problem.learner))

    def is_too_few(self, terms: int, prover: Prover | None) -> bool:
        """Whether without what comes too late for so many terms every plan is shown to be longer."""
        length = next((level.value for level in self.kept if level.objective == "length"), None)
        if prover is None or length is None:
            return False
        return prover.is_longer(length, lambda item: self.earliest.by(f"new:{item}", terms - 1))

    def attempt(self, problem: Problem, terms: int) -> Found | None:
        """An attempt within so many terms; None where a step that must be finds none of them."""
        fewer = within(problem, terms, self.earliest)
        if fewer is None:
            return None
        search, after = self.search, self.after
        tried = search.attempt(fewer, timed=False, objectives=after, fixed=self.kept)
        if tried.settled is None and tried.outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE):
            # Fewer terms than these are too few: how many it takes within them is no question any more.
            tried = search.attempt(fewer, timed=True, objectives=after, fixed=self.kept)
        return tried


def _is_least(found: Found) -> bool:
    """Whether a plan of a part is as good at every later level as one of the whole: less than nothing there is not."""
    return found.settled is not None and not any(level.value for level in found.settled.chosen.levels)


def _around(objectives: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    place = objectives.index(TERMS)
    return tuple(objectives[:place]), tuple(objectives[place + 1 :])


def _level(used: int, bound: int, *, proven: bool) -> Level:
    return Level(TERMS, used, min(used, bound), "solver" if proven else "none", "terms")


def _leveled(one: Settled, kept: Sequence[Level], terms: Level, later: Sequence[Level]) -> Settled:
    return replace(one, chosen=replace(one.chosen, levels=(*kept, terms, *later)))


def _least(problem: Problem, first: Settled) -> int:
    """Terms that no plan with the earlier levels can do without, by its load alone."""
    running = [one for one in problem.new.values() if one.forced == "in_progress"]
    order = problem.request.objectives
    earlier = set(order[: order.index("length")]) - {TERMS} if "length" in order else set(order)
    known = 0
    if "length" in order and earlier <= set(order[: order.index(TERMS)]):
        # What was proven of the length holds of every plan that keeps the levels before the terms.
        lengths = (one.lower_bound for one in first.chosen.levels if one.objective == "length")
        known = next(lengths, 0)  # a level before it that is not proven has ended the search
    left = known - sum(one.study_units for one in running)
    opened = {
        ordinal for one in problem.new.values() if one.forced != "in_progress" for ordinal in one.ordinals
    }
    least = 1 if any(one.forced for one in problem.new.values()) else 0
    for ordinal in sorted(opened):
        if left <= 0:
            break
        left -= room_in(problem, ordinal)
        least = ordinal + 1
    return least
