"""Which achievements does a credential, or a record of several, tell of?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.badges.findings import Verified
from recommender.interchange.badges.shape import listed
from recommender.interchange.badges.tokens import credential_of
from recommender.interchange.badges.verify import Checker
from recommender.interchange.badges.words import CREDITS, MEASURE
from recommender.interchange.deposits.achieved import RUNNING, Achieved, LeftOut, Told
from recommender.interchange.strict import Written
from recommender.vocabulary import Grade, parse_date

__all__ = ["read"]

BADGE, RECORD = "OpenBadgeCredential", "ClrCredential"
RUNS = ("Enrolled", "InProgress", "OnHold")
LOST = {"Failed": "it was not passed", "Withdrew": "it was given up", "Provisional": "it is provisional"}


def read(content: bytes, place: str, checker: Checker, expected: str) -> Told:
    """What a badge (`badges`) or a record (`clr`) tells, once it was verified.

    Raises:
        Unreadable: one sentence about what is wrong with it.
    """
    verified, credential = checker.file(content, place)
    wanted = BADGE if expected == "badges" else RECORD
    if verified.kind != wanted:
        raise Unreadable(f"/type: expected {wanted}, found {verified.kind}", place=place)
    issued = _day(credential, "validFrom", "issuanceDate")
    told = Told(expected, verified.id, issued, verified.state, verified.status, verified.why, (), ())
    achieved: list[Achieved] = []
    left_out: list[LeftOut] = []
    for where, inner, found in _credentials(credential, verified, ""):
        if isinstance(inner, str):
            left_out.append(LeftOut(where, inner, faulty=True))
            continue
        try:
            achieved += _achieved(where, inner, found, issued)
        except ValueError as error:
            left_out.append(LeftOut(where, str(error), faulty=found.kind == BADGE))
    return replace(told, achieved=tuple(achieved), left_out=tuple(left_out))


def _credentials(
    credential: Mapping[str, Any], verified: Verified, where: str
) -> Iterator[tuple[str, Mapping[str, Any] | str, Verified]]:
    """Every credential that tells of an achievement itself, or the sentence by which it is refused."""
    if verified.kind != RECORD:
        yield where or "/", credential, verified
        return
    refused = iter(verified.refused)
    inner = listed(credential["credentialSubject"].get("verifiableCredential"))
    for number, (one, found) in enumerate(zip(inner, verified.within, strict=True)):
        here = f"{where}/credentialSubject/verifiableCredential/{number}"
        if found.state == "refused":
            yield here, next(refused), found
        else:
            content = credential_of(one, here) if isinstance(one, str) else one
            yield from _credentials(content, found, here)


def _achieved(where: str, credential: Mapping[str, Any], found: Verified, issued: date) -> Iterator[Achieved]:
    """The achievement of one credential; ValueError with the reason where it tells of none."""
    subject = credential["credentialSubject"]
    achievement = subject.get("achievement") if found.kind == BADGE else None
    if achievement is None:
        raise ValueError("it names no achievement" if found.kind == BADGE else "it tells of no achievement")
    results = [_result(one, achievement) for one in listed(subject.get("result"))]
    states = [one["status"] for one in results if one["status"]]
    lost = next((LOST[one] for one in states if one in LOST), "")
    if lost:
        raise ValueError(lost)
    grades = [Grade(one["scale"], one["value"]) for one in results if one["value"] and not one["ours"]]
    if len(grades) > 1:
        raise ValueError(f"it tells {len(grades)} marks: which of them is the achievement's?")
    yield Achieved(
        where,
        tuple(_names(achievement)),
        tuple(_issuers(credential, subject, achievement)),
        achievement["name"],
        tuple(_credits(subject, results)),
        _completed(credential, subject),
        grades[0] if grades else None,
        RUNNING if any(one in RUNS for one in states) else "passed",
        found.id,
        found.state,
        dict(_measures(results)),
    )


def _result(one: Mapping[str, Any], achievement: Mapping[str, Any]) -> dict[str, str]:
    """A result with its scale: what it is a result of, as the achievement describes it."""
    described = {each["id"]: each for each in listed(achievement.get("resultDescription"))}
    of = described.get(one.get("resultDescription", ""), {})
    kind = of.get("resultType", "")
    return {
        "value": one.get("value", ""),
        "status": one.get("status", ""),
        "scale": of.get("name", ""),
        "ours": kind if kind in (CREDITS, MEASURE) else "",
    }


def _names(achievement: Mapping[str, Any]) -> Iterator[str]:
    """What may name the item: identifiers that the bank gave first, then what the achievement is aligned to."""
    for one in listed(achievement.get("otherIdentifier")):
        yield one["identifier"]
    yield achievement["id"]
    for one in listed(achievement.get("alignment")):
        yield one["targetUrl"]
        if one.get("targetCode"):
            yield one["targetCode"]
    if achievement.get("humanCode"):
        yield achievement["humanCode"]


def _issuers(
    credential: Mapping[str, Any], subject: Mapping[str, Any], achievement: Mapping[str, Any]
) -> Iterator[str]:
    """What may name the institution: the source of the assertion, who made the achievement, who issued it."""
    for profile in (subject.get("source"), achievement.get("creator"), credential["issuer"]):
        if isinstance(profile, str):
            yield profile
        elif isinstance(profile, Mapping):
            for one in listed(profile.get("otherIdentifier")):
                yield one["identifier"]
            yield profile["id"]
            if profile.get("name"):
                yield profile["name"]


def _credits(subject: Mapping[str, Any], results: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    """The credit; exactly, and with its scheme, where a program like this one wrote it."""
    ours = [one for one in results if one["ours"] == CREDITS]
    if ours:
        yield from ((one["value"], one["scale"]) for one in ours)
    elif "creditsEarned" in subject:
        earned = subject["creditsEarned"]
        yield (earned.text if isinstance(earned, Written) else str(earned)), ""


def _measures(results: list[dict[str, str]]) -> Iterator[tuple[str, str]]:
    for one in results:
        if one["ours"] == MEASURE:
            yield one["scale"], one["value"]


def _completed(credential: Mapping[str, Any], subject: Mapping[str, Any]) -> date:
    """The civil date as it is written: when it ended, was awarded or began to hold."""
    if "activityEndDate" in subject or "activityStartDate" in subject:
        return _day(subject, "activityEndDate", "activityStartDate")
    return _day(credential, "awardedDate", "validFrom", "issuanceDate")


def _day(node: Mapping[str, Any], *names: str) -> date:
    text = next(node[name] for name in names if name in node)
    return parse_date(text[:10])
