"""Requirement kind `credits_from`: at least (or between) so many credits from a set (B2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from recommender.rules.claims import Attributes, Circumstances, Claim, NodeResult, claims_in
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import NodeId, format_units

KIND = "credits_from"
MONOTONE = True
WHY_MONOTONE = "a further member of the set may be left unclaimed, so it can only help"


@dataclass(frozen=True, slots=True)
class CreditsFrom:
    """Credits of the goal's scheme; claims beyond `most_units` have to be made elsewhere."""

    id: NodeId
    of: ItemSet
    least_units: int
    most_units: int | None = None
    titles: dict[str, str] = field(default_factory=dict, hash=False)


def read(fields: Fields) -> CreditsFrom:
    """Read `{kind, id, titles, of, least, most}`."""
    fields.only("kind", "id", "titles", "of", "least", "most")
    least = fields.units("least")
    most = fields.units("most") if fields.has("most") else None
    if most is not None and most < least:
        raise fields.fail("most", "expected no less than `least`")
    return CreditsFrom(NodeId(fields.ident("id")), read_set(fields.sub("of")), least, most, fields.titles())


def data(node: CreditsFrom) -> Json:
    """The canonical form; `id`, `kind` and `titles` are written for every kind alike."""
    most = {} if node.most_units is None else {"most": format_units(node.most_units)}
    return {"of": set_data(node.of), "least": format_units(node.least_units)} | most


def sees(node: CreditsFrom, attributes: Attributes) -> None:
    """Tells no two members of its set apart."""


def evaluate(node: CreditsFrom, claims: Collection[Claim], facts: Circumstances) -> NodeResult:
    """Sum the credit claimed here; a claim outside the set counts nothing."""
    mine = [claim for claim in claims_in(claims, {node.id}) if claim.attributes in node.of]
    units = sum(claim.units for claim in mine)
    within = node.most_units is None or units <= node.most_units
    return NodeResult(
        node.id,
        units >= node.least_units and within,
        have_units=units,
        have_count=len(mine),
        missing_units=max(0, node.least_units - units),
    )
