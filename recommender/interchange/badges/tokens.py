"""Does a credential that is signed as a token (VC-JWT) fit, and what does it hold?  The only door to pyjwt."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from recommender.errors import Unavailable, Unreadable
from recommender.interchange.badges.findings import INTACT, UNVERIFIED, VERIFIED, Finding
from recommender.interchange.badges.keys import key_of_multibase
from recommender.interchange.badges.methods import SCHEMES
from recommender.interchange.badges.shape import instant, listed
from recommender.interchange.lookup import LookUp, address_of
from recommender.interchange.strict import json_of_stranger

__all__ = ["ALGORITHMS", "check_token", "credential_of", "is_token", "token"]

ALGORITHMS = ("EdDSA", "ES256", "ES384", "PS256", "RS256")
"""Signatures with a public key; `none`, and secrets that both sides share, show nothing."""
PARTS = 3
LAST = 253_402_300_800
"""Seconds until the year 10,000."""
PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "k", "oth"})


def is_token(text: object) -> bool:
    """Whether this looks like a token rather than JSON."""
    return isinstance(text, str) and text.count(".") == PARTS - 1 and not text.lstrip().startswith("{")


def _library() -> Any:
    try:
        import jwt
    except ModuleNotFoundError:
        raise Unavailable(
            "formats", "tokens need pyjwt; install it with: pip install 'creditpath[formats]'"
        ) from None
    return jwt


def _part(text: str, what: str, place: str) -> Any:
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise Unreadable(f"expected base64url in the {what} of the token", place=place) from None
    found = json_of_stranger(content, f"{place}: {what}")
    if not isinstance(found, dict):
        raise Unreadable(f"expected a JSON object as the {what} of the token", place=place)
    return found


def _parts(text: str, place: str) -> tuple[dict[str, Any], dict[str, Any]]:
    pieces = text.strip().split(".")
    if len(pieces) != PARTS:
        raise Unreadable("expected a token of three parts", place=place)
    header, payload = _part(pieces[0], "header", place), _part(pieces[1], "content", place)
    if header.get("alg") not in ALGORITHMS:
        expected = ", ".join(ALGORITHMS)
        raise Unreadable(
            f"token: expected a signature by {expected}, found {header.get('alg')!r}", place=place
        )
    if "crit" in header:
        raise Unreadable(f"token: it demands {header['crit']!r}, which is not known", place=place)
    return header, payload


def credential_of(text: str, place: str) -> dict[str, Any]:
    """The credential in a token; what its claims say twice has to be the same, and may be said by them alone.

    Raises:
        Unreadable: it is no token of a credential, or says one thing in two ways.
    """
    _, payload = _parts(text, place)
    inner = payload.get("vc", payload)
    if not isinstance(inner, dict):
        raise Unreadable("token: expected a credential in it", place=place)
    credential = dict(inner)
    issuer, subject = _id(credential.get("issuer")), _id(credential.get("credentialSubject"))
    for claim, said in (("iss", issuer), ("jti", credential.get("id")), ("sub", subject)):
        if claim in payload and said is not None and payload[claim] != said:
            raise Unreadable(
                f"token: {claim} says {payload[claim]!r}, and the credential {said!r}", place=place
            )
    if inner is not payload:
        for claim, name in (("iss", "issuer"), ("jti", "id")):
            if claim in payload:
                credential.setdefault(name, payload[claim])
        for claim, names in (
            ("nbf", ("validFrom", "issuanceDate")),
            ("exp", ("validUntil", "expirationDate")),
        ):
            if claim in payload:
                _timed(credential, payload[claim], claim, names, place)
    return credential


def _timed(credential: dict[str, Any], said: object, claim: str, names: tuple[str, str], place: str) -> None:
    """A time that a claim states is that of the credential, or becomes it."""
    moment = _moment(said, claim, place)
    stated = next((credential[name] for name in names if isinstance(credential.get(name), str)), None)
    if stated is None:
        credential[names[1]] = moment.strftime("%Y-%m-%dT%H:%M:%SZ")
    elif _seconds(stated) != int(moment.timestamp()):
        raise Unreadable(f"token: {claim} says {moment}, and the credential {stated}", place=place)


def _moment(said: object, claim: str, place: str) -> datetime:
    """An instant as tokens write it: seconds since 1970."""
    if isinstance(said, bool) or not isinstance(said, int | float) or not 0 <= said < LAST:
        raise Unreadable(f"token: expected seconds since 1970 as {claim}, found {said!r}", place=place)
    return datetime.fromtimestamp(int(said), UTC)


def _seconds(text: str) -> int | None:
    try:
        return int(instant(text).timestamp())
    except (ValueError, OverflowError):
        return None


def _id(node: object) -> Any:
    return node.get("id") if isinstance(node, Mapping) else node


def check_token(text: str, issuer: str, now: datetime, look_up: LookUp, place: str) -> Finding:
    """What the signature of a token shows on a day that ends `now`.

    Raises:
        Unreadable: it does not fit, is over, or is not to be used yet.
    """
    header, payload = _parts(text, place)
    if "exp" in payload and _moment(payload["exp"], "exp", place).date() < now.date():
        raise Unreadable(f"token: it expired at {_moment(payload['exp'], 'exp', place)}", place=place)
    if "nbf" in payload and _moment(payload["nbf"], "nbf", place) > now:
        raise Unreadable(f"token: it holds from {_moment(payload['nbf'], 'nbf', place)} on", place=place)
    key, mine, why = _key(header, issuer, look_up, place)
    if key is None:
        return Finding(UNVERIFIED, why)
    jwt = _library()
    try:
        jwt.PyJWS().decode_complete(text.strip(), key=key, algorithms=[header["alg"]])
    except jwt.PyJWTError as error:
        raise Unreadable(f"token: the signature does not fit: {error}", place=place) from None
    return Finding(VERIFIED if mine else INTACT, why)


def _key(header: Mapping[str, Any], issuer: str, look_up: LookUp, place: str) -> tuple[Any, bool, str]:
    """The key of a token, whether it is the issuer's, and what is not known."""
    if "jwk" in header:
        return (
            _jwk(header["jwk"], place),
            False,
            f"the key is carried along, and nobody says that it is {issuer}'s",
        )
    kid = header.get("kid")
    if not isinstance(kid, str):
        return None, False, f"the token names no key; that of {issuer} was not looked up"
    if not kid.startswith(SCHEMES):
        raise Unreadable(f"token: expected the address of a key, found {kid[:80]!r}", place=place)
    base = kid.partition("#")[0]
    if base.startswith("did:key:"):
        key = _multikey(base.removeprefix("did:key:"), place)
        return key, base == issuer, "" if base == issuer else f"nobody says that the key {base} is {issuer}'s"
    address = address_of(base)
    content = look_up(address) if address else None
    if content is None:
        return None, False, f"the key {kid} was not to be had: {address or base} was not looked up"
    return _found(json_of_stranger(content, str(address)), kid, base, issuer, place)


