"""How sure is it that a credential is what it says?"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "INTACT",
    "NO_STATUS",
    "STANDS",
    "UNKNOWN",
    "UNSIGNED",
    "UNVERIFIED",
    "VERIFIED",
    "Finding",
    "Verified",
    "best",
]

VERIFIED = "verified"
"""Signed, unchanged, and the key is the issuer's."""
INTACT = "intact"
"""Signed and unchanged; whose the key is was not looked up."""
UNVERIFIED = "unverified"
"""Signed, and the signature could not be checked."""
UNSIGNED = "unsigned"
"""Anybody may have written it."""

NO_STATUS, STANDS, UNKNOWN = "none", "stands", "unknown"
"""Whether it was revoked: it names no list; the list was read and does not name it; the list was not to be had."""

_ORDER = (VERIFIED, INTACT, UNVERIFIED, UNSIGNED)


@dataclass(frozen=True, slots=True)
class Finding:
    """What one proof shows."""

    state: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verified:
    """One credential that was not refused, with those within it."""

    id: str
    kind: str
    """Its class: OpenBadgeCredential, ClrCredential, EndorsementCredential."""
    issuer: str
    state: str
    status: str
    why: tuple[str, ...] = ()
    """What could not be verified, and why."""
    within: tuple[Verified, ...] = ()
    refused: tuple[str, ...] = ()
    """The credentials within it that are refused, each by one sentence: nothing of them counts."""


def best(findings: list[Finding]) -> Finding:
    """Of several proofs the one that shows most; none at all is no signature."""
    return min(
        findings, key=lambda one: _ORDER.index(one.state), default=Finding(UNSIGNED, "it is not signed")
    )
