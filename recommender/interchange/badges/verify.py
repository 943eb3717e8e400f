"""Is a credential what it says: its shape, dates, signatures and status, and those of all credentials within it?

What is wrong is refused with one sentence. What could not be verified, because it would have to be looked up or because
this program does not know it, is not refused and not passed over: the state says how much is known.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.badges.contexts import Contexts
from recommender.interchange.badges.findings import UNSIGNED, Finding, Verified, best
from recommender.interchange.badges.proofs import check_proof
from recommender.interchange.badges.shape import check, class_of, instant, listed
from recommender.interchange.badges.status import status_of
from recommender.interchange.badges.tokens import check_token, credential_of, is_token
from recommender.interchange.lookup import LookUp, nowhere
from recommender.interchange.strict import json_of_stranger

__all__ = ["Checker", "credential_in"]

DEEPEST = 3
"""Credentials within each other: a record holds badges, and perhaps records of others."""
MOST_PROOFS = 8
MOST_WITHIN = 2_000


def credential_in(content: bytes, place: str) -> tuple[dict[str, Any], str]:
    """The credential in a file, and the token that it came in, if any.

    Raises:
        Unreadable: it is neither JSON nor a token.
    """
    start = content.lstrip()[:1]
    text = (
        content.decode("ascii", errors="replace").strip() if start not in (b"{", b"[", b"\xef", b"") else ""
    )
    if is_token(text):
        return credential_of(text, place), text
    found = json_of_stranger(content, place)
    if not isinstance(found, dict):
        raise Unreadable("/: expected a credential as a JSON object", place=place)
    return found, ""


@dataclass(frozen=True, slots=True)
class Checker:
    """Verifies credentials as of a day."""

    as_of: date
    contexts: Contexts = field(default_factory=lambda: Contexts.of(None))
    look_up: LookUp = nowhere

    @property
    def now(self) -> datetime:
        """The end of the day, so that what begins on it has begun."""
        return datetime.combine(self.as_of, time.max, UTC)

    def file(self, content: bytes, place: str) -> tuple[Verified, dict[str, Any]]:
        """What is known of the credential in a file, and the credential.

        Raises:
            Unreadable: one sentence about what is wrong with it.
        """
        credential, token = credential_in(content, place)
        return self.credential(credential, token, place), credential

    def credential(self, credential: dict[str, Any], token: str, place: str, depth: int = 1) -> Verified:
        """What is known of one credential; `Unreadable` where something is wrong."""
        kind = check(credential, place)
        issuer = _issuer(credential)
        self._dates(credential, place)
        finding = self._signature(credential, token, issuer, place)
        status, unknown = status_of(credential, issuer, self.look_up, self._list, place)
        why = (*((finding.why,) if finding.why else ()), *unknown)
        found = Verified(str(credential.get("id", "")), kind, issuer, finding.state, status, why)
        return self._within(found, credential, place, depth) if kind == "ClrCredential" else found

    def _signature(self, credential: Mapping[str, Any], token: str, issuer: str, place: str) -> Finding:
        found = [check_token(token, issuer, self.now, self.look_up, place)] if token else []
        proofs = listed(credential.get("proof"))
        if len(proofs) > MOST_PROOFS:
            raise Unreadable(f"proof: expected at most {MOST_PROOFS}, found {len(proofs)}", place=place)
        found += [
            check_proof(credential, proof, issuer, self.now, self.contexts, self.look_up, place)
            for proof in proofs
        ]
        return best(found)

    def _dates(self, credential: Mapping[str, Any], place: str) -> None:
        for name in ("validFrom", "issuanceDate"):
            if name in credential and instant(credential[name]) > self.now:
                raise Unreadable(
                    f"it holds from {credential[name]} on, which is after {self.as_of}", place=place
                )
        start = datetime.combine(self.as_of, time.min, UTC)
        for name in ("validUntil", "expirationDate"):
            if name in credential and instant(credential[name]) < start:
                raise Unreadable(
                    f"it expired at {credential[name]}, which is before {self.as_of}", place=place
                )

    def _list(self, content: bytes, address: str) -> tuple[Verified, Mapping[str, Any]]:
        """A list of statuses, whose own status is not asked, so that lists cannot lead in a circle."""
        credential, token = credential_in(content, address)
        if class_of(credential) != "BitstringStatusListCredential":
            raise Unreadable("credentialStatus: expected a list of statuses as a credential", place=address)
        bare = {name: value for name, value in credential.items() if name != "credentialStatus"}
        if bare != credential:
            raise Unreadable("credentialStatus: a list of statuses has no status itself", place=address)
        return self.credential(credential, token, address), credential

    def _within(self, outer: Verified, credential: Mapping[str, Any], place: str, depth: int) -> Verified:
        """The credentials within a record, each by itself: a bad one is refused and named, and the others stand."""
        inner = listed(credential["credentialSubject"].get("verifiableCredential"))
        if depth >= DEEPEST:
            raise Unreadable(f"expected at most {DEEPEST} credentials within each other", place=place)
        if len(inner) > MOST_WITHIN:
            raise Unreadable(f"expected at most {MOST_WITHIN} credentials in one", place=place)
        good: list[Verified] = []
        refused: list[str] = []
        for number, one in enumerate(inner):
            here = f"{place}: /credentialSubject/verifiableCredential/{number}"
            try:
                token = one if isinstance(one, str) else ""
                content = credential_of(token, here) if token else one
                good.append(_vouched(self.credential(content, token, here, depth + 1), outer))
            except Unreadable as wrong:
                good.append(Verified("", "", "", "refused", "none"))
                refused.append(str(wrong))
        return replace(outer, within=tuple(good), refused=tuple(refused))


def _vouched(inner: Verified, outer: Verified) -> Verified:
    """What the same issuer says within what it signed needs no signature of its own."""
    if inner.state == UNSIGNED and inner.issuer == outer.issuer and outer.state != UNSIGNED:
        return replace(inner, state=outer.state, why=outer.why)
    return inner


def _issuer(credential: Mapping[str, Any]) -> str:
    issuer = credential["issuer"]
    return str(issuer["id"] if isinstance(issuer, Mapping) else issuer)
