"""What became of every clause of a foreign source: kept exactly, or refused, where, and with what consequence?

A reader names each clause of its source first and decides on it later. A clause on which nobody decided is refused when
the report is closed, so that what was forgotten can only make an import stricter, never silently weaker.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, TypeAlias

Json: TypeAlias = dict[str, Any]

Fate = Literal["kept", "refused", "open"]
FORGOTTEN = "the reader has no rule for it"
TEXT_SHOWN = 240
"""Characters of a clause that a report repeats."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One thing that the source says, and what was done about it."""

    about: str
    """Id of the qualification or rule that it is a part of."""
    place: str
    """File and place in it, such as `major1.json:/reqs/0/threshold` or `accounting.scribe:12`."""
    text: str
    """As the source says it."""
    fate: Fate = "open"
    reason: str = ""
    """How it is written in ours where that is worth saying; why it was refused."""
    blocks: bool = False
    """Refused, and an answer could change by it: the object that it is a part of is refused by name.

    A refused clause that does not block was an offer (one alternative among others, a recognition): leaving it out
    can only make the rest stricter, and it is named here.
    """


class Coverage:
    """The clauses of one import, in the order of the source."""

    def __init__(self) -> None:
        self._clauses: list[Clause] = []
        self._about: dict[str, list[int]] = {}
        """The clauses of each object by number, in the order in which the objects came."""

    def clause(self, about: str, place: str, text: str) -> int:
        """A clause that the source has; decide on it by its number."""
        shown = " ".join(text.split())
        cut = shown if len(shown) <= TEXT_SHOWN else shown[: TEXT_SHOWN - 3] + "..."
        self._clauses.append(Clause(about, place, cut))
        number = len(self._clauses) - 1
        self._about.setdefault(about, []).append(number)
        return number

    def keep(self, number: int, reason: str = "") -> None:
        """It is said exactly in our rules; a clause that was refused in part stays refused."""
        if self._clauses[number].fate == "open":
            self._clauses[number] = replace(self._clauses[number], fate="kept", reason=reason)

    def refuse(self, number: int, reason: str, *, blocks: bool = True) -> None:
        """It is not said; `blocks` where that could change an answer. The graver refusal of one clause stands."""
        known = self._clauses[number]
        if known.fate != "refused" or (blocks and not known.blocks):
            self._clauses[number] = replace(known, fate="refused", reason=reason, blocks=blocks)

    def close(self) -> None:
        """Refuse what nobody decided on."""
        for number, one in enumerate(self._clauses):
            if one.fate == "open":
                self.refuse(number, FORGOTTEN)

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """All of them."""
        return tuple(self._clauses)

    def of(self, about: str) -> tuple[Clause, ...]:
        """The clauses of one object."""
        return tuple(self._clauses[number] for number in self._about.get(about, ()))

    def unread(self, about: str) -> list[Json]:
        """The field `unread` of a qualification: what was refused in it that could change an answer."""
        return [
            {"place": one.place, "text": one.text, "reason": one.reason or FORGOTTEN}
            for one in self.of(about)
            if one.blocks or one.fate == "open"
        ]

    def answer(self) -> Json:
        """The report as data."""
        about = {one: self.counts(self.of(one)) for one in self._about}
        return {
            "format": "creditpath-coverage/1",
            "counts": self.counts(self._clauses),
            "objects": {
                "whole": sum(1 for one in about.values() if one["kept"] == one["clauses"]),
                "offers_left_out": sum(
                    1 for one in about.values() if one["refused"] and not one["refused_blocking"]
                ),
                "refused": sum(1 for one in about.values() if one["refused_blocking"]),
            },
            "about": about,
            "refused": [
                {
                    "about": one.about,
                    "place": one.place,
                    "text": one.text,
                    "reason": one.reason,
                    "blocks": one.blocks,
                }
                for one in self._clauses
                if one.fate != "kept"
            ],
        }

    @staticmethod
    def counts(clauses: Iterable[Clause]) -> dict[str, int]:
        """How many there are, how many were kept and how many refused; the first is the sum of the other two."""
        several = list(clauses)
        refused = [one for one in several if one.fate != "kept"]
        return {
            "clauses": len(several),
            "kept": len(several) - len(refused),
            "refused": len(refused),
            "refused_blocking": sum(one.blocks or one.fate == "open" for one in refused),
        }


def beside(directory: Path, ending: str) -> Path:
    """A file beside a directory that is named after it; `.` has a name only when it is resolved."""
    named = directory if directory.name else directory.resolve()
    return named.with_name(named.name + ending)


def report_file(directory: Path) -> Path:
    """Where the report of an import lies: beside its directory, because the loader knows no such file in it."""
    return beside(directory, ".coverage.json")


def write_report(answer: Mapping[str, Any], file: Path) -> None:
    """The report as a JSON document."""
    file.write_text(json.dumps(answer, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
