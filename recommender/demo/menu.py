"""What can be taken at one institution, and how does the true process weigh it: the law behind the histories?

At each term a learner picks among the items that are open: offered in the season, within their life, not passed, their
prerequisites passed in earlier terms. The weight of an open item is

    base(programme, interest, item) * (1 + CHAIN * boost) * (REPEATED where the same course was passed elsewhere)

where the boost of an item is the sum, over what was passed in earlier terms, of FADE ** (terms since) for each item
that it follows. Several items of a term are drawn one after the other without replacement, in proportion to weight.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

import numpy as np
from numpy.typing import NDArray

from recommender.demo.model import Atom, Offer, World
from recommender.demo.programme import SHARED, Programme
from recommender.demo.words.programmes import PROGRAMMES
from recommender.demo.words.read import CORE_SUBJECTS, PUBLIC, templates
from recommender.vocabulary import Term

CHAIN = 12.0
FADE = 0.5
REPEATED = 0.1
INTERESTS = 3
"""Latent interests of a field: its tracks where it has three, else thirds of its courses."""

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def generator(seed: int, purpose: str) -> np.random.Generator:
    """A stream of its own for each purpose; the name is hashed by CRC-32, which is the same everywhere."""
    return np.random.Generator(np.random.PCG64([seed, zlib.crc32(purpose.encode())]))


def normal(rng: np.random.Generator, *shape: int) -> FloatArray:
    """Standard normal numbers from uniform ones (Box-Muller), so that only the plainest of numpy's streams is used."""
    radius = np.sqrt(-2.0 * np.log1p(-rng.random(shape)))
    return np.asarray(radius * np.cos(2.0 * np.pi * rng.random(shape)))


@cache
def interest_of(code: str) -> int:
    """The latent interest that a course belongs to, the same everywhere: its track, else a third by its code."""
    template = templates().get(code.removesuffix("-E"))
    tracks = _tracks(template.subject) if template else ()
    mine = next((tag for tag in template.tags if tag in tracks), "") if template else ""
    return tracks.index(mine) % INTERESTS if mine else zlib.crc32(code.encode()) % INTERESTS


@cache
def _tracks(subject: str) -> tuple[str, ...]:
    mine = f"{subject.lower()}-"
    return tuple(sorted({tag for t in templates().values() for tag in t.tags if tag.startswith(mine)}))


@cache
def _ordinary(subject: str) -> tuple[str, ...]:
    return tuple(t.code for t in templates().values() if t.subject == subject and "final" not in t.tags)


@dataclass(frozen=True)
class Menu:
    """The items open to those who study at one place, as arrays over `items`."""

    place: str
    items: tuple[Offer, ...]
    popularity: FloatArray
    """(n_items,)"""
    difficulty: FloatArray
    """(n_items,)"""

    @cached_property
    def number(self) -> dict[str, int]:
        """Position by item id."""
        return {offer.id: n for n, offer in enumerate(self.items)}

    @cached_property
    def base(self) -> FloatArray:
        """Weights before any history, (n_programmes, INTERESTS, n_items)."""
        return np.array(
            [
                [_affinities(self, p, interest) * self.popularity for interest in range(INTERESTS)]
                for p in PROGRAMMES
            ]
        )

    @cached_property
    def following(self) -> FloatArray:
        """1 where the column tends to come after the row: it asks for it, or is a follow-up, (n_items, n_items)."""
        follows = np.zeros((len(self.items), len(self.items)))
        for n, offer in enumerate(self.items):
            for clause in offer.needs:
                for atom in clause:
                    if atom.code in self.number:
                        follows[self.number[atom.code], n] = 1.0
        by_code = {offer.code: n for n, offer in enumerate(self.items)}
        for n, offer in enumerate(self.items):
            follows[n, [by_code[c] for c in follow_ups(offer.code) if c in by_code]] = 1.0
        return follows

    @cached_property
    def twin(self) -> IntArray:
        """The other version of a renumbered course, or the item itself, (n_items,)."""
        twins = np.arange(len(self.items))
        lineages: dict[str, list[int]] = {}
        for n, offer in enumerate(self.items):
            if offer.lineage:
                lineages.setdefault(offer.lineage, []).append(n)
        for one, other in lineages.values():
            twins[one], twins[other] = other, one
        return twins

    @cached_property
    def asked(self) -> tuple[tuple[int, tuple[tuple[tuple[int, int], ...], ...]], ...]:
        """(item, clauses of (item, floor)) for every item with prerequisites; a corequisite is asked for before."""
        found = []
        for n, offer in enumerate(self.items):
            clauses = [*offer.needs, *((Atom(item),) for item in offer.with_)]
            if clauses:
                asked = tuple(
                    tuple((self.number[a.code], a.floor or 1) for a in clause) for clause in clauses
                )
                found.append((n, asked))
        return tuple(found)

    def offered(self, term: Term) -> NDArray[np.bool_]:
        """Items of the season that live at the start of the term and are courses, certificates or examinations."""
        return np.array([_offered(offer, term) for offer in self.items])

    def admitted(self, marks: NDArray[np.int16]) -> NDArray[np.bool_]:
        """Whether prerequisites hold, given the marks passed with (0: not passed), both (n_learners, n_items)."""
        open_to = np.ones(marks.shape, dtype=bool)
        for item, clauses in self.asked:
            for clause in clauses:
                met = np.zeros(len(marks), dtype=bool)
                for atom, floor in clause:
                    met |= marks[:, atom] >= floor
                open_to[:, item] &= met
        return open_to


