"""What may count towards a goal, and how many of it: the columns on which every bound of a proof stands (D5)?

A stream is one sort of achievement as the rules see it; a group is new study that every rule sees alike, with the
streams that it feeds. Credit that hangs on a choice stands between a least and a most: a row that asks for credit takes
the most of it, a row that forbids credit the least, so that both hold of every plan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from recommender.planning.check.block import Block, Claims
from recommender.rules.claims import Attributes, Origin
from recommender.vocabulary import Grade, ItemId, NodeId


@dataclass(frozen=True, slots=True)
class Stream:
    """One sort of achievement that may be claimed towards one goal."""

    key: str
    """`held:ENTRY`, `granted:ENTRY#N`, `out:RULE#N`, or that of a group's first member."""
    least: int
    most: int
    """Credit of one achievement, in units of the goal's scheme."""
    attributes: Attributes
    origin: Origin | None
    """None where it hangs on which sources a recognition rests."""
    places: tuple[NodeId, ...]
    lineage: str | None = None
    through: frozenset[str] = frozenset()
    """Lineages of what it comes from."""
    grade: Grade | None = None
    earned: date | None = None
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)
    shared: bool = False
    """Whether it may stand at several places at once (B6)."""
    recognised: bool = False

    def column(self, goal: int, place: NodeId) -> str:
        """The number of its achievements claimed at a place."""
        return f"claim {goal} {self.key} {place}"

    def counted(self, goal: int) -> str:
        """The number of its achievements that count at all, where one may stand at several places."""
        return f"count {goal} {self.key}"

    def whole(self, goal: int) -> dict[str, int]:
        """Columns whose sum is how many of its achievements count."""
        if self.shared:
            return {self.counted(goal): 1}
        return {self.column(goal, place): 1 for place in self.places}


@dataclass(frozen=True, slots=True)
class Group:
    """New study that every rule sees alike: so many of the members are studied."""

    key: str
    members: tuple[ItemId, ...]
    cost: int
    """Study load of one, in units of the goal's scheme (D1)."""
    own: tuple[Stream | None, ...]
    """By goal: what it counts as itself; None where it has no place."""
    given: tuple[tuple[Stream, ...], ...] = ()
    """By goal: what the one recognition gives for it that starts from it and nothing else."""
    opens: frozenset[ItemId] = frozenset()
    """Items that this recognition lets pass for a prerequisite."""
    lower: int = 0
    """How many have to be studied: what is pinned or in progress."""

    @property
    def column(self) -> str:
        """The number of members studied anew."""
        return f"study {self.key}"

    def streams(self, goal: int) -> tuple[Stream, ...]:
        """Everything that it may count as towards a goal."""
        own = self.own[goal]
        return (*((own,) if own else ()), *(self.given[goal] if self.given else ()))


@dataclass(frozen=True, slots=True)
class Way:
    """One recognition towards one goal, however it is applied."""

    goal: int
    rule: str
    slots: tuple[tuple[ItemId, ...], ...]
    """Items of each slot, of those that may serve."""
    need: int
    reuse: bool
    chain: bool
    """Whether its sources may have been recognised themselves."""
    new: bool
    """Whether new study can still be in time for it."""
    given: tuple[Stream, ...]
    opens: frozenset[ItemId]
    credits: frozenset[ItemId]
    """Items for which it gives credit: what a further recognition may rest on."""
    key: str = ""
    """By which rows name it: its rule, unless a record says more of it than its text."""

    @property
    def column(self) -> str:
        """1 where it is applied."""
        return f"apply {self.goal} {self.key}"

    @property
    def fixed(self) -> bool:
        """Whether every application uses one source of each slot, and no slot leaves a choice."""
        return self.need == len(self.slots) and all(len(slot) == 1 for slot in self.slots)

    def uses(self, item: ItemId) -> str:
        """1 where it is applied with this source."""
        return self.column if self.fixed else f"use {self.goal} {self.key} {item}"

    @property
    def items(self) -> tuple[ItemId, ...]:
        """All its sources."""
        return tuple(dict.fromkeys(item for slot in self.slots for item in slot))


def _claims(goal: int, stream: Stream) -> Claims:
    places = tuple(stream.column(goal, place) for place in stream.places)
    return Claims(places, stream.counted(goal) if stream.shared else None)


def block_of_group(group: Group, size: int) -> Block:
    """So many members, each with all that it may count as."""
    claims = (_claims(goal, one) for goal in range(len(group.own)) for one in group.streams(goal))
    return Block(group.column, group.lower, size, group.cost, tuple(claims))


def block_of_way(way: Way) -> Block:
    """One application, with all that it gives."""
    return Block(way.column, 0, 1, 0, tuple(_claims(way.goal, one) for one in way.given))


def block_of_held(goal: int, stream: Stream) -> Block:
    """What the ledger holds."""
    return Block(None, 1, 1, 0, (_claims(goal, stream),))
