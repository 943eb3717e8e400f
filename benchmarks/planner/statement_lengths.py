"""How long is a step in the other statement (D1)?"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Item
from recommender.rules.claims import Attributes
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.vocabulary import DEFAULT_ASSURANCE, UNITS_PER_CREDIT, ItemKind, RuleStatus

if TYPE_CHECKING:
    from benchmarks.planner.statement import Statement
    from benchmarks.planner.statement_goal import GoalStatement


def study_units(model: Statement, item: Item) -> int:
    """Stated study credits; else hours; else a course its own credit; else the most that it can yield."""
    if item.study_units is not None:
        return _whole(model.converted(item.study_units, item.scheme), item)
    per_credit = model.catalogue.schemes[model.scheme].hours_per_credit
    if item.hours is not None and per_credit:
        amount = Fraction(item.hours) / per_credit * UNITS_PER_CREDIT
        return _whole(int(amount) if amount.denominator == 1 else None, item)
    if item.kind is ItemKind.MILESTONE:
        return 0
    own = _whole(model.units(item.id), item)
    if item.kind not in (ItemKind.CERTIFICATE, ItemKind.EXAM):
        return own
    return max(_most(goal, item, own) for goal in model.goals) or own


def _whole(amount: int | None, item: Item) -> int:
    if amount is None:
        raise Unsupported(f"{item.id}: its study is no amount of the goal's scheme")
    return amount


def _most(goal: GoalStatement, item: Item, own: int) -> int:
    """As itself or by one rule, with all rules that leave it free for others; only what fits somewhere counts."""
    once = [own if goal.version.takes(item.issuer) and goal.fits(item.attributes) else 0]
    again = 0
    for rule in goal.catalogue.rules.values():
        if not _mine(goal, rule) or all(source.item != item.id for source in rule.sources):
            continue
        amount = sum(_given(goal, rule, output, own) for output in rule.outputs)
        if rule.reuse:
            again += amount
        else:
            once.append(amount)
    return max(once) + again


def _mine(goal: GoalStatement, rule: Recognition) -> bool:
    usable = rule.status is RuleStatus.APPROVED and rule.assurance in DEFAULT_ASSURANCE
    return rule.recogniser == goal.version.institution and usable and rule.towards.takes(goal.version.target)


def _given(goal: GoalStatement, rule: Recognition, output: object, own: int) -> int:
    if isinstance(output, CreditOutput):
        item = goal.catalogue.items[output.item]
        units = goal.stated(rule, output)
        if units is None:
            units = goal.model.converted(item.units_most, item.scheme)
        return (units or 0) if goal.fits(item.attributes) else 0
    if isinstance(output, ElectiveOutput):
        view = Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
        units = goal.stated(rule, output)
        if units is None and not output.amount.by_target:
            units = own
        return (units or 0) if goal.fits(view) else 0
    return 0
