"""Whatever is changed in a good document, it is taken or refused by a sentence; nothing else ever happens."""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.errors import InputError
from recommender.interchange.badges.contexts import Contexts
from recommender.interchange.badges.verify import Checker
from recommender.interchange.deposits.imported import import_told
from recommender.interchange.deposits.matching import Matcher
from recommender.interchange.foreign import read_foreign
from recommender.ledger import record_from_data
from tests.interchange.papers import ELMO, ISSUER, KID, TODAY, at, badge, clr, plain, raw_token, token
from tests.interchange.world import catalogue

CHECKER = Checker(TODAY, Contexts.of(None), {"https://x.example/1": plain({"id": ISSUER})}.get)
PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "created": "2026-03-01T00:00:00Z",
    "verificationMethod": KID,
    "proofPurpose": "assertionMethod",
    "proofValue": "z" + "2" * 86,
}
FULL: dict[str, Any] = at(
    badge(
        validUntil="2030-01-01T00:00:00Z",
        proof=[PROOF],
        credentialStatus={"id": "https://x.example/1", "type": "1EdTechRevocationList"},
        evidence=[{"type": ["Evidence"], "id": "https://x.example/2"}],
    ),
    "credentialSubject/result",
    [{"type": ["Result"], "resultDescription": "urn:x:a", "value": "82", "status": "Completed"}],
)
FULL["credentialSubject"]["achievement"] |= {
    "resultDescription": [
        {"id": "urn:x:a", "type": ["ResultDescription"], "name": "scale", "resultType": "Percent"}
    ],
    "otherIdentifier": [
        {"type": "IdentifierEntry", "identifier": "river/eng", "identifierType": "identifier"}
    ],
    "alignment": [
        {"type": "Alignment", "targetName": "Tax", "targetUrl": "https://x.example/3", "targetCode": "T"}
    ],
}

odd = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), st.text(max_size=5), st.just("did:key:z6Mk"),
    st.just([]), st.just({}), st.just([[]]), st.just({"id": 7, "type": 7}), st.just(["a", None]),
    st.just("https://x.example/1"), st.just("urn:uuid:1"), st.just("9999-12-31T23:59:59-23:59"),
    st.just("0001-01-01T00:00:00+23:59"), st.just("Completed"), st.just("VerifiableCredential"),
)  # fmt: skip


def places(value: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of everything in a document."""
    if before:
        yield before
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, one in inside:
        yield from places(one, (*before, name))


def changed(document: Any, path: tuple[Any, ...], value: Any) -> Any:
    """A copy with something else at a place."""
    made = deepcopy(document)
    node = made
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    return made


def taken_or_refused(form: str, content: bytes) -> None:
    """And what is taken makes a record that can be read."""
    try:
        told = read_foreign(form, content, "paper", CHECKER)
        found = import_told(told, content, Matcher(catalogue=catalogue()), TODAY, "paper")
    except InputError:
        return
    assert record_from_data(found.record(), TODAY).findings == ()
    json.dumps([found.report(), *found.entries("a")])


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(places(FULL), key=str)), odd, st.sampled_from(["plain", "clr", "token"]))
def test_anything_in_a_credential(path: tuple[Any, ...], value: Any, how: str) -> None:
    document = changed(FULL, path, value)
    content = {"plain": plain, "clr": lambda one: plain(clr(one)), "token": token}[how](document)
    taken_or_refused("clr" if how == "clr" else "badges", content)


@settings(max_examples=150, deadline=None)
@given(
    st.dictionaries(st.sampled_from(["iss", "sub", "jti", "nbf", "exp", "vc", "iat"]), odd, max_size=3),
    st.dictionaries(st.sampled_from(["alg", "kid", "jwk", "typ", "x5c", "crit"]), odd, max_size=2),
)
def test_anything_in_a_token(claims: dict[str, Any], header: dict[str, Any]) -> None:
    taken_or_refused("badges", raw_token({"alg": "EdDSA", **header}, {"vc": badge(), **claims}))


@settings(max_examples=200, deadline=None)
@given(
    st.integers(0, len(ELMO) - 1),
    st.integers(0, 30),
    st.sampled_from(["", "<", "&", "]]>", "<a>", "\x00", "码", '"']),
)
def test_anything_in_a_transcript(start: int, length: int, instead: str) -> None:
    taken_or_refused("elmo", (ELMO[:start] + instead + ELMO[start + length :]).encode())


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from(["elmo", "badges", "clr"]))
def test_any_bytes(content: bytes, form: str) -> None:
    taken_or_refused(form, content)
