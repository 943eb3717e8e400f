"""How is the national credit bank put together from a seed, and what does it recognise each certificate as?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from random import Random

from recommender.demo.acbs.degrees import qualifications
from recommender.demo.acbs.items import certificates, courses, exams
from recommender.demo.acbs.words import BANK, places
from recommender.demo.model import Json, Offer, World
from recommender.demo.write import write_directory

CALENDAR: Json = {
    "id": "two-term",
    "seasons": [
        {"name": "spring", "start": "03-02", "end": "06-21"},
        {"name": "autumn", "start": "09-01", "end": "12-21"},
    ],
}

HEAD: Json = {
    "format": "creditpath-catalogue/1",
    "id": "acbs-demo",
    "titles": {
        "zh": "国家学分银行（合成示例数据，规则取自韩国学分银行制）",
        "en": "National Credit Bank (synthetic demonstration data under the rules of the Korean credit bank)",
    },
    "synthetic": True,
    "schemes": [{"id": "credit", "titles": {"zh": "学分", "en": "credit"}, "hours_per_credit": "16"}],
    "grade_schemes": [{"id": "percent", "numeric": True, "pass_mark": "60"}],
    "calendars": [CALENDAR],
    "load": "24",
}

FEE_PER_CREDIT = 1000
"""Invented: the system asks for a fee for each credit that is applied for."""


def stream(seed: int, purpose: str) -> Random:
    """A random stream of its own for each purpose, so that a change in one part leaves the others as they were."""
    return Random(f"creditpath acbs/{seed}/{purpose}")


@lru_cache(maxsize=4)
def build_world(seed: int = 7) -> World:
    """The bank of a seed: the same seed gives the same bank, byte for byte."""
    known = places()
    offers: list[Offer] = []
    for place in known.values():
        if place.fields:
            offers += courses(place, stream(seed, f"courses of {place.id}"))
    offers += exams()
    kinds = list(certificates())
    offers += [offer for offer, *_ in kinds]
    return World(
        seed,
        1.0,
        known,
        {offer.id: offer for offer in offers},
        tuple(_rules(kinds)),
        tuple(qualifications(known)),
    )


def write_catalogue(directory: Path, seed: int = 7) -> None:
    """Write the native catalogue directory."""
    write_directory(build_world(seed), directory, HEAD)


def _rules(kinds: list[tuple[Offer, int, int, str]]) -> Iterator[Json]:
    """What each certificate gives: an amount by target, credit of the related major or none, or nothing ever."""
    for offer, bachelor, associate, major in kinds:
        rule: Json = {
            "id": f"{BANK}/{offer.code}",
            "recogniser": BANK,
            "sources": [{"item": offer.id}],
            "assurance": "statutory",
        }
        if not bachelor:
            yield rule | {
                "refusal": True,
                "note": "不予认定的资格种类 / a kind of certificate that is never credited",
            }
            continue
        yield rule | {
            "fee_per_credit": FEE_PER_CREDIT,
            "outputs": [
                {
                    "type": "elective",
                    "subject": major or "other",
                    "tags": ["certificate"],
                    "item_kind": "certificate",
                    "credits_by": [
                        {"award": "bachelor", "credits": str(bachelor)},
                        {"award": "associate", "credits": str(associate)},
                    ],
                    "titles": {"zh": offer.zh, "en": offer.en},
                }
            ],
        }
