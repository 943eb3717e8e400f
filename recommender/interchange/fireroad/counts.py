"""Which requirement counts so many subjects, or so many units, of what stands below a threshold?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from recommender.interchange.native import Json

MOST = 10**6
"""Subjects or units that a threshold asks for at most; more is a mistake in the data."""


@dataclass
class Threshold:
    """`n` subjects or units: at least, or at most."""

    n: int
    units: bool
    most: bool

    @classmethod
    def of(cls, data: Mapping[str, Any]) -> Threshold | None:
        """The threshold of a node; None for one of another form."""
        type_, cutoff, criterion = data.get("type"), data.get("cutoff"), data.get("criterion")
        if type_ not in ("GTE", "GT", "LTE", "LT") or type(cutoff) is not int:
            return None
        if criterion not in ("subjects", "units") or (type_ in ("GT", "LT") and criterion == "units"):
            return None
        shift = {"GT": 1, "LT": -1}.get(type_, 0)
        if not 0 <= cutoff + shift <= MOST:
            return None
        return cls(cutoff + shift, criterion == "units", type_ in ("LTE", "LT"))

    def bound(self, word: str) -> Json:
        """As a field of a requirement: `least: "12"` or `least_count: 2`."""
        return {word: str(self.n)} if self.units else {f"{word}_count": self.n}


@dataclass
class Gathered:
    """The subjects below a threshold, and the groups of them that give no more than so many."""

    sets: list[Json] = field(default_factory=list)
    caps: list[tuple[Threshold, list[Json]]] = field(default_factory=list)


def ident(place: str) -> str:
    """The id of a node: its place in the list, `r-0-2`."""
    return "r" + place.replace("/reqs/", "-")


def union(sets: Sequence[Json]) -> Json:
    """One set of several; lists of items become one list."""
    items = [item for one in sets for item in one.get("items", ())]
    tags = [tag for one in sets for tag in one.get("tags", ())]
    parts: list[Json] = [{"items": list(dict.fromkeys(items))}] if items else []
    parts += [{"tags": list(dict.fromkeys(tags))}] if tags else []
    return parts[0] if len(parts) == 1 else {"union": parts}


def counted(node: str, limit: Threshold, of: Json) -> Json:
    """At least so many subjects, or so many units, from a set."""
    if limit.units:
        return {"kind": "credits_from", "id": node, "least": str(limit.n), "of": of}
    return {"kind": "count_from", "id": node, "least": limit.n, "of": of}


def pool(node: str, limit: Threshold, gathered: Gathered) -> Json:
    """A count over everything below, in which some groups give no more than so many."""
    of = union(gathered.sets)
    if not gathered.caps:
        return counted(node, limit, of)
    parts = [
        {"id": f"{node}-most-{number}", "of": union(sets), **bound.bound("most")}
        for number, (bound, sets) in enumerate(gathered.caps, start=1)
    ]
    return {"kind": "pool", "id": node, "of": of, **limit.bound("least"), "parts": parts}
