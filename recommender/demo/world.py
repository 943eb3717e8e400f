"""How is the whole demo bank put together from a seed?"""

from __future__ import annotations

from functools import lru_cache
from random import Random

from recommender.demo.courses import course_offers, shared_offers
from recommender.demo.credentials import credentials
from recommender.demo.model import Json, Offer, Place, World
from recommender.demo.programme import SHARED, versions
from recommender.demo.recognitions import recognition_rules
from recommender.demo.words.places import places as known_places
from recommender.demo.words.programmes import PROGRAMMES
from recommender.demo.words.read import FIELDS


def stream(seed: int, purpose: str) -> Random:
    """A random stream of its own for each purpose, so that a change in one part leaves the others as they were."""
    return Random(f"creditpath demo/{seed}/{purpose}")


@lru_cache(maxsize=4)
def build_world(seed: int = 7, scale: float = 1.0) -> World:
    """The bank of a seed.

    Args:
        seed: the same seed gives the same bank, byte for byte.
        scale: 1 is the full bank; less has fewer institutions that only teach, and fewer recognition rules.

    Raises:
        ValueError: the scale is not between 0 and 1.
    """
    if not 0 < scale <= 1:
        raise ValueError(f"expected a scale above 0 and up to 1, found {scale}")
    places = known_places(scale)
    offers = {offer.id: offer for offer in _all_offers(places, seed)}
    rules = recognition_rules(places, offers, scale, stream(seed, "rules"))
    qualifications: tuple[Json, ...] = tuple(
        version for programme in PROGRAMMES for version in versions(programme, offers)
    )
    return World(seed, scale, places, offers, rules, qualifications)


def _all_offers(places: dict[str, Place], seed: int) -> list[Offer]:
    found: list[Offer] = []
    for place in places.values():
        if not place.weight:
            continue
        mine = [programme for programme in PROGRAMMES if programme.place == place.id]
        awards = frozenset(programme.subject for programme in mine)
        named = frozenset(code for programme in mine for code in programme.named)
        found += course_offers(place, awards, named, stream(seed, f"courses of {place.id}"))
    found += shared_offers(places[SHARED], stream(seed, "shared courses"))
    found += credentials(stream(seed, "credentials"))
    return found + [_defence(p.place, p.subject) for p in PROGRAMMES if p.defence]


def _defence(place: str, subject: str) -> Offer:
    """The defence of the thesis: a milestone without credit."""
    zh, en = FIELDS[subject]
    return Offer(
        f"{place}/{subject}499",
        "milestone",
        place,
        f"{subject}499",
        f"{zh}论文答辩",
        f"Thesis Defence: {en}",
        "0",
        400,
        subject,
        ("milestone",),
        ("spring", "autumn"),
        with_=(f"{place}/{subject}490",),
    )
