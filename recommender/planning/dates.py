"""When is each claim of a schedule earned, and what do the rules of a goal then see of the plan?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from recommender.planning.assemble import Selection
from recommender.planning.award import award_day
from recommender.planning.lower.context import Flow
from recommender.planning.plan import AwardDay
from recommender.planning.problem import GoalProblem, Problem, Variant
from recommender.rules.claims import Circumstances, Claim, Studied


def rule_claims(
    problem: Problem, selection: Selection, goal: GoalProblem, ordinal: Mapping[str, int] | None = None
) -> list[Claim]:
    """The claims of one goal as rules see them, in the order of `claim_rows`; dated where terms are handed in."""
    found = []
    applied = dict(selection.applied)
    for flow, index, key in selection.claims:
        if index != goal.index:
            continue
        if key.startswith("out:"):
            variant = applied[_variant(flow)]
            attributes = next(o.attributes for o in variant.outputs if o.key == key)
        elif key in problem.held:
            attributes = problem.held[key].attributes
        else:
            attributes = problem.new[key].item.attributes
        earned = flow.earned if ordinal is None else _earned_on(problem, applied, flow, key, ordinal)
        found.append(
            Claim(
                key,
                flow.place,
                attributes,
                flow.units,
                flow.origin,
                grade=flow.grade,
                earned=earned,
                measures=flow.measures,
            )
        )
    return sorted(found, key=lambda claim: (claim.place, claim.key))


def _earned_on(
    problem: Problem, applied: Mapping[int, Variant], flow: Flow, key: str, ordinal: Mapping[str, int]
) -> date | None:
    """The day of a result or of a decision; for new study the last day of its term.

    Variants are those of the selection: it counts them as its model does, which may be that of a smaller problem.
    """
    terms = problem.terms
    if key.startswith("new:"):
        return terms[ordinal[key]].end if ordinal[key] < len(terms) else None
    if not key.startswith("out:"):
        return flow.earned
    variant = applied[_variant(flow)]
    after = variant.decided(ordinal)
    if after is None:
        return problem.request.as_of
    return terms[after].end if after < len(terms) else None


def _variant(flow: Flow) -> int:
    return int(flow.supply.split("|", 1)[0])


def complete_on(
    problem: Problem, selection: Selection, goal: GoalProblem, ordinal: Mapping[str, int]
) -> date:
    """The day on which everything that counts towards a goal is there."""
    terms = problem.terms
    new = [key for _, index, key in selection.claims if index == goal.index and key.startswith("new:")]
    ends = [terms[ordinal[key]].end for key in new if ordinal[key] < len(terms)]
    for _, variant in selection.applied:
        if variant.goal == goal.index:
            after = variant.decided(ordinal)
            ends += [terms[after].end] if after is not None and after < len(terms) else []
    return max(ends, default=problem.request.as_of)


def planned(
    problem: Problem, selection: Selection, goal: GoalProblem, ordinal: Mapping[str, int]
) -> Circumstances:
    """What the rules of a goal may ask, once the steps have these terms."""
    studied = (
        Studied(
            one.key,
            one.item.kind,
            one.item.issuer,
            one.units,
            problem.terms[ordinal[one.key]].start,
            one.forced == "in_progress",
        )
        for one in selection.steps
        if ordinal[one.key] < len(problem.terms)  # a hand-made plan may name terms that there are not
    )
    complete = complete_on(problem, selection, goal, ordinal)
    award = award_day(goal.version, goal.facts, complete)
    return replace(goal.facts, studied=tuple(studied), award=award)


def with_terms(problem: Problem, selection: Selection, ordinal: Mapping[str, int]) -> Problem:
    """The problem as its rules see it once the steps have these terms."""
    goals = (replace(goal, facts=planned(problem, selection, goal, ordinal)) for goal in problem.goals)
    return replace(problem, goals=tuple(goals))


def award_days(problem: Problem, selection: Selection, ordinal: Mapping[str, int]) -> tuple[AwardDay, ...]:
    """When each goal is awarded, once the steps are done in these terms."""
    found = []
    for goal in problem.goals:
        complete = complete_on(problem, selection, goal, ordinal)
        found.append(AwardDay(goal.key, award_day(goal.version, goal.facts, complete)))
    return tuple(found)
