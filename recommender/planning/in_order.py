"""How is a plan found whose levels stand in the caller's order, terms among them (D2)?

The model without terms first, since it is small: what it finds is best wherever it has a schedule. Terms are proven
cheaply where they can be: by a load that no fewer terms hold, or since the model of fewer terms has no solution even
without an order of the steps. Only where neither decides is every step placed in a term, with the earlier levels as
rows; and so too where what was found has no schedule at all, so that the length is least over sets that have one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.planning.assemble import select
from recommender.planning.compile import Compiled, compile_problem, room_in
from recommender.planning.levels import Chosen, solve_levels, with_idle_levels
from recommender.planning.plan import Level
from recommender.planning.problem import Problem
from recommender.planning.reduce import reduced
from recommender.planning.schedule import Schedule, schedule
from recommender.planning.settle import Settled, depends_on_terms, settle
from recommender.planning.solve import Limits, Outcome
from recommender.vocabulary import GradeScheme

TERMS = "terms"


@dataclass(frozen=True)
class Found:
    """How the search ended, and what it found; `timed`: the model that says that there is nothing has terms."""

    outcome: Outcome
    settled: Settled | None = None
    timed: bool = False
    limit: str = "solver"
    """What stopped a search that found nothing."""

    @property
    def proven(self) -> bool:
        """Whether the first level is."""
        return self.outcome is Outcome.OPTIMAL


@dataclass(frozen=True)
class _Search:
    schemes: Mapping[str, GradeScheme]
    limits: Limits

    def attempt(
        self,
        problem: Problem,
        timed: bool,
        objectives: Sequence[str] | None = None,
        fixed: Sequence[Level] = (),
    ) -> Found:
        """One model, all its levels, and a schedule of what it chose; nothing settled where there is none."""
        compiled, chosen = self._solved(problem, timed, objectives, fixed)
        if not chosen.solution.found:
            return Found(chosen.outcome, timed=timed)
        return Found(chosen.outcome, self._settled(problem, compiled, chosen), timed, "schedule")

    def _solved(
        self, problem: Problem, timed: bool, objectives: Sequence[str] | None, fixed: Sequence[Level]
    ) -> tuple[Compiled, Chosen]:
        """The levels; of a smaller problem where its answer shows that it is that of the whole one.

        What stands for another does so in the same terms and for no more study: that holds with terms as without.
        Where the length is settled, it shows beforehand whether the smaller problem is enough, even to have no plan.
        """
        asked = problem.request.objectives if objectives is None else tuple(objectives)
        known = next((level.value for level in fixed if level.objective == "length"), None)
        if known is not None or (asked[:1] == ("length",) and not fixed):
            small = reduced(problem)
            if small.problem is not problem and (known is None or small.covers(known)):
                compiled = compile_problem(small.problem, self.schemes, timed=timed)
                chosen = solve_levels(compiled, self.limits, objectives, fixed)
                if known is not None:
                    return compiled, with_idle_levels(chosen, problem, asked)
                if chosen.solution.found and small.covers(chosen.levels[0].value):
                    return compiled, with_idle_levels(chosen, problem, asked)
                whole = self._whole(problem, timed, objectives, fixed)
                return (compiled, _unproven(chosen)) if _better_than(chosen, whole[1]) else whole
        return self._whole(problem, timed, objectives, fixed)

    def _whole(
        self, problem: Problem, timed: bool, objectives: Sequence[str] | None, fixed: Sequence[Level]
    ) -> tuple[Compiled, Chosen]:
        compiled = compile_problem(problem, self.schemes, timed=timed)
        return compiled, solve_levels(compiled, self.limits, objectives, fixed)

    def _settled(self, problem: Problem, compiled: Compiled, chosen: Chosen) -> Settled | None:
        if depends_on_terms(problem):
            return settle(problem, compiled, chosen, self.schemes, self.limits)
        selection = select(compiled, chosen.solution.values, chosen.steps)
        applied = [variant for _, variant in selection.applied]
        times = schedule(problem, chosen.steps, applied, self.schemes, self.limits)
        if times.outcome is Outcome.UNKNOWN and compiled.shared.when:
            times = _dealt(compiled, chosen)
        scheduled = bool(times.ordinal) or not chosen.steps
        return Settled(compiled, chosen, times) if scheduled else None


def _better_than(small: Chosen, whole: Chosen) -> bool:
    """Whether a plan of the smaller problem is there, and the limit has come before one of the whole."""
    return small.solution.found and whole.outcome is Outcome.UNKNOWN and not whole.solution.found


def _unproven(small: Chosen) -> Chosen:
    """A plan of the smaller problem is one of the whole; that nothing is better is not known."""
    levels = tuple(replace(level, lower_bound=0, proof="none") for level in small.levels)
    return replace(small, outcome=Outcome.FEASIBLE, levels=levels, bound=0)


def _dealt(compiled: Compiled, chosen: Chosen) -> Schedule:
    """The terms of a timed solution; those of a class are dealt to its members in order of their ids."""
    ordinal: dict[str, int] = {}
    taken = {one.key for one in chosen.steps}
    for study in compiled.shared.classes:
        waiting = [one.key for one in study.members if one.key in taken]
        for term, column in compiled.shared.when[study.key].items():
            for _ in range(chosen.solution.values[column]):
                ordinal[waiting.pop(0)] = term
    return Schedule(Outcome.FEASIBLE, ordinal, max(ordinal.values(), default=-1) + 1)


def find(problem: Problem, schemes: Mapping[str, GradeScheme], limits: Limits) -> Found:
    """The best plan in the order of the request's objectives."""
    search = _Search(schemes, limits)
    found = search.attempt(problem, timed=False)
    if found.settled is None:
        nothing = found.outcome in (Outcome.INFEASIBLE, Outcome.UNKNOWN)
        return found if nothing else _exactly(search, problem)
    if TERMS not in problem.request.objectives:
        return found
    return _with_terms(search, problem, found, found.settled)


