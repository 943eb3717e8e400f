"""What does a mutation start from, and what does it hand back?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeAlias

from recommender.planning.plan import NotCounted, Plan
from tests.planning.check.judge import Judge
from tests.planning.check.world import settled
from tests.planning.strategies import Tiny

Mutant: TypeAlias = tuple[Plan, bool | None]
"""The changed plan, and whether it is valid; None where nothing but its length is known."""


@dataclass(frozen=True)
class Case:
    """A world, its valid plan, and where chance comes from."""

    tiny: Tiny
    plan: Plan
    chance: Random
    judge: Judge

    def settled(self, plan: Plan) -> Plan:
        """With sums, terms and levels that fit the steps."""
        return settled(plan, self.tiny.request, self.judge.slots)


def changed(rows: tuple[Any, ...], old: Any, **changes: Any) -> tuple[Any, ...]:
    return tuple(replace(row, **changes) if row is old else row for row in rows)


def without(rows: tuple[Any, ...], old: Any) -> tuple[Any, ...]:
    return tuple(row for row in rows if row is not old)


def listed(case: Case, key: str) -> NotCounted:
    result = next(one for one in case.tiny.record.results if f"held:{one.entry}" == key)
    return NotCounted(key, result.item, result.units, "surplus")
