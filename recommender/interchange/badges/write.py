"""How is a learner's record written as badges, and as one Comprehensive Learner Record of them?"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias
from urllib.parse import quote
from uuid import UUID, uuid5

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.interchange.badges.contexts import CLR, CREDENTIALS, OPEN_BADGES
from recommender.interchange.badges.words import CREDITS, MARK, MEASURE
from recommender.ledger.record import InProgress, Record, Result
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, format_units

__all__ = ["Publisher", "badges_of", "clr_of", "left_out", "plain"]

Json: TypeAlias = dict[str, Any]
_SPACE = UUID("8f0e7b52-5a4e-4e0b-9d38-6c2f2d1f6a10")
"""Of names that are made here: the same entry has the same name in every export."""
KINDS = {
    ItemKind.COURSE: "Course",
    ItemKind.CERTIFICATE: "Certificate",
    ItemKind.EXAM: "Assessment",
    ItemKind.EXPERIENCE: "Fieldwork",
}


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who says all this: the bank."""

    id: str
    """An address, or the did:key of its key."""
    name: str = ""


def left_out(record: Record) -> dict[str, int]:
    """What of the record a CLR has no words for, by kind."""
    found = {
        "applied": len(record.applied),
        "awards": len(record.awards),
        "dropped": len(record.dropped),
        "enrolments": len(record.enrolments),
        "granted": len(record.granted),
        "refused": len(record.refused),
        "waivers": len(record.waivers),
    }
    return {name: count for name, count in found.items() if count}


def badges_of(record: Record, catalogue: Catalogue, publisher: Publisher, moment: datetime) -> list[Json]:
    """A credential for each result, and for study in progress.

    Raises:
        InputError: there is neither.
    """
    writing = _Writing(record, catalogue, publisher, moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
    held: tuple[Result | InProgress, ...] = (*record.results, *record.in_progress)
    made = [writing.badge(one) for one in held]
    if not made:
        raise InputError("the record holds no result and no study that a credential could tell")
    return made


def clr_of(badges: list[Json], record: Record, publisher: Publisher, moment: datetime) -> Json:
    """One record of all of them, whether they are signed or not."""
    key = json.dumps([one["id"] for one in badges]) + moment.isoformat()
    return {
        "@context": [CREDENTIALS[0], CLR, OPEN_BADGES],
        "id": _urn("record", f"{record.learner} {record.as_of} {key}"),
        "type": ["VerifiableCredential", "ClrCredential"],
        "name": f"Learner record as of {record.as_of}",
        "issuer": _profile(publisher),
        "validFrom": moment.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "credentialSubject": {
            "type": ["ClrSubject"],
            **_subject(record),
            "verifiableCredential": badges,
        },
    }


def plain(credential: Mapping[str, Any]) -> bytes:
    """A credential as it is written to a file."""
    return (json.dumps(credential, ensure_ascii=False, indent=1) + "\n").encode()


def _profile(publisher: Publisher) -> Json:
    named = {"name": publisher.name} if publisher.name else {}
    return {"id": publisher.id, "type": ["Profile"], **named}


def _subject(record: Record) -> Json:
    """The account, which is a pseudonym; a record that was handed in may have none."""
    return {"id": f"urn:creditpath:account:{_quoted(record.learner)}"} if record.learner else {}


def _quoted(text: str) -> str:
    return quote(text, safe="/")


def _urn(sort: str, text: str) -> str:
    return f"urn:uuid:{uuid5(_SPACE, f'{sort} {text}')}"


def _instant(day: date) -> str:
    return f"{day}T00:00:00Z"


@dataclass(frozen=True, slots=True)
class _Writing:
    record: Record
    catalogue: Catalogue
    publisher: Publisher
    moment: str

    def badge(self, one: Result | InProgress) -> Json:
        """What the bank says of one result, on behalf of who issued it."""
        name = f"{self.record.learner} {one.entry}"
        described, results = self.results(one, name)
        known = self.catalogue.items.get(one.item)
        return {
            "@context": [CREDENTIALS[0], OPEN_BADGES],
            "id": _urn("credential", f"{name} {self.moment}"),
            "type": ["VerifiableCredential", "OpenBadgeCredential"],
            "name": self.title(one.item),
            "issuer": _profile(self.publisher),
            "validFrom": self.moment,
            "credentialSubject": {
                "type": ["AchievementSubject"],
                **_subject(self.record),
                **_when(one),
                **_earned(one),
                "source": self.source(known.issuer if known else InstitutionId(one.item.partition("/")[0])),
                "achievement": self.achievement(one.item, described),
                **({"result": results} if results else {}),
            },
        }

    def title(self, item: ItemId) -> str:
        known = self.catalogue.items.get(item)
        titles = known.titles if known else {}
        return titles.get("zh") or titles.get("en") or item

    def source(self, home: InstitutionId) -> Json:
        known = self.catalogue.institutions.get(home)
        titles = known.titles if known else {}
        return {
            "id": f"urn:creditpath:institution:{_quoted(home)}",
            "type": ["Profile"],
            "name": titles.get("zh") or titles.get("en") or home,
            "otherIdentifier": [_identifier(home)],
        }

    def achievement(self, item: ItemId, described: list[Json]) -> Json:
        known = self.catalogue.items.get(item)
        both = " / ".join(filter(None, (known.titles.get("zh"), known.titles.get("en")))) if known else ""
        kind = KINDS.get(known.kind) if known else None
        return {
            "id": f"urn:creditpath:item:{_quoted(item)}",
            "type": ["Achievement"],
            **({"achievementType": kind} if kind else {}),
            "name": self.title(item),
            "description": both or item,
            "criteria": {"narrative": "As the ledger of the credit bank holds it."},
            **({"fieldOfStudy": known.subject} if known and known.subject else {}),
            "otherIdentifier": [_identifier(item)],
            **({"resultDescription": described} if described else {}),
        }

    def results(self, one: Result | InProgress, name: str) -> tuple[list[Json], list[Json]]:
        """The values of a result, and the description of each: its scale, scheme or measure."""
        described: list[Json] = []
        results: list[Json] = []
        for number, (kind, of, value) in enumerate(_values(one)):
            id = _urn("result", f"{name} {number}")
            described.append({"id": id, "type": ["ResultDescription"], "name": of, "resultType": kind})
            results.append({"type": ["Result"], "resultDescription": id, **value})
        return described, results


def _identifier(text: str) -> Json:
    return {"type": "IdentifierEntry", "identifier": text, "identifierType": "identifier"}


def _when(one: Result | InProgress) -> Json:
    if isinstance(one, InProgress):
        return {"activityStartDate": _instant(one.since)}
    return {"activityEndDate": _instant(one.completed)}


def _earned(one: Result | InProgress) -> Json:
    """The credit as a number, where it is one exactly."""
    text = "/" if isinstance(one, InProgress) else format_units(one.units)
    if "/" in text:
        return {}
    return {"creditsEarned": float(text) if "." in text else int(text)}


def _values(one: Result | InProgress) -> Iterator[tuple[str, str, Json]]:
    """Kind, name of the scale, and value."""
    if isinstance(one, InProgress):
        yield "Status", "status", {"status": "InProgress"}
        return
    yield CREDITS, one.scheme, {"value": format_units(one.units)}
    if one.grade is not None:
        yield MARK, one.grade.scheme, {"value": one.grade.mark}
    for name, value in sorted(one.measures.items()):
        yield MEASURE, name, {"value": value}
