"""Requirement kind `conditional`: if the learner holds, chose, or entered before ..., then this, else that (B12)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.conditions import Condition, truth
from recommender.rules.conditions import data as condition_data
from recommender.rules.conditions import read as read_condition
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import NodeId

if TYPE_CHECKING:
    from recommender.rules.registry import Requirement

KIND = "conditional"
MONOTONE = False
WHY_MONOTONE = "a result may make the condition hold, and with it the part that asks for more"


@dataclass(frozen=True, slots=True)
class Conditional:
    """One of two parts applies; the other asks for nothing, and takes no credit."""

    id: NodeId
    when: Condition
    then: Requirement
    otherwise: Requirement | None = None
    titles: dict[str, str] = field(default_factory=dict, hash=False)


def read(fields: Fields, read_node: Callable[[Fields], Requirement]) -> Conditional:
    """Read `{kind, id, titles, when, then, else}`; without `else` nothing is asked where the condition fails."""
    fields.only("kind", "id", "titles", "when", "then", "else")
    return Conditional(
        NodeId(fields.ident("id")),
        read_condition(fields.sub("when")),
        read_node(fields.sub("then")),
        read_node(fields.sub("else")) if fields.has("else") else None,
        fields.titles(),
    )


def data(node: Conditional, write_node: Callable[[Requirement], Json]) -> Json:
    """The canonical form, with all below it; `id`, `kind` and `titles` are written for every kind alike."""
    other = {} if node.otherwise is None else {"else": write_node(node.otherwise)}
    return {"when": condition_data(node.when), "then": write_node(node.then)} | other


def below(node: Conditional) -> tuple[Requirement, ...]:
    """Both parts, whichever applies."""
    return (node.then,) if node.otherwise is None else (node.then, node.otherwise)


def evaluate(
    node: Conditional, children: Sequence[NodeResult], claims: Collection[Claim], facts: Circumstances
) -> NodeResult:
    """Satisfied when the part that applies is; with nothing to ask for, always."""
    holds = truth(node.when, facts)
    parts = tuple(part if (place == 0) is holds else idle(part) for place, part in enumerate(children))
    applying = next((part for part in parts if part.applies), None)
    if applying is None:
        return NodeResult(node.id, True, children=parts)
    return NodeResult(
        node.id,
        applying.satisfied,
        applying.have_units,
        int(applying.satisfied),
        applying.missing_units,
        int(not applying.satisfied),
        parts,
    )


def idle(result: NodeResult) -> NodeResult:
    """A part, and all below it, that does not apply to this learner."""
    return replace(result, applies=False, children=tuple(map(idle, result.children)))
