"""Requirement kind `all_of`: every child must be satisfied (B1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import NodeId

if TYPE_CHECKING:
    from recommender.rules.registry import Requirement

KIND = "all_of"
MONOTONE = True
WHY_MONOTONE = "another satisfied child can only help"


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every child, nested as deep as the text of the rule is."""

    id: NodeId
    children: tuple[Requirement, ...]
    titles: dict[str, str] = field(default_factory=dict, hash=False)


def read(fields: Fields, read_node: Callable[[Fields], Requirement]) -> AllOf:
    """Read `{kind, id, titles, children}`."""
    fields.only("kind", "id", "titles", "children")
    return AllOf(NodeId(fields.ident("id")), fields.each("children", read_node), fields.titles())


def data(node: AllOf, write_node: Callable[[Requirement], Json]) -> Json:
    """The canonical form, with all below it; `id`, `kind` and `titles` are written for every kind alike."""
    return {"children": [write_node(child) for child in node.children]}


def below(node: AllOf) -> tuple[Requirement, ...]:
    """The requirements of which it is made."""
    return node.children


def evaluate(
    node: AllOf, children: Sequence[NodeResult], claims: Collection[Claim], facts: Circumstances
) -> NodeResult:
    """Satisfied when every child is."""
    return NodeResult(
        node.id,
        all(child.satisfied for child in children),
        have_units=sum(child.have_units for child in children),
        have_count=sum(child.satisfied for child in children),
        missing_units=sum(child.missing_units for child in children),
        missing_count=sum(not child.satisfied for child in children),
        children=tuple(children),
    )