def _exactly(search: _Search, problem: Problem) -> Found:
    """Every step in a term from the start; the levels are those of the model, terms too."""
    return search.attempt(problem, timed=True)


def _with_terms(search: _Search, problem: Problem, found: Found, first: Settled) -> Found:
    """The fewest terms of all plans that keep the earlier levels; then the later levels among those."""
    before, after = _around(problem.request.objectives)
    kept = tuple(level for level in first.chosen.levels if level.objective in before)
    if not found.proven and before:
        level = _level(first.schedule.used, _least(problem, first), proven=False)
        return replace(found, settled=_leveled(first, kept, level, first.chosen.levels[len(kept) :]))
    best, bound = first, _least(problem, first)
    while best.schedule.used > bound:
        fewer = within(problem, best.schedule.used - 1)
        if fewer is None:
            bound = best.schedule.used
            break
        tried = search.attempt(fewer, timed=False, objectives=after, fixed=kept)
        if tried.settled is None and tried.outcome in (Outcome.OPTIMAL, Outcome.FEASIBLE):
            tried = search.attempt(fewer, timed=True, objectives=(TERMS, *after), fixed=kept)
        if tried.outcome is Outcome.INFEASIBLE:
            bound = best.schedule.used
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


def within(problem: Problem, terms: int) -> Problem | None:
    """The problem with new study in the first so many terms only; None where a step that must be finds no term."""
    new = {}
    for key, one in problem.new.items():
        ordinals = tuple(ordinal for ordinal in one.ordinals if ordinal < terms)
        if ordinals:
            new[key] = replace(one, ordinals=ordinals)
        elif one.forced:
            return None
    kept = tuple(variant for variant in problem.variants if all(key in new for key in variant.when))
    return replace(problem, new=new, variants=kept)
