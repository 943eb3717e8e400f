"""Is a step study of what has been passed already, with all that its uses in the plan ask for (B11, B21)?

A result that counts as well as new study closes it, unless something in the plan asks of the item what the result does
not give: a step a mark of what comes before it, a recognition a mark, a day, or a mark of what it opens.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from recommender.catalogue.objects import Item
from recommender.ledger.record import Result
from recommender.planning.check.amounts import sent
from recommender.planning.check.chain import beginnings
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.claims import displaced
from recommender.planning.check.facts import Facts
from recommender.planning.check.repeatable import may_repeat
from recommender.planning.plan import Step
from recommender.rules.claims import FREE, Claim, Origin
from recommender.rules.outputs import CreditOutput
from recommender.rules.prerequisite import Passed, atoms
from recommender.rules.registry import outdone
from recommender.vocabulary import Grade, reaches


def passed_already(facts: Facts, step: Step, item: Item) -> bool:
    """A result that counts as well, and is good for everything that the plan uses the step for (B11, B21)."""
    if step.item in facts.request.pins or may_repeat(facts.catalogue, item):
        return False  # one more is an achievement of its own; `single_use` says how many count
    result = _that_counts(facts, item)
    return (
        result is not None
        and _counts_as_well(facts, item, result)
        and not _asks_for_more(facts, step, result)
    )


def _that_counts(facts: Facts, item: Item) -> Result | None:
    """Of the attempts at an item that no award has used up the one that counts."""
    attempts = [one for some in facts.by_item.get(item.id, ())[:1] for one in facts.attempts(some)]
    if not attempts:
        return None
    other = displaced(facts, facts.goals[0], attempts[0]) if facts.goals else ""
    return next((one for one in attempts if one.entry == other), attempts[0])


def _counts_as_well(facts: Facts, item: Item, result: Result) -> bool:
    """Whether a result is free, of equal credit, and under each limit as good as new study."""
    scheme = facts.plan.scheme
    return (
        result.entry not in _used(facts)
        and sent(facts.catalogue, item, result, scheme) == sent(facts.catalogue, item, None, scheme)
        and not outdone_by_new(facts, item, result)
    )


def _used(facts: Facts) -> frozenset[str]:
    """Results that an award or a recognition in the ledger has used: they may be of no more use."""
    named = {entry for award in facts.record.awards for entry in award.uses}
    through = (one for one in facts.record.granted if one.entry in named or not one.reuse)
    return frozenset(named.union(*(one.sources for one in through)))


def _asks_for_more(facts: Facts, step: Step, result: Result) -> bool:
    """Whether something in the plan asks of the step what the result does not give: a mark, or a day."""
    schemes = facts.catalogue.grade_schemes
    asked = named_first(facts, (one for one in facts.plan.steps if one.item not in facts.in_progress))
    mark, marks = facts.grade(result, facts.goals[0]), [one.grade for one in facts.by_item[step.item]]
    return (
        any(not reaches(mark, floor, schemes) for floor in of_recognitions(facts, step, asked))
        or any(not any(reaches(one, floor, schemes) for one in marks) for floor in of_steps(step, asked))
        or any(
            rule.shelf_life_years or result.completed not in rule.completed_within
            for one in facts.plan.applications
            if (rule := facts.catalogue.rules.get(one.rule)) and f"new:{step.item}" in beginnings(facts, one)
        )
    )


def outdone_by_new(facts: Facts, item: Item, result: Result) -> bool:
    """Whether a limit of a goal lets new study do what this result cannot, for its mark or its day."""
    origin = Origin(frozenset({item.kind}), frozenset({item.issuer}))
    claim = Claim(
        f"held:{result.entry}",
        FREE,
        item.attributes,
        result.units,
        origin,
        item.lineage_key,
        facts.grade(result, facts.goals[0]),
        result.completed,
        result.measures,
    )
    return any(
        outdone(limit, claim, circumstances(facts, goal)) for goal in facts.goals for limit in goal.limits
    )


def named_first(facts: Facts, steps: Iterable[Step]) -> list[Passed]:
    """The items, with their marks, that prerequisites of these steps name."""
    known = [facts.catalogue.items[one.item] for one in steps if one.item in facts.catalogue.items]
    return [atom for item in known for atom in (*atoms(item.prerequisites), *atoms(item.corequisites))]


def of_steps(step: Step, asked: Iterable[Passed]) -> Iterator[Grade]:
    yield from (atom.min_grade for atom in asked if atom.item == step.item and atom.min_grade is not None)


def of_recognitions(facts: Facts, step: Step, asked: Collection[Passed]) -> Iterator[Grade]:
    """What recognitions of the plan ask of the step: as a source, and for what they open to other steps."""
    opened = {atom.item for atom in asked}
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        if rule is None or f"new:{step.item}" not in one.sources:
            continue
        given = (output for output in rule.outputs if output.option in (None, one.option))
        marks = [source.min_grade for source in rule.sources if source.item == step.item]
        marks += [
            output.prerequisite_grade
            for output in given
            if isinstance(output, CreditOutput) and output.item in opened
        ]
        yield from (mark for mark in marks if mark is not None)
