"""Requirement kind `holds_award`: another award is held, or is planned together with this one (A8)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from recommender.rules.claims import Circumstances, Claim, NodeResult
from recommender.rules.conditions import Awarded, award_data, stated_award
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import NodeId

if TYPE_CHECKING:
    from recommender.rules.registry import Requirement

KIND = "holds_award"
MONOTONE = True
WHY_MONOTONE = "a further award is one more that may be asked for"


@dataclass(frozen=True, slots=True)
class HoldsAward:
    """An award that study for this qualification cannot bring about."""

    id: NodeId
    award: Awarded
    titles: dict[str, str] = field(default_factory=dict, hash=False)


def read(fields: Fields, read_node: Callable[[Fields], Requirement]) -> HoldsAward:
    """Read `{kind, id, titles}` with one of `qualification`, `qualifications` (any of them), `award` (a kind)."""
    fields.only("kind", "id", "titles", "qualification", "qualifications", "award")
    return HoldsAward(NodeId(fields.ident("id")), stated_award(fields), fields.titles())


def data(node: HoldsAward, write_node: Callable[[Requirement], Json]) -> Json:
    """The canonical form; `id`, `kind` and `titles` are written for every kind alike."""
    return award_data(node.award)


def below(node: HoldsAward) -> tuple[Requirement, ...]:
    """Nothing: no claim can serve it."""
    return ()


def evaluate(
    node: HoldsAward, children: Sequence[NodeResult], claims: Collection[Claim], facts: Circumstances
) -> NodeResult:
    """Satisfied by a fact of the ledger, or by the other goals of the plan."""
    met = node.award.met(facts)
    return NodeResult(node.id, met, missing_count=int(not met))
