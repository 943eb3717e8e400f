"""What do a plan with its certificate, and the verdict on a certificate, hold?"""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from api.response_parts import Answer, CreditText, Note, Text
from api.responses import PlanAnswer


class SolveAnswer(PlanAnswer):
    """The plan, and where it was asked for its certificate: what `paths:verify` takes, as it is."""

    certificate: dict[str, Any] | None


class CatalogueVersion(Answer):
    """A catalogue and the hash of all its texts."""

    id: str
    version: str


class JudgedBy(CatalogueVersion):
    """The catalogue by which a certificate is judged, and the one that it says it is about."""

    about: CatalogueVersion
    same: bool
    text: Text | None
    """Where they are not the same: which is which."""


class ProofSize(Answer):
    """How much of a proof there is to check."""

    rows: int
    leaves: int


class Broken(Answer):
    """One rule that the certificate breaks, or one claim that its proof does not show."""

    kind: str
    rule: str
    subject: str
    text: Text


class VerifyAnswer(Answer):
    """What a certificate shows; `certified`: all that it says has been shown, about the catalogue that is here."""

    verdict: Literal["proven", "no_path", "bounded", "claimed", "no_path_claimed", "refused", "invalid"]
    certified: bool
    text: Text
    catalogue: JudgedBy
    synthetic: bool
    learner: str
    as_of: date
    goals: list[str]
    scheme: str
    length: CreditText | None
    lower_bound: CreditText | None
    proof: ProofSize | None
    bytes: int
    causes: list[Note]
    """Why there is no path, or why the question was refused, as the certificate has it."""
    violations: list[Broken]
    versions: dict[str, str]
