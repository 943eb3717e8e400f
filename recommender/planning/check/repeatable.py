"""What may be repeated, and how often, by the items' own words (A1)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction

from recommender.catalogue.objects import Catalogue, Item
from recommender.rules.repeatable import ONCE, Repeatable


def may_repeat(catalogue: Catalogue, item: Item) -> bool:
    """Whether the item and all that is of its lineage say so."""
    if item.repeatable is None:
        return False
    return all(one.repeatable for one in _kin(catalogue).get(item.lineage_key, ()))


def _kin(catalogue: Catalogue) -> Mapping[str, Sequence[Item]]:
    """The items of every lineage, looked up once for the snapshot."""

    def by_lineage() -> Mapping[str, Sequence[Item]]:
        known: dict[str, list[Item]] = defaultdict(list)
        for item in catalogue.items.values():
            known[item.lineage_key].append(item)
        return dict(known)

    return catalogue.kept("check kin", None, by_lineage)


def bounds(catalogue: Catalogue, lineages: Collection[str], scheme: str) -> dict[str, Repeatable]:
    """How often something of each lineage counts, its credit on the scheme."""
    known = _kin(catalogue)
    return {lineage: _strictest(catalogue, known.get(lineage, ()), scheme) for lineage in lineages}


def _strictest(catalogue: Catalogue, items: Sequence[Item], scheme: str) -> Repeatable:
    """Once, where one of them says nothing, or nothing that can be said on the scheme."""
    stated = [(one.repeatable, one.scheme) for one in items if one.repeatable is not None]
    if not items or len(stated) < len(items):
        return ONCE
    times = [words.times for words, _ in stated if words.times is not None]
    credit = [_on(catalogue, words.units, home, scheme) for words, home in stated if words.units is not None]
    exact = [units for units in credit if units is not None]
    if len(exact) < len(credit):
        return ONCE
    return Repeatable(min(times, default=None), int(min(exact) // 1) if exact else None)


def _on(catalogue: Catalogue, units: int, source: str, target: str) -> Fraction | None:
    try:
        return Fraction(catalogue.convert(units, source, target))
    except KeyError:
        return None
