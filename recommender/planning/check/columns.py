"""Which columns and rows does one goal of a proof have, and how are achievements counted over its places (D5)?

A row says `terms >= least`, in integers, and holds of every plan that passes the checker. Each rule kind derives its
rows from its own text, in the file of its name; a row is known by kind, goal, rule and what it is about.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.catalogue.objects import Qualification
from recommender.planning.check.book import Book
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.facts import Facts
from recommender.planning.check.means import Means
from recommender.planning.check.row import Row
from recommender.planning.check.streams import Stream
from recommender.rules.all_of import AllOf
from recommender.rules.claims import Circumstances
from recommender.rules.n_of import NOf
from recommender.rules.registry import Requirement, below
from recommender.vocabulary import NodeId


@dataclass(frozen=True)
class GoalColumns:
    """One goal's columns, as its rules derive rows from them."""

    means: Means
    goal: int
    book: Book
    """The streams that are looked at."""

    @property
    def facts(self) -> Facts:
        """Catalogue, record and request."""
        return self.means.facts

    @cached_property
    def circumstances(self) -> Circumstances:
        """What the rules may ask of the learner, before any plan."""
        return circumstances(self.facts, self.version)

    @property
    def version(self) -> Qualification:
        """The qualification version."""
        return self.facts.goals[self.goal]

    def at(self, place: NodeId) -> Iterator[tuple[str, Stream]]:
        """The columns of what may be claimed at a place."""
        for stream in self.book.at[self.goal].get(place, ()):
            yield stream.column(self.goal, place), stream

    def inside(self, part: NodeId | None) -> frozenset[NodeId]:
        """The places of a part, or (None) of the whole."""
        if part is None:
            return frozenset(self.means.offers.places[self.goal])
        return self.means.offers.below[self.goal].get(part, frozenset())

    def at_most(self, part: NodeId | None) -> Iterator[tuple[dict[str, int], Stream]]:
        """For each stream columns whose sum is no less than how many of its achievements count in a part."""
        places = self.inside(part)
        for stream in self.book.streams[self.goal]:
            mine = [place for place in stream.places if place in places]
            if stream.shared and len(mine) > 1:
                yield {stream.counted(self.goal): 1}, stream
            elif mine:
                yield {stream.column(self.goal, place): 1 for place in mine}, stream

    def at_least(self, part: NodeId | None) -> Iterator[tuple[dict[str, int], Stream]]:
        """The same with a sum that is no more: what may stand at several places is taken at one of them."""
        places = self.inside(part)
        for stream in self.book.streams[self.goal]:
            mine = [place for place in stream.places if place in places]
            if stream.shared and len(mine) == len(stream.places):
                yield {stream.counted(self.goal): 1}, stream
            elif mine:
                some = mine[:1] if stream.shared else mine
                yield {stream.column(self.goal, place): 1 for place in some}, stream

    @cached_property
    def needed(self) -> frozenset[NodeId]:
        """Requirements that hold in every plan: the whole, and all that it is made of without a choice."""
        found: set[NodeId] = set()
        waiting: list[Requirement] = [self.version.requirement]
        while waiting:
            node = waiting.pop()
            found.add(node.id)
            if isinstance(node, AllOf) or (isinstance(node, NOf) and node.n == len(node.children)):
                waiting.extend(below(node))
        return frozenset(found)

    def carries(self, part: NodeId) -> bool:
        """Whether a part that is in every plan carries claims in every plan: a leaf of it asks for something."""
        leaves = (self.nodes[place] for place in self.inside(part) if place in self.needed)
        return any(getattr(leaf, "least", 0) or getattr(leaf, "least_units", 0) for leaf in leaves)

    @property
    def nodes(self) -> Mapping[NodeId, Requirement]:
        """Every requirement by id."""
        return self.facts.wording(self.version).nodes

    def holds(self, node: NodeId) -> str | None:
        """The column that is 1 where a requirement is satisfied; None: it is in every plan."""
        return None if node in self.needed else f"holds {self.goal} {node}"

    def asked(self, terms: dict[str, int], least: int, node: NodeId) -> Row:
        """At least so much where the requirement is satisfied."""
        column = self.holds(node)
        if column is None:
            return Row(terms, least)
        return Row({**terms, column: terms.get(column, 0) - least}, 0)
