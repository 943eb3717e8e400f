"""How much longer is the path if one of its steps fails (B22)?  Each failure is a problem of its own, solved again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from recommender.planning.plan import Plan, Status, TermPlan
from recommender.planning.why.attempted import ATTEMPT, applied_by, attempted, known_on
from recommender.planning.why.case import Budget, Case
from recommender.vocabulary import ItemId


@dataclass(frozen=True, slots=True)
class IfFails:
    """The least study in all of whoever follows the plan, fails the step in its term, and plans again."""

    term: TermPlan
    """In which it fails."""
    status: Status
    """`optimal`: the length is least, `bounded`: it is only the best that was found, `infeasible`: the path is lost."""
    spent_units: int
    """Study of the failed attempt."""
    added_units: int | None
    """By how much the study in all is more than that of the plan, the attempt included; None: not known, or lost."""
    added_terms: int | None
    """By how many terms study ends later, at that length the fewest; None: not known, or lost."""
    plan: Plan
    """From today, with what is begun by then and with the failed attempt among its steps (`attempted.ATTEMPT`)."""
    again: TermPlan | None = None
    """In which that plan has the item again; None: it does without."""
    otherwise: bool = False
    """Whether that plan makes use of other recognitions by then than the plan: their applications can be made anew."""

    @property
    def settled(self) -> bool:
        """Whether nothing was left open."""
        return self.status is Status.INFEASIBLE or self.added_terms is not None

    @property
    def proof(self) -> str:
        """Whose word it is that nothing is shorter, or that the path is lost: `certified`, `solver` or `none`."""
        if self.status is Status.INFEASIBLE:
            return "solver" if self.plan.proof is None else "certified"
        return self.plan.levels[0].proof if self.status is Status.OPTIMAL else "none"


def if_fails(case: Case, plan: Plan, item: ItemId, budget: Budget) -> IfFails | None:
    """What becomes of the path if the step is taken in its term and fails; None: no budget, or no such step.

    It is measured from the plan as it is, whatever that is best in: the learner is taken to follow it until then.
    """
    step = next((one for one in plan.steps if one.item == item), None)
    if step is None or plan.length is None or not budget.take():
        return None
    found = attempted(case, plan, step).shortest(terms=True).plan(budget.left)
    term = plan.terms[step.term]
    if not found.is_shortest or found.length is None:
        return IfFails(term, found.status, step.study_units, None, None, found)
    day = known_on(plan, step)
    return IfFails(
        term,
        found.status,
        step.study_units,
        found.length - plan.length,
        found.ends - plan.ends if _fewest(found) else None,
        found,
        next((found.terms[one.term] for one in found.steps if one.item == item), None),
        _decided(found, day) != _decided(plan, day),
    )


def studied_otherwise(found: IfFails, plan: Plan) -> tuple[tuple[ItemId, ...], tuple[ItemId, ...]]:
    """Steps of the second plan alone, and of the first alone; the attempt is no step of either."""
    here, there = ({one.item for one in some.steps} for some in (found.plan, plan))
    return tuple(sorted(here - there - {ATTEMPT})), tuple(sorted(there - here))


def _fewest(found: Plan) -> bool:
    return any(one.objective == "terms" and one.value == one.lower_bound for one in found.levels)


def _decided(plan: Plan, day: date) -> set[tuple[object, ...]]:
    return {(one.rule, one.goal, one.sources, one.option, one.after_term) for one in applied_by(plan, day)}
