"""How does each requirement stand once a plan is carried out?  The plan's claims, judged again by the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from recommender.catalogue import Catalogue
from recommender.catalogue.objects import Qualification
from recommender.ledger.record import Record
from recommender.planning.circumstances import circumstances
from recommender.planning.holdings import holdings
from recommender.planning.plan import Application, ClaimRow, Plan
from recommender.planning.problem import Held, goal_problem
from recommender.planning.relevance import output_view
from recommender.planning.standing import LimitStatus, RequirementStatus, limit_statuses, requirement_status
from recommender.planning.waived import for_learner
from recommender.recommend.told import version_of
from recommender.rules.claims import Attributes, Circumstances, Claim, Origin, Studied
from recommender.vocabulary import ItemId, QualificationId


@dataclass(frozen=True)
class GoalStanding:
    """One goal of a plan: its tree and limits on the plan's own claims."""

    requirements: RequirementStatus
    limits: tuple[LimitStatus, ...]


def standing_of(catalogue: Catalogue, record: Record, plan: Plan) -> tuple[GoalStanding, ...]:
    """The standing of every goal, in their order."""
    held = holdings(catalogue, record, plan.scheme).held
    found = []
    for index, goal in enumerate(plan.goals):
        version = for_learner(version_of(catalogue, goal), record)
        problem = goal_problem(index, version, _facts(catalogue, record, plan, version))
        rows = [row for row in plan.claims if row.goal == goal.key]
        claims = [_claim(catalogue, held, plan, row, record.as_of) for row in rows]
        found.append(GoalStanding(requirement_status(problem, rows, claims), limit_statuses(problem, claims)))
    return tuple(found)


def _facts(catalogue: Catalogue, record: Record, plan: Plan, version: Qualification) -> Circumstances:
    """What the rules may ask: the record, and what the plan adds to it."""
    together = [QualificationId(one.qualification) for one in plan.goals]
    known = circumstances(catalogue, record, version, together)
    steps = {step.item: (*known.passed.get(step.item, ()), None) for step in plan.steps}
    studied = (
        Studied(
            f"new:{step.item}",
            catalogue.items[step.item].kind,
            catalogue.items[step.item].issuer,
            step.units,
            plan.terms[step.term].start,
            step.why == "in_progress",
        )
        for step in plan.steps
    )
    return replace(known, passed={**known.passed, **steps}, studied=tuple(studied))


def _claim(catalogue: Catalogue, held: Mapping[str, Held], plan: Plan, row: ClaimRow, as_of: date) -> Claim:
    """A row as rules see it: what it is, and where its credit was really earned."""
    if row.key in held:
        own = held[row.key]
        return Claim(
            row.key, row.place, own.attributes, row.units, own.origin, own.lineage, own.grade, own.completed
        )
    if row.key.startswith("new:"):
        item = catalogue.items[ItemId(row.key.removeprefix("new:"))]
        origin = Origin(frozenset({item.kind}), frozenset({item.issuer}))
        term = next(step.term for step in plan.steps if step.item == item.id)
        earned = plan.terms[term].end
        return Claim(row.key, row.place, item.attributes, row.units, origin, item.lineage_key, earned=earned)
    application = next(a for a in plan.applications if a.goal == row.goal and row.key in a.outputs)
    after = application.after_term
    return Claim(
        row.key,
        row.place,
        _attributes(catalogue, application, row.key),
        row.units,
        _origin(catalogue, held, application),
        catalogue.items[row.item].lineage_key if row.item is not None else None,
        earned=as_of if after is None else plan.terms[after].end,
    )


def _attributes(catalogue: Catalogue, application: Application, key: str) -> Attributes:
    rule = catalogue.rules[application.rule]
    found = output_view(catalogue, rule, rule.outputs[int(key.rpartition("#")[2])])
    assert found is not None
    return found


def _origin(catalogue: Catalogue, held: Mapping[str, Held], application: Application) -> Origin:
    """Where the sources of a recognition were earned: what caps and residency look at."""
    rule = catalogue.rules[application.rule]
    own = [held[key].origin for key in application.sources if key in held]
    new = [catalogue.items[ItemId(k.removeprefix("new:"))] for k in application.sources if k not in held]
    kinds = {kind for origin in own for kind in origin.kinds} | {item.kind for item in new}
    issuers = {issuer for origin in own for issuer in origin.issuers} | {item.issuer for item in new}
    return Origin(frozenset(kinds), frozenset(issuers), True, rule.agreement, rule.id)
