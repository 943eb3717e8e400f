"""What is offered to a learner of whom nothing is known, and what of it is looked at anew for one who is known?

For almost every item and rule the answer is the same for every learner: it is worked out once (`Menu`), and only what a
learner *touches* is decided for each: items of results and of study in progress, pinned and excluded ones, those that
are for some learners only; and the rules that start from any of them. The menu is then patched: nothing is gone through
that is not touched.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count

from recommender.planning.problem import NewStudy, Variant
from recommender.rules.recognition import Recognition
from recommender.vocabulary import ItemId, RuleId


@dataclass(frozen=True)
class Listing:
    """The rules that can matter for one goal, and how anyone can apply those that rest on new study alone."""

    rules: tuple[Recognition, ...]
    place: Mapping[RuleId, int]
    """Of each rule its place among them."""
    chained: frozenset[int]
    """Places of the rules that may rest on what others give: those are nobody's in common."""
    deepest: int
    """How many recognitions may follow from each other at the most."""
    ways: Mapping[int, tuple[Variant, ...]]
    """By place, in that order, the variants of the rules that have any."""
    too_many: frozenset[int]
    """Places of the rules that have more than can be listed."""
    at_home: bool
    """Whether all the rules are of the institution that awards the goal."""


@dataclass(frozen=True)
class Menu:
    """New study by item and by key, in order of ids, and by goal the ways to apply the rules."""

    studies: Mapping[ItemId, NewStudy]
    keyed: Mapping[str, NewStudy]
    ids: Iterator[int] = field(default_factory=count)
    """For its variants, each with one of its own."""
    _listings: dict[int, Listing] = field(default_factory=dict)

    def listing(self, goal: int, make: Callable[[], Listing]) -> Listing:
        """That of a goal, made when it is first asked for."""
        found = self._listings.get(goal)
        return found if found is not None else self._listings.setdefault(goal, make())


@dataclass(frozen=True)
class Patched:
    """A menu, and what a learner changes of it."""

    menu: Menu
    touched: frozenset[ItemId]
    studies: Mapping[ItemId, NewStudy]
    """New study that is open to the learner, by item in order of ids."""
    keyed: Mapping[str, NewStudy]
    """The same by key."""


def menu_of(studies: Mapping[ItemId, NewStudy]) -> Menu:
    """A menu of new study."""
    return Menu(studies, {one.key: one for one in studies.values()})


def patched(menu: Menu, touched: frozenset[ItemId], own: Mapping[ItemId, NewStudy]) -> Patched:
    """The menu with a learner's own new study in place of what they touch."""
    studies, keyed = dict(menu.studies), dict(menu.keyed)
    for item in touched - own.keys():
        gone = studies.pop(item, None)
        if gone is not None:
            del keyed[gone.key]
    fresh = own.keys() - studies.keys()
    studies.update(own)
    keyed.update((one.key, one) for one in own.values())
    if fresh:  # else each stands where that of the menu stood
        studies = {item: studies[item] for item in sorted(studies)}
        keyed = {one.key: one for one in studies.values()}
    return Patched(menu, touched, studies, keyed)
