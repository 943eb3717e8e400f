"""Documents that have to be refused, each with a part of the sentence that refuses it."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from recommender.interchange import markup, strict
from recommender.interchange.badges.keys import encoded, multibase_of
from recommender.interchange.badges.status import MOST_LIST_BYTES
from tests.interchange.papers import (
    ELMO,
    INSTANCE,
    ISSUER,
    KEY,
    KID,
    LEARNER,
    NAMESPACE,
    OTHER_KEY,
    REPORT,
    at,
    badge,
    clr,
    part,
    plain,
    raw_token,
    spoilt,
    token,
)

LIST = "https://craft.example.cn/status/1"
SIGNATURE = (
    '<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">'
    '<SignedInfo><Reference URI="{uri}"/></SignedInfo></Signature>'
)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One document."""

    name: str
    form: str
    content: bytes
    says: str
    """A part of the sentence."""
    known: dict[str, bytes] = field(default_factory=dict)
    """What can be looked up."""


def documents() -> list[Hostile]:
    """All of them."""
    found = [*_markup(), *_transcripts(), *_json(), *_credentials(), *_proofs(), *_tokens(), *_revoked()]
    assert len({(one.form, one.name) for one in found}) == len(found)
    return found


def _markup() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    types = {
        "billion laughs": f'<!DOCTYPE elmo [<!ENTITY l0 "lol">{laughs}]>',
        "quadratic blowup": f'<!DOCTYPE elmo [<!ENTITY l9 "{"a" * 50_000}">]>',
        "external entity": '<!DOCTYPE elmo [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        "external entity on the network": '<!DOCTYPE elmo [<!ENTITY l9 SYSTEM "http://127.0.0.1/x">]>',
        "parameter entity": '<!DOCTYPE elmo [<!ENTITY % l9 SYSTEM "http://127.0.0.1/x"> %l9;]>',
        "external type": '<!DOCTYPE elmo SYSTEM "http://127.0.0.1/elmo.dtd">',
        "a type alone": "<!DOCTYPE elmo>",
    }
    for name, text in types.items():
        yield Hostile(name, "elmo", (text + ELMO.replace("English", "&l9;")).encode(), "without a type")
    yield Hostile("entity that is not defined", "elmo", spoilt("English", "&l9;"), "'l9' not defined")
    yield Hostile(
        "elements inside each other", "elmo", b"<a>" * 60 + b"</a>" * 60, "elements inside each other"
    )
    many = b"<a>" + b"<b/>" * (markup.MOST_ELEMENTS + 1) + b"</a>"
    yield Hostile("too many elements", "elmo", many, "at most 100000 elements")
    attributes = " ".join(f'a{n}="1"' for n in range(60))
    yield Hostile("too many attributes", "elmo", f"<a {attributes}/>".encode(), "attributes of one element")
    yield Hostile("a tree too large", "elmo", b"<a>" + b" " * markup.MOST_BYTES + b"</a>", "bytes")
    broken = {
        "truncated": (ELMO[:-30].encode(), "a mistake"),
        "no XML at all": (b"%PDF-1.7", "'<' not found"),
        "nothing": (b"", "found nothing"),
        "blanks": (b" \n\t ", "found nothing"),
        "two roots": ((ELMO + ELMO).encode(), "Extra content"),
        "an attribute twice": (spoilt('type="local"', 'type="local" type="pic"'), "redefined"),
        "a control character": (spoilt("English", "Eng\x01lish"), "invalid Char"),
        "a zero": (spoilt("English", "Eng\x00lish"), "a mistake"),
        "a prefix that is not declared": (spoilt("<title>English</title>", "<x:title/>"), "prefix x"),
        "tags that cross": (spoilt("</title><type>", "</type><type>"), "mismatch"),
        "UTF-16": (ELMO.encode("utf-16"), "in UTF-8"),
        "Latin-1": (spoilt("English", "Français").decode().encode("latin-1"), "in UTF-8"),
        "GB18030 declared": (
            b'<?xml version="1.0" encoding="gb18030"?>' + ELMO.encode(),
            "'gb18030' declared",
        ),
    }
    for name, (content, says) in broken.items():
        yield Hostile(name, "elmo", content, says)


