"""Credentials: the official samples, what a signature covers, whose key it is, a record that goes out and comes in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from recommender.errors import Unreadable
from recommender.interchange.badges.contexts import Contexts
from recommender.interchange.badges.keys import multibase_of
from recommender.interchange.badges.sign import Signer, signer_from
from recommender.interchange.badges.verify import Checker
from recommender.interchange.badges.write import Publisher, badges_of, clr_of
from recommender.interchange.badges.write import plain as written
from recommender.interchange.deposits.imported import Imported, import_told
from recommender.interchange.deposits.matching import Matcher
from recommender.interchange.foreign import read_foreign
from recommender.vocabulary import format_units
from tests.interchange.papers import (
    CONTEXTS,
    ISSUER,
    KEY,
    OTHER_KEY,
    STANDARDS,
    TODAY,
    at,
    badge,
    clr,
    part,
    plain,
    token,
)
from tests.interchange.world import catalogue, record

SAMPLES = STANDARDS / "openbadges-clr"
MOMENT = datetime(2026, 9, 1, tzinfo=UTC)
SIGNER = Signer(KEY, ISSUER)
BANK = "https://bank.example.cn"

VALID = {
    "complete.json": ("intact", "unknown"),
    "credential-status-revoked.json": ("intact", "unknown"),
    "endorsement-valid.json": ("intact", "none"),
    "simple-context-version.json": ("intact", "none"),
    "simple-did-key-method.json": ("intact", "none"),
    "simple-eddsa-2022.json": ("intact", "none"),
    "simple-multiple-proofs.json": ("intact", "none"),
    "simple-noproof.json": ("unsigned", "none"),
    "simple.json": ("intact", "none"),
    "simple.jwt": ("unverified", "none"),
    "simple_v1.json": ("intact", "none"),
}
INVALID = {
    "endorsement-err-schema-status-refresh.json": "the signature does not fit",
    "simple-err-credential-subject-achievement-result-description-type.json": "found 'InvalidResultDescription'",
    "simple-err-credential-subject-profile-type.json": "found 'InvalidProfile'",
    "simple-err-credential-subject-type.json": "found ['InvalidAchievementSubject']",
    "simple-err-expired.json": "it expired at 2010-01-01T00:00:00Z",
    "simple-err-issuer-otheridentifier-type.json": "found 'InvalidIdentifierEntry'",
    "simple-err-issuer-type.json": "found ['InvalidProfile']",
    "simple-err-proof-method-no-scheme.json": "expected a verification method",
    "simple-err-proof-method-unknown-scheme.json": "found 'xxx:",
    "simple-err-proof-value.json": "the signature does not fit",
}
RECORDS = {
    "complex.json": ("intact", ["intact"] * 6),
    "simple-noproof.json": ("unsigned", ["refused"]),
    "simple.json": ("intact", ["intact"]),
    "simple_v1.json": ("intact", ["intact"] * 6),
}


def checker() -> Checker:
    """With the official contexts; nothing is looked up."""
    return Checker(TODAY, Contexts.of(CONTEXTS))


def imported(content: bytes, form: str, one: Checker) -> Imported:
    told = read_foreign(form, content, "paper", one)
    return import_told(told, content, Matcher(catalogue=catalogue()), TODAY, "paper")


def rows(found: Imported) -> list[dict[str, Any]]:
    """The results without their evidence, in order."""
    bare = [{name: said for name, said in row.data.items() if name != "evidence"} for row in found.results]
    return sorted(bare, key=lambda row: str(row["item"]))


def held() -> list[dict[str, Any]]:
    """The same of the record."""
    found = [
        {
            "item": one.item,
            "credits": format_units(one.units),
            "scheme": one.scheme,
            "completed": one.completed.isoformat(),
            **({"grade": {"scheme": one.grade.scheme, "mark": one.grade.mark}} if one.grade else {}),
            **({"measures": dict(one.measures)} if one.measures else {}),
        }
        for one in record().results
    ]
    return sorted(found, key=lambda row: str(row["item"]))


@pytest.mark.suite("real-data")
def test_every_sample_is_in_the_tables() -> None:
    for folder, table in (("valid", VALID), ("invalid", INVALID), ("clr20", RECORDS)):
        assert {file.name for file in (SAMPLES / folder).iterdir()} == set(table)


@pytest.mark.suite("real-data")
@pytest.mark.parametrize("name", VALID)
def test_a_valid_sample_is_taken_with_its_state(name: str) -> None:
    found, _ = checker().file((SAMPLES / "valid" / name).read_bytes(), name)
    assert (found.state, found.status) == VALID[name]
    # Nothing was looked up: so it cannot be the issuer's for sure, and the report says what is not known.
    assert found.why


@pytest.mark.suite("real-data")
@pytest.mark.parametrize("name", INVALID)
def test_an_invalid_sample_is_refused_with_what_is_wrong(name: str) -> None:
    with pytest.raises(Unreadable) as refused:
        checker().file((SAMPLES / "invalid" / name).read_bytes(), name)
    assert INVALID[name] in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.suite("real-data")
@pytest.mark.parametrize("name", RECORDS)
def test_each_credential_within_a_record_is_verified_by_itself(name: str) -> None:
    found, _ = checker().file((SAMPLES / "clr20" / name).read_bytes(), name)
    assert (found.state, [one.state for one in found.within]) == RECORDS[name]
    assert len(found.refused) == RECORDS[name][1].count("refused")


@pytest.mark.suite("real-data")
def test_a_sample_without_contexts_is_unverified_and_not_refused() -> None:
    content = (SAMPLES / "valid" / "simple.json").read_bytes()
    found, _ = Checker(TODAY).file(content, "simple.json")
    assert found.state == "unverified"
    assert "https://www.w3.org/ns/credentials/v2 is not known here" in found.why[0]


@pytest.mark.suite("real-data")
def test_a_context_of_other_bytes_is_no_context(tmp_path: Path) -> None:
    changed = (
        (CONTEXTS / "credentials-v2.jsonld").read_bytes().replace(b"VerifiableCredential", b"AnyCredential")
    )
    (tmp_path / "credentials-v2.jsonld").write_bytes(changed)
    with pytest.raises(Unreadable, match="none in it has a digest that is known"):
        Contexts.of(tmp_path)


@pytest.mark.suite("real-data")
@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("credentialSubject/creditsEarned", 30),
        ("credentialSubject/achievement/name", "Doctor of Everything"),
        ("credentialSubject/id", "urn:creditpath:account:b"),
        ("credentialSubject/licenseNumber", "A1"),
        ("validFrom", "2026-02-01T00:00:00Z"),
        ("validUntil", "2036-02-01T00:00:00Z"),
        ("issuer/name", "Another Centre"),
        ("proof/0/created", "2026-09-02T00:00:00Z"),
    ],
)
def test_nothing_of_what_is_signed_can_be_changed(path: str, value: object) -> None:
    contexts = Contexts.of(CONTEXTS)
    signed = SIGNER.within(badge(), MOMENT, contexts)
    assert checker().file(plain(signed), "paper")[0].state == "verified"
    with pytest.raises(Unreadable, match="the signature does not fit"):
        checker().file(plain(at(signed, path, value)), "paper")


@pytest.mark.suite("real-data")
def test_what_no_context_knows_is_covered_by_no_signature() -> None:
    signed = SIGNER.within(badge(), MOMENT, Contexts.of(CONTEXTS))
    with pytest.raises(Unreadable, match="no context knows the property"):
        checker().file(plain(at(signed, "credentialSubject/degree", "Doctor")), "paper")
    # Without the words of Open Badges nobody signs an achievement, whatever the signature fits.
    bare = {**badge(), "@context": badge()["@context"][:1]}
    with pytest.raises(Unreadable, match="no context knows the property"):
        checker().file(plain({**bare, "proof": signed["proof"]}), "paper")


@pytest.mark.suite("real-data")
def test_a_credential_that_gives_words_its_own_meaning_is_not_verified() -> None:
    signed = SIGNER.within(badge(), MOMENT, Contexts.of(CONTEXTS))
    own = {**signed, "@context": [*signed["@context"], {"creditsEarned": "urn:x:nothing"}]}
    assert checker().file(plain(own), "paper")[0].state == "unverified"


@pytest.mark.suite("real-data")
def test_a_signature_is_not_wrapped_around_something_else() -> None:
    """A signed badge within an unsigned record vouches for itself alone."""
    signed = SIGNER.within(badge(), MOMENT, Contexts.of(CONTEXTS))
    richer = {
        **at(badge(), "credentialSubject/creditsEarned", 30),
        "id": "urn:uuid:0198f000-0000-4000-8000-000000000009",
    }
    found, _ = checker().file(plain(clr(signed, richer)), "paper")
    assert (found.state, [one.state for one in found.within]) == ("unsigned", ["verified", "unsigned"])
    moved = {**richer, "proof": signed["proof"]}
    found, _ = checker().file(plain(clr(signed, moved)), "paper")
    assert [one.state for one in found.within] == ["verified", "refused"]


METHOD = f"{BANK}#{multibase_of(KEY)}"
DESCRIBED = {"id": METHOD, "type": "Multikey", "controller": BANK, "publicKeyMultibase": multibase_of(KEY)}
HOLDER = {"id": BANK, "verificationMethod": [DESCRIBED], "assertionMethod": [METHOD]}
OF_BANK = badge(issuer={"id": BANK, "type": ["Profile"]})


JWK = {"kty": "OKP", "crv": "Ed25519", "x": part(KEY.public_key().public_bytes_raw())}
SET = {"keys": [{**JWK, "kid": multibase_of(KEY)}]}


@pytest.mark.parametrize(
    ("document", "state"), [(None, "unverified"), (HOLDER, "verified"), (SET, "verified")]
)
def test_the_key_of_a_token_is_looked_up_where_that_is_possible(document: Any, state: str) -> None:
    known = {} if document is None else {BANK: plain(document)}
    found, _ = Checker(TODAY, look_up=known.get).file(token(OF_BANK, kid=METHOD), "paper")
    assert found.state == state


def test_a_key_that_a_token_carries_is_nobodys_in_particular() -> None:
    found, _ = Checker(TODAY).file(token(badge(), kid=None, jwk=JWK), "paper")
    assert found.state == "intact"
    assert f"nobody says that it is {ISSUER}" in found.why[0]


def test_a_key_that_its_holder_does_not_know_is_refused() -> None:
    other = at(HOLDER, "verificationMethod/0/id", f"{BANK}#another")
    with pytest.raises(Unreadable, match="does not name the key"):
        Checker(TODAY, look_up={BANK: plain(other)}.get).file(token(OF_BANK, kid=METHOD), "paper")
    with pytest.raises(Unreadable, match="does not let the key"):
        Checker(TODAY, look_up={BANK: plain(at(HOLDER, "assertionMethod", None))}.get).file(
            token(OF_BANK, kid=METHOD), "paper"
        )
    stolen = at(HOLDER, "verificationMethod/0/publicKeyMultibase", multibase_of(OTHER_KEY))
    with pytest.raises(Unreadable, match="the signature does not fit"):
        Checker(TODAY, look_up={BANK: plain(stolen)}.get).file(token(OF_BANK, kid=METHOD), "paper")


@pytest.mark.suite("real-data")
def test_the_key_of_a_proof_is_the_issuers_where_the_issuer_says_so() -> None:
    contexts = Contexts.of(CONTEXTS)
    content = plain(Signer(KEY, BANK).within(OF_BANK, MOMENT, contexts))
    assert Checker(TODAY, contexts).file(content, "paper")[0].state == "intact"
    known = {BANK: plain(HOLDER)}
    assert Checker(TODAY, contexts, known.get).file(content, "paper")[0].state == "verified"
    of_another = {BANK: plain(at(HOLDER, "verificationMethod/0/controller", "https://other.example.cn"))}
    assert Checker(TODAY, contexts, of_another.get).file(content, "paper")[0].state == "intact"
    not_to_sign = {BANK: plain(at(HOLDER, "assertionMethod", None))}
    with pytest.raises(Unreadable, match="does not let the key"):
        Checker(TODAY, contexts, not_to_sign.get).file(content, "paper")


@pytest.mark.parametrize("proof", ["none", "jwt"])
def test_a_record_goes_out_and_comes_in_again(proof: str) -> None:
    publisher = Publisher(ISSUER, "Bank")
    made = clr_of(badges_of(record(), catalogue(), publisher, MOMENT), record(), publisher, MOMENT)
    content = SIGNER.around(made).encode() if proof == "jwt" else written(made)
    found = imported(content, "clr", Checker(TODAY))
    assert found.told.state == ("verified" if proof == "jwt" else "unsigned")
    assert rows(found) == held()
    assert [(row.item, row.date) for row in found.running] == [("river/tax", date(2026, 2, 24))]
    assert {row.data["evidence"][0]["state"] for row in found.results} == {found.told.state}


@pytest.mark.suite("real-data")
def test_a_record_signed_within_verifies_with_each_badge_of_it() -> None:
    contexts, publisher = Contexts.of(CONTEXTS), Publisher(ISSUER, "Bank")
    signed = [
        SIGNER.within(one, MOMENT, contexts) for one in badges_of(record(), catalogue(), publisher, MOMENT)
    ]
    made = SIGNER.within(clr_of(signed, record(), publisher, MOMENT), MOMENT, contexts)
    found, _ = checker().file(written(made), "paper")
    assert (found.state, {one.state for one in found.within}) == ("verified", {"verified"})
    assert rows(imported(written(made), "clr", checker())) == held()
    without = at(made, "credentialSubject/verifiableCredential", signed[:-1])
    with pytest.raises(Unreadable, match="the signature does not fit"):
        checker().file(written(without), "paper")


def test_an_unsigned_badge_is_vouched_for_by_its_own_issuer_only() -> None:
    inside, other = badge(), badge(issuer={"id": "https://other.example.cn", "type": ["Profile"]})
    found, _ = Checker(TODAY).file(token(clr(inside, other)), "paper")
    assert [one.state for one in found.within] == ["verified", "unsigned"]


def test_what_a_token_says_by_its_claims_alone_is_of_the_credential() -> None:
    bare = badge(id=None, issuer=None, validFrom=None)
    claims = {"iss": ISSUER, "jti": "urn:x:1", "nbf": 1_772_323_200, "exp": 1_830_000_000, "vc": bare}
    found, credential = Checker(TODAY).file(token(claims), "paper")
    assert (found.state, found.issuer, found.id) == ("verified", ISSUER, "urn:x:1")
    assert credential["issuanceDate"] == "2026-03-01T00:00:00Z"
    with pytest.raises(Unreadable, match="expired at 2027"):
        Checker(date(2028, 1, 1)).file(token(claims), "paper")


def test_a_key_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "key.pem"
    file.write_bytes(OTHER_KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    signer = signer_from(file, None)
    assert signer.issuer == f"did:key:{multibase_of(OTHER_KEY)}"
    good = badge(issuer={"id": signer.issuer, "type": ["Profile"]})
    assert Checker(TODAY).file(signer.around(good).encode(), "paper")[0].state == "verified"
    file.write_text("no key")
    with pytest.raises(Unreadable, match="a private key of Ed25519"):
        signer_from(file, None)


def test_a_mark_among_several_is_not_chosen() -> None:
    described = [
        {"id": f"urn:x:{n}", "type": "ResultDescription", "name": "scale", "resultType": "Percent"}
        for n in "ab"
    ]
    marked = at(badge(), "credentialSubject/achievement/resultDescription", described)
    one = [{"type": "Result", "resultDescription": "urn:x:a", "value": "82"}]
    found = imported(plain(at(marked, "credentialSubject/result", one)), "badges", Checker(TODAY))
    assert found.results[0].data["grade"] == {"scheme": "scale", "mark": "82"}
    two = [*one, {"type": "Result", "resultDescription": "urn:x:b", "value": "90"}]
    with pytest.raises(Unreadable, match="tells 2 marks"):
        imported(plain(at(marked, "credentialSubject/result", two)), "badges", Checker(TODAY))


def test_an_amount_is_taken_as_it_is_written() -> None:
    content = plain(badge()).replace(b'"creditsEarned": 3', b'"creditsEarned": 0.10')
    found = imported(content, "badges", Checker(TODAY))
    assert found.results[0].data["credits"] == "0.1"
    assert json.loads(content)["credentialSubject"]["creditsEarned"] == 0.1
