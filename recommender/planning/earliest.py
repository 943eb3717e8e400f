"""Can an item be studied by a given term at all, whatever else is chosen?

What it asks for has to end before, and that has what it asks for: followed back to the first term, whatever else a plan
holds. Load and amounts of completed credit are left aside, so the true first term may be later.
Each item is looked at when somebody asks for it, and once for each term.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from recommender.planning.problem import Problem, Variant
from recommender.rules.prerequisite import Atom, Completed, Either, Every, Passed, Prerequisite, Unknown
from recommender.vocabulary import ItemId


@dataclass(frozen=True)
class Earliest:
    """What can be done by when in one problem."""

    problem: Problem
    given: Callable[[Atom], bool]
    """What the record passes already."""
    _known: dict[tuple[str, int], bool] = field(default_factory=dict)

    def by(self, key: str, term: int) -> bool:
        """Whether new study of an item can lie in a term or before."""
        if (key, term) not in self._known:
            # What is asked for together goes in circles: these are no reason against it.
            self._known[key, term] = True
            self._known[key, term] = self._by(key, term)
        return self._known[key, term]

    def first(self, key: str) -> int:
        """The first term by which an item can be studied; that after the last where it cannot at all."""
        terms = range(len(self.problem.terms))
        return next((term for term in terms if self.by(key, term)), len(terms))

    def _by(self, key: str, term: int) -> bool:
        one = self.problem.new.get(key)
        last = -1 if one is None else max((some for some in one.ordinals if some <= term), default=-1)
        if one is None or last < 0:
            return False
        if one.forced == "in_progress":
            return True
        return self._holds(one.item.prerequisites, last) and self._holds(one.item.corequisites, last, 1)

    def _holds(self, rule: Prerequisite, term: int, together: int = 0) -> bool:
        """Whether a prerequisite can hold when a term begins; `together`: with what is studied in the term."""
        match rule:
            case Unknown() | Completed():
                return True
            case Every(parts):
                return all(self._holds(part, term, together) for part in parts)
            case Either(parts):
                return any(self._holds(part, term, together) for part in parts)
            case Passed(item) if not self.given(rule):
                return self.by(f"new:{item}", term - 1 + together) or any(
                    self._granted(one, term) for one in self._granting.get(item, ())
                )
            case _:
                return self.given(rule)

    def _granted(self, variant: Variant, term: int) -> bool:
        """Whether a recognition can be decided before a term."""
        if not variant.when and variant.decided({}) is None:
            return True
        last = max((one for one in variant.decidable if one < term), default=-1)
        return last >= 0 and all(self.by(key, last) for key in variant.when)

    @cached_property
    def _granting(self) -> Mapping[ItemId, tuple[Variant, ...]]:
        found: dict[ItemId, list[Variant]] = defaultdict(list)
        for variant in self.problem.variants:
            for output in variant.outputs:
                if output.passes and output.item is not None:
                    found[output.item].append(variant)
        return {item: tuple(some) for item, some in found.items()}


def within(problem: Problem, terms: int, earliest: Earliest) -> Problem | None:
    """The problem with new study in the first so many terms only; None where a step that must be finds no term."""
    new = {}
    for key, one in problem.new.items():
        if earliest.by(key, terms - 1):
            ordinals = tuple(term for term in one.ordinals if term < terms and earliest.by(key, term))
            new[key] = one if ordinals == one.ordinals else replace(one, ordinals=ordinals)
        elif one.forced:
            return None
    return problem.only(new)
