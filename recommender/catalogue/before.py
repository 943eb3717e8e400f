"""What does each item ask for before and beside it, and which items must not be planned because that is not known?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from recommender.catalogue.findings import Notes
from recommender.catalogue.head import Head
from recommender.catalogue.objects import Item
from recommender.catalogue.read import read_before
from recommender.catalogue.rows import Row
from recommender.rules.prerequisite import NOTHING, Prerequisite, atoms
from recommender.vocabulary import ItemId

if TYPE_CHECKING:
    from recommender.catalogue.assemble import Material

KIND = "prerequisite"
_QUOTED = re.compile(r'"([^"]*)("?)')


def attach(material: Material, items: Mapping[ItemId, Item], head: Head, notes: Notes) -> dict[ItemId, Item]:
    """The items with their prerequisites; where those were not understood, the item has none and is marked."""
    said: dict[ItemId, dict[str, Prerequisite]] = {}
    unread: dict[ItemId, str] = {}
    lost: list[str] = (
        [] if material.prerequisites_whole else ["the prerequisites could not be read as a whole"]
    )
    for row in material.prerequisites:
        touched = _read(row, items, head, notes, said)
        if touched is not None:
            reason = f"{row.place}: what it says of its item could not be read"
            unread.update(dict.fromkeys(touched, reason))
            if not touched:
                lost.append(reason)
    if lost:
        unread = {key: lost[0] for key in items if key not in said} | unread
    for key, reason in unread.items():
        notes.leave_out(KIND, key, reason)
    return {
        key: item
        if key not in said or key in unread
        else replace(
            item,
            prerequisites=said[key].get("prerequisite", NOTHING),
            corequisites=said[key].get("corequisite", NOTHING),
        )
        for key, item in items.items()
    }


def _read(
    row: Row,
    items: Mapping[ItemId, Item],
    head: Head,
    notes: Notes,
    said: dict[ItemId, dict[str, Prerequisite]],
) -> frozenset[ItemId] | None:
    """None when the line was understood, else the items that it may have been about (none: nobody knows)."""
    if row.data is None:
        return frozenset(mentioned(row.text, items))
    line = notes.attempt(row, lambda fields: read_before(fields, head), KIND, left_out=False)
    if line is None:
        key = row.data.get("item")
        if isinstance(key, str) and key in items:
            return frozenset({ItemId(key)})
        return frozenset(mentioned(row.text, items))
    if line.item not in items and ("item", line.item) in notes.unread:
        return None  # the item is left out, and said to be
    if line.item not in items:
        expected = "the id of an item of this catalogue; this line says nothing about any"
        notes.say(row, "/item", expected, repr(line.item), kind=KIND, key=line.item)
        return None
    parts = {"prerequisite": line.prerequisite, "corequisite": line.corequisite}
    for name, rule in parts.items():
        if rule is None:
            continue
        if said.setdefault(line.item, {}).setdefault(name, rule) != rule:
            found = "another line that says otherwise"
            notes.say(row, f"/{name}", f"one {name} for each item", found, kind=KIND, key=line.item)
            return frozenset({line.item})
        _warn_of_unknown(row, name, rule, items, notes)
    return None


def _warn_of_unknown(
    row: Row, name: str, rule: Prerequisite, items: Mapping[ItemId, Item], notes: Notes
) -> None:
    key = str((row.data or {}).get("item"))
    for item in dict.fromkeys(atom.item for atom in atoms(rule)):
        if item not in items:
            expected = "items of this catalogue; nobody can pass this one"
            notes.say(
                row,
                f"/{name}",
                expected,
                repr(item),
                kind=KIND,
                key=key,
                severity="warning",
                code="unknown_prerequisite",
                item=item,
            )


def mentioned(text: str, items: Iterable[ItemId]) -> Iterator[ItemId]:
    """The items whose ids stand in a line that could not be read; of a broken-off id, all that begin so."""
    known = set(items)
    for part, closed in _QUOTED.findall(text):
        if closed and part in known:
            yield ItemId(part)
        elif not closed and part:
            yield from (item for item in known if item.startswith(part.rstrip()))
