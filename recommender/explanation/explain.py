"""Why is this step in the path (D8): what it serves, by which rule, what it opens, what it saves, whom it suits?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from recommender.catalogue.objects import Catalogue
from recommender.explanation import names
from recommender.explanation.reasons import (
    Citation,
    CountsAsElective,
    FitReason,
    InProgressSince,
    NeedsGrade,
    OpensPrerequisite,
    PinnedByCaller,
    Reason,
    RecognisedBy,
    RemovalCost,
    ServesRequirement,
)
from recommender.explanation.words import Units
from recommender.ledger.record import Record
from recommender.planning.plan import Application, ClaimRow, Plan, Step
from recommender.ranking.protocol import POPULARITY
from recommender.ranking.serve import Ranked
from recommender.rules.claims import FREE
from recommender.rules.outputs import opens
from recommender.rules.prerequisite import atoms

Cost: TypeAlias = int | Literal["unknown", "untested"] | None
"""Units of study that removal adds; None: no path without the step; `unknown`: not settled within the limits;
`untested`: nobody asked, so nothing is said."""

FEWEST_LEARNERS = 10


def explain_step(
    step: Step,
    plan: Plan,
    catalogue: Catalogue,
    removal: Cost = "untested",
    fit: Ranked | None = None,
    record: Record | None = None,
) -> tuple[Reason, ...]:
    """The reasons of one step, the most telling first; `record` adds since when a step is in progress."""
    return (
        *_standing(step, record),
        *_serves(step, plan, catalogue, record),
        *_opens(step, plan, catalogue),
        *(NeedsGrade(grade=grade, cites=_user_of(step, plan, catalogue)) for grade in step.needs_grade),
        *_removal(step, removal),
        *explain_fit(fit, catalogue),
    )


def _standing(step: Step, record: Record | None) -> Iterator[Reason]:
    if step.why == "in_progress":
        running = next((one for one in record.in_progress if one.item == step.item), None) if record else None
        cites = (Citation("entry", running.entry),) if running else ()
        yield InProgressSince(since=running.since if running else None, cites=cites)
    elif step.why == "pinned":
        yield PinnedByCaller(cites=(Citation("caller", step.item),))


def _serves(step: Step, plan: Plan, catalogue: Catalogue, record: Record | None) -> Iterator[Reason]:
    """Each place that counts the step: as itself, or through the recognitions that it feeds."""
    for claim in plan.claims:
        if claim.key == f"new:{step.item}":
            yield _claimed(claim, plan, catalogue)
    for application in plan.applications:
        if f"new:{step.item}" in application.sources:
            yield _recognised(step, application, catalogue, record)
            for claim in plan.claims:
                if claim.key in application.outputs and claim.goal == application.goal:
                    yield _claimed(claim, plan, catalogue)


def _claimed(claim: ClaimRow, plan: Plan, catalogue: Catalogue) -> Reason:
    cites = (names.cite_requirement(catalogue, claim.goal, claim.place),)
    if claim.place == FREE:
        return CountsAsElective(amount=Units(claim.units), cites=cites)
    return ServesRequirement(
        requirement=names.requirement(catalogue, claim.goal, claim.place),
        amount=Units(claim.units),
        goal=names.goal_name(catalogue, claim.goal) if len(plan.goals) > 1 else None,
        cites=cites,
    )


def _recognised(step: Step, application: Application, catalogue: Catalogue, record: Record | None) -> Reason:
    rule = catalogue.rules[application.rule]
    cite = names.cite_rule(catalogue, rule.id)
    partners = tuple(key for key in application.sources if key != f"new:{step.item}")
    items = {f"held:{one.entry}": one.item for one in record.results} if record else {}
    known = [items.get(key) or key.removeprefix("new:") for key in partners]
    return RecognisedBy(
        recogniser=names.institution(catalogue, rule.recogniser),
        rule=rule.id,
        version=cite.version,
        assurance=names.coded("assurance", rule.assurance.value),
        outputs=tuple(names.output(catalogue, rule, _number(key)) for key in application.outputs),
        partners=tuple(names.item(catalogue, key) for key in known),
        cites=(cite, *(entry for key in partners for entry in names.cite_key(key))),
    )


def _number(key: str) -> int:
    """The place of an output in its rule, from `out:RULE#N`."""
    return int(key.rpartition("#")[2])


def _opens(step: Step, plan: Plan, catalogue: Catalogue) -> Iterator[Reason]:
    """Later steps whose prerequisites name this one, or what this one is recognised as."""
    gives = {step.item}
    for application in plan.applications:
        if f"new:{step.item}" in application.sources:
            given = catalogue.rules[application.rule].given(application.option)
            gives |= {item for _, output in given if (item := opens(output)) is not None}
    opened = [
        other.item
        for other in plan.steps
        if other.item != step.item
        and other.item in catalogue.items
        and any(atom.item in gives for atom in atoms(catalogue.items[other.item].prerequisites))
    ]
    if opened:
        yield OpensPrerequisite(
            opens=tuple(names.item(catalogue, key) for key in opened),
            cites=tuple(names.cite_item(catalogue, key) for key in opened),
        )


def _user_of(step: Step, plan: Plan, catalogue: Catalogue) -> tuple[Citation, ...]:
    """The rules and items that ask for a least grade of the step."""
    rules = [a.rule for a in plan.applications if f"new:{step.item}" in a.sources]
    later = [
        other.item
        for other in plan.steps
        if other.item in catalogue.items
        for atom in atoms(catalogue.items[other.item].prerequisites)
        if atom.item == step.item and atom.min_grade is not None
    ]
    return (
        *(names.cite_rule(catalogue, rule) for rule in rules),
        *(names.cite_item(catalogue, key) for key in later),
    )


def _removal(step: Step, removal: Cost) -> Iterator[Reason]:
    cites = (Citation("proof", step.item),)
    if removal is None:
        yield RemovalCost(added=None, outcome="impossible", cites=cites)
    elif removal == "unknown":
        yield RemovalCost(added=None, outcome="unknown", cites=cites)
    elif isinstance(removal, int):
        outcome = "added" if removal >= 0 else "saved"
        yield RemovalCost(added=Units(abs(removal)), outcome=outcome, cites=cites)


def explain_fit(fit: Ranked | None, catalogue: Catalogue) -> tuple[Reason, ...]:
    """Why the ranking places an item where it does; nothing that rests on too few learners (E3)."""
    if fit is None:
        return ()
    return tuple(
        FitReason(
            learners=reason.learners,
            because=None if reason.item == POPULARITY else names.item(catalogue, reason.item),
            contribution=f"{reason.contribution:.6f}",
            cites=(Citation("model", reason.item),),
        )
        for reason in fit.reasons
        if reason.learners >= FEWEST_LEARNERS
    )
