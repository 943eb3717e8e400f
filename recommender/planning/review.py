"""What does a hand-made plan come to: everything that it breaks, and what it leaves open (D3, D4)?

The steps and their terms are the advisor's; how their results are claimed, and which recognitions are applied for, is
the best that there is for these steps. So a plan is never called wrong because of a poor assignment, and every
violation that is named is one of the plan itself. It is judged by the same checker as our own plans.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.assemble import Selection, select, term_plans
from recommender.planning.audit import GoalAudit, best_assignment, goal_audit
from recommender.planning.build import build_problem, resolve_goals, unread_goals
from recommender.planning.check.kernel import check
from recommender.planning.check.violation import Violation
from recommender.planning.compile import compile_problem
from recommender.planning.holdings import whole_units
from recommender.planning.make import laid_out, nothing_yet
from recommender.planning.plan import Cause, Level, Plan, Status, Step
from recommender.planning.problem import NewStudy, Problem, Variant
from recommender.planning.request import PlanRequest
from recommender.planning.study import study_units
from recommender.vocabulary import ItemId

VALID, INVALID, REFUSED = "valid", "invalid", "refused"


@dataclass(frozen=True, slots=True)
class Proposed:
    """One step of a hand-made plan: an item, in a term of the plan by its ordinal."""

    item: ItemId
    term: int


@dataclass(frozen=True)
class Review:
    """The answer: `valid`, `invalid` with all violations, or `refused` with causes."""

    verdict: str
    plan: Plan | None = None
    goals: tuple[GoalAudit, ...] = ()
    remaining_units: int = 0
    """Credit still missing once the plan is carried out, in units of its scheme."""
    violations: tuple[Violation, ...] = ()
    causes: tuple[Cause, ...] = ()


def review_plan(
    catalogue: Catalogue, record: Record, request: PlanRequest, proposed: Sequence[Proposed]
) -> Review:
    """Judge a hand-made plan; study in progress belongs to every plan and need not be listed.

    Raises:
        NotFound: an unknown qualification, catalogue year or item.
    """
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    unread = unread_goals(catalogue, record, request)
    if unread:
        return Review(REFUSED, causes=unread)
    goals = resolve_goals(catalogue, record, request)
    wanted = {one.item: catalogue.item(one.item) for one in proposed}
    pinned = replace(request, pins=request.pins | frozenset(wanted))
    problem = build_problem(catalogue, record, pinned, goals)
    if problem.refusals:
        return Review(REFUSED, causes=problem.refusals)
    fixed = _fixed(problem, proposed)
    compiled = compile_problem(fixed, catalogue.grade_schemes, missing=True, reviewed=True)
    solution = best_assignment(compiled, request)
    if not solution.found:
        return Review(REFUSED, causes=(Cause("limit_reached", "solver"),))
    selection = select(compiled, solution.values, tuple(fixed.new.values()))
    plan = _plan(catalogue, record, request, fixed, selection, _lost(catalogue, fixed, proposed, wanted))
    missing = sum(value * solution.values[column] for column, value in compiled.missing().items())
    # What a step that is none takes to hold is not told, and is no fault of the plan.
    judged = check(catalogue, record, request, plan)
    violations = tuple(one for one in judged if one.kind != "assumption")
    terms = {key: study.ordinals[0] for key, study in fixed.new.items()}
    audited = tuple(goal_audit(catalogue, goal, compiled, selection, plan.claims, terms) for goal in goals)
    return Review(INVALID if violations else VALID, plan, audited, missing, violations)


def _fixed(problem: Problem, proposed: Sequence[Proposed]) -> Problem:
    """The problem with exactly the proposed study, each step in its term, and the rules that this leaves in time."""
    known = {term.ordinal for term in problem.terms}
    # A step in a term that there is not brings nothing: it is kept for the checker, which says so.
    term = {f"new:{one.item}": one.term for one in reversed(proposed) if one.term in known}
    new = {
        key: study
        if study.forced == "in_progress"
        else replace(study, ordinals=(term[key],), forced="pinned")
        for key, study in problem.new.items()
        if key in term or study.forced == "in_progress"
    }
    return replace(problem, new=new, variants=tuple(v for v in problem.variants if _in_time(v, new)))


def _in_time(variant: Variant, new: Mapping[str, NewStudy]) -> bool:
    """Whether the sources of a variant are all studied, and each ends in time for its rule."""
    if not all(key in new and set(new[key].ordinals) <= allowed for key, allowed in variant.when.items()):
        return False
    return variant.still_fresh({key: new[key].ordinals[0] for key in variant.when})


def _lost(
    catalogue: Catalogue, fixed: Problem, proposed: Sequence[Proposed], wanted: Mapping[ItemId, Item]
) -> tuple[Step, ...]:
    """Proposed steps that are no study for this learner, or stand twice: kept, so that the checker says why."""
    found, seen = [], set()
    for one in proposed:
        if f"new:{one.item}" in fixed.new and one.item not in seen:
            seen.add(one.item)
            continue
        item = wanted[one.item]
        length = study_units(catalogue, item, fixed.goals, (), fixed.scheme) or 0
        credit = whole_units(catalogue, item.units_most, item.scheme, fixed.scheme) or 0
        found.append(Step(item.id, length, credit, one.term, "new", (), item.fee))
    return tuple(found)


def _plan(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    problem: Problem,
    selection: Selection,
    lost: tuple[Step, ...],
) -> Plan:
    """The hand-made plan in the form of our own, with the best claims and applications for it."""
    ordinal = {key: study.ordinals[0] for key, study in problem.new.items()}
    found = laid_out(catalogue, problem, selection, ordinal, nothing_yet(catalogue, record, problem))
    taken = (_as_proposed(request, step) for step in found.steps)
    steps = tuple(sorted((*taken, *lost), key=lambda one: (one.term, one.item)))
    length = sum(step.study_units for step in steps)
    return replace(
        found,
        status=Status.OPTIMAL,
        length=length,
        lower_bound=length,
        steps=steps,
        terms=term_plans(problem, steps, found.applications),
        levels=(Level("length", length, length, "solver", "credit"),),
    )


def _as_proposed(request: PlanRequest, step: Step) -> Step:
    """A step as the checker knows it: proposing is no pin of the caller."""
    pinned = step.why == "pinned" and step.item not in request.pins
    return replace(step, why="new") if pinned else step
