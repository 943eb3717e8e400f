"""Requirement kind `n_of`: at least n of the children must be satisfied; n = 1 is any-of (B1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import NodeId

if TYPE_CHECKING:
    from recommender.rules.registry import Requirement

KIND = "n_of"
MONOTONE = True
WHY_MONOTONE = "another satisfied child can only help"


@dataclass(frozen=True, slots=True)
class NOf:
    """At least `n` of the children."""

    id: NodeId
    n: int
    children: tuple[Requirement, ...]
    titles: dict[str, str] = field(default_factory=dict, hash=False)


def read(fields: Fields, read_node: Callable[[Fields], Requirement]) -> NOf:
    """Read `{kind, id, titles, n, children}`; n may not exceed the number of children."""
    fields.only("kind", "id", "titles", "n", "children")
    children = fields.each("children", read_node)
    n = fields.integer("n", least=1)
    if n > len(children):
        raise fields.fail("n", f"expected at most the {len(children)} children, found {n}")
    return NOf(NodeId(fields.ident("id")), n, children, fields.titles())


def data(node: NOf, write_node: Callable[[Requirement], Json]) -> Json:
    """The canonical form, with all below it; `id`, `kind` and `titles` are written for every kind alike."""
    return {"n": node.n, "children": [write_node(child) for child in node.children]}


def below(node: NOf) -> tuple[Requirement, ...]:
    """The requirements of which it is made."""
    return node.children


def evaluate(
    node: NOf, children: Sequence[NodeResult], claims: Collection[Claim], facts: Circumstances
) -> NodeResult:
    """Satisfied when at least n children are; what is missing is that of the n cheapest children."""
    done = sum(child.satisfied for child in children)
    missing = sorted(child.missing_units for child in children)[: node.n]
    return NodeResult(
        node.id,
        done >= node.n,
        have_units=sum(child.have_units for child in children),
        have_count=done,
        missing_units=0 if done >= node.n else sum(missing),
        missing_count=max(0, node.n - done),
        children=tuple(children),
    )
