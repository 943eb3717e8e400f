"""Which types of entry are there, and what does the payload of each hold?  A closed list: nothing is guessed (C1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from recommender.ledger import checks
from recommender.ledger.checks import Check

__all__ = [
    "LAST",
    "PAYLOADS",
    "EntryType",
    "Payload",
    "PayloadProblem",
    "check_payload",
]


class EntryType(StrEnum):
    """Every type there is; each is executed."""

    ACCOUNT_OPENED = "account.opened"
    ACCOUNT_CLOSED = "account.closed"
    ACCOUNT_MERGED = "account.merged"
    ACCOUNT_JOINED = "account.joined"
    ACCOUNT_ERASED = "account.erased"
    CONSENT_CHANGED = "consent.changed"
    STUDY_REGISTERED = "study.registered"
    STUDY_WITHDRAWN = "study.withdrawn"
    STUDY_FAILED = "study.failed"
    STUDY_COMPLETED = "study.completed"
    RESULT_DEPOSITED = "result.deposited"
    RESULT_CORRECTED = "result.corrected"
    RESULT_REVOKED = "result.revoked"
    RESULT_SUSPENDED = "result.suspended"
    RESULT_REINSTATED = "result.reinstated"
    RECOGNITION_APPLIED = "recognition.applied"
    RECOGNITION_GRANTED = "recognition.granted"
    RECOGNITION_REFUSED = "recognition.refused"
    RECOGNITION_REVERSED = "recognition.reversed"
    CONVERSION_POSTED = "conversion.posted"
    AWARD_MADE = "award.made"
    AWARD_REVOKED = "award.revoked"
    ENROLMENT_SET = "enrolment.set"
    WAIVER_PROPOSED = "waiver.proposed"
    WAIVER_GRANTED = "waiver.granted"
    WAIVER_WITHDRAWN = "waiver.withdrawn"


LAST = frozenset({EntryType.ACCOUNT_CLOSED, EntryType.ACCOUNT_MERGED, EntryType.ACCOUNT_ERASED})
"""Types after which an account has no entries."""


class PayloadProblem(ValueError):
    """A payload that is not what its type says: `field`, and what was expected there."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Payload:
    """The fields of one type's payload, the entries that it refers to, and when its facts may lie."""

    required: Mapping[str, Check]
    optional: Mapping[str, Check]
    refers: Mapping[str, frozenset[EntryType]]
    """By field: of which types the entry, or entries, named there must be."""
    not_after_on: str = ""
    """The date field that may not lie after the entry's own date."""
    one_of: frozenset[str] = frozenset()
    """Optional fields of which at least one must be there."""
    whole: Check = checks.nothing_more
    """What its fields have to be together."""


_RESULTS = frozenset({EntryType.RESULT_DEPOSITED, EntryType.RESULT_CORRECTED})
_STUDY = frozenset({EntryType.STUDY_REGISTERED})
_WHY: Mapping[str, Check] = {"reason": checks.text}


def _about_a_result() -> Payload:
    return Payload({"result": checks.entry}, _WHY, {"result": _RESULTS})


def _end_of_study(**more: Check) -> Payload:
    return Payload({"item": checks.ident}, {"registration": checks.entry, **more}, {"registration": _STUDY})


_GRANTS = frozenset({EntryType.RECOGNITION_GRANTED, EntryType.CONVERSION_POSTED})
_GRANT: Mapping[str, Check] = {
    "rule": checks.ident,
    "rule_version": checks.text,
    "recogniser": checks.ident,
    "sources": checks.entries,
    "outputs": checks.outputs,
    "decided": checks.day,
}
_PROPOSED = frozenset({EntryType.WAIVER_PROPOSED})


def _waiver(**more: Check) -> Payload:
    return Payload(
        {
            "qualification": checks.ident,
            "requirement": checks.ident,
            "kind": checks.waiver_kind,
            "by": checks.text,
            "why": checks.text,
        },
        {"item": checks.ident, "for": checks.ident, **more},
        {"proposal": _PROPOSED} if more else {},
        whole=checks.waiver,
    )


