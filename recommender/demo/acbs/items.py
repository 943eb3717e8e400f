"""What can be earned in the national credit bank: 400 courses, 40 exams, 810 credited certificates and 162 others?"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from recommender.demo.acbs.words import (
    EXAMS,
    GRADES,
    LIBERAL,
    MAJORS,
    NEVER,
    REAL_AMOUNTS,
    TRADES,
    families,
    written,
)
from recommender.demo.model import Offer, Place, Template
from recommender.demo.words.read import templates

PER_TRAINING, PER_UNIVERSITY = 32, 20
"""Courses of each of the ten training institutions and of the four universities: 400."""
PER_MAJOR, PER_LIBERAL = 26, 44
"""Titles of each field of study, and of the liberal courses."""
FEE = 60_000
"""Of a course, for a credit."""


def titles() -> dict[str, list[Template]]:
    """The titles of each major, and under `LIB` the liberal ones; a title is the same course wherever it is taught."""
    known = [one for one in templates().values() if "final" not in one.tags]
    found = {major: [one for one in known if one.subject == major][:PER_MAJOR] for major in MAJORS}
    return found | {"LIB": [one for one in known if one.subject in LIBERAL][:PER_LIBERAL]}


def courses(place: Place, rng: Random) -> Iterator[Offer]:
    """What one institution teaches: titles of its majors and liberal ones, each written in its own way."""
    size = PER_TRAINING if place.kind == "training" else PER_UNIVERSITY
    known, liberal = titles(), max(6, size // 3)
    share = (size - liberal) // len(place.fields)
    chosen = [one for field in place.fields for one in sorted(rng.sample(known[field], share), key=_code)]
    chosen += sorted(rng.sample(known["LIB"], size - len(chosen)), key=_code)
    for one in chosen:
        zh, en = written(one.zh, one.en, rng.choice((0, 0, 0, 1, 2, 3)))
        seasons = ("spring", "autumn") if rng.random() < 0.75 else (rng.choice(("spring", "autumn")),)
        yield Offer(
            f"{place.id}/{one.code}",
            "course",
            place.id,
            one.code,
            zh,
            en,
            "3",
            one.level,
            one.subject,
            ("accredited" if place.kind == "training" else "part-time", _shelf(one)),
            seasons,
            fee=3 * FEE,
            modes=("online",) if place.kind == "training" else ("onsite",),
            lineage=f"title/{one.code}",
        )


def exams() -> Iterator[Offer]:
    """Exams of the self-study degree: a title that is examined is the same course as where it is taught."""
    for field, some in titles().items():
        for one in some[: 10 if field == "LIB" else 6]:
            yield Offer(
                f"{EXAMS}/{one.code}",
                "exam",
                EXAMS,
                f"{one.code}-E",
                f"独学考试：{one.zh}",
                f"Self-study Examination: {one.en}",
                "4" if field == "LIB" else "5",
                one.level,
                one.subject,
                ("self-study", _shelf(one)),
                ("spring", "autumn"),
                fee=20_000,
                modes=("onsite",),
                study_credits="4" if field == "LIB" else "5",
                lineage=f"title/{one.code}",
            )


def certificates() -> Iterator[tuple[Offer, int, int, str]]:
    """Each certificate with its credits towards a bachelor's and an associate's degree (0: never) and its major."""
    for code, zh, en, issuer, major in families():
        for trade, (zh_trade, en_trade) in enumerate(TRADES, 1):
            for grade, (zh_grade, en_grade, bachelor, associate, hours) in enumerate(GRADES, 1):
                key = f"{issuer}/{code}{trade}{grade}"
                told = (
                    f"{zh}{zh_trade}{zh_grade}",
                    f"{en} {en_trade}, {en_grade}",
                    bachelor,
                    associate,
                    hours,
                )
                known = REAL_AMOUNTS.get(key, told)
                yield _certificate(key, issuer, known, major), known[2], known[3], major
            zh_grade, en_grade = NEVER
            key, names = (
                f"{issuer}/{code}{trade}0",
                (f"{zh}{zh_trade}{zh_grade}", f"{en} {en_trade}, {en_grade}"),
            )
            yield _certificate(key, issuer, (*names, 0, 0, 120), major), 0, 0, major


def _certificate(key: str, issuer: str, known: tuple[str, str, int, int, int], major: str) -> Offer:
    zh, en, credits, _, hours = known
    return Offer(
        key,
        "certificate",
        issuer,
        key.split("/")[1],
        zh,
        en,
        str(credits or 10),
        None,
        major or "other",
        ("certificate",),
        ("spring", "autumn"),
        fee=50_000,
        modes=("onsite",),
        hours=str(hours),
    )


def _shelf(one: Template) -> str:
    return "liberal" if one.subject in LIBERAL else "major"


def _code(one: Template) -> str:
    return one.code
