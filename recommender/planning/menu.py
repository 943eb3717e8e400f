"""What is offered to a learner of whom nothing is known, and what of it is looked at anew for one who is known?

For almost every item and rule the answer is the same for every learner: it is worked out once (`Menu`), and only what a
learner *touches* is decided for each: items of results and of study in progress, pinned and excluded ones, those that
are for some learners only; and the rules that start from any of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from recommender.planning.problem import NewStudy, Variant
from recommender.vocabulary import ItemId, RuleId


@dataclass(frozen=True)
class Menu:
    """New study by item, in order of ids, and the ways to apply the rules that rest on nothing else."""

    studies: Mapping[ItemId, NewStudy]
    _ways: dict[tuple[int, RuleId], tuple[Variant, ...]] = field(default_factory=dict)
    _ids: Iterator[int] = field(default_factory=count)

    def ways(self, goal: int, rule: RuleId, make: Callable[[], Iterable[Variant]]) -> tuple[Variant, ...]:
        """The variants of an untouched rule towards a goal, each with an id of its own in the menu."""
        found = self._ways.get((goal, rule))
        if found is None:
            found = tuple(replace(one, id=next(self._ids)) for one in make())
            self._ways[(goal, rule)] = found
        return found


@dataclass(frozen=True)
class Patched:
    """A menu, and the items that this learner touches."""

    menu: Menu
    touched: frozenset[ItemId]
