"""How do the simulated learners of the national credit bank come by their credit, semester by semester?

A learner has a degree, a major, one or two institutions, a pace and a care for rules. The careless take the same title
twice, more than a semester may bring, certificates outside their major, and miss classes, as real records show.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from recommender.demo.acbs.degrees import DEGREES, YEAR, Degree, degree_id
from recommender.demo.acbs.stories import past_terms
from recommender.demo.acbs.world import stream
from recommender.demo.account import Account
from recommender.demo.model import Offer, World
from recommender.vocabulary import Term

DEGREE_WEIGHTS = (10, 6, 2, 1, 1)
"""In the order of DEGREES."""
WITH_CERTIFICATES, WITH_EXAMS = 0.45, 0.2
CARELESS = 0.25
"""Share of learners who do not mind titles they have and classes they miss."""
FAILURES = 0.04


def account_id(number: int) -> str:
    """The pseudonymous account of the n-th simulated learner."""
    return f"acbs/{number + 1:06d}"


def simulated_accounts(world: World, seed: int, learners: int, as_of: date) -> Iterator[Account]:
    """So many accounts, each of a random stream of its own."""
    terms = past_terms(as_of)
    for number in range(learners):
        yield _Learner(
            world, Account(account_id(number)), stream(seed, f"learner {number}"), terms, as_of
        ).tell()


@dataclass
class _Learner:
    world: World
    account: Account
    rng: Random
    terms: tuple[Term, ...]
    as_of: date

    def tell(self) -> Account:
        """The whole account."""
        rng = self.rng
        degree: Degree = rng.choices(DEGREES, DEGREE_WEIGHTS)[0]
        self.major = rng.choice(degree.majors)
        self.careless = rng.random() < CARELESS
        self.ability = rng.gauss(0, 6)
        self.taken: set[str] = set()
        self.places = self._places()
        begun = rng.randint(2, len(self.terms) - 1)
        on = self.terms[begun].start - timedelta(days=14)
        self.account.open(on, self.world.places[self.places[0]].region)
        self.account.enrol(on + timedelta(days=1), degree_id(degree.slug, self.major), YEAR)
        pace, until = rng.randint(3, 8), rng.randint(begun + 1, len(self.terms))
        for term in self.terms[begun:until]:
            self._semester(term, pace + rng.randint(-1, 2 if self.careless else 0))
        self._certificates(begun, until)
        return self.account

    def _places(self) -> list[str]:
        """One institution that teaches the major, often a second one."""
        teaching = [place for place in self.world.places.values() if self.major in place.fields]
        first = self.rng.choices(teaching, [place.weight for place in teaching])[0]
        found = [first.id]
        if self.rng.random() < 0.6:
            others = [one for one in self.world.places.values() if one.fields and one is not first]
            found.append(self.rng.choices(others, [place.weight for place in others])[0].id)
        if self.rng.random() < WITH_EXAMS:
            found.append("selfstudy")
        return found

    def _semester(self, term: Term, count: int) -> None:
        offers = [
            offer for place in self.places for offer in self.world.at[place] if term.season in offer.seasons
        ]
        open_ = [one for one in offers if self._wanted(one)]
        weights = [4 if one.subject == self.major else 2 if "liberal" in one.tags else 1 for one in open_]
        for number in range(min(count, len(open_))):
            offer = self.rng.choices(open_, weights)[0]
            place = open_.index(offer)
            del open_[place], weights[place]
            if self._wanted(offer):
                self._take(offer, term, number)

    def _wanted(self, offer: Offer) -> bool:
        return (self.careless and self.rng.random() < 0.3) or offer.lineage not in self.taken

    def _take(self, offer: Offer, term: Term, number: int) -> None:
        registered = self.account.register(term.start - timedelta(days=4), offer.id)
        mark = min(99, max(35, round(78 + self.ability + self.rng.gauss(0, 7))))
        on = term.end - timedelta(days=number % 14)
        if self.rng.random() < FAILURES or mark < 60:
            self.account.fail(on, offer, min(mark, 59), registered)
            return
        measures = {}
        if offer.kind == "course":
            missed = self.careless and self.rng.random() < 0.1
            measures["attendance"] = str(self.rng.randint(55, 79) if missed else self.rng.randint(82, 100))
        self.account.deposit(on, offer, "credit", mark, registered, measures)
        self.taken.add(offer.lineage)

    def _certificates(self, begun: int, until: int) -> None:
        """Up to five, mostly of the lower grades, one in three outside the major."""
        if self.rng.random() > WITH_CERTIFICATES:
            return
        known = [offer for offer in self.world.offers.values() if offer.kind == "certificate"]
        near = [offer for offer in known if offer.subject == self.major]
        for number in range(self.rng.choice((1, 1, 2, 3, 4, 5))):
            offer = self.rng.choice(near if self.rng.random() < 0.65 else known)
            if offer.id in self.taken or (offer.code.endswith(("1", "2")) and self.rng.random() < 0.8):
                continue
            self.taken.add(offer.id)
            term = self.terms[self.rng.randrange(begun, until)]
            self.account.deposit(term.end - timedelta(days=number), offer, "credit", 0)
