"""What is the graph made of: nodes with gates, edges with roles, frozen together with their catalogue?

Edges run the way credit flows: from what is needed to what it helps towards. A gate says how the edges into a node
join: all of them, any of them, or k of n. An item has no gate: it can be studied, or come in through any rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeAlias

from recommender.catalogue.objects import Catalogue
from recommender.vocabulary import ItemId, RuleId


class Kind(StrEnum):
    """What a node is."""

    ITEM = "item"
    RULE = "rule"
    CLAUSE = "clause"
    """A part of a prerequisite or corequisite, or alternatives of which one is a source of a rule."""
    LEAF = "leaf"
    """A requirement of a qualification version that claims can serve, or its free electives (`*`)."""
    QUALIFICATION = "qualification"


class Gate(StrEnum):
    """How the edges into a node join."""

    NONE = ""
    ALL = "all"
    ANY = "any"
    K_OF_N = "k_of_n"
    UNKNOWN = "unknown"
    """A prerequisite that was not understood: taken to hold, and shown as such (B17)."""
    CHOICE = "choice"
    """A set to choose from; how much is asked for stands in the requirement."""


class Role(StrEnum):
    """What an edge says."""

    SOURCE = "source"
    """item -> rule, or item -> clause of alternatives in a rule."""
    GIVES = "gives"
    """rule -> item, or rule -> leaf for credit that names no item, or an item that counts only this way."""
    EXEMPTS = "exempts"
    """rule -> leaf that names the item: free from it, without credit."""
    OPENS = "opens"
    """rule -> item: counts as passed for a prerequisite, and as nothing else."""
    NAMED = "named"
    """item -> clause."""
    PART = "part"
    """clause -> clause, alternatives -> rule, leaf -> qualification."""
    BEFORE = "before"
    """clause -> item: passed before its study."""
    WITH = "with"
    """clause -> item: passed before, or in the same term."""
    FITS = "fits"
    """item -> leaf: counts there as itself."""


Key: TypeAlias = tuple[str, str]
"""(kind, id): `("leaf", "qualification@year#node")`; ids alone may clash between kinds."""


@dataclass(frozen=True, slots=True)
class Node:
    """One thing."""

    kind: Kind
    id: str
    gate: Gate = Gate.NONE
    need: int = 0
    """k of a k-of-n gate; 0 elsewhere."""
    text: str = ""
    """The words of a prerequisite that was not understood."""

    @property
    def key(self) -> Key:
        """What names it in the graph."""
        return (self.kind.value, self.id)


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """One thing helps towards another."""

    source: Key
    target: Key
    role: str
    grade: str = ""
    """The least mark asked for, such as `percent 75`."""


@dataclass(frozen=True, eq=False)
class CreditGraph:
    """The graph of one snapshot; asking is all that can be done with it."""

    catalogue: Catalogue
    _graph: Any
    """A frozen networkx.DiGraph over keys, with `node` and `edge` attributes."""
    lineages: Mapping[str, tuple[ItemId, ...]]
    """Items of each duplicates group, in order of id."""

    def __contains__(self, key: Key) -> bool:
        return key in self._graph

    def __len__(self) -> int:
        return len(self._graph)

    @property
    def n_edges(self) -> int:
        """How many edges there are."""
        return int(self._graph.number_of_edges())

    def node(self, key: Key) -> Node:
        """The node with this key; KeyError where there is none."""
        found: Node = self._graph.nodes[key]["node"]
        return found

    def nodes(self) -> Iterator[Node]:
        """All nodes."""
        for _, node in self._graph.nodes(data="node"):
            yield node

    def into(self, key: Key) -> Iterator[Edge]:
        """Edges that help towards a node."""
        for _, _, edge in self._graph.in_edges(key, data="edge"):
            yield edge

    def out_of(self, key: Key) -> Iterator[Edge]:
        """Edges from a node to what it helps towards."""
        for _, _, edge in self._graph.out_edges(key, data="edge"):
            yield edge


def rules_from(graph: CreditGraph, item: ItemId) -> Iterator[RuleId]:
    """The rules of which an item is a source, alone or as one of several alternatives."""
    for edge in graph.out_of(item_key(item)) if item_key(item) in graph else ():
        if edge.role == Role.SOURCE.value:
            ends = [edge.target]
            if edge.target[0] == Kind.CLAUSE.value:
                ends = [further.target for further in graph.out_of(edge.target)]
            yield from (RuleId(end[1]) for end in ends)


def item_key(item: str) -> Key:
    """The key of an item."""
    return (Kind.ITEM.value, item)


def rule_key(rule: str) -> Key:
    """The key of a recognition rule."""
    return (Kind.RULE.value, rule)


def leaf_key(version: str, node: str) -> Key:
    """The key of a requirement of a qualification version `id@year`."""
    return (Kind.LEAF.value, f"{version}#{node}")


def qualification_key(version: str) -> Key:
    """The key of a qualification version `id@year`."""
    return (Kind.QUALIFICATION.value, version)
