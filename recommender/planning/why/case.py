"""What is one problem that can be changed and solved again: a catalogue, a record and a request?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.build import build_problem, resolve_goals, unread_goals
from recommender.planning.make import make_plan, solve
from recommender.planning.plan import Plan, Status
from recommender.planning.problem import Problem
from recommender.planning.request import PlanRequest
from recommender.planning.reuse.cache import PlanCache
from recommender.vocabulary import ItemId


@dataclass(frozen=True)
class Case:
    """One problem; changes make another one of it."""

    catalogue: Catalogue
    record: Record
    request: PlanRequest
    cache: PlanCache | None = field(default=None, compare=False)
    """Plans of before; what is changed has its own key, and finds none but its own."""

    def plan(self, seconds: float | None = None) -> Plan:
        """The plan of this problem, passed by the checker like any other."""
        asked = replace(self.request, count_ties=0)
        if seconds is not None:
            asked = replace(asked, time_limit=max(0.0, min(asked.time_limit, seconds)))
        return make_plan(self.catalogue, self.record, asked, self.cache)

    def shortest(self, terms: bool = False) -> Case:
        """The same problem when nothing is asked about but length, or the fewest terms of the shortest paths."""
        aims = ("length", "terms") if terms else ("length",)
        return replace(self, request=replace(self.request, objectives=aims, dislikes=_matter(self.request)))

    def problem(self) -> Problem:
        """The problem in the planner's own words."""
        record = self.record.passing(self.catalogue.grade_schemes, self.catalogue.valid_years)
        goals = resolve_goals(self.catalogue, record, self.request)
        return build_problem(self.catalogue, record, self.request, goals)

    def goals(self) -> tuple[Qualification, ...]:
        """The versions that the goals mean, as their text stands: before any waiver."""
        resolved = resolve_goals(self.catalogue, self.record, self.request)
        return tuple(
            next(one for one in self.catalogue.qualifications[goal.version.id] if one.key == goal.key)
            for goal in resolved
        )

    def with_goals(self, edit: Callable[[Qualification], Qualification]) -> Case:
        """The problem with the versions of its goals edited; all other versions stay."""
        edited = {one.key: edit(one) for one in self.goals()}
        known = {
            key: tuple(edited.get(one.key, one) for one in versions)
            for key, versions in self.catalogue.qualifications.items()
        }
        return replace(self, catalogue=replace(self.catalogue, qualifications=known))


def measured(case: Case, plan: Plan, seconds: float) -> tuple[Case, Plan]:
    """The question, and its plan from whose length others are counted: the shortest, though less is wanted first."""
    if plan.length is None or case.request.objectives[:1] == ("length",):
        return case, plan
    case = case.shortest()
    return case, case.plan(seconds)


def can_be_met(case: Case, seconds: float) -> bool | None:
    """Whether there is any plan; None where that was not settled in time, or something was refused.

    It asks nothing why, so that a search for the reasons can ask it often. What is told at the end is planned whole.
    """
    status, length = least_length(case, seconds)
    if length is not None:
        return True
    return False if status is Status.INFEASIBLE else None


def least_length(case: Case, seconds: float) -> tuple[Status, int | None]:
    """The least length by the solver's word alone: for a search, which plans whole what it tells at the end."""
    asked = replace(
        case.request, objectives=("length",), dislikes=_matter(case.request), time_limit=max(0.0, seconds)
    )
    record = case.record.passing(case.catalogue.grade_schemes, case.catalogue.valid_years)
    if unread_goals(case.catalogue, record, asked):
        return Status.REFUSED, None
    problem = replace(case, request=asked).problem()
    if problem.refusals:
        return Status.REFUSED, None
    if problem.impossible:
        return Status.INFEASIBLE, None
    found = solve(problem, case.catalogue, why=False)
    return found.status, None if found.chosen is None else found.chosen.levels[0].value


def _matter(request: PlanRequest) -> dict[ItemId, int]:
    """The fit, where the caller allows only so little dislike; else it is left out, and nothing of length changes."""
    return request.dislikes if "fit" in request.at_most else {}


@dataclass
class Budget:
    """How many problems may still be solved, and until when; the number is what makes answers repeatable."""

    solves: int
    seconds: float
    spent: int = 0
    ended: bool = False
    """Whether something was left out because the budget was gone."""
    _start: float = field(default_factory=monotonic)

    @property
    def left(self) -> float:
        """Seconds left."""
        return max(0.0, self.seconds - (monotonic() - self._start))

    def take(self) -> bool:
        """Take one solve; False where nothing is left, which is remembered."""
        if self.spent >= self.solves or self.left <= 0:
            self.ended = True
            return False
        self.spent += 1
        return True
