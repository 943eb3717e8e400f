"""When is each claim of a schedule earned, and what do the rules of a goal then see of the plan?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from recommender.planning.assemble import Selection
from recommender.planning.lower.context import Flow
from recommender.planning.problem import GoalProblem, NewStudy, Problem
from recommender.rules.claims import Circumstances, Claim, Studied


def rule_claims(
    problem: Problem, selection: Selection, goal: GoalProblem, ordinal: Mapping[str, int] | None = None
) -> list[Claim]:
    """The claims of one goal as rules see them, in the order of `claim_rows`; dated where terms are handed in."""
    found = []
    for flow, index, key in selection.claims:
        if index != goal.index:
            continue
        if key.startswith("out:"):
            variant = problem.variants[_variant(flow)]
            attributes = next(o.attributes for o in variant.outputs if o.key == key)
        elif key in problem.held:
            attributes = problem.held[key].attributes
        else:
            attributes = problem.new[key].item.attributes
        earned = flow.earned if ordinal is None else earned_on(problem, flow, key, ordinal)
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


def earned_on(problem: Problem, flow: Flow, key: str, ordinal: Mapping[str, int]) -> date | None:
    """The day of a result or of a decision; for new study the last day of its term."""
    if key.startswith("new:"):
        return problem.terms[ordinal[key]].end
    if not key.startswith("out:"):
        return flow.earned
    variant = problem.variants[_variant(flow)]
    after = variant.decided(ordinal)
    return problem.request.as_of if after is None else problem.terms[after].end


def _variant(flow: Flow) -> int:
    return int(flow.supply.split("|", 1)[0])


def planned(
    problem: Problem, goal: GoalProblem, steps: Sequence[NewStudy], ordinal: Mapping[str, int]
) -> Circumstances:
    """What the rules of a goal may ask, once these steps have these terms."""
    studied = (
        Studied(
            one.key,
            one.item.kind,
            one.item.issuer,
            one.units,
            problem.terms[ordinal[one.key]].start,
            problem.new[one.key].forced == "in_progress",
        )
        for one in steps
    )
    return replace(goal.facts, studied=tuple(studied))
