"""The list of entry types is closed; code and published schema read every payload alike (C1)."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import recommender.ledger
from recommender.ledger.payloads import PAYLOADS, EntryType, PayloadProblem, check_payload
from tests.ledger.pen import ANN, TODAY, entry_id
from tests.suites import ROOT

SCHEMA = json.loads(
    (Path(recommender.ledger.__file__).parent / "schemas" / "entry.schema.json").read_text(encoding="utf-8")
)
VALIDATOR = Draft202012Validator(SCHEMA)
E1, E2 = entry_id(1), entry_id(2)
GRADE = {"scheme": "percent", "mark": "82"}
OUTPUTS = [
    {"item": "river/X", "credits": "1/3", "scheme": "credit"},
    {"credits": 2, "scheme": "credit", "kind": "certificate", "subject": "LAW", "level": 200, "tags": ["a"]},
]
WAIVER = {
    "qualification": "river/accounting",
    "requirement": "maths",
    "kind": "substitute",
    "by": "dean",
    "why": "the same in all but name",
    "item": "river/STAT2",
    "for": "river/MATH1",
}

FULL: dict[str, dict[str, Any]] = {
    "account.opened": {"region": "Shanghai"},
    "account.closed": {"reason": "moved"},
    "account.merged": {"into": "demo/bo", "reason": "one person, two accounts"},
    "account.joined": {"account": "demo/bo", "reason": "one person, two accounts"},
    "account.erased": {"reason": "asked for"},
    "consent.changed": {"personalised": False},
    "study.registered": {"item": "river/A"},
    "study.withdrawn": {"item": "river/A", "registration": E1, "reason": "ill"},
    "study.failed": {"item": "river/A", "registration": E1, "grade": GRADE},
    "study.completed": {"item": "river/A", "registration": E1},
    "result.deposited": {
        "item": "river/A",
        "credits": "3.5",
        "scheme": "credit",
        "completed": "2026-01-10",
        "grade": GRADE,
        "registration": E1,
        "measures": {"attendance": "80.5"},
        "evidence": [
            {"document": "urn:transcript:1", "sha256": "0" * 64, "format": "elmo", "state": "unsigned"}
        ],
    },
    "result.corrected": {
        "result": E1,
        "credits": 4,
        "scheme": "credit",
        "completed": "2026-01-10",
        "grade": GRADE,
        "measures": {"attendance": "80.5"},
        "reason": "typing error",
    },
    "result.revoked": {"result": E1, "reason": "fraud"},
    "result.suspended": {"result": E1, "reason": "under review"},
    "result.reinstated": {"result": E1, "reason": "cleared"},
    "recognition.applied": {"rule": "river/R1", "sources": [E1, E2]},
    "recognition.granted": {
        "rule": "river/R1",
        "rule_version": "v1",
        "recogniser": "river",
        "sources": [E1],
        "outputs": OUTPUTS,
        "decided": "2026-01-10",
        "agreement": "river/G1",
        "reuse": True,
        "application": E2,
    },
    "conversion.posted": {
        "rule": "river/R1",
        "rule_version": "v1",
        "recogniser": "bank",
        "sources": [E1],
        "outputs": OUTPUTS,
        "decided": "2026-01-10",
        "agreement": "river/G1",
        "reuse": True,
        "recognition": E2,
    },
    "recognition.refused": {"rule": "river/R1", "rule_version": "v1", "application": E1, "reason": "too old"},
    "recognition.reversed": {"recognition": E1, "reason": "mistake"},
    "award.made": {"qualification": "river/accounting", "year": "2025", "uses": [E1, E2]},
    "award.revoked": {"award": E1, "reason": "mistake"},
    "enrolment.set": {"qualification": "river/accounting", "year": "2025"},
    "waiver.proposed": WAIVER,
    "waiver.granted": WAIVER | {"proposal": E1},
    "waiver.withdrawn": {"waiver": E1, "reason": "mistake"},
}
"""A payload of every type, with every field."""
WRONG: tuple[Any, ...] = (None, "", 0.5, -1, [], {}, "\x07", "x" * 200, ["a", "a"], {"scheme": "percent"})


def code_takes(kind: str, payload: object) -> bool:
    try:
        check_payload(kind, TODAY, payload)
    except PayloadProblem:
        return False
    return True


def schema_takes(kind: str, payload: object) -> bool:
    entry = {"id": E1, "account": ANN, "type": kind, "on": TODAY.isoformat(), "payload": payload}
    return bool(VALIDATOR.is_valid(entry))


def broken() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Every payload with one field missing, unknown or of another kind."""
    for kind, payload in FULL.items():
        for name in payload:
            yield kind, f"without {name}", {k: v for k, v in payload.items() if k != name}
            for number, wrong in enumerate(WRONG):
                yield kind, f"{name} wrong {number}", payload | {name: wrong}
        yield kind, "unknown field", payload | {"colour": "red"}


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_every_type_has_an_example_a_reading_and_a_schema() -> None:
    kinds = set(EntryType)
    assert set(FULL) == set(PAYLOADS) == kinds
    assert set(SCHEMA["properties"]["type"]["enum"]) == kinds
    assert {rule["if"]["properties"]["type"]["const"] for rule in SCHEMA["allOf"]} == kinds
    assert all(set(FULL[kind]) == set(SCHEMA["$defs"][kind]["properties"]) for kind in kinds)


