"""What would the problem be, seen from today, if a step of a plan were taken in its term and failed (B22)?

The day stays that of the question: horizon, versions, facts and what has expired are those of the plan. What cannot be
known before the term is over changes nothing before it: what the plan begins by then it begins, nothing else does, and
a recognition that it does not apply for by then is applied for afterwards or not at all. The failed attempt is a step
of its own: as much load, in the same term, and nothing that counts anywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.planning.plan import Application, Plan, Step
from recommender.planning.why.case import Case
from recommender.rules.prerequisite import NOTHING, atoms
from recommender.rules.recognition import Recognition
from recommender.vocabulary import InstitutionId, Interval, ItemId, ItemKind, day_after

ATTEMPT = ItemId("what-if:failed")
"""What the failed attempt is called: no catalogue has such ids."""
NOWHERE = InstitutionId("what-if:nowhere")
"""Who issues it: nobody, so that no goal takes it and no requirement sees it."""


def attempted(case: Case, plan: Plan, step: Step) -> Case:
    """The problem of whoever has taken the step in its term of the plan, and failed it."""
    day = known_on(plan, step)
    begun = begun_by(plan, day) - {step.item}
    return _asked(_offered(_as_attempt(case, plan, step), plan, step, begun, day), plan, step, begun)


def known_on(plan: Plan, step: Step) -> date:
    """The day after its term, from which planning goes on."""
    return day_after(plan.terms[step.term].end)


def begun_by(plan: Plan, day: date) -> frozenset[ItemId]:
    """The steps that the plan has begun before that day."""
    return frozenset(one.item for one in plan.steps if plan.terms[one.term].start < day)


def applied_by(plan: Plan, day: date) -> frozenset[Application]:
    """The recognitions that have been decided before that day."""
    after = ((one, one.after_term) for one in plan.applications)
    return frozenset(one for one, term in after if term is None or day_after(plan.terms[term].end) < day)


def _as_attempt(case: Case, plan: Plan, step: Step) -> Case:
    """The attempt among the items; in the ledger, where the step was in progress there."""
    item = case.catalogue.items[step.item]
    failed = replace(
        item,
        id=ATTEMPT,
        issuer=NOWHERE,
        scheme=plan.scheme,
        units=0,
        units_most=0,
        study_units=step.study_units,
        hours=None,
        level=None,
        subject=None,
        tags=frozenset(),
        prerequisites=NOTHING,
        corequisites=NOTHING,
        lineage=None,
        studyable=True,
        valid_years=None,
        excludes=frozenset(),
        repeatable=None,
        kind=ItemKind.COURSE,
    )
    running = tuple(
        replace(one, item=ATTEMPT) if one.item == step.item else one for one in case.record.in_progress
    )
    return replace(
        case,
        catalogue=replace(case.catalogue, items={**case.catalogue.items, ATTEMPT: failed}),
        record=replace(case.record, in_progress=running),
    )


def _offered(case: Case, plan: Plan, step: Step, begun: frozenset[ItemId], day: date) -> Case:
    """What is not begun by then is offered from that day on; what the plan does not apply for by then, likewise."""
    catalogue = case.catalogue
    made = {one.rule for one in applied_by(plan, day)} | {one.rule for one in case.record.applied}
    items = {
        key: _met(one, step.item) if key in begun else one if key == ATTEMPT else _later(one, day)
        for key, one in catalogue.items.items()
    }
    rules = {key: one if key in made else _decided_later(one, day) for key, one in catalogue.rules.items()}
    closed = replace(case, catalogue=replace(catalogue, items=items, rules=rules))
    return closed.with_goals(lambda goal: _not_from_nowhere(goal, catalogue))


def _later(one: Item, day: date) -> Item:
    return replace(one, life=_from(one.life, day))


def _decided_later(one: Recognition, day: date) -> Recognition:
    return replace(one, applied_within=_from(one.applied_within, day))


def _from(known: Interval, day: date) -> Interval:
    start = day if known.start is None else max(known.start, day)
    # Nothing is left of what has ended by then; an interval that ends before it begins would say so worse.
    return Interval(start, known.end if known.end is None else max(known.end, start))


def _met(one: Item, failed: ItemId) -> Item:
    """What was studied beside the step asked for no more than its study."""
    beside = any(atom.item == failed for atom in atoms(one.corequisites))
    return replace(one, corequisites=NOTHING) if beside else one


def _not_from_nowhere(goal: Qualification, catalogue: Catalogue) -> Qualification:
    """A goal that takes items of everyone takes those of everyone there is."""
    if goal.accepts is not None:
        return goal
    issuers = frozenset(one.issuer for one in catalogue.items.values()) - {NOWHERE}
    return replace(goal, accepts=issuers)


def _asked(case: Case, plan: Plan, step: Step, begun: frozenset[ItemId]) -> Case:
    """What is begun by then has to be taken in its term, and so has the attempt."""
    request = case.request
    running = {one.item for one in case.record.in_progress}
    taken: Mapping[ItemId, int] = {one.item: one.term for one in plan.steps if one.item in begun} | {
        ATTEMPT: step.term
    }
    terms = {item: plan.terms[term].label for item, term in taken.items() if item not in running}
    wanted = {item: label for item, label in request.pin_terms.items() if item != step.item}
    homes = None if request.institutions is None else request.institutions | {NOWHERE}
    return replace(
        case,
        request=replace(
            request, pins=request.pins | set(terms), pin_terms={**wanted, **terms}, institutions=homes
        ),
    )
