"""Which conditions can be read as typed ones, and which does a person have to read first?"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.source import document
from recommender.rules.fields import Fields, RuleDataError

DECISIONS = "decisions.json"
"""Beside the documents: what a person decided about terms and prose that no program should guess."""
LETTERS = ("F", "D-", "D", "D+", "C-", "C", "C+", "B-", "B", "B+", "A-", "A", "A+")
SCHEME = "letters"
_GRADE = re.compile(r"(?:minimum )?grade (?:of )?([A-D][+-]?) or (?:better|higher)\.?", re.IGNORECASE)
UNIT = "creditUnit:DegreeCredit"
LEVELS = frozenset(
    {
        "LowerDivisionLevel",
        "UpperDivisionLevel",
        "GraduateLevel",
        "BeginnerLevel",
        "IntermediateLevel",
        "AdvancedLevel",
    }
)


@dataclass(frozen=True, slots=True)
class Decisions:
    """`{"terms": {"written": "meant"}, "conditions": {"prose": "C"}}`: a term, and the least grade that prose means."""

    terms: Mapping[str, str] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)

    def term(self, written: object) -> tuple[str, bool]:
        """The term that is meant, and whether a person said so."""
        text = written if isinstance(written, str) else str(written)
        return (self.terms[text], True) if text in self.terms else (text, False)

    def grade(self, prose: str) -> str | None:
        """The least mark that a condition asks for; None where it is not of that form."""
        if prose in self.conditions:
            return self.conditions[prose]
        match = _GRADE.fullmatch(" ".join(prose.split()))
        return match[1].upper() if match else None


def read_decisions(folder: Path) -> Decisions:
    """The decisions of the folder; none where there is no such file.

    Raises:
        Unreadable: the file is of another form, or names a mark that is none.
    """
    file = folder / DECISIONS
    if not file.exists():
        return Decisions()
    data = document(file)
    try:
        fields = Fields.of(data, "")
        fields.only("terms", "conditions")
        found = Decisions(_texts(fields, "terms"), _texts(fields, "conditions"))
    except RuleDataError as error:
        raise Unreadable(str(error), place=str(file)) from None
    for prose, mark in found.conditions.items():
        if mark not in LETTERS:
            raise Unreadable(
                f"expected one of {', '.join(LETTERS)} for {prose!r}, found {mark!r}", place=str(file)
            )
    return found


def _texts(fields: Fields, name: str) -> dict[str, Any]:
    if not fields.has(name):
        return {}
    nested = fields.sub(name)
    return {key: nested.text(key) for key in nested.data}
