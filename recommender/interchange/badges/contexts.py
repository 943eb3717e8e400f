"""Which JSON-LD contexts are known, each by the digest of its bytes, and where do their texts come from?

The texts belong to W3C and 1EdTech and are not shipped: a folder holds them, under any names. A file counts as the
context whose digest it has, so that nobody can slip another meaning under a signature. What is not there cannot be
verified, and that is said.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from recommender.errors import Unreadable

__all__ = ["CLR", "CREDENTIALS", "EXTENSIONS", "OPEN_BADGES", "PINNED", "Contexts", "NoContext"]

_OB = "https://purl.imsglobal.org/spec/ob/v3p0/"
_CLR = "https://purl.imsglobal.org/spec/clr/v2p0/"
_SECURITY = "https://w3id.org/security/"

CREDENTIALS = ("https://www.w3.org/ns/credentials/v2", "https://www.w3.org/2018/credentials/v1")
"""The first context of every credential is one of these."""
OPEN_BADGES = f"{_OB}context-3.0.3.json"
CLR = f"{_CLR}context-2.0.1.json"
EXTENSIONS = f"{_OB}extensions.json"

PINNED: Mapping[str, str] = MappingProxyType(
    {
        "https://www.w3.org/ns/credentials/v2": "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734",
        "https://www.w3.org/2018/credentials/v1": "3d0b277522ed24385c850b9882b9688687189b8f37a9bd9f1577e348b1019c44",
        f"{_SECURITY}data-integrity/v1": "c6e5073f4bd4bf6d08f245736e6f32c29b012860b18583644b2d71e1de862669",
        f"{_SECURITY}suites/ed25519-2020/v1": "b9e1ab971fd8bf2c7553e0c4a9438e0b9450afde1ea1ca5b2492368b9f549588",
        f"{_OB}context.json": "b077fa134d909d92c1dcd1c153f2af1b244aeb415967fdc1467d7fc5dd48ac10",
        f"{_OB}context-3.0.1.json": "cfc147db5fd5e3575b06bd471fe04784e92de69296f64a351b8dff0ec3372e9c",
        f"{_OB}context-3.0.2.json": "bba433989e1e700ca60838a3c22378e7d8381aeb0c9590f9ddf84d1714f10296",
        f"{_OB}context-3.0.3.json": "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84",
        f"{_CLR}context.json": "e198d7b517d74c5036434ce495086f67b10244709e9a3df9dcb7f8b1579b6167",
        f"{_CLR}context-2.0.1.json": "880f1902d4158f2f33ce06af41b90719977cd1ea337a9de2e41edb3ff5e543d6",
    }
)
"""SHA-256 by address."""

_TERMS = {
    name: f"https://purl.imsglobal.org/spec/{where}/v1p0/context.json#{name}"
    for name, where in (
        ("1EdTechJsonSchemaValidator2019", "vccs"),
        ("1EdTechRevocationList", "vcrl"),
        ("1EdTechCredentialRefresh", "vccr"),
    )
}
"""What the three names of `extensions.json` stand for: all that it says, and little enough to say again."""


class NoContext(Exception):
    """A context that is not known here."""

    def __init__(self, address: str) -> None:
        super().__init__(address)
        self.address = address


@dataclass(frozen=True, slots=True)
class Contexts:
    """The contexts that are there, by address."""

    texts: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: Path | None) -> Contexts:
        """Those whose texts a folder holds.

        Raises:
            Unreadable: there is no such folder, or not one known context in it.
        """
        texts: dict[str, Any] = {EXTENSIONS: {"@context": {"id": "@id", "type": "@type", **_TERMS}}}
        if folder is None:
            return cls(texts)
        if not folder.is_dir():
            raise Unreadable("expected a folder of JSON-LD contexts", place=str(folder))
        by_digest = {digest: address for address, digest in PINNED.items()}
        for file in sorted(one for one in folder.iterdir() if one.is_file()):
            content = file.read_bytes()
            address = by_digest.get(hashlib.sha256(content).hexdigest())
            if address is not None:
                texts[address] = json.loads(content)
        if len(texts) == 1:
            raise Unreadable(
                "expected JSON-LD contexts, and none in it has a digest that is known", place=str(folder)
            )
        return cls(texts)

    def __getitem__(self, address: str) -> Any:
        if address not in self.texts:
            raise NoContext(address)
        return self.texts[address]
