"""How much credit has a learner completed, and what would new study add: what a prerequisite may ask (B17)?"""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.holdings import whole_units
from recommender.planning.problem import CreditAsked
from recommender.rules.prerequisite import Completed, credit_asked
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId


def credit_of(
    catalogue: Catalogue, record: Record, scheme: str, items: Iterable[Item]
) -> dict[tuple[ItemId, Completed], CreditAsked]:
    """For each item, and each amount that it asks for."""
    known = tuple(items)
    return {
        (item.id, asked): _asked(catalogue, record, scheme, item, asked, known)
        for item in known
        for rule in (item.prerequisites, item.corequisites)
        for asked in credit_asked(rule)
    }


def _asked(
    catalogue: Catalogue, record: Record, scheme: str, item: Item, asked: Completed, items: Iterable[Item]
) -> CreditAsked:
    try:
        need = ceil(catalogue.convert(asked.units, item.scheme, scheme))
    except KeyError:
        return CreditAsked(None, {})
    held = {result.item for result in record.results}
    gains = {
        one.id: whole_units(catalogue, one.units_most, one.scheme, scheme) or 0
        for one in items
        if one.id != item.id and one.id not in held and one.attributes in asked.of
    }
    return CreditAsked(need - completed_units(catalogue, record, scheme, asked.of), gains)


def completed_units(catalogue: Catalogue, record: Record, scheme: str, of: ItemSet) -> int:
    """Credit of results in a set, each item once at its most; what cannot be converted adds nothing."""
    most: dict[ItemId, int] = {}
    for result in record.results:
        item = catalogue.items.get(result.item)
        if item is not None and item.attributes in of:
            units = whole_units(catalogue, result.units, result.scheme, scheme) or 0
            most[result.item] = max(units, most.get(result.item, 0))
    return sum(most.values())
