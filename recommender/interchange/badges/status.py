"""Was a credential revoked?  Its list is read where it may be looked up; else that is not known, and said."""

from __future__ import annotations

import base64
import binascii
import zlib
from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from recommender.errors import Unreadable
from recommender.interchange.badges.findings import NO_STATUS, STANDS, UNKNOWN, Verified
from recommender.interchange.badges.shape import listed, types_of
from recommender.interchange.lookup import LookUp
from recommender.interchange.strict import json_of_stranger

__all__ = ["MOST_LIST_BYTES", "Verify", "status_of"]

Verify: TypeAlias = Callable[[bytes, str], tuple[Verified, Mapping[str, Any]]]
"""How a list that is a credential itself is verified."""

MOST_LIST_BYTES = 4_000_000
"""32 million credentials in one list; a small file can unpack to far more."""
_LISTS = {"BitstringStatusListEntry": "BitstringStatusList", "StatusList2021Entry": "StatusList2021"}
SHOWN = ("revocation", "suspension")


def status_of(
    credential: Mapping[str, Any], issuer: str, look_up: LookUp, verify: Verify, place: str
) -> tuple[str, tuple[str, ...]]:
    """`none`, `stands` or `unknown`, and why it is not known.

    Raises:
        Unreadable: it was revoked or suspended, or its list is none.
    """
    entries = listed(credential.get("credentialStatus"))
    why = [
        reason for entry in entries if (reason := _entry(entry, credential, issuer, look_up, verify, place))
    ]
    if why:
        return UNKNOWN, tuple(why)
    return (STANDS if entries else NO_STATUS), ()


def _entry(
    entry: Mapping[str, Any],
    credential: Mapping[str, Any],
    issuer: str,
    look_up: LookUp,
    verify: Verify,
    place: str,
) -> str:
    """Why it is not known whether it stands; empty where it does."""
    kinds = types_of(entry)
    if "1EdTechRevocationList" in kinds:
        address = entry.get("id")
        content = look_up(address) if isinstance(address, str) else None
        if content is None:
            return f"whether it was revoked is not known: {address} was not looked up"
        return _named(json_of_stranger(content, str(address)), credential, issuer, place)
    kind = next((one for one in kinds if one in _LISTS), None)
    if kind is None:
        return (
            f"whether it was revoked is not known: a status of type {kinds[0]!r} is not read by this program"
        )
    address = entry.get("statusListCredential")
    if not isinstance(address, str):
        raise Unreadable(
            f"credentialStatus: expected the address of the list, found {address!r}", place=place
        )
    content = look_up(address)
    if content is None:
        return f"whether it was revoked is not known: {address} was not looked up"
    found, holder = verify(content, address)
    if found.issuer != issuer:
        return f"whether it was revoked is not known: the list {address} is {found.issuer}'s"
    if found.state not in ("verified", "intact"):
        return f"whether it was revoked is not known: the list {address} is {found.state}"
    return _bit(entry, holder, _LISTS[kind], place)


def _named(document: object, credential: Mapping[str, Any], issuer: str, place: str) -> str:
    """A list of the credentials that were revoked, by id."""
    revoked = document.get("revokedCredential") if isinstance(document, Mapping) else None
    if not isinstance(document, Mapping) or not isinstance(revoked, list):
        raise Unreadable("credentialStatus: expected a list of revoked credentials", place=place)
    if document.get("issuer") not in (None, issuer):
        return f"whether it was revoked is not known: the list is {document['issuer']}'s"
    for one in revoked:
        name = one.get("id") if isinstance(one, Mapping) else one
        if name == credential.get("id") and not (isinstance(one, Mapping) and one.get("revoked") is False):
            reason = one.get("revocationReason") if isinstance(one, Mapping) else None
            raise Unreadable(f"it was revoked by its issuer{f': {reason}' if reason else ''}", place=place)
    return ""


def _bit(entry: Mapping[str, Any], holder: Mapping[str, Any], kind: str, place: str) -> str:
    """The credential's bit in a list of bits."""
    subject = holder.get("credentialSubject")
    purpose = entry.get("statusPurpose")
    if not isinstance(subject, Mapping) or kind not in types_of(subject):
        raise Unreadable(f"credentialStatus: expected a {kind} at its address", place=place)
    if purpose not in listed(subject.get("statusPurpose")):
        raise Unreadable(f"credentialStatus: expected a list for {purpose!r}", place=place)
    if purpose not in SHOWN:
        return f"a status for {purpose!r} is not read by this program"
    index = str(entry.get("statusListIndex"))
    bits = _unpacked(subject.get("encodedList"), place)
    if not (index.isascii() and index.isdigit() and len(index) < 12 and int(index) < 8 * len(bits)):
        raise Unreadable(f"credentialStatus: expected a place in the list, found {index!r}", place=place)
    byte, place_in_it = divmod(int(index), 8)
    if bits[byte] >> (7 - place_in_it) & 1:
        done = "revoked" if purpose == "revocation" else "suspended"
        raise Unreadable(f"it was {done} by its issuer", place=place)
    return ""


def _unpacked(text: object, place: str) -> bytes:
    """The bits of a list, of which no more is unpacked than any list has."""
    if not isinstance(text, str) or not text:
        raise Unreadable("credentialStatus: expected a packed list", place=place)
    plain = text[1:] if text.startswith("u") else text
    try:
        packed = base64.b64decode(plain + "=" * (-len(plain) % 4), b"-_", validate=True)
        unpacking = zlib.decompressobj(16 + zlib.MAX_WBITS)
        bits = unpacking.decompress(packed, MOST_LIST_BYTES)
    except (binascii.Error, zlib.error, ValueError):
        raise Unreadable("credentialStatus: expected a packed list", place=place) from None
    if unpacking.unconsumed_tail or not unpacking.eof:
        raise Unreadable(f"credentialStatus: expected a list of at most {MOST_LIST_BYTES} bytes", place=place)
    return bits
