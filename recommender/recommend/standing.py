"""How does each requirement stand once a plan is carried out?  The plan's claims, judged again by the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from recommender.catalogue import Catalogue
from recommender.ledger.record import Record
from recommender.planning.circumstances import circumstances
from recommender.planning.holdings import holdings
from recommender.planning.outputs import output_view
from recommender.planning.plan import Application, ClaimRow, Plan, Standing
from recommender.planning.problem import Held, goal_problem
from recommender.planning.standing import LimitStatus, RequirementStatus, limit_statuses, requirement_status
from recommender.planning.waived import for_learner
from recommender.recommend.told import version_of
from recommender.rules.claims import Attributes, Circumstances, Claim, Origin, Studied
from recommender.rules.recognition import CreditOutput
from recommender.vocabulary import ItemId


@dataclass(frozen=True)
class GoalStanding:
    """One goal of a plan: its tree and limits on the plan's own claims."""

    requirements: RequirementStatus
    limits: tuple[LimitStatus, ...]


def standing_of(catalogue: Catalogue, record: Record, plan: Plan) -> tuple[GoalStanding, ...]:
    """The standing of every goal, in their order."""
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    together = [version_of(catalogue, goal) for goal in plan.goals]
    held = holdings(catalogue, record, plan.scheme, together).held
    gained = list(_gained(catalogue, plan))
    found = []
    for index, goal in enumerate(plan.goals):
        version = for_learner(version_of(catalogue, goal), record)
        problem = goal_problem(index, version, circumstances(catalogue, record, version, together))
        rows = [row for row in plan.claims if row.goal == goal.key]
        seen = {key: replace(one, origin=problem.origin_of(one)) for key, one in held.items()}
        claims = [_claim(catalogue, seen, plan, row, record.as_of) for row in rows]
        tree = requirement_status(problem, rows, claims, gained)
        limits = limit_statuses(
            replace(problem, facts=_later(catalogue, plan, problem.facts, gained)), claims
        )
        found.append(GoalStanding(tree, limits))
    return tuple(found)


def _gained(catalogue: Catalogue, plan: Plan) -> Iterator[tuple[Standing, ItemId]]:
    """What the learner comes to hold by the applications and the steps of the plan."""
    homes = {goal.key: version_of(catalogue, goal).institution for goal in plan.goals}
    for one in plan.applications:
        rule = catalogue.rules[one.rule]
        given = rule.given(one.option) if rule.recogniser == homes[one.goal] else ()
        yield from ((one.standing, out.item) for _, out in given if isinstance(out, CreditOutput))
    yield from ((Standing.STUDY, step.item) for step in plan.steps)


def _later(
    catalogue: Catalogue, plan: Plan, known: Circumstances, gained: Sequence[tuple[Standing, ItemId]]
) -> Circumstances:
    """What the rules may ask once the plan is carried out."""
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
    return replace(known, held=known.held.union(item for _, item in gained), studied=tuple(studied))


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
        _origin(catalogue, held, plan, application),
        catalogue.items[row.item].lineage_key if row.item is not None else None,
        earned=as_of if after is None else plan.terms[after].end,
    )


def _attributes(catalogue: Catalogue, application: Application, key: str) -> Attributes:
    rule = catalogue.rules[application.rule]
    found = output_view(catalogue, rule, rule.outputs[int(key.rpartition("#")[2])])
    assert found is not None
    return found


def _beginnings(plan: Plan, application: Application) -> set[str]:
    """The results and steps at the beginning of a recognition, through those that it rests on (A7)."""
    found: set[str] = set()
    for key in application.sources:
        below = key.removeprefix("out:").rpartition("#")[0] if key.startswith("out:") else None
        if below is None:
            found.add(key)
        else:
            found.update(
                *(
                    _beginnings(plan, one)
                    for one in plan.applications
                    if (one.goal, one.rule) == (application.goal, below)
                )
            )
    return found


def _origin(catalogue: Catalogue, held: Mapping[str, Held], plan: Plan, application: Application) -> Origin:
    """Where the sources of a recognition were earned: what caps and residency look at."""
    rule = catalogue.rules[application.rule]
    keys = _beginnings(plan, application)
    own = [held[key].origin for key in sorted(keys) if key in held]
    new = [catalogue.items[ItemId(k.removeprefix("new:"))] for k in sorted(keys) if k not in held]
    kinds = {kind for origin in own for kind in origin.kinds} | {item.kind for item in new}
    issuers = {issuer for origin in own for issuer in origin.issuers} | {item.issuer for item in new}
    awarded = any(origin.awarded for origin in own)
    return Origin(frozenset(kinds), frozenset(issuers), True, rule.agreement, rule.id, awarded)
