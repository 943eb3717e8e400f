"""Which tables are there, and how does a flat row of cells become the same object that JSON Lines would say?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

_INTEGER = re.compile(r"-?[0-9]{1,12}")
_FLAGS = {"true": True, "false": False}


@dataclass(frozen=True, slots=True)
class Column:
    """Where a cell goes in the object, and what it is read as; a cell that is no such thing stays text."""

    path: str
    read: Callable[[str], Any] = str


@dataclass(frozen=True, slots=True)
class Table:
    """One table of a catalogue: its name is that of the file, and the columns that it has as CSV."""

    name: str
    kind: str
    columns: Mapping[str, Column]
    required: tuple[str, ...]


def nested(stated: Mapping[str, str], table: Table) -> dict[str, Any]:
    """The object that the cells say; a cell of an unknown column stays a field of that name."""
    data: dict[str, Any] = {}
    for key, cell in stated.items():
        column = table.columns.get(key)
        if column is None:
            data[key] = cell
        else:
            _put(data, column.path.strip("/").split("/"), column.read(cell))
    return data


def _put(data: Any, path: list[str], value: Any) -> None:
    """Set a place such as sources/0/item, making the mappings and the one-element lists on the way."""
    name, rest = path[0], path[1:]
    if not rest:
        data[name] = value
    elif rest == ["0"]:
        data.setdefault(name, [{}])[0].update(value)
    elif rest[0] == "0":
        _put(data.setdefault(name, [{}])[0], rest[1:], value)
    else:
        _put(data.setdefault(name, {}), rest, value)


def _list(cell: str) -> list[str]:
    return [part.strip() for part in cell.split("|")]


def _integer(cell: str) -> int | str:
    return int(cell) if _INTEGER.fullmatch(cell) else cell


def _flag(cell: str) -> bool | str:
    return _FLAGS.get(cell, cell)


def _grade(cell: str) -> dict[str, str] | str:
    """`scheme:mark`."""
    scheme, colon, mark = cell.partition(":")
    return {"scheme": scheme.strip(), "mark": mark.strip()} if colon else cell


def _all(cell: str) -> dict[str, Any]:
    """Items that must all be passed."""
    atoms = [{"item": item} for item in _list(cell)]
    return atoms[0] if len(atoms) == 1 else {"all": atoms}


def _columns(texts: str, **others: Column) -> dict[str, Column]:
    return {name: Column(f"/{name}") for name in texts.split()} | others


def _credit_for(cell: str) -> dict[str, str]:
    return {"type": "credit", "item": cell}


_TITLES = {"title_zh": Column("/titles/zh"), "title_en": Column("/titles/en")}

INSTITUTIONS = Table(
    "institutions",
    "institution",
    _columns("id region calendar scheme") | _TITLES,
    ("id", "calendar", "scheme"),
)
ITEMS = Table(
    "items",
    "item",
    _columns(
        "id kind issuer credits credits_most study_credits hours subject from to lineage scheme",
        level=Column("/level", _integer),
        tags=Column("/tags", _list),
        fee=Column("/fee", _integer),
        modes=Column("/modes", _list),
        languages=Column("/languages", _list),
        seasons=Column("/seasons", _list),
        excludes=Column("/excludes", _list),
        repeatable_times=Column("/repeatable/times", _integer),
        repeatable_credits=Column("/repeatable/credits"),
        studyable=Column("/studyable", _flag),
        valid_years=Column("/valid_years", _integer),
    )
    | _TITLES,
    ("id", "kind", "issuer", "credits"),
)
PREREQUISITES = Table(
    "prerequisites",
    "prerequisite",
    {
        "item": Column("/item"),
        "prerequisite": Column("/prerequisite", _all),
        "corequisite": Column("/corequisite", _all),
    },
    ("item",),
)
RULES = Table(
    "rules",
    "rule",
    _columns(
        "id recogniser agreement assurance status note",
        source=Column("/sources/0/item"),
        min_grade=Column("/sources/0/min_grade", _grade),
        target=Column("/outputs/0", _credit_for),
        credits=Column("/outputs/0/credits"),
        completed_from=Column("/completed_within/from"),
        completed_to=Column("/completed_within/to"),
        applied_from=Column("/applied_within/from"),
        applied_to=Column("/applied_within/to"),
        reuse=Column("/reuse", _flag),
        majors=Column("/towards/majors", _list),
        ratio=Column("/outputs/0/ratio"),
        partial=Column("/partial", _flag),
        shelf_life_years=Column("/shelf_life_years", _integer),
        withdrawn_by=Column("/withdrawn_by", _list),
        fee=Column("/fee", _integer),
        fee_per_credit=Column("/fee_per_credit", _integer),
    )
    | _TITLES,
    ("id", "recogniser", "source", "target"),
)
TABLES = (INSTITUTIONS, ITEMS, PREREQUISITES, RULES)
