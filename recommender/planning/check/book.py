"""Which columns belong together: streams by place, and whose they are (D5)?

There are two books for a question: one of what is on offer to everyone, kept for the next learner, and a small one of
what the record adds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from recommender.planning.check.streams import Group, Stream, Way
from recommender.vocabulary import ItemId, NodeId

Owner = Group | Way | None
"""Whose columns: new study, a recognition, or (None) a result or a grant of the ledger."""


@dataclass(frozen=True)
class Book:
    """Streams and columns of some groups, ways and held achievements."""

    streams: tuple[list[Stream], ...]
    """By goal."""
    at: tuple[dict[NodeId, list[Stream]], ...]
    """By goal and place."""
    owners: dict[str, Owner] = field(default_factory=dict)
    """By column."""
    about: dict[str, tuple[int, Stream]] = field(default_factory=dict)
    """By column of claims the goal and the stream."""
    opening: dict[ItemId, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By item the columns of what lets it pass for a prerequisite."""
    crediting: dict[tuple[int, ItemId], list[str]] = field(default_factory=lambda: defaultdict(list))
    """By goal and item the columns of recognitions on which a further one may rest."""
    kin: dict[tuple[int, str], list[Stream]] = field(default_factory=lambda: defaultdict(list))
    """By goal and lineage what recognitions give of it."""

    def add(self, goal: int, stream: Stream, owner: Owner) -> None:
        """One stream, at each of its places."""
        self.streams[goal].append(stream)
        for place in stream.places:
            self.at[goal][place].append(stream)
        columns = [stream.column(goal, place) for place in stream.places]
        for column in (*columns, *([stream.counted(goal)] if stream.shared else [])):
            self.owners[column] = owner
            self.about[column] = (goal, stream)
        if stream.recognised and stream.lineage is not None and owner is not None:
            self.kin[goal, stream.lineage].append(stream)


def book_of(
    goals: int, groups: Iterable[Group], ways: Iterable[Way], held: Sequence[Iterable[Stream]] = ()
) -> Book:
    """A book of these groups, ways, and streams of the ledger by goal."""
    book = Book(tuple([] for _ in range(goals)), tuple(defaultdict(list) for _ in range(goals)))
    for goal, streams in enumerate(held):
        for stream in streams:
            book.add(goal, stream, None)
    for group in groups:
        book.owners[group.column] = group
        for item in group.opens:
            book.opening[item].append(group.column)
        for goal in range(goals):
            for stream in group.streams(goal):
                book.add(goal, stream, group)
    for way in ways:
        for column in (way.column, *(way.uses(item) for item in way.items)):
            book.owners[column] = way
        for item in way.opens:
            book.opening[item].append(way.column)
        for item in way.credits:
            book.crediting[way.goal, item].append(way.column)
        for stream in way.given:
            book.add(way.goal, stream, way)
    return book