def _found(document: object, kid: str, base: str, issuer: str, place: str) -> tuple[Any, bool, str]:
    """The key in the document of its holder: a JWK by itself or in a set, or one of its methods."""
    said: Mapping[str, Any] = document if isinstance(document, Mapping) else {}
    names = (kid, kid.removeprefix(f"{base}#"))
    for node in (said, *listed(said.get("verificationMethod")), *listed(said.get("keys"))):
        if not isinstance(node, Mapping) or not {node.get("id"), node.get("kid")} & set(names):
            continue
        if "verificationMethod" in said and kid not in listed(said.get("assertionMethod")):
            raise Unreadable(f"token: {base} does not let the key {kid} sign credentials", place=place)
        holder = node.get("controller", base)
        mine = holder == issuer
        written = node.get("publicKeyMultibase")
        key = (
            _multikey(written, place)
            if isinstance(written, str)
            else _jwk(node.get("publicKeyJwk", node), place)
        )
        return key, mine, "" if mine else f"nobody says that the key of {holder} is {issuer}'s"
    raise Unreadable(f"token: what {base} says of itself does not name the key {kid}", place=place)


def _multikey(text: str, place: str) -> Any:
    try:
        return key_of_multibase(text)
    except ValueError as error:
        raise Unreadable(f"token: {error}", place=place) from None


def _jwk(data: object, place: str) -> Any:
    """A public key, which a token may carry; a private one is nobody's to carry, and a shared one shows nothing."""
    if not isinstance(data, Mapping) or data.get("kty") not in ("RSA", "EC", "OKP") or PRIVATE & data.keys():
        raise Unreadable("token: expected a public key as JWK", place=place)
    jwt = _library()
    try:
        return jwt.PyJWK.from_dict(dict(data)).key
    except (jwt.PyJWTError, ValueError, TypeError) as error:
        raise Unreadable(f"token: expected a public key as JWK: {error}", place=place) from None


def token(credential: bytes, key: Any, kid: str) -> str:
    """A credential signed as a token."""
    made: str = _library().PyJWS().encode(credential, key, "EdDSA", headers={"kid": kid, "typ": "vc+jwt"})
    return made
