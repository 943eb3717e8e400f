"""Whose key is it that a proof names: the issuer's, one that nobody vouches for, or one that has to be looked up?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.badges.keys import key_of_multibase
from recommender.interchange.badges.shape import listed
from recommender.interchange.lookup import LookUp, address_of
from recommender.interchange.strict import json_of_stranger

__all__ = ["Method", "method_of"]

SCHEMES = ("did:", "https://", "http://", "urn:uuid:")
"""How a verification method may begin; what has no address cannot be looked up."""


@dataclass(frozen=True, slots=True)
class Method:
    """A key, and what is known about whose it is."""

    key: Any | None
    """None where it has to be looked up and was not."""
    issuers: bool
    """Whether it is the issuer's."""
    why: str = ""
    """What is not known, where something is not."""


def method_of(name: str, issuer: str, look_up: LookUp, place: str) -> Method:
    """The key that a verification method names.

    Raises:
        Unreadable: it is no name of a key, or the issuer's own document does not know it.
    """
    if not name.startswith(SCHEMES):
        expected = "a verification method of did:, https: or urn:uuid:"
        raise Unreadable(f"proof: expected {expected}, found {name[:80]!r}", place=place)
    base, _, fragment = name.partition("#")
    if base.startswith("did:key:"):
        key = _carried(base.removeprefix("did:key:"), place)
        mine = issuer == base
        return Method(key, mine, "" if mine else f"nobody says that the key {base} is {issuer}'s")
    address = address_of(base)
    document = look_up(address) if address else None
    if document is not None:
        return _described(json_of_stranger(document, str(address)), name, base, issuer, place)
    where = f"{address} was not looked up" if address else f"{base} has no address to look up"
    if fragment.startswith("z6Mk"):
        return Method(_carried(fragment, place), False, f"nobody says that the key is {issuer}'s: {where}")
    return Method(None, False, f"the key {name} was not to be had: {where}")


def _carried(text: str, place: str) -> Any:
    try:
        return key_of_multibase(text)
    except ValueError as error:
        raise Unreadable(f"proof: {error}", place=place) from None


def _described(document: object, name: str, base: str, issuer: str, place: str) -> Method:
    """The key as its holder's document describes it."""
    if not isinstance(document, Mapping):
        raise Unreadable(f"proof: {base} describes no key", place=place)
    nodes = [document, *listed(document.get("verificationMethod")), *listed(document.get("assertionMethod"))]
    described = [one for one in nodes if isinstance(one, Mapping) and one.get("id") == name]
    allowed = any(
        one == name or (isinstance(one, Mapping) and one.get("id") == name)
        for one in listed(document.get("assertionMethod"))
    )
    if not described or not isinstance(described[0].get("publicKeyMultibase"), str):
        raise Unreadable(f"proof: what {base} says of itself does not name the key {name}", place=place)
    if document.get("id") != name and not allowed:
        raise Unreadable(f"proof: {base} does not let the key {name} sign credentials", place=place)
    holder = described[0].get("controller", document.get("id"))
    key = _carried(described[0]["publicKeyMultibase"], place)
    mine = holder == issuer
    return Method(
        key, mine, "" if mine else f"the key is that of {holder}, and nobody says that it is {issuer}'s"
    )