def menu_of(world: World, place: str) -> Menu:
    """What those who study at the place can take: its courses, the shared ones, certificates, examinations."""
    fields = set(world.places[place].fields)
    taught = {offer.code for offer in world.at[place]}
    items = [
        offer
        for offer in world.offers.values()
        if (offer.place in {place, SHARED} and offer.kind == "course")
        or (offer.kind == "certificate" and offer.subject in fields)
        or (offer.kind == "exam" and (offer.code.removesuffix("-E") in taught or "proficiency" in offer.tags))
    ]
    rng = generator(world.seed, f"menu of {place}")
    popularity = np.exp(0.9 * normal(rng, len(items)))
    return Menu(place, tuple(items), popularity, normal(rng, len(items)))


def weights(base: FloatArray, boost: FloatArray, held: FloatArray) -> FloatArray:
    """The law of the process for items that are open."""
    return base * (1.0 + CHAIN * boost) * held


@cache
def follow_ups(code: str) -> tuple[str, ...]:
    """One or two courses of the same field that people tend to take after this one, whatever the regulations say."""
    known = _ordinary(code[:3])
    if code not in known:
        return _next_certificate(code)
    start = known.index(code)
    steps = (1 + zlib.crc32(code.encode()) % 7, 3 + zlib.crc32(f"{code}+".encode()) % 11)
    return tuple(known[(start + step) % len(known)] for step in steps)


def _next_certificate(code: str) -> tuple[str, ...]:
    """The next level of a certificate."""
    return (f"{code[:-1]}{int(code[-1]) + 1}",) if code[-1].isdigit() and "-C" in code else ()


def _offered(offer: Offer, term: Term) -> bool:
    alive = (not offer.start or date.fromisoformat(offer.start) <= term.start) and (
        not offer.end or term.start < date.fromisoformat(offer.end)
    )
    return alive and term.season in offer.seasons


_KIND_WEIGHT = {"certificate": 0.05, "exam": 0.03}


def _affinities(menu: Menu, programme: Programme, interest: int) -> FloatArray:
    """What a learner of the programme with the interest likes, (n_items,)."""
    related, named = frozenset(programme.electives[0]), programme.named
    found = np.empty(len(menu.items))
    for n, offer in enumerate(menu.items):
        weight = _field_weight(offer.subject, programme.subject, related)
        if offer.code in named:
            weight *= 3.0
        elif offer.subject not in PUBLIC:
            weight *= 2.5 if interest_of(offer.code) == interest else 0.5
        if offer.place == SHARED:
            weight *= 0.3
        if "final" in offer.tags:
            weight *= 0.15
        found[n] = weight * _KIND_WEIGHT.get(offer.kind, 1.0)
    return found


def _field_weight(subject: str, major: str, related: frozenset[str]) -> float:
    if subject == major:
        return 1.0
    if subject in CORE_SUBJECTS:
        return 0.5
    return 0.25 if subject in related or subject in PUBLIC else 0.01
