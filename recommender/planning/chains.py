"""Which recognitions can follow from which: every variant of every rule, level by level (A7)?

A variant of depth n rests on variants of smaller depth, and on none of its own rule. So no cycle can support itself,
and none is ever written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count

from recommender.planning.plan import Cause
from recommender.planning.problem import Variant
from recommender.planning.relevance import Relevant
from recommender.planning.variants import Supplies, TooManyVariants, variants
from recommender.rules.recognition import Recognition
from recommender.vocabulary import RuleId


def all_variants(
    supplies: Supplies, pending: frozenset[RuleId], matter: Relevant
) -> tuple[tuple[Variant, ...], tuple[Cause, ...]]:
    """Every way to apply each rule, and a refusal for each rule that has too many."""
    found: list[Variant] = []
    too_many: list[Cause] = []
    ids = count()
    for goal in supplies.goals:
        rules = [rule for index, rule in matter.rules if index == goal.index]
        mine: list[Variant] = []
        for depth in range(1, max((rule.chain for rule in rules), default=1) + 1):
            deeper = _level(supplies, goal.index, rules, pending, mine, depth, too_many)
            if not deeper and depth > 1:
                break
            mine += [replace(one, id=next(ids)) for one in deeper]
        found += _of_use(mine, goal.version.institution)
    return tuple(found), tuple(too_many)


def _level(
    supplies: Supplies,
    goal: int,
    rules: Sequence[Recognition],
    pending: frozenset[RuleId],
    below: Sequence[Variant],
    depth: int,
    too_many: list[Cause],
) -> list[Variant]:
    """The variants of one depth."""
    found: list[Variant] = []
    for rule in rules:
        if rule.chain >= depth:
            try:
                found += list(variants(supplies, goal, rule, pending, below))
            except TooManyVariants as many:
                too_many.append(Cause("unsupported", many.rule, "too many choices of sources"))
    return found


def _of_use(found: Sequence[Variant], home: str) -> list[Variant]:
    """Those of the awarding institution, and those of others that feed one of them."""
    wanted = {below.id for one in found if one.rule.recogniser == home for below in one.chain()}
    return [one for one in found if one.id in wanted]