def _transcripts() -> Iterator[Hostile]:
    frame = {
        "another namespace": (spoilt(NAMESPACE, "http://purl.org/net/elmo"), "an elmo of the namespace"),
        "no namespace": (spoilt(f' xmlns="{NAMESPACE}"', ""), "no namespace"),
        "another root": (f'<report xmlns="{NAMESPACE}"/>'.encode(), "found report"),
        "no learner": (spoilt(LEARNER, ""), "one learner, found 0"),
        "two learners": (spoilt(LEARNER, LEARNER * 2), "one learner, found 2"),
        "no report": (spoilt(REPORT, ""), "at least one report"),
        "no issuer": (spoilt("issuer>", "issuers>"), "expected an issuer"),
        "no date of making": (spoilt("generatedDate>", "date>"), "generatedDate: expected a date"),
        "a date of making that is none": (
            spoilt("<generatedDate>2026", "<generatedDate>soon 2026"),
            "generatedDate",
        ),
        "a date of issue without time": (
            spoilt("<issueDate>2026-02-01T00:00:00Z", "<issueDate>2026-02-01"),
            "issueDate",
        ),
        "signature within a report": (
            spoilt("</report>", SIGNATURE.format(uri="") + "</report>"),
            "found it elsewhere",
        ),
        "two signatures": (spoilt("</elmo>", SIGNATURE.format(uri="") * 2 + "</elmo>"), "found it elsewhere"),
        "signature over a part": (
            spoilt("</elmo>", SIGNATURE.format(uri="#x") + "</elmo>"),
            "over a part of it",
        ),
    }
    for name, (content, says) in frame.items():
        yield Hostile(name, "elmo", content, says)
    digits, more = "9" * 5_000, "<credit><scheme>ects</scheme><value>6</value></credit>"
    measure = '<m:measure xmlns:m="urn:creditpath:elmo:1" name="attendance">much</m:measure>'
    rows = {
        "credit that is no number": ("<value>3</value>", "<value>NaN</value>", "not an amount"),
        "credit with an exponent": ("<value>3</value>", "<value>1e999999999</value>", "not an amount"),
        "credit of thousands of digits": ("<value>3</value>", f"<value>{digits}</value>", "not an amount"),
        "credit below zero": ("<value>3</value>", "<value>-3</value>", "outside"),
        "credit beyond all bounds": ("<value>3</value>", "<value>99999999999</value>", "outside"),
        "credit finer than is known": ("<value>3</value>", "<value>0.0001</value>", "whole number of"),
        "credit of no scheme": ("<scheme>credit</scheme>", "", "of no scheme"),
        "credits that differ": ("</credit>", f"</credit>{more}", "which of them"),
        "a day that there is not": ("<date>2026-01-10", "<date>2026-02-30", "not a date"),
        "a day in words": ("<date>2026-01-10", "<date>10 January", "expected a date"),
        "no day": ("<date>2026-01-10</date>", "", "when it was completed"),
        "a day to come": ("<date>2026-01-10", "<date>2030-01-10", "after 2026-09-01"),
        "a status that is none": ("passed", "perhaps", "found 'perhaps'"),
        "a type that is none": ("<type>Course", "<type>Wizardry", "found 'Wizardry'"),
        "nothing that names it": (
            '<identifier type="local">river/eng</identifier><title>English</title>', "", "nothing names it",
        ),
        "a measure that is no number": (
            INSTANCE,
            f"{INSTANCE}<extension>{measure}</extension>",
            "as the measure",
        ),
    }  # fmt: skip
    for name, (old, new, says) in rows.items():
        yield Hostile(name, "elmo", spoilt(old, new), says)


