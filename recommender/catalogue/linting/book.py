"""What does a check of the rule-book linter look at, and how does it say where something stands?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from recommender.catalogue.canonical import qualification_data
from recommender.catalogue.linting.words import said, severity_of
from recommender.catalogue.objects import Catalogue, Finding, Qualification
from recommender.catalogue.rows import Row

if TYPE_CHECKING:
    from recommender.catalogue.linting.supply import Supply


@dataclass(frozen=True)
class Book:
    """A catalogue, the day on which it is looked at, and the rows that it came from where they are known."""

    catalogue: Catalogue
    day: date
    rows: Mapping[tuple[str, str], Row] = field(default_factory=dict)
    supplies: dict[str, Supply] = field(default_factory=dict, compare=False, repr=False)
    """By version what could count towards it (`supply_of`): several checks ask."""

    @cached_property
    def versions(self) -> tuple[Qualification, ...]:
        """Every version of every qualification."""
        return tuple(one for several in self.catalogue.qualifications.values() for one in several)

    def found(self, code: str, kind: str, key: str, path: str = "", **values: str) -> Finding:
        """A finding of the code about an object, at a field of its row; without a row at a path of the object."""
        row = self.rows.get((kind, key))
        place: tuple[str, int | None, str] = ("", None, path.strip("/") or "row")
        if row is not None:
            place = row.file, row.line_of(path), row.field_of(path)
        bare = Finding(*place, "", "", kind, key, severity_of(code), code, values)
        sentence = said(bare, "en").removesuffix(".")
        return Finding(*place, "a rule book without this", sentence, kind, key, bare.severity, code, values)

    def path_of(self, version: Qualification, name: str) -> str:
        """Where the requirement or limit with this id stands in the text of its version."""
        row = self.rows.get(("qualification", version.key))
        data = row.data if row is not None and row.data is not None else qualification_data(version)
        places = dict(_places({"requirement": data.get("requirement"), "limits": data.get("limits")}, ""))
        return places.get(name, "")


def _places(value: Any, path: str) -> Iterator[tuple[str, str]]:
    """(id, path) of every mapping that has an id."""
    if isinstance(value, Mapping):
        if isinstance(value.get("id"), str):
            yield value["id"], path
        for key, part in value.items():
            yield from _places(part, f"{path}/{key}")
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from _places(part, f"{path}/{place}")
