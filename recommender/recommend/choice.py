"""What may a caller choose of new study, and is what was chosen in the catalogue (D7)?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.vocabulary import ItemId


@dataclass(frozen=True, slots=True)
class Choice:
    """Beside items and institutions; empty and None mean that nothing is chosen."""

    modes: Collection[str] = ()
    regions: Collection[str] = ()
    languages: Collection[str] = ()
    budget: int | None = None
    """Most fee in all, in the smallest unit of the currency."""
    most_terms: int | None = None
    loads: Mapping[str, int] = field(default_factory=dict, hash=False)
    """By label of a term the most credit of new study in it, in units."""
    by: date | None = None
    earliest: str | None = None
    pin_terms: Mapping[str, str] = field(default_factory=dict, hash=False)
    """By item the label of the term in which it has to be taken."""

    def fields(self, catalogue: Catalogue) -> dict[str, Any]:
        """The fields of a request.

        Raises:
            InputError: a name that nothing in the catalogue states; the known ones are named.
        """
        items, homes = catalogue.items.values(), catalogue.institutions.values()
        known = {
            "modes": {name for one in items for name in one.modes} if self.modes else set(),
            "languages": {name for one in items for name in one.languages} if self.languages else set(),
            "regions": {one.region for one in homes if one.region},
        }
        for item in self.pin_terms:
            if item not in catalogue.items:
                raise InputError(f"there is no item {item!r}", place="pin_terms", part=item)
        at_most = {"fee": self.budget, "terms": self.most_terms}
        return {
            "at_most": {name: value for name, value in at_most.items() if value is not None},
            "modes": _known("modes", self.modes, known["modes"]),
            "regions": _known("regions", self.regions, known["regions"]),
            "languages": _known("languages", self.languages, known["languages"]),
            "loads": dict(self.loads),
            "by": self.by,
            "earliest": self.earliest,
            "pin_terms": {ItemId(item): label for item, label in self.pin_terms.items()},
        }


NO_CHOICE = Choice()


def _known(place: str, names: Iterable[str], known: Collection[str]) -> frozenset[str] | None:
    """The names, each known; None where none is stated."""
    for name in names:
        if name not in known:
            told = ", ".join(sorted(known)) or "nothing, since the catalogue states none"
            raise InputError(f"expected one of {told}, found {name!r}", place=place)
    return frozenset(names) or None