def _json() -> Iterator[Hostile]:
    good = plain(badge()).decode()
    twice = '"validFrom": "2026-01-01T00:00:00Z", "validFrom"'
    broken = {
        "JSON that is none": (b"{badge}", "a mistake in line 1"),
        "JSON truncated": (good[:-20].encode(), "a mistake"),
        "JSON of nothing": (b"", "found nothing"),
        "JSON with more behind it": ((good + good).encode(), "a mistake"),
        "a field twice": (good.replace('"validFrom"', twice).encode(), "stands twice"),
        "NaN": (good.replace('"creditsEarned": 3', '"creditsEarned": NaN').encode(), "NaN is no number"),
        "Infinity": (good.replace('"creditsEarned": 3', '"creditsEarned": -Infinity').encode(), "no number"),
        "a number beyond all numbers": (good.replace('Earned": 3', 'Earned": 1e999').encode(), "larger"),
        "a number of 5000 digits": (good.replace("Earned\": 3", f"Earned\": {'3' * 5000}").encode(), "5000 char"),
        "JSON inside each other": (b"[" * 100_000 + b"]" * 100_000, "levels inside each other"),
        "too many values": (b"[" + b"1," * strict.MOST_VALUES + b"1]", "200000 values"),
        "JSON too large": (b'"' + b"a" * strict.MOST_BYTES + b'"', "bytes"),
        "JSON in UTF-16": (good.encode("utf-16"), "UTF-8"),
        "JSON in Latin-1": (good.replace("Centre", "Façade").encode("latin-1"), "UTF-8"),
        "half a character": (good.replace("Centre", "\\ud800").encode(), "half a character"),
        "a zero in a text": (good.replace("Centre", "\\u0000").encode(), "half a character or a zero"),
        "a list": (f"[{good}]".encode(), "a JSON object"),
        "a text": (b'"badge"', "a JSON object"),
    }  # fmt: skip
    for name, (content, says) in broken.items():
        yield Hostile(name, "badges", content, says)


def _credentials() -> Iterator[Hostile]:
    subject, achievement = "credentialSubject", "credentialSubject/achievement"
    maybe = {"type": "Result", "status": "Maybe"}
    wrong: dict[str, tuple[Any, str]] = {
        "no context": (badge(**{"@context": None}), "/@context"),
        "another context first": (badge(**{"@context": ["https://schema.org"]}), "first"),
        "no credential": (badge(type=["OpenBadgeCredential"]), "VerifiableCredential among the types"),
        "a credential of another sort": (badge(type=["VerifiableCredential", "Licence"]), "one of OpenBadgeCredential"),
        "no issuer": (badge(issuer=None), "who issued it"),
        "two issuers": (badge(issuer=[ISSUER, ISSUER]), "one value"),
        "an issuer that is a number": (badge(issuer=7), "an object of type Profile"),
        "an issuer without an id": (badge(issuer={"type": ["Profile"]}), "/issuer/id"),
        "an issuer without a scheme": (badge(issuer="river"), "an address with its scheme"),
        "an issuer of another type": (at(badge(), "issuer/type", ["InvalidProfile"]), "Profile among the types"),
        "no beginning": (badge(validFrom=None), "from which it holds"),
        "a beginning without a zone": (badge(validFrom="2026-03-01T00:00:00"), "an instant"),
        "a beginning that is no day": (badge(validFrom="2026-02-31T00:00:00Z"), "an instant"),
        "not yet valid": (badge(validFrom="2026-09-02T00:00:00Z"), "which is after 2026-09-01"),
        "expired": (badge(validUntil="2026-08-31T23:59:59Z"), "expired"),
        "expired in the words of before": (badge(expirationDate="2020-01-01T00:00:00Z"), "expired"),
        "a subject of another type": (at(badge(), f"{subject}/type", ["Person"]), "AchievementSubject among the types"),
        "two subjects": (badge(credentialSubject=[badge()[subject]] * 2), "one value"),
        "credit in words": (at(badge(), f"{subject}/creditsEarned", "three"), "a number"),
        "credit that is true": (at(badge(), f"{subject}/creditsEarned", True), "a number"),
        "credit below none": (at(badge(), f"{subject}/creditsEarned", -3), "outside"),
        "no achievement": (at(badge(), achievement, None), "names no achievement"),
        "an achievement without a name": (at(badge(), f"{achievement}/name", None), "achievement/name"),
        "an achievement without criteria": (at(badge(), f"{achievement}/criteria", None), "criteria"),
        "an achievement of another type": (at(badge(), f"{achievement}/type", "Award"), "Achievement among"),
        "an alignment that is a text": (at(badge(), f"{achievement}/alignment", "eng"), "an object of type Alignment"),
        "a result of no status": (at(badge(), f"{subject}/result", maybe), "one of Completed"),
        "a graph": (badge(**{"@graph": []}), "plain names, found '@graph'"),
        "types by two names": (at(badge(), f"{subject}/@type", "AchievementSubject"), "plain names"),
        "a status without a type": (badge(credentialStatus={"id": LIST}), "/credentialStatus/type"),
    }  # fmt: skip
    for name, (document, says) in wrong.items():
        yield Hostile(name, "badges", plain(document), says)
    inner = badge()
    records: dict[str, tuple[Any, str]] = {
        "a record of nothing": (clr(), "at least one credential"),
        "a record of texts": (clr("a text"), "nothing in it can be deposited"),
        "records inside each other": (clr(clr(clr(inner))), "within each other"),
        "a record with a bad badge": (
            clr(at(inner, "credentialSubject/type", "Person")),
            "AchievementSubject",
        ),
        "a badge that expired in a record": (clr(badge(validUntil="2020-01-01T00:00:00Z")), "expired"),
        "a badge as a record": (inner, "expected ClrCredential"),
    }
    for name, (document, says) in records.items():
        yield Hostile(name, "clr", plain(document), says)
    yield Hostile("a record as a badge", "badges", plain(clr(inner)), "expected OpenBadgeCredential")