@pytest.mark.parametrize("kind", FULL)
def test_a_full_payload_is_taken(kind: str) -> None:
    assert check_payload(kind, TODAY, FULL[kind]) is PAYLOADS[EntryType(kind)]
    assert schema_takes(kind, FULL[kind])


@pytest.mark.parametrize("kind", FULL)
def test_code_and_schema_agree_on_every_broken_payload(kind: str) -> None:
    cases = [(what, payload) for of, what, payload in broken() if of == kind]
    assert [what for what, payload in cases if code_takes(kind, payload) != schema_takes(kind, payload)] == []


@pytest.mark.parametrize("kind", FULL)
def test_required_fields_are_missed_and_unknown_ones_refused_by_name(kind: str) -> None:
    for name in PAYLOADS[EntryType(kind)].required:
        with pytest.raises(PayloadProblem, match=f"^{name}: is missing in {kind}"):
            check_payload(kind, TODAY, {k: v for k, v in FULL[kind].items() if k != name})
    with pytest.raises(PayloadProblem, match=f"^colour: unknown field of {kind}"):
        check_payload(kind, TODAY, FULL[kind] | {"colour": "red"})


@pytest.mark.parametrize("kind", ["result.expired", "", "RESULT.DEPOSITED"])
def test_what_is_not_known_is_refused_by_name(kind: str) -> None:
    with pytest.raises(PayloadProblem, match=f"the type '{kind}' is not known"):
        check_payload(kind, TODAY, {})


@pytest.mark.parametrize("kind", ["result.deposited", "result.corrected"])
def test_nothing_is_completed_after_the_entry_says_so(kind: str) -> None:
    with pytest.raises(PayloadProblem, match="completed: lies after the entry's own date 2026-09-01"):
        check_payload(kind, TODAY, FULL[kind] | {"completed": "2026-09-02"})


def test_a_correction_corrects_something() -> None:
    with pytest.raises(PayloadProblem, match="must state one of completed, credits, grade, measures, scheme"):
        check_payload("result.corrected", TODAY, {"result": E1, "reason": "none"})


@pytest.mark.parametrize(
    ("credits", "taken"),
    [("3", True), ("0.25", True), ("1/3", True), (3, True), ("1/7", False), ("0.001", False), (3.0, False)],
)
def test_credit_is_exact_or_refused(credits: object, taken: bool) -> None:
    assert code_takes("result.deposited", FULL["result.deposited"] | {"credits": credits}) is taken


@pytest.mark.parametrize(
    ("measures", "taken"),
    [({"attendance": "80"}, True), ({"a": "-0.5"}, True), ({"attendance": 80}, False), ({"": "80"}, False)],
)
def test_a_measure_is_a_decimal_text_with_a_name(measures: object, taken: bool) -> None:
    payload = FULL["result.deposited"] | {"measures": measures}
    assert code_takes("result.deposited", payload) is schema_takes("result.deposited", payload) is taken


@pytest.mark.parametrize(
    ("document", "taken"),
    [
        ({"document": "urn:a", "sha256": "a" * 64}, True),
        ({"document": "urn:a", "sha256": "A" * 64}, False),
        ({"document": "urn:a"}, False),
        ({"document": "", "sha256": "a" * 64}, False),
        ({"document": "urn:a", "sha256": "a" * 64, "name": "Chen"}, False),
    ],
)
def test_evidence_is_a_document_with_its_digest(document: dict[str, str], taken: bool) -> None:
    payload = FULL["result.deposited"] | {"evidence": [document]}
    assert code_takes("result.deposited", payload) is schema_takes("result.deposited", payload) is taken
    assert not code_takes("result.deposited", payload | {"evidence": []})


@pytest.mark.parametrize("more", [{}, {"item": "river/A"}, {"for": "river/A"}])
@pytest.mark.parametrize("kind", ["waive", "substitute"])
def test_a_substitution_names_an_item_and_a_waiver_none(kind: str, more: dict[str, str]) -> None:
    bare = {name: value for name, value in WAIVER.items() if name not in {"item", "for"}}
    payload = bare | {"kind": kind} | more
    taken = "item" in more if kind == "substitute" else not more
    said = code_takes("waiver.proposed", payload), schema_takes("waiver.proposed", payload)
    assert said == (taken, taken)


def test_a_waiver_with_an_item_is_told_what_was_expected_and_found() -> None:
    said = "^expected a waiver that names no item, found for: 'river/MATH1', item: 'river/STAT2'; only a sub"
    with pytest.raises(PayloadProblem, match=said):
        check_payload("waiver.proposed", TODAY, WAIVER | {"kind": "waive"})


def test_an_output_is_an_item_or_elective_credit_and_no_mixture() -> None:
    mixed = [OUTPUTS[0] | {"subject": "LAW"}]
    with pytest.raises(PayloadProblem, match="outputs: 0: unknown field 'subject'"):
        check_payload("recognition.granted", TODAY, FULL["recognition.granted"] | {"outputs": mixed})


def test_the_document_names_every_type_and_every_field() -> None:
    text = (ROOT / "docs" / "ledger.md").read_text(encoding="utf-8")
    for kind, payload in FULL.items():
        (line,) = [line for line in text.splitlines() if line.startswith(f"| `{kind}` |")]
        assert all(f"`{name}`" in line for name in payload), kind
