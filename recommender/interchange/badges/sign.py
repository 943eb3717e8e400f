"""How is a credential signed with a key of Ed25519: by Data Integrity within it, or as a token around it?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.badges.contexts import Contexts, NoContext
from recommender.interchange.badges.keys import encoded, multibase_of, private_key, signed
from recommender.interchange.badges.proofs import hash_data
from recommender.interchange.badges.tokens import token
from recommender.interchange.badges.write import plain

__all__ = ["Signer", "signer_from"]


@dataclass(frozen=True, slots=True)
class Signer:
    """A key, and under whose name it signs."""

    key: Any
    issuer: str

    @property
    def method(self) -> str:
        """The name of the key: at the issuer, or of itself."""
        return f"{self.issuer}#{multibase_of(self.key)}"

    def within(self, credential: Mapping[str, Any], moment: datetime, contexts: Contexts) -> dict[str, Any]:
        """The credential with a proof of Data Integrity (eddsa-rdfc-2022).

        Raises:
            Unreadable: a context that it needs is not in the folder of contexts.
        """
        proof = {
            "type": "DataIntegrityProof",
            "cryptosuite": "eddsa-rdfc-2022",
            "created": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "verificationMethod": self.method,
            "proofPurpose": "assertionMethod",
        }
        try:
            content = hash_data(credential, proof, contexts)
        except NoContext as missing:
            raise Unreadable(f"signing needs the context {missing.address}", place="--contexts") from None
        return {**credential, "proof": [{**proof, "proofValue": encoded(signed(self.key, content))}]}

    def around(self, credential: Mapping[str, Any]) -> str:
        """The credential as a token (VC-JWT)."""
        return token(plain(credential), self.key, self.method)


def signer_from(file: Path, issuer: str | None) -> Signer:
    """The key in a file; without an issuer it stands for itself (`did:key`).

    Raises:
        Unreadable: it is no key of Ed25519.
    """
    key = private_key(file)
    return Signer(key, issuer or f"did:key:{multibase_of(key)}")
