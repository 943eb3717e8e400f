"""Requirement kind `count_from`: at least so many items from a set; one required course is a count of 1 (B3)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from recommender.rules.claims import Attributes, Circumstances, Claim, NodeResult, claims_in
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import ItemSet, read_set, set_data
from recommender.vocabulary import NodeId, format_units

KIND = "count_from"
MONOTONE = True
WHY_MONOTONE = "a further member of the set may be left unclaimed, so it can only help"


@dataclass(frozen=True, slots=True)
class CountFrom:
    """At least `least` items, together of at least `least_units` credit where that is stated too."""

    id: NodeId
    of: ItemSet
    least: int
    least_units: int = 0
    most: int | None = None
    titles: dict[str, str] = field(default_factory=dict, hash=False)


def read(fields: Fields) -> CountFrom:
    """Read `{kind, id, titles, of, least, most, least_credits}`."""
    fields.only("kind", "id", "titles", "of", "least", "most", "least_credits")
    least = fields.integer("least", least=1)
    most = fields.integer("most", least=1) if fields.has("most") else None
    if most is not None and most < least:
        raise fields.fail("most", "expected no less than `least`")
    units = fields.units("least_credits") if fields.has("least_credits") else 0
    return CountFrom(
        NodeId(fields.ident("id")), read_set(fields.sub("of")), least, units, most, fields.titles()
    )


def data(node: CountFrom) -> Json:
    """The canonical form; `id`, `kind` and `titles` are written for every kind alike."""
    counts = {} if node.most is None else {"most": node.most}
    units = {"least_credits": format_units(node.least_units)} if node.least_units else {}
    return {"of": set_data(node.of), "least": node.least} | counts | units


def sees(node: CountFrom, attributes: Attributes) -> None:
    """Tells no two members of its set apart."""


def evaluate(node: CountFrom, claims: Collection[Claim], facts: Circumstances) -> NodeResult:
    """Count the claims made here; a claim outside the set counts nothing."""
    mine = [claim for claim in claims_in(claims, {node.id}) if claim.attributes in node.of]
    units = sum(claim.units for claim in mine)
    within = node.most is None or len(mine) <= node.most
    return NodeResult(
        node.id,
        len(mine) >= node.least and units >= node.least_units and within,
        have_units=units,
        have_count=len(mine),
        missing_units=max(0, node.least_units - units),
        missing_count=max(0, node.least - len(mine)),
    )
