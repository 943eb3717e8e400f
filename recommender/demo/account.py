"""How is one learner's story told as ledger entries: opened, enrolled, registered, deposited, recognised, awarded?"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from recommender.demo.model import Json, Offer

_EPOCH = date(1970, 1, 1).toordinal()
_DAY_MS = 86_400_000
FIVE_LEVEL = ((90, "优秀"), (80, "良好"), (70, "中等"), (60, "及格"))


@dataclass(frozen=True, slots=True)
class Draft:
    """One entry to be written: whose, of which type, valid from which day, with what to say."""

    id: str
    account: str
    type: str
    on: date
    payload: Json


@dataclass(slots=True)
class Account:
    """One account, to which entries are added in any order; `entries` gives them in order of time."""

    learner: str
    drafts: list[Draft] = field(default_factory=list)
    _mark: int = 0

    def __post_init__(self) -> None:
        self._mark = zlib.crc32(self.learner.encode())

    def add(self, kind: str, on: date, payload: Json) -> str:
        """Add an entry; returns its id, a UUIDv7 made of the day, the account and a running number."""
        key = _uuid7(on, self._mark, len(self.drafts))
        self.drafts.append(Draft(key, self.learner, kind, on, payload))
        return key

    def entries(self) -> list[Draft]:
        """All entries in order of time; those of one day in the order in which they were added."""
        return sorted(self.drafts, key=lambda draft: draft.on)

    def open(self, on: date, region: str) -> str:
        """The account is opened."""
        return self.add("account.opened", on, {"region": region})

    def consent(self, on: date, personalised: bool) -> str:
        """The learner allows or forbids the use of histories for order."""
        return self.add("consent.changed", on, {"personalised": personalised})

    def enrol(self, on: date, qualification: str, year: str) -> str:
        """Enrolment on a version of a qualification."""
        return self.add("enrolment.set", on, {"qualification": qualification, "year": year})

    def register(self, on: date, item: str) -> str:
        """Study begins."""
        return self.add("study.registered", on, {"item": item})

    def withdraw(self, on: date, item: str, registration: str) -> str:
        """Study is broken off."""
        return self.add("study.withdrawn", on, {"item": item, "registration": registration})

    def fail(self, on: date, offer: Offer, mark: int, registration: str) -> str:
        """Study ends without a pass."""
        payload: Json = {"item": offer.id, "registration": registration}
        return self.add("study.failed", on, payload | _graded(offer, mark))

    def deposit(
        self,
        on: date,
        offer: Offer,
        scheme: str,
        mark: int,
        registration: str = "",
        measures: Mapping[str, str] | None = None,
    ) -> str:
        """A result is entered."""
        payload: Json = {
            "item": offer.id,
            "credits": offer.credits,
            "scheme": scheme,
            "completed": on.isoformat(),
        }
        if registration:
            payload["registration"] = registration
        if measures:
            payload["measures"] = dict(measures)
        return self.add("result.deposited", on, payload | _graded(offer, mark))

    def correct(self, on: date, result: str, offer: Offer, mark: int) -> str:
        """A deposited result gets another mark."""
        return self.add(
            "result.corrected", on, {"result": result, "credits": offer.credits} | _graded(offer, mark)
        )

    def revoke(self, on: date, result: str) -> str:
        """A deposited result is taken back."""
        return self.add("result.revoked", on, {"result": result})

    def apply(self, on: date, rule: str, sources: Sequence[str]) -> str:
        """A recognition is applied for."""
        return self.add("recognition.applied", on, {"rule": rule, "sources": list(sources)})

    def grant(self, on: date, decision: Mapping[str, object]) -> str:
        """A recognition is granted; `decision` names rule, version, recogniser, sources and outputs."""
        return self.add("recognition.granted", on, dict(decision))

    def refuse(self, on: date, rule: str, version: str) -> str:
        """A recognition is refused."""
        return self.add("recognition.refused", on, {"rule": rule, "rule_version": version})

    def award(self, on: date, qualification: str, year: str) -> str:
        """A qualification is awarded."""
        return self.add("award.made", on, {"qualification": qualification, "year": year})


def grade_of(offer: Offer, mark: int) -> tuple[str, str] | None:
    """Scheme and mark as written on the transcript; certificates have none."""
    if offer.kind in {"certificate", "milestone"}:
        return None
    if offer.five_level:
        return "five-level", next((word for floor, word in FIVE_LEVEL if mark >= floor), "不及格")
    return "percent", str(mark)


def _graded(offer: Offer, mark: int) -> Json:
    grade = grade_of(offer, mark)
    return {"grade": {"scheme": grade[0], "mark": grade[1]}} if grade else {}


def _uuid7(on: date, mark: int, number: int) -> str:
    """48 bits of time, the version, 12 bits of the number, the variant, and the account's mark."""
    ms = (on.toordinal() - _EPOCH) * _DAY_MS
    text = f"{ms:012x}7{number & 0xFFF:03x}8{mark >> 20:03x}{mark & 0xFFFFF:05x}{number:07x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