def _proofs() -> Iterator[Hostile]:
    good = {
        "type": "DataIntegrityProof",
        "cryptosuite": "eddsa-rdfc-2022",
        "created": "2026-03-01T00:00:00Z",
        "verificationMethod": KID,
        "proofPurpose": "assertionMethod",
        "proofValue": encoded(b"\1" * 64),
    }
    wrong: dict[str, tuple[Any, str]] = {
        "proofs without end": ([good] * 50, "at most 8"),
        "a proof without a type": (at(good, "type", None), "the type of a proof"),
        "a proof without a key": (at(good, "verificationMethod", None), "expected verificationMethod"),
        "a proof for something else": (at(good, "proofPurpose", "authentication"), "expected assertionMethod"),
        "a proof that is over": (at(good, "expires", "2026-04-01T00:00:00Z"), "it was over"),
        "a key without a scheme": (at(good, "verificationMethod", multibase_of(KEY)), "a verification method of"),
        "a key of an unknown scheme": (at(good, "verificationMethod", "xxx:z6MkAny"), "a verification method"),
        "a key that is none": (at(good, "verificationMethod", "did:key:z6MkNothing"), "no public key"),
        "a signature that is no base58": (at(good, "proofValue", "z0OIl"), "no multibase"),
        "a signature too short": (at(good, "proofValue", encoded(b"\1" * 8)), "64 bytes"),
        "a signature too long": (at(good, "proofValue", "z" + "2" * 5_000), "no multibase"),
    }  # fmt: skip
    for name, (proof, says) in wrong.items():
        yield Hostile(name, "badges", plain(badge(proof=proof)), says)


