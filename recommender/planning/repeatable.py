"""How often does something of a lineage count towards a goal, in credit of the goal's scheme (A1)?"""

from __future__ import annotations

from math import floor

from recommender.catalogue.objects import Catalogue
from recommender.rules.repeatable import ONCE, Repeatable


def bounds(catalogue: Catalogue, scheme: str) -> dict[str, Repeatable]:
    """For every lineage that may be repeated its bound; of those of its items the least."""
    found = {lineage: bound(catalogue, lineage, scheme) for lineage in catalogue.repeatable}
    return {lineage: one for lineage, one in found.items() if one != ONCE}


def bound(catalogue: Catalogue, lineage: str, scheme: str) -> Repeatable:
    """The bound of one lineage; once, where its credit cannot be said on the scheme."""
    times: list[int] = []
    units: list[int] = []
    for item in catalogue.repeatable.get(lineage, ()):
        stated = item.repeatable or ONCE
        if stated.times is not None:
            times.append(stated.times)
        if stated.units is not None:
            try:
                units.append(floor(catalogue.convert(stated.units, item.scheme, scheme)))
            except KeyError:
                return ONCE
    if not times and not units:
        return ONCE
    return Repeatable(min(times, default=None), min(units, default=None))
