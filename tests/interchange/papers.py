"""Documents as strangers hand them in: a good transcript, badge, record and token, to be spoilt one thing at a time."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from copy import deepcopy
from datetime import date
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recommender.interchange.badges.keys import multibase_of
from tests.suites import real_data

TODAY = date(2026, 9, 1)
STANDARDS = real_data() / "standards"
CONTEXTS = STANDARDS / "openbadges-clr" / "contexts"
SCHEMA = STANDARDS / "elmo-2.0"

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
OTHER_KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
ISSUER = f"did:key:{multibase_of(KEY)}"
KID = f"{ISSUER}#{multibase_of(KEY)}"

INSTANCE = (
    "<date>2026-01-10</date><status>passed</status><gradingSchemeLocalId>percent</gradingSchemeLocalId>"
    "<resultLabel>82</resultLabel><credit><scheme>credit</scheme><value>3</value></credit>"
)
LEARNER = "<learner><givenNames/><familyName/><alternativeName/></learner>"
REPORT = (
    '<report><issuer><identifier type="local">river</identifier><title>River</title><url/></issuer>'
    '<learningOpportunitySpecification><identifier type="local">river/eng</identifier><title>English</title>'
    f"<type>Course</type><specifies><learningOpportunityInstance>{INSTANCE}</learningOpportunityInstance></specifies>"
    "</learningOpportunitySpecification><issueDate>2026-02-01T00:00:00Z</issueDate></report>"
)
NAMESPACE = "https://github.com/emrex-eu/elmo-schemas/tree/v1"
ELMO = (
    f'<elmo xmlns="{NAMESPACE}"><generatedDate>2026-02-01T00:00:00Z</generatedDate>{LEARNER}{REPORT}</elmo>'
)


def spoilt(old: str, new: str, text: str = ELMO) -> bytes:
    """The transcript with one thing in place of another, which has to be there."""
    assert old in text, old
    return text.replace(old, new).encode()


def badge(**changes: Any) -> dict[str, Any]:
    """A badge of version 2 of the data model; a change of None takes the field away."""
    made: dict[str, Any] = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:0198f000-0000-4000-8000-000000000001",
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "issuer": {"id": ISSUER, "type": ["Profile"], "name": "Centre of Skills"},
        "validFrom": "2026-03-01T00:00:00Z",
        "credentialSubject": {
            "id": "urn:creditpath:account:a",
            "type": ["AchievementSubject"],
            "creditsEarned": 3,
            "achievement": {
                "id": "https://craft.example.cn/achievements/cert",
                "type": ["Achievement"],
                "name": "Bookkeeping Certificate",
                "description": "Keeps books.",
                "criteria": {"narrative": "An examination."},
            },
        },
    }
    made |= changes
    return {name: value for name, value in made.items() if value is not None}


def at(credential: Mapping[str, Any], path: str, value: Any) -> dict[str, Any]:
    """A copy with something else at a path; None takes it away."""
    made = deepcopy(dict(credential))
    *parents, last = path.split("/")
    node: Any = made
    for name in parents:
        node = node[int(name)] if isinstance(node, list) else node[name]
    if value is None:
        del node[last]
    else:
        node[last] = value
    return made


def clr(*credentials: Any, **changes: Any) -> dict[str, Any]:
    """A learner record of these credentials."""
    subject = {
        "id": "urn:creditpath:account:a",
        "type": ["ClrSubject"],
        "verifiableCredential": list(credentials),
    }
    return badge(
        **{
            "@context": [
                "https://www.w3.org/ns/credentials/v2",
                "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
                "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
            ],
            "id": "urn:uuid:0198f000-0000-4000-8000-000000000002",
            "type": ["VerifiableCredential", "ClrCredential"],
            "credentialSubject": subject,
            **changes,
        }
    )


def plain(document: Any) -> bytes:
    """As JSON."""
    return json.dumps(document).encode()


def token(credential: Any, key: Any = KEY, **header: Any) -> bytes:
    """As a token signed with the key."""
    headers = {"kid": KID, **header}
    kept = {name: value for name, value in headers.items() if value is not None}
    return jwt.PyJWS().encode(plain(credential), key, "EdDSA", headers=kept).encode()


def part(data: Any) -> str:
    """A part of a token."""
    content = data if isinstance(data, bytes) else json.dumps(data).encode()
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def raw_token(header: Any, payload: Any, signature: bytes = b"x" * 64) -> bytes:
    """A token of any parts."""
    return ".".join((part(header), part(payload), part(signature))).encode()
