"""What would the problem be if an item were not studied, or had never been?

The ledger forces study in progress into every plan, whatever the caller excludes; so to ask what there is without an
item is to take it out of the ledger too.
"""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace

from recommender.ledger.record import Record
from recommender.planning.why.case import Case
from recommender.vocabulary import EntryId, ItemId


def not_studied(case: Case, items: Set[ItemId]) -> Case:
    """None of them is a step: not begun, not pinned, and closed to new study. What is held of them stays."""
    asked = case.request
    pinned = {item: term for item, term in asked.pin_terms.items() if item not in items}
    asked = replace(asked, exclude=asked.exclude | items, pins=asked.pins - items, pin_terms=pinned)
    running = tuple(one for one in case.record.in_progress if one.item not in items)
    return replace(case, request=asked, record=replace(case.record, in_progress=running))


def never(case: Case, items: Set[ItemId]) -> Case:
    """As if there had never been any of them: nothing held either, and nothing recognised or applied for from it."""
    open_case = not_studied(case, items)
    record = open_case.record
    gone = _resting_on(record, {one.entry for one in record.results if one.item in items})
    return replace(
        open_case,
        record=replace(
            record,
            results=tuple(one for one in record.results if one.entry not in gone),
            granted=tuple(one for one in record.granted if one.entry not in gone),
            applied=tuple(one for one in record.applied if gone.isdisjoint(one.sources)),
        ),
    )


def _resting_on(record: Record, entries: set[EntryId]) -> set[EntryId]:
    """The entries, and every recognition that was granted on one of them, be it through another recognition."""
    while more := {one.entry for one in record.granted if not entries.isdisjoint(one.sources)} - entries:
        entries = entries | more
    return entries
