"""What is a reduced problem, and when is its answer that of the whole one?

Several passes keep only as many of a sort as can be of use up to some length. Whether that was enough is known once the
reduced problem is solved: its plan is a plan of the whole problem, so no best plan is longer.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from recommender.planning.problem import Problem

UNLIMITED = 10**12
"""A length that no plan reaches, in units."""


@dataclass(frozen=True)
class Reduced:
    """A problem with fewer items and rules; exact if its least length is at most `most`."""

    problem: Problem
    most: int = UNLIMITED

    def without(self, items: Collection[str], variants: Collection[int], most: int = UNLIMITED) -> Reduced:
        """The same without new study (by key) and variants (by position)."""
        if not items and not variants:
            return self
        new = {key: one for key, one in self.problem.new.items() if key not in items}
        kept = tuple(one for place, one in enumerate(self.problem.variants) if place not in variants)
        return Reduced(replace(self.problem, new=new, variants=kept), min(self.most, most))

    def covers(self, length: int) -> bool:
        """Whether a plan of this length shows that nothing shorter was lost."""
        return length <= self.most


def planned_for(problem: Problem) -> int:
    """A length up to which it is prepared to prove; a guess, so that little is kept in vain."""
    return sum(goal.version.total_units for goal in problem.goals) + 30 * 600
