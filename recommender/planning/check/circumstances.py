"""What may the rules of a goal ask of the learner, by catalogue, record and the plan that is judged?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from recommender.catalogue.objects import Qualification
from recommender.ledger.record import Result
from recommender.planning.check.amounts import converted
from recommender.planning.check.award import award_day
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.check.repeatable import may_repeat
from recommender.rules.claims import Circumstances, Marked
from recommender.rules.recognition import CreditOutput
from recommender.vocabulary import Grade, ItemId, Repeats


@once
def circumstances(facts: Facts, goal: Qualification) -> Circumstances:
    """The facts of this learner for one goal of the plan."""
    record = facts.record
    since = [one.since for one in record.enrolments if one.qualification == goal.id]
    home = facts.catalogue.institutions.get(goal.institution)
    others = [one for one in facts.goals if one != goal]
    awards = {one.qualification for one in record.awards} | {one.id for one in others}
    return Circumstances(
        facts.request.as_of,
        max(since, default=None),
        frozenset(awards),
        frozenset(_held(facts)),
        facts.catalogue.grade_schemes,
        facts.catalogue.calendars.get(home.calendar) if home else None,
        award_day(facts, goal),
        award_kinds=frozenset(_award_kinds(facts) | {one.award for one in others}),
        enrolled=frozenset({one.qualification for one in record.enrolments} | {one.id for one in others}),
        scales=facts.catalogue.scales,
        assume=facts.request.assume,
        marked=tuple(_marked(facts, goal)) if facts.wording(goal).asks_for_marks else (),
    )


def _marked(facts: Facts, goal: Qualification) -> Iterator[Marked]:
    """For every item the attempt that counts, where its credit is an amount of the goal's scheme (A1, B21)."""
    for tries in _tries(facts):
        chosen, item = tries[-1], facts.catalogue.items.get(tries[-1].item)
        if goal.repeats is Repeats.FIRST:
            chosen = tries[0]
        elif goal.repeats is Repeats.BEST:
            chosen = [one for one in tries if not any(_betters(facts, other, one) for other in tries)][-1]
        grade = _mean(facts, tries) if goal.repeats is Repeats.AVERAGE else chosen.grade
        units = converted(facts.catalogue, chosen.units, chosen.scheme, goal.scheme)
        if item is not None and units is not None:
            yield Marked(item.attributes, units, grade)


def _tries(facts: Facts) -> Iterator[list[Result]]:
    """The attempts at each item in order of time; of what may be repeated each result by itself."""
    for key, mine in facts.entries.results.items():
        item = facts.catalogue.items.get(key)
        if item is not None and may_repeat(facts.catalogue, item):
            yield from ([one] for one in mine)
        else:
            yield mine


def _mean(facts: Facts, tries: Sequence[Result]) -> Grade | None:
    """Of several marks the mean, where all stand on one numeric scheme; of one attempt its own."""
    if len(tries) == 1:
        return tries[0].grade
    marks = [one.grade for one in tries if one.grade is not None]
    scheme = facts.catalogue.grade_schemes.get(marks[0].scheme) if marks else None
    if scheme is None or not scheme.numeric or any(mark.scheme != scheme.id for mark in marks):
        return None
    ranks = [rank for mark in marks if (rank := scheme.rank(mark.mark)) is not None]
    return Grade(scheme.id, str(sum(ranks, Fraction(0)) / len(ranks))) if len(ranks) == len(tries) else None


def _betters(facts: Facts, one: Result, other: Result) -> bool:
    """By marks of one scheme alone (A2)."""
    scheme = facts.catalogue.grade_schemes.get(one.grade.scheme) if one.grade else None
    if scheme is None or one.grade is None or other.grade is None or other.grade.scheme != scheme.id:
        return False
    high, low = scheme.rank(one.grade.mark), scheme.rank(other.grade.mark)
    return high is not None and low is not None and high > low


def _award_kinds(facts: Facts) -> set[str]:
    """The kinds of the awards in the ledger, each by the version that was awarded."""
    made = {(one.qualification, one.year) for one in facts.record.awards}
    versions = (one for id_, _ in made for one in facts.catalogue.qualifications.get(id_, ()))
    return {one.award for one in versions if (one.id, one.year) in made}


def _held(facts: Facts) -> Iterator[ItemId]:
    """What is there of items: results, steps, and credit for them, recognised in the ledger or by the plan (B12)."""
    yield from (result.item for result in facts.record.results)
    yield from (step.item for step in facts.plan.steps)
    homes = {goal.key: goal.institution for goal in facts.goals}
    for granted in facts.record.granted:
        if granted.recogniser in homes.values():
            yield from (one.item for one in granted.outputs if one.item is not None and one.type == "credit")
    for application in facts.plan.applications:
        rule = facts.catalogue.rules.get(application.rule)
        if rule is not None and homes.get(application.goal) == rule.recogniser:
            for part in rule.outputs:
                if isinstance(part, CreditOutput) and part.option in (None, application.option):
                    yield part.item
