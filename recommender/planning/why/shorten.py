"""What is the smallest change that shortens the path by so much credit, or so many terms (D8)?

Every single change is made and the problem solved again; where none suffices, pairs of them, the most promising first.
A change is passed over only where it is known that it cannot save enough. The answer says whether everything was tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from recommender.errors import InputError
from recommender.planning.plan import Plan, Status
from recommender.planning.why.candidates import Candidate, candidates
from recommender.planning.why.case import Budget, Case, least_length
from recommender.planning.why.changes import BetterGrade, Change, HasResult, changed
from recommender.planning.why.what_if import Comparison, compared
from recommender.vocabulary import ItemId


@dataclass(frozen=True, slots=True)
class Target:
    """By how much the path shall be shorter; either or both."""

    units: int = 0
    terms: int = 0

    def reached(self, one: Comparison) -> bool:
        """Whether a comparison shows so much, proven in both its plans."""
        shorter, fewer = one.shorter, one.fewer_terms
        if shorter is None or shorter < self.units:
            return False
        return not self.terms or (one.terms_proven and (fewer or 0) >= self.terms)


@dataclass(frozen=True, slots=True)
class Found:
    """One change, or two together, with what they bring."""

    changes: tuple[Change, ...]
    comparison: Comparison
    alike: tuple[ItemId, ...] = ()
    """Items whose result would do the same as the one of a single change."""
    effort: int = 0


@dataclass(frozen=True, slots=True)
class Search:
    """All changes that suffice, the smallest first."""

    before: Plan
    found: tuple[Found, ...]
    singles_complete: bool
    """Whether every single change was tried, or cannot suffice."""
    pairs_complete: bool | None
    """The same of pairs; None where a single change suffices, and no pair was tried."""
    tried: int


def shorten(case: Case, target: Target, budget: Budget, pairs: bool = True) -> Search:
    """The changes that shorten the path by the target.

    Raises:
        InputError: a target of nothing.
    """
    if target.units < 0 or target.terms < 0 or not (target.units or target.terms):
        raise InputError("expected more than 0 credits or terms", place="by")
    case = case.shortest(terms=target.terms > 0)
    before = case.plan(budget.left)
    if before.status is not Status.OPTIMAL or before.length is None:
        return Search(before, (), False, None, 0)
    if target.units > before.length or target.terms > before.busy_terms:
        return Search(before, (), True, True if pairs else None, 0)  # nothing can be shorter than nothing
    search = _Search(case, before, before.length, target, budget)
    singles, complete = search.singles()
    if singles or not pairs:
        found, both = singles, None
    else:
        found, both = search.pairs()
    ordered = sorted(found, key=lambda one: (len(one.changes), one.effort, -(one.comparison.shorter or 0)))
    return Search(before, tuple(ordered), complete, both, budget.spent)


@dataclass
class _Search:
    case: Case
    before: Plan
    length: int
    target: Target
    budget: Budget

    def __post_init__(self) -> None:
        self.known = candidates(self.case, self.length)
        self.gains: dict[Change, int] = {}
        """No more than this is saved by each single change: what it saves, where that was solved."""
        self.complete = True

    def singles(self) -> tuple[list[Found], bool]:
        """Every candidate by itself, those that may save most first."""
        found: dict[tuple[object, ...], Found] = {}
        order = sorted(self.known, key=lambda one: -(self.length if one.most is None else one.most))
        for one in order:
            if one.most is not None and one.most < self.target.units:
                self.gains[one.change] = one.most
                continue
            if self._falls_short(one):
                continue
            comparison = self._compared((one.change,))
            if comparison is None:
                self.complete = False
                continue
            if comparison.shorter is not None:
                self.gains[one.change] = comparison.shorter
            if self.target.reached(comparison):
                key = (_subject(one.change), comparison.shorter, comparison.fewer_terms)
                found.setdefault(key, Found((one.change,), comparison, one.alike, one.effort))
        return list(found.values()), self.complete

    def _falls_short(self, one: Candidate) -> bool:
        """Whether the solver's word alone says that it does not save enough: then it need not be planned whole."""
        if not self.target.units or not self.budget.take():
            return False
        status, length = least_length(changed(self.case, (one.change,)), self.budget.left)
        if status is not Status.OPTIMAL or length is None:
            return False
        self.gains[one.change] = self.length - length
        return self.gains[one.change] < self.target.units

    def pairs(self) -> tuple[list[Found], bool]:
        """Two changes together, where no single one suffices."""
        found, complete = [], self.complete
        for one, other in sorted(self._together(), key=lambda two: -sum(self._gain(part) for part in two)):
            if self._too_little(one, other) or self._too_little(other, one):
                continue
            comparison = self._compared((one.change, other.change))
            if comparison is None:
                complete = False
                if self.budget.ended:
                    break
            elif self.target.reached(comparison):
                found.append(Found((one.change, other.change), comparison, (), one.effort + other.effort))
        return found, complete

    def _together(self) -> Iterator[tuple[Candidate, Candidate]]:
        for place, one in enumerate(self.known):
            if one.alike and isinstance(one.change, HasResult):
                twin = HasResult(one.alike[0], one.change.grade)
                yield one, Candidate(twin, (), one.most, one.effort)
            for other in self.known[place + 1 :]:
                if _subject(one.change) != _subject(other.change):
                    yield one, other

    def _too_little(self, one: Candidate, other: Candidate) -> bool:
        """Whether the first can add too little to what the second saves by itself."""
        known = self.gains.get(other.change)
        return one.most is not None and known is not None and known + one.most < self.target.units

    def _gain(self, one: Candidate) -> int:
        return self.gains.get(one.change, 0)

    def _compared(self, changes: tuple[Change, ...]) -> Comparison | None:
        """Both plans; None where the budget ended, or the second is not proven."""
        if not self.budget.take():
            return None
        after = changed(self.case, changes).plan(self.budget.left)
        settled = after.status in (Status.OPTIMAL, Status.INFEASIBLE)
        return compared(self.before, after) if settled else None


def _subject(change: Change) -> object:
    """What a change is about: of results and grades the item, so that its marks are not changes of their own."""
    if isinstance(change, HasResult | BetterGrade):
        return (type(change), change.item)
    return change
