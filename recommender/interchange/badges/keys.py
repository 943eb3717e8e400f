"""What is a key, how is it written, and does a signature fit it?  The only door to cryptography."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recommender.errors import Unavailable, Unreadable

__all__ = ["decoded", "encoded", "fits", "key_of_multibase", "multibase_of", "private_key", "signed"]

_DIGITS = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_ED25519 = b"\xed\x01"
"""How a Multikey says that it is a public key of Ed25519."""
LONGEST = 200
"""Characters of a multibase text: neither key nor signature of Ed25519 has half as many."""


def decoded(text: str) -> bytes:
    """The bytes of a multibase text in base58 (`z...`).

    Raises:
        ValueError: it is none.
    """
    if not text.startswith("z") or len(text) > LONGEST or not set(text[1:]) <= set(_DIGITS):
        raise ValueError(f"{text[:LONGEST]!r} is no multibase text in base58")
    number = 0
    for sign in text[1:]:
        number = number * 58 + _DIGITS.index(sign)
    zeros = len(text[1:]) - len(text[1:].lstrip("1"))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8, "big")


def encoded(content: bytes) -> str:
    """Bytes as a multibase text in base58."""
    number, text = int.from_bytes(content, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = _DIGITS[digit] + text
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + "1" * zeros + text


def _ed25519() -> Any:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ModuleNotFoundError:
        raise Unavailable(
            "formats", "signatures need cryptography; install it with: pip install 'creditpath[formats]'"
        ) from None
    return ed25519


def key_of_multibase(text: str) -> Any:
    """The public key of a Multikey `z6Mk...`.

    Raises:
        ValueError: it is no public key of Ed25519.
    """
    content = decoded(text)
    if not content.startswith(_ED25519) or len(content) != 34:
        raise ValueError(f"{text!r} is no public key of Ed25519")
    return _ed25519().Ed25519PublicKey.from_public_bytes(content[2:])


def multibase_of(key: Any) -> str:
    """The Multikey of a private key's public one."""
    return encoded(_ED25519 + key.public_key().public_bytes_raw())


def fits(key: Any, signature: bytes, content: bytes) -> bool:
    """Whether the signature is that of the key over the content."""
    from cryptography.exceptions import InvalidSignature

    if not isinstance(key, _ed25519().Ed25519PublicKey):
        return False
    try:
        key.verify(signature, content)
    except InvalidSignature:
        return False
    return True


def signed(key: Any, content: bytes) -> bytes:
    """The signature of a private key over the content."""
    made: bytes = key.sign(content)
    return made


def private_key(file: Path) -> Any:
    """The private key of Ed25519 in a PEM file without a password.

    Raises:
        Unreadable: there is no such file, or it holds something else.
    """
    ed25519 = _ed25519()
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(file.read_bytes(), None)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(file)) from None
    except (ValueError, TypeError):
        key = None
    if not isinstance(key, ed25519.Ed25519PrivateKey):
        raise Unreadable("expected a private key of Ed25519 in PEM, without a password", place=str(file))
    return key
