"""Which item of the catalogue does a row mean, by code or by name, and what if none?

A code is matched as it stands; then with the zeros that a spreadsheet eats; then the name, where one item alone of the
institution has it. Nothing is guessed between two: such a row matches nothing, and is counted.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from recommender.catalogue.objects import Catalogue, Institution, Item
from recommender.interchange.tables.cells import plain
from recommender.vocabulary import InstitutionId, ItemId

__all__ = ["How", "Index", "Matched", "unknown_id"]


class How(StrEnum):
    """By what a row was matched."""

    CODE = "code"
    ZEROS = "zeros"
    NAME = "name"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Matched:
    """The item of a row, and by what it was found."""

    item: Item | None
    how: How


class Index:
    """The items of a catalogue by whatever a table may call them."""

    def __init__(self, items: Iterable[Item], institutions: Mapping[InstitutionId, Institution]) -> None:
        self._whole: dict[str, Item] = {}
        self._codes: dict[tuple[str, str], list[Item]] = defaultdict(list)
        self._names: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in items:
            code = item.id.split("/", 1)[-1]
            self._whole[item.id] = item
            for issuer in (item.issuer, ""):
                self._codes[issuer, _code(code)].append(item)
                for title in item.titles.values():
                    self._names[issuer, _name(title)].append(item)
        self._institutions = {_name(text): one.id for one in institutions.values() for text in _texts(one)}

    @classmethod
    def of(cls, catalogue: Catalogue) -> Index:
        """That of a catalogue."""
        return cls(catalogue.items.values(), catalogue.institutions)

    def institution(self, said: str) -> InstitutionId | None:
        """The institution of an id or a name; None where there is none."""
        return self._institutions.get(_name(said)) if said else None

    def whole(self, id: str) -> Matched:
        """The item of a whole id."""
        found = self._whole.get(id)
        return Matched(found, How.NONE if found is None else How.CODE)

    def item(self, code: str, title: str = "", issuer: InstitutionId | None = None) -> Matched:
        """The item that a row means."""
        if code in self._whole:
            return self.whole(code)
        for ask, how in ((code, How.CODE), (title, How.NAME)):
            if not ask:
                continue
            table, key = (self._codes, _code(ask)) if how is How.CODE else (self._names, _name(ask))
            found = table.get((issuer or "", key), [])
            exact = [one for one in found if how is How.NAME or one.id.split("/", 1)[-1] == ask]
            some = exact or found
            if len(some) == 1:
                return Matched(some[0], how if exact else How.ZEROS)
        return Matched(None, How.NONE)


def unknown_id(code: str, title: str, issuer: str) -> ItemId:
    """The id under which a result of an unknown item is kept."""
    return ItemId(f"{issuer or 'unknown'}/{code or title}")


def _texts(one: Institution) -> Iterable[str]:
    return (one.id, *one.titles.values())


def _code(text: str) -> str:
    """A code without what spreadsheets and people change: capitals, blanks, zeros in front of digits."""
    joined = plain(text).replace(" ", "").upper()
    return joined.lstrip("0") if joined.isdigit() else joined


def _name(text: str) -> str:
    return plain(text).replace(" ", "").casefold()
