"""Which waivers and substitutions stand, and which are proposed and undecided (B15)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.ledger.facts import Fact, of_type, undone
from recommender.ledger.payloads import EntryType
from recommender.rules.waiver import Waiver
from recommender.vocabulary import ItemId, NodeId, QualificationId

__all__ = ["waivers"]

_CONTENT = ("qualification", "requirement", "kind", "item", "for")


def waivers(facts: Sequence[Fact]) -> Iterator[Waiver]:
    """Those that nobody withdrew, in the order of the facts; a proposal that was granted is told by its grant."""
    withdrawn = undone(facts, EntryType.WAIVER_WITHDRAWN, "waiver")
    grants = [fact for fact in of_type(facts, EntryType.WAIVER_GRANTED) if fact.id not in withdrawn]
    for fact in of_type(facts, EntryType.WAIVER_GRANTED, EntryType.WAIVER_PROPOSED):
        proposed = fact.type == EntryType.WAIVER_PROPOSED
        decided = proposed and any(_decides(grant, fact) for grant in grants)
        if fact.id not in withdrawn and not decided:
            yield _waiver(fact, granted=not proposed)


def _decides(grant: Fact, proposal: Fact) -> bool:
    """A grant decides the proposal that it names; where it names none, those of its content made by its day."""
    named = grant.payload.get("proposal")
    if named is not None:
        return bool(named == proposal.id)
    same = all(grant.payload.get(name) == proposal.payload.get(name) for name in _CONTENT)
    return same and proposal.on <= grant.on


def _waiver(fact: Fact, *, granted: bool) -> Waiver:
    said = fact.payload
    return Waiver(
        fact.id,
        QualificationId(said["qualification"]),
        NodeId(said["requirement"]),
        said["kind"],
        said["by"],
        said["why"],
        fact.on,
        granted,
        ItemId(said["item"]) if "item" in said else None,
        ItemId(said["for"]) if "for" in said else None,
    )
