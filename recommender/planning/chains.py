"""Which recognitions can follow from which: every variant of every rule, level by level (A7)?

A variant of depth n rests on variants of smaller depth, and on none of its own rule. So no cycle can support itself,
and none is ever written down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from itertools import count

from recommender.planning.menu import Patched
from recommender.planning.plan import Cause
from recommender.planning.problem import Variant
from recommender.planning.relevance import Relevant
from recommender.planning.variants import Supplies, TooManyVariants, variants
from recommender.vocabulary import RuleId

FIRST_OF_LEARNER = 10**9
"""From here on ids of variants are of one learner; below they are those of a menu."""


def all_variants(
    supplies: Supplies, pending: frozenset[RuleId], matter: Relevant, patched: Patched
) -> tuple[tuple[Variant, ...], tuple[Cause, ...]]:
    """Every way to apply each rule, and a refusal for each rule that has too many."""
    found: list[Variant] = []
    too_many: list[Cause] = []
    ids = count(FIRST_OF_LEARNER)
    changed = {rule.id for item in patched.touched for _, rule in matter.feeding.get(item, ())} | pending
    for goal in supplies.goals:
        rules = [rule for index, rule in matter.rules if index == goal.index]
        mine: list[Variant] = []
        for depth in range(1, max((rule.chain for rule in rules), default=1) + 1):
            deeper: list[Variant] = []
            for rule in (rule for rule in rules if rule.chain >= depth):
                make = partial(variants, supplies, goal.index, rule, pending, mine)
                try:
                    if rule.chain == 1 and rule.id not in changed:
                        deeper += patched.menu.ways(goal.index, rule.id, make)
                    else:
                        deeper += [replace(one, id=next(ids)) for one in make()]
                except TooManyVariants as many:
                    too_many.append(Cause("unsupported", many.rule, "too many choices of sources"))
            if not deeper and depth > 1:
                break
            mine += deeper
        found += _of_use(mine, goal.version.institution)
    return tuple(found), tuple(too_many)


def _of_use(found: Sequence[Variant], home: str) -> list[Variant]:
    """Those of the awarding institution, and those of others that feed one of them."""
    if all(one.rule.recogniser == home for one in found):
        return list(found)
    wanted = {below.id for one in found if one.rule.recogniser == home for below in one.chain()}
    return [one for one in found if one.id in wanted]
