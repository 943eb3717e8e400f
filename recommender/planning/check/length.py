"""How much study does one step add to the length (D1)?"""

from __future__ import annotations

from fractions import Fraction

from recommender.catalogue.objects import Item, Qualification
from recommender.planning.check.amounts import converted, missed, output_attributes, output_units, sent
from recommender.planning.check.facts import Facts
from recommender.planning.check.texts import texts_of
from recommender.rules.claims import Attributes
from recommender.rules.outputs import CreditOutput, Output
from recommender.rules.recognition import Recognition
from recommender.rules.registry import leaves
from recommender.vocabulary import UNITS_PER_CREDIT, ItemKind


def study_units(facts: Facts, item: Item) -> tuple[int, int] | None:
    """The least and the most that D1 allows, nearly always the same; None where the data give no exact length."""
    scheme = facts.plan.scheme
    if item.study_units is not None:
        return _exact(converted(facts.catalogue, item.study_units, item.scheme, scheme))
    hours = facts.catalogue.schemes[scheme].hours_per_credit if scheme in facts.catalogue.schemes else None
    if item.hours is not None and hours:
        units = Fraction(item.hours) / hours * UNITS_PER_CREDIT
        return _exact(int(units) if units.denominator == 1 else None)
    if item.kind is ItemKind.MILESTONE:
        return 0, 0
    if takes_its_yield(facts, item):
        # What has no place here is needed as a prerequisite only, and counts in full.
        own = sent(facts.catalogue, item, None, scheme) or 0
        least = max((_yield(facts, goal, item, late=False) for goal in facts.goals), default=0)
        most = max((_yield(facts, goal, item, late=True) for goal in facts.goals), default=0)
        return min(least or own, most or own), max(least or own, most or own)
    return _exact(sent(facts.catalogue, item, None, scheme))


def takes_its_yield(facts: Facts, item: Item) -> bool:
    """Whether a certificate or exam says nothing of its study, so that it asks as much as it can yield."""
    scheme = facts.catalogue.schemes.get(facts.plan.scheme)
    hours = item.hours is not None and scheme is not None and scheme.hours_per_credit
    return item.study_units is None and not hours and item.kind in {ItemKind.CERTIFICATE, ItemKind.EXAM}


def _exact(units: int | None) -> tuple[int, int] | None:
    return None if units is None else (units, units)


def _yield(facts: Facts, goal: Qualification, item: Item, *, late: bool) -> int:
    """The most credit by itself or by one recognition, and by every recognition that allows reuse beside it.

    Only credit that has a place in the goal. `late` counts rules too that new study comes too late for: they can be
    read as yielding nothing, or as the value that the institutions see in the item.
    """
    counts = goal.takes(item.issuer) and _has_place(goal, item.attributes)
    once, again = [(sent(facts.catalogue, item, None, goal.scheme) or 0) if counts else 0], 0
    for rule in _starting(facts, item):
        if not _starts_from(rule, item) or not _open(facts, goal, rule, late):
            continue
        units = _given(facts, goal, (rule,), sent(facts.catalogue, item, None, goal.scheme), late)
        if rule.reuse:
            again += units
        else:
            once.append(units)
    return max(once) + again


def _starting(facts: Facts, item: Item) -> list[Recognition]:
    """Every rule that names the item as a source."""
    rules = facts.catalogue.rules
    return [rules[rule] for rule in texts_of(facts.catalogue).starting.get(item.id, ())]


def _starts_from(rule: Recognition, item: Item) -> bool:
    for source in rule.sources:
        if source.item == item.id:
            high = source.level_from is None or (item.level is not None and item.level >= source.level_from)
            return high and (not source.issued_by or item.issuer in source.issued_by)
    return False


def _given(
    facts: Facts, goal: Qualification, path: tuple[Recognition, ...], own: int | None, late: bool
) -> int:
    """Credit with a place in the goal that the last of these rules gives, in its best option and through chains."""
    rule = path[-1]
    found = []
    for option in rule.options:
        units = 0
        for output in rule.outputs:
            if output.option in (None, option):
                units += _worth(facts, goal, path, output, own, late)
        found.append(units)
    return max(found)


def _worth(
    facts: Facts,
    goal: Qualification,
    path: tuple[Recognition, ...],
    output: Output,
    own: int | None,
    late: bool,
) -> int:
    """Of one output: where it stands, or as the basis of a further recognition, whichever brings more (A7)."""
    rule = path[-1]
    units = output_units(facts, goal, rule, output, None if own is None else [own])
    attributes = output_attributes(facts.catalogue, rule, output)
    here = attributes is not None and rule.recogniser == goal.institution and _has_place(goal, attributes)
    best = (units or 0) if here else 0
    item = facts.catalogue.items.get(output.item) if isinstance(output, CreditOutput) else None
    for one in _starting(facts, item) if item else ():
        named = [source for source in one.sources if item and source.item == item.id]
        if one.chain <= len(path) or not named or named[0].min_grade or one.id in {r.id for r in path}:
            continue
        if item and _starts_from(one, item) and _open(facts, goal, one, late):
            best = max(best, _given(facts, goal, (*path, one), units, late))
    return best


def _has_place(goal: Qualification, attributes: Attributes) -> bool:
    if goal.electives is not None and attributes in goal.electives:
        return True
    return any(attributes in leaf.of for leaf in leaves(goal.requirement))


def _open(facts: Facts, goal: Qualification, rule: Recognition, late: bool) -> bool:
    day = facts.request.as_of
    ended = rule.applied_within.end is not None and rule.applied_within.end <= day
    too_late = rule.completed_within.end is not None and rule.completed_within.end <= day
    if missed(rule, goal):
        return False
    return not (ended or facts.barred(rule) or (too_late and not late))
