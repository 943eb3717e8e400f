"""What if something were otherwise: both plans, side by side (D9)?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.errors import InputError
from recommender.planning.plan import Plan
from recommender.planning.why.case import Case
from recommender.planning.why.changes import Change, changed
from recommender.vocabulary import ItemId

MOST_CHANGES = 10
"""How many changes one question may make."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two plans, each solved and checked for itself; differences only between what was proven of both."""

    before: Plan
    after: Plan
    gained: tuple[ItemId, ...]
    """Steps of the second plan alone."""
    lost: tuple[ItemId, ...]
    """Steps of the first plan alone."""

    @property
    def proven(self) -> bool:
        """Whether both are known to be shortest: neither only unsurpassed in something that was wanted before."""
        return self.before.is_shortest and self.after.is_shortest

    @property
    def shorter(self) -> int | None:
        """How much shorter the second is, in units (below 0: longer); None where either is not proven."""
        if not self.proven or self.before.length is None or self.after.length is None:
            return None
        return self.before.length - self.after.length

    @property
    def fewer_terms(self) -> int | None:
        """In how many terms fewer the second plan studies; None where one of them is no plan."""
        if self.before.length is None or self.after.length is None:
            return None
        return self.before.busy_terms - self.after.busy_terms

    @property
    def terms_proven(self) -> bool:
        """Whether both have the fewest terms of the paths that are as short, and that is proven."""
        levels = [
            level for plan in (self.before, self.after) for level in plan.levels if level.objective == "terms"
        ]
        return len(levels) == 2 and all(level.value == level.lower_bound for level in levels)


def what_if(case: Case, changes: tuple[Change, ...], before: Plan | None = None) -> Comparison:
    """Plan as it is and as it would be; `before` where the first of them is known already.

    Raises:
        InputError: nothing is changed, too much is, or a change that means nothing here.
    """
    if not 0 < len(changes) <= MOST_CHANGES:
        raise InputError(f"expected 1 to {MOST_CHANGES} changes, found {len(changes)}", place="changes")
    otherwise = changed(case, changes)
    first = before or case.plan()
    return compared(first, otherwise.plan())


def compared(before: Plan, after: Plan) -> Comparison:
    """What two plans differ in."""
    old, new = {step.item for step in before.steps}, {step.item for step in after.steps}
    return Comparison(before, after, tuple(sorted(new - old)), tuple(sorted(old - new)))
