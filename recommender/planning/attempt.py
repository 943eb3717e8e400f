"""How is one model solved, level by level, and what it chose given its terms?

Of a smaller problem first, where that is enough (`reduce`): what stands for another does so in every level.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.planning.assemble import select
from recommender.planning.compile import Compiled, compile_problem
from recommender.planning.early import lateness
from recommender.planning.levels import Chosen, solve_levels, with_idle_levels
from recommender.planning.plan import Level
from recommender.planning.problem import Problem
from recommender.planning.reduce import reduced
from recommender.planning.schedule import Schedule, schedule
from recommender.planning.settle import Settled, depends_on_terms, settle
from recommender.planning.solve import Limits, Outcome
from recommender.vocabulary import GradeScheme


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
class Search:
    """Attempts at one question."""

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
                chosen = self._leveled(compiled, objectives, fixed)
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
        return compiled, self._leveled(compiled, objectives, fixed)

    def _leveled(
        self, compiled: Compiled, objectives: Sequence[str] | None, fixed: Sequence[Level]
    ) -> Chosen:
        """Where the fewest terms are asked for too, of equally good plans one that is likely to end early."""
        asked = "terms" in compiled.problem.request.objectives
        guide = lateness(compiled, self.schemes) if asked else None
        return solve_levels(compiled, self.limits, objectives, fixed, guide)

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
