"""What is left of a relaxation where only some items may be studied anew: is every path longer then?

No part of any certificate: which items are left out is the planner's word.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.planning.check.block import Block
from recommender.planning.check.relaxation import Relaxation
from recommender.planning.check.streams import Group, block_of_group, block_of_held, block_of_way
from recommender.vocabulary import ItemId


def _anything(_: ItemId) -> bool:
    return True


@dataclass(frozen=True)
class Without(Relaxation):
    """The same rows; of new study only what is open."""

    is_open: Callable[[ItemId], bool] = _anything

    @cached_property
    def highs(self) -> Mapping[int, int]:
        """Also those of which fewer are open; each is counted when somebody asks for it."""
        return _Highs(super().highs, self._many_at)

    def _many_at(self, place: int) -> int | None:
        groups = self.means.offers.merged
        return self._many(groups[place]) if place < len(groups) else None

    def _many(self, group: Group) -> int:
        own = group.key.startswith("one:")
        free = (item for item in group.members if own or item not in self.means.touched)
        return min(self.means.size(group), sum(map(self.is_open, free)))

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Single study too as far as it is open."""
        means = self.means
        held = (block_of_held(goal, one) for goal, streams in enumerate(means.held) for one in streams)
        ways = (block_of_way(way) for ways in means.ways for way in ways.values())
        return (*held, *(block_of_group(one, self._many(one)) for one in means.singles.values()), *ways)

    def bounds(self, column: str) -> tuple[int, int]:
        """No more than is open."""
        owner, (low, high) = self.means.owner(column), super().bounds(column)
        return (low, min(high, self._many(owner))) if isinstance(owner, Group) else (low, high)


class _Highs(Mapping[int, int]):
    """By block of the layout how many units there are; it lists those that were asked for."""

    def __init__(self, known: Mapping[int, int], many: Callable[[int], int | None]) -> None:
        self._known, self._many = dict(known), many
        self._counted: set[int] = set()

    def __getitem__(self, place: int) -> int:
        if place not in self._counted:
            self._counted.add(place)
            many = self._many(place)
            if many is not None:
                self._known[place] = many
        return self._known[place]

    def __iter__(self) -> Iterator[int]:
        return iter(dict(self._known))

    def __len__(self) -> int:
        return len(self._known)
