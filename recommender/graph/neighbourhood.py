"""What is around an item: the rules and prerequisites that it stands in, AND and OR told apart?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from recommender.errors import NotFound
from recommender.graph.model import CreditGraph, Edge, Key, Kind, Node, item_key
from recommender.vocabulary import ItemId

_ENDS = {Kind.LEAF.value, Kind.QUALIFICATION.value}
"""Nodes where looking stops: behind a requirement stands every item that it takes."""


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """A part of the graph as plain data, in order of key."""

    centre: Key
    depth: int
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]

    def as_json(self) -> dict[str, Any]:
        """Plain data: `gate` is all, any, k_of_n (with `need`), choice, unknown, or empty for items."""
        return {
            "centre": self.centre[1],
            "depth": self.depth,
            "nodes": [
                {"kind": n.kind.value, "id": n.id, "gate": n.gate.value, "need": n.need, "text": n.text}
                for n in self.nodes
            ],
            "edges": [
                {
                    "source": {"kind": edge.source[0], "id": edge.source[1]},
                    "target": {"kind": edge.target[0], "id": edge.target[1]},
                    "role": edge.role,
                    "grade": edge.grade,
                }
                for edge in self.edges
            ],
        }


def neighbourhood(graph: CreditGraph, item: ItemId, depth: int = 1) -> Neighbourhood:
    """Everything within `depth` items of an item, with the rules, clauses and requirements between.

    Raises:
        NotFound: neither the catalogue nor a rule names such an item.
    """
    centre = item_key(item)
    if centre not in graph:
        raise NotFound("item", item)
    known, front = {centre}, {centre}
    for _ in range(depth):
        front = _across(graph, known, front)
        known |= front
    nodes = tuple(graph.node(key) for key in sorted(known))
    return Neighbourhood(centre, depth, nodes, tuple(sorted(_between(graph, known))))


def _across(graph: CreditGraph, known: set[Key], front: set[Key]) -> set[Key]:
    """The items one further than the front; what lies between is added to `known`."""
    items: set[Key] = set()
    waiting = [key for item in front for key in _beside(graph, item)]
    while waiting:
        key = waiting.pop()
        if key in known:
            continue
        if key[0] == Kind.ITEM.value:
            items.add(key)
            continue
        known.add(key)
        waiting += _beside(graph, key)
    return items


def _beside(graph: CreditGraph, key: Key) -> Iterator[Key]:
    if key[0] not in _ENDS:
        yield from (edge.source for edge in graph.into(key))
    yield from (edge.target for edge in graph.out_of(key))


def _between(graph: CreditGraph, known: set[Key]) -> Iterator[Edge]:
    for key in known:
        for edge in graph.out_of(key):
            if edge.target in known:
                yield edge
