"""Which items of the catalogue are in a set, without asking every item about every set?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from recommender.catalogue.objects import Item, Qualification
from recommender.rules.claims import Attributes
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, ItemId


class Finder:
    """Items by id, issuer and subject; the conditions of a set hold together, so any one of them narrows it."""

    def __init__(self, items: Iterable[Item]) -> None:
        self._items: dict[ItemId, Attributes] = {item.id: item.attributes for item in items}
        self._by_issuer: dict[InstitutionId, list[ItemId]] = defaultdict(list)
        self._by_subject: dict[str | None, list[ItemId]] = defaultdict(list)
        for key, attributes in self._items.items():
            self._by_issuer[attributes.issuer].append(key)
            self._by_subject[attributes.subject].append(key)
        self._found: dict[tuple[ItemSet, frozenset[InstitutionId] | None], tuple[ItemId, ...]] = {}

    def members(self, of: ItemSet, version: Qualification) -> tuple[ItemId, ...]:
        """Items in the set that count as themselves for the version."""
        taken = None if version.accepts is None else version.accepts | {version.institution}
        if (of, taken) not in self._found:
            self._found[of, taken] = tuple(
                key
                for key in self._candidates(of, taken)
                if (taken is None or self._items[key].issuer in taken) and self._items[key] in of
            )
        return self._found[of, taken]

    def _candidates(self, of: ItemSet, taken: frozenset[InstitutionId] | None) -> Sequence[ItemId]:
        if of.items:
            return [key for key in sorted(of.items) if key in self._items]
        if of.subjects:
            return [key for subject in sorted(of.subjects) for key in self._by_subject[subject]]
        if taken is not None:
            return [key for issuer in sorted(taken) for key in self._by_issuer[issuer]]
        return list(self._items)