PAYLOADS: Mapping[EntryType, Payload] = {
    EntryType.ACCOUNT_OPENED: Payload({}, {"region": checks.any_text}, {}),
    EntryType.ACCOUNT_CLOSED: Payload({}, _WHY, {}),
    EntryType.ACCOUNT_MERGED: Payload({"into": checks.ident}, _WHY, {}),
    EntryType.ACCOUNT_JOINED: Payload({"account": checks.ident}, _WHY, {}),
    EntryType.ACCOUNT_ERASED: Payload({}, _WHY, {}),
    EntryType.CONSENT_CHANGED: Payload({"personalised": checks.flag}, {}, {}),
    EntryType.STUDY_REGISTERED: Payload({"item": checks.ident}, {}, {}),
    EntryType.STUDY_WITHDRAWN: _end_of_study(reason=checks.text),
    EntryType.STUDY_FAILED: _end_of_study(grade=checks.grade),
    EntryType.STUDY_COMPLETED: _end_of_study(),
    EntryType.RESULT_DEPOSITED: Payload(
        {"item": checks.ident, "credits": checks.amount, "scheme": checks.text, "completed": checks.day},
        {
            "grade": checks.grade,
            "registration": checks.entry,
            "measures": checks.measures,
            "evidence": checks.evidence,
        },
        {"registration": _STUDY},
        not_after_on="completed",
    ),
    EntryType.RESULT_CORRECTED: Payload(
        {"result": checks.entry},
        {
            "credits": checks.amount,
            "scheme": checks.text,
            "grade": checks.grade_or_none,
            "completed": checks.day,
            "measures": checks.measures,
            **_WHY,
        },
        {"result": _RESULTS},
        not_after_on="completed",
        one_of=frozenset({"credits", "scheme", "grade", "completed", "measures"}),
    ),
    EntryType.RESULT_REVOKED: _about_a_result(),
    EntryType.RESULT_SUSPENDED: _about_a_result(),
    EntryType.RESULT_REINSTATED: _about_a_result(),
    EntryType.RECOGNITION_APPLIED: Payload(
        {"rule": checks.ident, "sources": checks.entries}, {}, {"sources": _RESULTS}
    ),
    EntryType.RECOGNITION_GRANTED: Payload(
        _GRANT,
        {"agreement": checks.text, "reuse": checks.flag, "application": checks.entry},
        {"sources": _RESULTS, "application": frozenset({EntryType.RECOGNITION_APPLIED})},
        not_after_on="decided",
    ),
    EntryType.RECOGNITION_REFUSED: Payload(
        {"rule": checks.ident, "rule_version": checks.text},
        {"application": checks.entry, **_WHY},
        {"application": frozenset({EntryType.RECOGNITION_APPLIED})},
    ),
    EntryType.RECOGNITION_REVERSED: Payload({"recognition": checks.entry}, _WHY, {"recognition": _GRANTS}),
    EntryType.CONVERSION_POSTED: Payload(
        _GRANT,
        {"recognition": checks.entry, "agreement": checks.text, "reuse": checks.flag},
        {"recognition": frozenset({EntryType.RECOGNITION_GRANTED}), "sources": _RESULTS},
        not_after_on="decided",
    ),
    EntryType.AWARD_MADE: Payload(
        {"qualification": checks.ident, "year": checks.text},
        {"uses": checks.entries},
        {"uses": _RESULTS | _GRANTS},
    ),
    EntryType.AWARD_REVOKED: Payload(
        {"award": checks.entry}, _WHY, {"award": frozenset({EntryType.AWARD_MADE})}
    ),
    EntryType.ENROLMENT_SET: Payload({"qualification": checks.ident, "year": checks.text}, {}, {}),
    EntryType.WAIVER_PROPOSED: _waiver(),
    EntryType.WAIVER_GRANTED: _waiver(proposal=checks.entry),
    EntryType.WAIVER_WITHDRAWN: Payload(
        {"waiver": checks.entry}, _WHY, {"waiver": _PROPOSED | {EntryType.WAIVER_GRANTED}}
    ),
}

_BY_NAME: Mapping[str, tuple[Payload, Mapping[str, Check]]] = {
    str(kind): (payload, {**payload.required, **payload.optional}) for kind, payload in PAYLOADS.items()
}


def check_payload(kind: str, on: date, payload: object) -> Payload:
    """What the type says of its payload, if this payload is so.

    Raises:
        PayloadProblem: the type is unknown, or a field is missing, unknown or not what it should be.
    """
    if kind not in _BY_NAME:
        raise PayloadProblem("", f"the type {kind!r} is not known")
    # What is read from text is a dict: to ask the class of all mappings takes as long as everything else here.
    if type(payload) is not dict and not isinstance(payload, Mapping):
        raise PayloadProblem("", f"expected the payload as a mapping, found {type(payload).__name__}")
    spec, fields = _BY_NAME[kind]
    for name, value in payload.items():
        check = fields.get(name)
        if check is None:
            raise PayloadProblem(str(name), f"unknown field of {kind}; known are {', '.join(fields)}")
        if problem := check(value):
            raise PayloadProblem(name, problem)
    for name in spec.required:
        if name not in payload:
            raise PayloadProblem(name, f"is missing in {kind}")
    if spec.one_of and not spec.one_of & payload.keys():
        raise PayloadProblem("", f"{kind} must state one of {', '.join(sorted(spec.one_of))}")
    if problem := spec.whole(payload):
        raise PayloadProblem("", problem)
    if spec.not_after_on and spec.not_after_on in payload and payload[spec.not_after_on] > on.isoformat():
        raise PayloadProblem(spec.not_after_on, f"lies after the entry's own date {on}")
    return spec
