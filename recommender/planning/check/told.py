"""What does the text of one recognition rule say, whatever the goal: its sources, and what it gives (A3-A7)?"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from recommender.catalogue.objects import Catalogue, Item
from recommender.planning.check.amounts import output_attributes
from recommender.planning.check.witness import recognised_from
from recommender.rules.claims import Attributes, Origin
from recommender.rules.outputs import CreditOutput, ExemptionOutput, Output, PrerequisiteOutput
from recommender.rules.recognition import Recognition
from recommender.vocabulary import ItemId

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Given:
    """One output that may stand somewhere."""

    number: int
    output: Output
    look: Attributes
    exempt: bool
    lineage: str | None
    through: frozenset[str]
    """Lineages that it may come from; through a chain that may be its own."""


@dataclass(frozen=True, slots=True)
class Told:
    """One rule."""

    slots: tuple[tuple[ItemId, ...], ...]
    """Items of each slot, of those that may serve; slots that nothing can fill are left out."""
    origin: Origin | None
    """Where what it gives comes from, if that is the same of every choice of its sources."""
    given: tuple[Given, ...]
    opens: frozenset[ItemId]
    """Items that it lets pass for some prerequisite."""


def told(catalogue: Catalogue, rule: Recognition, named: Container[ItemId]) -> Told:
    """What a rule says; `named` are the items that prerequisites name."""
    items = catalogue.items
    slots = (
        tuple(
            one.item
            for one in slot
            if one.item in items and one.suits(items[one.item].issuer, items[one.item].level)
        )
        for slot in rule.slots
    )
    sources = [items[one.item] for one in rule.sources if one.item in items]
    given = (_given(catalogue, rule, number, sources) for number in range(len(rule.outputs)))
    return Told(
        tuple(slot for slot in slots if slot),
        _origin(rule, sources),
        tuple(one for one in given if one is not None),
        frozenset(item for item in map(_opened, rule.outputs) if item is not None and item in named),
    )


def _given(catalogue: Catalogue, rule: Recognition, number: int, sources: list[Item]) -> Given | None:
    output = rule.outputs[number]
    look = output_attributes(catalogue, rule, output)
    if look is None or isinstance(output, PrerequisiteOutput):
        return None
    item = catalogue.items[look.item] if look.item is not None else None
    own = {item.lineage_key} if item is not None and rule.chain > 1 else set()
    through = frozenset({one.lineage_key for one in sources} | own)
    exempt = isinstance(output, ExemptionOutput)
    return Given(number, output, look, exempt, item.lineage_key if item else None, through)


def _opened(output: Output) -> ItemId | None:
    """The item that an output lets pass for a prerequisite."""
    if isinstance(output, PrerequisiteOutput):
        return output.item
    return output.item if isinstance(output, CreditOutput) and output.prerequisite else None


def _origin(rule: Recognition, sources: list[Item]) -> Origin | None:
    if rule.chain > 1 or not sources or len(sources) < len(rule.sources):
        return None
    whole = recognised_from(sources, rule.agreement, rule.id)
    if rule.need == len(rule.sources):
        return replace(whole, kinds=_same(whole.kinds), issuers=_same(whole.issuers))
    origins = {recognised_from([one], rule.agreement, rule.id) for one in sources}
    return whole if len(origins) == 1 else None


@lru_cache(maxsize=1024)
def _same(some: frozenset[T]) -> frozenset[T]:
    """One set for all that are equal: thousands of rules come from few institutions."""
    return some
