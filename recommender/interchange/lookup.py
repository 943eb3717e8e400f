"""Where may something be looked up that a document only names: an issuer's key, a list of what was revoked?

Nowhere, unless somebody says where: a document that names an address must not make this program go there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import TypeAlias
from urllib.parse import unquote, urlsplit

from recommender.errors import InputError, Unavailable, Unreadable
from recommender.interchange.strict import json_of_stranger

__all__ = ["MOST_BYTES", "LookUp", "address_of", "held", "nowhere", "several", "web"]

LookUp: TypeAlias = Callable[[str], bytes | None]
"""The document at an address; None where it may not, or cannot, be had."""

MOST_BYTES = 5_000_000
SECONDS = 10.0


def nowhere(address: str) -> bytes | None:
    """Nothing is looked up."""
    return None


def held(index: Path) -> LookUp:
    """Documents that were fetched before: a JSON object of address and file, the files beside it.

    Raises:
        Unreadable: it is no such object, or names a file that is not there.
    """
    try:
        said = json_of_stranger(index.read_bytes(), str(index))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(index)) from None
    if not isinstance(said, dict) or not all(isinstance(one, str) for one in said.values()):
        raise Unreadable("expected a JSON object of addresses, each with its file", place=str(index))
    files: Mapping[str, Path] = {address: index.parent / name for address, name in said.items()}
    for file in files.values():
        if not file.is_file():
            raise Unreadable("expected the file that the list of documents names", place=str(file))
    return lambda address: files[address].read_bytes() if address in files else None


def web(hosts: Collection[str]) -> LookUp:
    """Documents of these hosts, over HTTPS, without following them elsewhere.

    Raises:
        InputError: a host that is none.
    """
    for host in hosts:
        if not host or urlsplit(f"https://{host}").netloc != host or "@" in host:
            raise InputError(
                f"expected the name of a host such as issuer.example.edu, found {host!r}", place="--look-up"
            )
    return lambda address: _fetched(address) if _may(address, hosts) else None


def _may(address: str, hosts: Collection[str]) -> bool:
    parts = urlsplit(address)
    return parts.scheme == "https" and parts.netloc in hosts


def _fetched(address: str) -> bytes | None:
    try:
        import httpx
    except ModuleNotFoundError:
        raise Unavailable("formats", "looking up an address needs httpx") from None
    try:
        with httpx.stream(
            "GET", address, timeout=SECONDS, follow_redirects=False, headers={"accept": "application/json"}
        ) as said:
            if said.status_code != httpx.codes.OK:
                return None
            content = bytearray()
            for part in said.iter_bytes():
                content += part
                if len(content) > MOST_BYTES:
                    return None
            return bytes(content)
    except httpx.HTTPError:
        return None


def several(*ways: LookUp) -> LookUp:
    """The first way that has it."""

    def first(address: str) -> bytes | None:
        return next((found for way in ways if (found := way(address)) is not None), None)

    return first


def address_of(name: str) -> str | None:
    """The address at which a key or its holder describes itself; None where it has none."""
    base = name.partition("#")[0]
    if base.startswith("https://"):
        return base
    method, _, rest = base.partition("did:web:")
    if method or not rest:
        return None
    host, *path = rest.split(":")
    return f"https://{unquote(host)}/" + ("/".join(path) + "/did.json" if path else ".well-known/did.json")
