"""Check of `min_grade`: no result counts that is too low, and new study says which mark it needs (B10, B20)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from recommender.catalogue.objects import Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, Origin, claims_in
from recommender.rules.min_grade import KIND, MinGrade
from recommender.rules.registry import leaf_ids, walk
from recommender.vocabulary import reaches

if TYPE_CHECKING:
    from recommender.planning.check.columns import GoalColumns


def check(
    facts: Facts, goal: Qualification, limit: MinGrade, claims: Sequence[Claim]
) -> tuple[Violation, ...]:
    """Every claim in the part, of the set, that is a result or new study."""
    return tuple(
        Violation(KIND, limit.id, claim.key, message)
        for claim in judged(goal, limit, claims)
        for message in (
            _result(facts, limit, claim) if claim.key.startswith("held:") else _step(facts, limit, claim)
        )
    )


def judged(goal: Qualification, limit: MinGrade, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims that the limit looks at."""
    if limit.within is not None:
        parts = [node for node in walk(goal.requirement) if node.id == limit.within]
        claims = claims_in(claims, leaf_ids(parts[0]) if parts else frozenset())
    return tuple(
        claim
        for claim in claims
        if claim.key.partition(":")[0] in {"held", "new"}
        and (limit.of is None or claim.attributes in limit.of)
    )


def _result(facts: Facts, limit: MinGrade, claim: Claim) -> Iterator[str]:
    schemes = facts.catalogue.grade_schemes
    if limit.grades and not any(reaches(claim.grade, floor, schemes) for floor in limit.grades):
        floors = " or ".join(f"{floor.mark} ({floor.scheme})" for floor in limit.grades)
        have = f"{claim.grade.mark} ({claim.grade.scheme})" if claim.grade else "no mark"
        yield f"has {have}, expected at least {floors}"
    for name, least in limit.measures:
        value = claim.measures.get(name)
        if value is None or Fraction(value) < Fraction(least):
            yield f"has {name} {value or 'unknown'}, expected at least {least}"


def _step(facts: Facts, limit: MinGrade, claim: Claim) -> Iterator[str]:
    step = facts.steps.get(claim.key.removeprefix("new:"))
    if step is not None and limit.grades and limit.grades[0] not in step.needs_grade:
        yield f"does not say that it needs {limit.grades[0].mark} ({limit.grades[0].scheme})"


def rows(columns: GoalColumns, limit: MinGrade) -> Iterator[tuple[Name, Row]]:
    """A result that is too low counts nowhere that the limit looks at."""
    for terms, stream in columns.at_least(limit.within):
        claim = Claim(
            stream.key,
            stream.places[0],
            stream.attributes,
            stream.most,
            stream.origin or Origin(frozenset(), frozenset()),
            grade=stream.grade,
            measures=stream.measures,
        )
        held = stream.key.startswith("held:") and (limit.of is None or stream.attributes in limit.of)
        if held and any(_result(columns.facts, limit, claim)):
            yield (stream.key,), Row(summed(iter([(terms, -1)])), 0)
