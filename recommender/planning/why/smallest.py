"""Which members cannot hold together, as few of them as there can be (D4)?

Conflicts and what breaks them hit each other: a conflict shares a member with every set of members whose removal makes
something possible. So the least set that hits all such sets found so far is a lower bound, and once it is itself in
conflict, it is a smallest one (implicit hitting sets: Reiter 1987; Ignatiev et al. 2015). An irreducible conflict is
found first (QuickXplain, Junker 2004), so that there is one to tell where the budget ends.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import combinations

from recommender.planning.conflict import irreducible
from recommender.planning.why.case import Budget, Case, can_be_met
from recommender.planning.why.members import Member, members, without


@dataclass(frozen=True, slots=True)
class Conflict:
    """Members that cannot hold together."""

    members: tuple[Member, ...]
    irreducible: bool
    """Whether without any one of them the rest could hold: False where the budget ended before that was known."""
    smallest: bool
    """Whether no conflict has fewer members."""


def smallest_conflict(case: Case, budget: Budget) -> Conflict | None:
    """A smallest conflict, else an irreducible one; None where there is a plan, or none without any member either."""
    known = members(case)
    search = _Search(case, known, budget)
    if not search.clash(known) or search.clash(()):
        return None
    found = irreducible(search.clash, [], list(known))
    settled = not budget.ended
    least = search.least(found) if settled else None
    chosen = least or found
    return Conflict(tuple(one for one in known if one in set(chosen)), settled, least is not None)


def least_given_up(case: Case, budget: Budget) -> tuple[Member, ...]:
    """Members of which none can stay while the others go: without all of them something is possible.

    What the caller and the calendar ask is given up before a rule is. Nothing, where the budget ended.
    """
    known = members(case)
    search = _Search(case, known, budget)
    rules = [one for one in known if one.kind in ("requirement", "limit", "prerequisite")]
    grown = set(search.grown([], [*rules, *(one for one in known if one not in rules)]))
    return () if search.is_over() else tuple(one for one in known if one not in grown)


class _Search:
    """One problem, its members, and what has been solved already."""

    def __init__(self, case: Case, known: Sequence[Member], budget: Budget) -> None:
        self.case, self.known, self.budget = case, known, budget
        self.seen: dict[frozenset[Member], bool] = {}

    def is_over(self) -> bool:
        """Whether the budget ended before everything that was asked was known."""
        return self.budget.ended

    def clash(self, kept: Collection[Member]) -> bool:
        """Whether nothing is possible while these hold and no others; what is not settled does not count as that."""
        key = frozenset(kept)
        if key not in self.seen:
            if not self.budget.take():
                return False
            rest = [one for one in self.known if one not in key]
            met = can_be_met(without(self.case, rest), self.budget.left)
            if met is None:
                self.budget.ended = True
            self.seen[key] = met is False
        return self.seen[key]

    def least(self, found: Sequence[Member]) -> Sequence[Member] | None:
        """A conflict with no more members than there must be; None where the budget ends first."""
        breaking: list[frozenset[Member]] = []
        while not self.is_over():
            hitting = _least_hitting(breaking, len(found))
            if hitting is None:
                return found
            if self.clash(hitting):
                return hitting
            grown = self.grown(list(hitting), [one for one in self.known if one not in hitting])
            breaking.append(frozenset(self.known) - frozenset(grown))
        return None

    def grown(self, kept: list[Member], more: list[Member]) -> list[Member]:
        """As many members as can hold together with `kept`, added in halves."""
        if not more or self.is_over():
            return kept
        if not self.clash(kept + more):
            return kept + more
        if len(more) == 1:
            return kept
        half = len(more) // 2
        return self.grown(self.grown(kept, more[:half]), more[half:])


def _least_hitting(sets: Sequence[frozenset[Member]], below: int) -> tuple[Member, ...] | None:
    """The first least set, by size and order, that hits all; None where it would need `below` members or more."""
    wanted = sorted(frozenset[Member]().union(*sets), key=lambda one: (one.kind, one.goal, one.about))
    for size in range(below):
        for chosen in combinations(wanted, size):
            if all(not one.isdisjoint(chosen) for one in sets):
                return chosen
    return None
