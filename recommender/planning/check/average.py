"""Check of `average`: do the marks of what counts reach it, with new study at the marks that it says (B10, B20)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING

from recommender.catalogue.objects import Qualification
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.violation import Violation
from recommender.rules.average import KIND, Average, points_text
from recommender.rules.claims import Claim, claims_in, once
from recommender.rules.registry import leaf_ids, walk
from recommender.vocabulary import Grade

if TYPE_CHECKING:
    from recommender.planning.check.columns import GoalColumns


def check(
    facts: Facts, goal: Qualification, limit: Average, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """The weighted mean, in exact fractions; a step at a mark that the caller assumed has to say so."""
    about = circumstances(facts, goal)
    weights, sums = 0, Fraction(0)
    found: list[Violation] = []
    for claim in averaged(goal, limit, claims):
        new = claim.key.startswith("new:")
        points = limit.points(limit.assumed(claim.attributes.item, about) if new else claim.grade, about)
        if points is not None:
            weights, sums = weights + claim.units, sums + claim.units * points
    if sums < limit.least * weights:
        mean, least = points_text(sums / weights), points_text(limit.least)
        found.append(Violation(KIND, limit.id, goal.key, f"averages {mean}, expected at least {least}"))
    for key, grade in assumed(facts, goal, limit, claims):
        step = facts.steps.get(key.removeprefix("new:"))
        if step is not None and grade not in step.needs_grade:
            message = f"does not say that it needs {grade.mark} ({grade.scheme})"
            found.append(Violation(KIND, limit.id, key, message))
    return tuple(found)


def averaged(goal: Qualification, limit: Average, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """What the limit looks at, each achievement once."""
    if limit.within is not None:
        parts = [node for node in walk(goal.requirement) if node.id == limit.within]
        claims = claims_in(claims, leaf_ids(parts[0]) if parts else frozenset())
    return tuple(claim for claim in once(claims) if limit.of is None or claim.attributes in limit.of)


def assumed(
    facts: Facts, goal: Qualification, limit: Average, claims: Sequence[Claim]
) -> Iterator[tuple[str, Grade]]:
    """New study in the average at a mark that the caller assumed of it."""
    about = circumstances(facts, goal)
    for claim in averaged(goal, limit, claims):
        wished = facts.request.assume.grade(claim.attributes.item)
        taken = limit.assumed(claim.attributes.item, about)
        if claim.key.startswith("new:") and wished is not None and taken == wished:
            yield claim.key, wished


def rows(columns: GoalColumns, limit: Average) -> Iterator[tuple[Name, Row]]:
    """Credit times points above the least is at least nothing: what lifts at its most, what lowers at its least.

    In steps that the least and the pass mark share, rounded in favour of the plan: everyone's columns have the same.
    """
    about = columns.circumstances
    passed = limit.points(limit.assumed(None, about), about)
    steps = lcm(limit.least.denominator, 1 if passed is None else passed.denominator)
    parts: list[tuple[dict[str, int], int]] = []
    for most, (terms, stream) in (
        *((True, one) for one in columns.at_most(limit.within)),
        *((False, one) for one in columns.at_least(limit.within)),
    ):
        if stream.recognised or (limit.of is not None and stream.attributes not in limit.of):
            continue
        held = stream.key.startswith("held:")
        points = limit.points(stream.grade if held else limit.assumed(None, about), about)
        if points is not None and most == (points > limit.least):
            lift = (points - limit.least) * (stream.most if most else stream.least)
            parts.append((terms, -int(-lift * steps // 1)))
    yield ("lift",), Row(summed(parts), 0)