def _tokens() -> Iterator[Hostile]:
    good, header = badge(), {"alg": "EdDSA", "kid": KID}
    parts = token(good).decode().split(".")
    late = badge(validUntil="2027-01-01T00:00:00Z")
    richer = part(at(good, "credentialSubject/creditsEarned", 30))
    ends = {"exp": 4_000_000_000, "vc": late}
    secret = {"kty": "oct", "k": part(b"secret")}
    public = {"kty": "OKP", "crv": "Ed25519", "x": part(KEY.public_key().public_bytes_raw())}
    private = {**public, "d": part(KEY.private_bytes_raw())}
    wrong: dict[str, tuple[bytes, str]] = {
        "a token without a signature": (raw_token({"alg": "none"}, good, b""), "found 'none'"),
        "a token with a shared secret": (raw_token({"alg": "HS256", "kid": KID}, good), "found 'HS256'"),
        "a token of another content": (".".join((parts[0], richer, parts[2])).encode(), "does not fit"),
        "a token signed with another key": (token(good, OTHER_KEY), "does not fit"),
        "a token of another issuer": (token({"iss": "did:example:x", "vc": good}), "iss says"),
        "a token of another id": (token({"jti": "urn:x:1", "vc": good}), "jti says"),
        "a token of another subject": (token({"sub": "urn:x:1", "vc": good}), "sub says"),
        "a token that ends elsewhere": (token(ends), "exp says"),
        "a token that is over": (token({"exp": 1_700_000_000, "vc": good}), "expired"),
        "a token of the new form that is over": (token({"exp": 1_700_000_000, **good}), "token: it expired"),
        "a token that is not to be used yet": (token({"nbf": 1_900_000_000, **good}), "it holds from"),
        "a token that ends in words": (token({"exp": "soon", **good}), "seconds since 1970"),
        "a token that ends after all time": (token({"exp": 10**18, "vc": good}), "seconds since 1970"),
        "a token with a private key": (token(good, kid=None, jwk=private), "a public key"),
        "a token with a secret as its key": (raw_token({"alg": "EdDSA", "jwk": secret}, good), "a public key"),
        "a token that demands more": (raw_token({**header, "crit": ["b64"]}, good), "demands"),
        "a token with a nameless key": (raw_token({**header, "kid": "key-1"}, good), "the address of a key"),
        "a token that is no base64": (b"a!.b!.c!", "base64url"),
        "a token without a header": (raw_token([], good), "a JSON object as the header"),
        "a token that says a field twice": (raw_token(header, b'{"vc": {}, "vc": {}}'), "stands twice"),
        "a token of nothing": (raw_token(header, {"vc": 7}), "a credential in it"),
        "a token that expired": (token(badge(validUntil="2026-01-01T00:00:00Z")), "expired"),
    }  # fmt: skip
    for name, (content, says) in wrong.items():
        yield Hostile(name, "badges", content, says)


def _revoked() -> Iterator[Hostile]:
    def listed(bits: bytes, purpose: str = "revocation") -> bytes:
        subject = {
            "id": f"{LIST}#list",
            "type": "BitstringStatusList",
            "statusPurpose": purpose,
            "encodedList": "u" + part(gzip.compress(bits)),
        }
        return token(
            badge(type=["VerifiableCredential", "BitstringStatusListCredential"], credentialSubject=subject)
        )

    def entry(purpose: str = "revocation", index: str = "9") -> dict[str, Any]:
        return {
            "id": f"{LIST}#9",
            "type": "BitstringStatusListEntry",
            "statusPurpose": purpose,
            "statusListIndex": index,
            "statusListCredential": LIST,
        }

    clear, ninth = bytes(16_384), b"\0\x40" + bytes(16_382)
    revoked = {
        "issuer": ISSUER,
        "revokedCredential": [{"id": badge()["id"], "revoked": True, "revocationReason": "fraud"}],
    }
    old = {"id": LIST, "type": "1EdTechRevocationList"}
    wrong: dict[str, tuple[Any, bytes, str]] = {
        "revoked": (entry(), listed(ninth), "it was revoked by its issuer"),
        "suspended": (entry("suspension"), listed(ninth, "suspension"), "it was suspended by its issuer"),
        "revoked by name": (old, json.dumps(revoked).encode(), "it was revoked by its issuer: fraud"),
        "a place outside of the list": (entry(index="131072"), listed(clear), "a place in the list"),
        "a place that is no number": (entry(index="٩"), listed(clear), "a place in the list"),
        "a list for something else": (entry("suspension"), listed(clear), "a list for 'suspension'"),
        "a list that unpacks for ever": (entry(), listed(bytes(MOST_LIST_BYTES + 1)), "a list of at most"),
        "a list that is none": (entry(), plain(badge()), "a list of statuses"),
        "a list of names that is none": (old, b"{}", "a list of revoked credentials"),
        "a list in no address": (at(entry(), "statusListCredential", 7), b"", "the address of the list"),
    }  # fmt: skip
    for name, (status, content, says) in wrong.items():
        yield Hostile(name, "badges", token(badge(credentialStatus=status)), says, {LIST: content})
