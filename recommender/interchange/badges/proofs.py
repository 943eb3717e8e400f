"""Does a proof within a credential fit: Data Integrity (eddsa-rdfc-2022) and Ed25519Signature2020?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.badges.canonical import NotCovered, TooTangled, digest
from recommender.interchange.badges.contexts import Contexts, NoContext
from recommender.interchange.badges.findings import INTACT, UNVERIFIED, VERIFIED, Finding
from recommender.interchange.badges.keys import decoded, fits
from recommender.interchange.badges.methods import method_of
from recommender.interchange.badges.shape import instant, listed, types_of
from recommender.interchange.lookup import LookUp

__all__ = ["SUITES", "check_proof", "hash_data"]

SUITES = ("eddsa-rdfc-2022", "eddsa-2022")
"""The suite, and what it was called before it had its name."""
SIGNATURE = 64
"""Bytes of a signature of Ed25519."""


def check_proof(
    credential: Mapping[str, Any],
    proof: Mapping[str, Any],
    issuer: str,
    now: datetime,
    contexts: Contexts,
    look_up: LookUp,
    place: str,
) -> Finding:
    """What one proof shows of the credential, which is taken without its proofs.

    Raises:
        Unreadable: the proof does not fit, is over, or is none that a credential may have.
    """
    kind = next((str(one) for one in types_of(proof)), "")
    suite = proof.get("cryptosuite")
    if kind != "Ed25519Signature2020" and not (kind == "DataIntegrityProof" and suite in SUITES):
        named = kind if suite is None else f"{kind} with {suite}"
        return Finding(UNVERIFIED, f"a proof of type {named} is not checked by this program")
    for name in ("verificationMethod", "proofValue", "proofPurpose"):
        if not isinstance(proof.get(name), str):
            raise Unreadable(f"proof: expected {name} as text, found {proof.get(name)!r}", place=place)
    if proof["proofPurpose"] != "assertionMethod":
        raise Unreadable(
            f"proof: expected assertionMethod as its purpose, found {proof['proofPurpose']!r}", place=place
        )
    if "expires" in proof and instant(proof["expires"]) <= now:
        raise Unreadable(f"proof: it was over at {proof['expires']}", place=place)
    method = method_of(proof["verificationMethod"], issuer, look_up, place)
    signature = _signature(proof["proofValue"], place)
    if method.key is None:
        return Finding(UNVERIFIED, method.why)
    try:
        content = hash_data(credential, proof, contexts)
    except NoContext as missing:
        return Finding(
            UNVERIFIED,
            f"the context {missing.address} is not known here, so that no signature can be checked",
        )
    except NotCovered as name:
        raise Unreadable(
            f"proof: no context knows the property {name}, so that no signature covers it", place=place
        ) from None
    except TooTangled:
        raise Unreadable(
            "proof: it would take too long to put the statements in order", place=place
        ) from None
    except ValueError as error:
        raise Unreadable(f"proof: the credential is no JSON-LD: {error}", place=place) from None
    if not fits(method.key, signature, content):
        signer = proof["verificationMethod"]
        raise Unreadable(
            f"proof: the signature does not fit: credential or proof are not what {signer} signed",
            place=place,
        )
    return Finding(VERIFIED if method.issuers else INTACT, method.why)


def hash_data(credential: Mapping[str, Any], proof: Mapping[str, Any], contexts: Contexts) -> bytes:
    """What is signed: the digest of the proof's own statements, then that of the credential's."""
    bare = {name: value for name, value in credential.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    options["@context"] = credential.get("@context")
    _own_contexts(bare)
    return digest(options, contexts) + digest(bare, contexts)


def _own_contexts(credential: Mapping[str, Any]) -> None:
    """A credential that gives words a meaning of its own could sign something else than what is read here."""
    waiting: list[Any] = [credential]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            for context in listed(one.get("@context")):
                if not isinstance(context, str):
                    raise NoContext("that the credential makes for itself")
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _signature(text: str, place: str) -> bytes:
    try:
        found = decoded(text)
    except ValueError as error:
        raise Unreadable(f"proof: {error}", place=place) from None
    if len(found) != SIGNATURE:
        raise Unreadable(f"proof: expected a signature of {SIGNATURE} bytes, found {len(found)}", place=place)
    return found
