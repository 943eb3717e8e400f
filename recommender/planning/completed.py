"""How much credit has a learner completed, and what would new study add: what a prerequisite may ask (B17)?"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.holdings import whole_units
from recommender.planning.problem import CreditAsked
from recommender.planning.repeatable import bound
from recommender.rules.prerequisite import Completed, credit_asked
from recommender.rules.repeatable import ONCE
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId


def credit_of(
    catalogue: Catalogue, record: Record, scheme: str, items: Iterable[Item]
) -> dict[tuple[ItemId, Completed], CreditAsked]:
    """For each item, and each amount that it asks for."""
    asking = catalogue.kept("asking", None, lambda: _asking(catalogue))
    if not asking:
        return {}
    known = tuple(items)
    return {
        (item.id, asked): _asked(catalogue, record, scheme, item, asked, known)
        for item in known
        if item.id in asking
        for rule in (item.prerequisites, item.corequisites)
        for asked in credit_asked(rule)
    }


def _asking(catalogue: Catalogue) -> frozenset[ItemId]:
    """The items that ask for completed credit."""
    return frozenset(
        item.id
        for item in catalogue.items.values()
        if credit_asked(item.prerequisites) or credit_asked(item.corequisites)
    )


def _asked(
    catalogue: Catalogue, record: Record, scheme: str, item: Item, asked: Completed, items: Iterable[Item]
) -> CreditAsked:
    try:
        need = ceil(catalogue.convert(asked.units, item.scheme, scheme))
    except KeyError:
        return CreditAsked(None, {})
    have = _amounts(catalogue, record, scheme)
    gains = {
        one.id: _more(catalogue, one, have.get(one.id, []), scheme)
        for one in items
        if one.id != item.id and one.attributes in asked.of
    }
    gains = {key: units for key, units in gains.items() if units or key not in have}
    return CreditAsked(need - completed_units(catalogue, record, scheme, asked.of), gains)


def _more(catalogue: Catalogue, item: Item, have: list[int], scheme: str) -> int:
    """What new study of an item adds; where it may not be repeated, nothing beside a result."""
    units = whole_units(catalogue, item.units_most, item.scheme, scheme) or 0
    most = bound(catalogue, item.lineage_key, scheme)
    if have and most == ONCE:
        return 0
    return most.credit([*have, units]) - most.credit(have)


def completed_units(catalogue: Catalogue, record: Record, scheme: str, of: ItemSet) -> int:
    """Credit of results in a set, each item once at its most, or as often as it may be repeated."""
    return sum(
        bound(catalogue, item.lineage_key, scheme).credit(amounts)
        for key, amounts in _amounts(catalogue, record, scheme).items()
        if (item := catalogue.items[key]).attributes in of
    )


def _amounts(catalogue: Catalogue, record: Record, scheme: str) -> dict[ItemId, list[int]]:
    """By item the credit of each result; what cannot be converted is none."""
    found: dict[ItemId, list[int]] = {}
    for result in record.results:
        if result.item in catalogue.items:
            units = whole_units(catalogue, result.units, result.scheme, scheme) or 0
            found.setdefault(result.item, []).append(units)
    return found
