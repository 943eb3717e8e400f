"""How do simulated histories become accounts: days for terms, entries for attempts, and what offices decide?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from recommender.catalogue.objects import Catalogue
from recommender.demo.account import Account, grade_of
from recommender.demo.conversions import CONVERTED, PENDING, REFUSED, Desk, Holding
from recommender.demo.menu import generator
from recommender.demo.model import Offer
from recommender.demo.simulate import FAILED, PASSED, RUNNING, WITHDRAWN, Histories
from recommender.demo.words.programmes import PROGRAMMES
from recommender.vocabulary import Grade, ItemId, QualificationId, parse_units

ENROLLED = 0.88
"""Share of learners enrolled on a qualification."""
ELSEWHERE = 0.12
"""Share of learners who live in another region than that of their first institution."""
CONSENT_WITHDRAWN = 0.0004
FIRST_DAYS = 12
"""Registration is open so many days before a term, to three days before it."""
EXAM_DAYS = 22
LOOKED_AT = 0.25
"""Share of learners whose results an office looks at in search of a recognition."""


_units = lru_cache(maxsize=None)(parse_units)
"""Hundreds of thousands of results have a dozen different amounts."""


def account_id(number: int) -> str:
    """The pseudonymous account of the n-th simulated learner."""
    return f"delta/{number + 1:06d}"


class Teller:
    """Tells the histories as accounts, one learner after the other."""

    def __init__(self, histories: Histories, catalogue: Catalogue, seed: int, as_of: date) -> None:
        self.h, self.catalogue, self.as_of = histories, catalogue, as_of
        self.offers: tuple[Offer, ...] = tuple(histories.world.offers[item] for item in histories.items)
        self.desk = Desk(catalogue)
        learners = len(histories.latents)
        rng = generator(seed, "accounts")
        self.draws = rng.random((learners, 6))
        self.days = rng.random(len(histories.learner))
        self.regions = sorted({place.region for place in histories.world.places.values()})
        self.lottery = _Lottery(learners)

    def accounts(self) -> Iterator[Account]:
        """Every learner's account, in order of ids."""
        bounds = np.searchsorted(self.h.learner, np.arange(len(self.h.latents) + 1)).tolist()
        columns = [c.tolist() for c in (self.h.item, self.h.term, self.h.order, self.h.outcome, self.h.mark)]
        for learner in range(len(self.h.latents)):
            span = range(bounds[learner], bounds[learner + 1])
            yield self._account(learner, [(*[column[row] for column in columns], row) for row in span])

    def _account(self, learner: int, rows: list[tuple[int, ...]]) -> Account:
        latents = self.h.latents
        account = Account(account_id(learner))
        first = self.h.terms[rows[0][1] if rows else int(latents.start[learner])]
        opened = first.start - timedelta(days=FIRST_DAYS + 2)
        home = self.h.world.places[latents.places[int(latents.first[learner])]].region
        draw = self.draws[learner]
        region = self.regions[int(draw[1] * len(self.regions))] if draw[0] < ELSEWHERE else home
        account.open(opened, region)
        programme = PROGRAMMES[int(latents.programme[learner])]
        if draw[2] < ENROLLED:
            on = opened + timedelta(days=1)
            version = self.catalogue.qualification(QualificationId(programme.id), None, on)
            account.enrol(on, programme.id, version.year)
        held = self._study(account, rows)
        self._offices(account, programme.place, held, draw[3:])
        return account

    def _study(self, account: Account, rows: list[tuple[int, ...]]) -> list[Holding]:
        held: list[Holding] = []
        sizes: dict[int, int] = {}
        for _, t, *_ in rows:
            sizes[t] = sizes.get(t, 0) + 1
        for item, t, order, outcome, mark, row in rows:
            offer, term = self.offers[item], self.h.terms[t]
            registered = account.register(self._registration(term.start, self.days[row]), offer.id)
            if outcome == RUNNING:
                continue
            if outcome == WITHDRAWN:
                account.withdraw(
                    term.start + timedelta(days=20 + int(40 * self.days[row])), offer.id, registered
                )
                continue
            back = EXAM_DAYS - int(EXAM_DAYS * (order + self.days[row]) / sizes[t])
            on = term.end - timedelta(days=back)
            if outcome == FAILED:
                account.fail(on, offer, mark, registered)
            elif outcome == PASSED:
                held.append(self._deposit(account, offer, on, mark, registered))
        return held

    def _registration(self, start: date, draw: float) -> date:
        return min(start - timedelta(days=3 + int((FIRST_DAYS - 3) * draw)), self.as_of)

    def _deposit(self, account: Account, offer: Offer, on: date, mark: int, registered: str) -> Holding:
        scheme = self.h.world.places[offer.place].scheme
        entry = account.deposit(on, offer, scheme, mark, registered)
        units = _units(offer.credits) // (2 if scheme == "skill-point" else 1)
        grade = grade_of(offer, mark)
        return Holding(entry, ItemId(offer.id), units, Grade(*grade) if grade else None, on)

    def _offices(self, account: Account, place: str, held: list[Holding], draw: NDArray[np.float64]) -> None:
        """Recognitions for those whose turn it is, and the few who withdraw consent."""
        if draw[2] < CONSENT_WITHDRAWN:
            account.consent(min(account.drafts[-1].on + timedelta(days=30), self.as_of), False)
        self.lottery.left -= 1
        if draw[0] > LOOKED_AT:
            return
        decisions = self.desk.fitting(place, held, self.as_of)
        drawn = self.lottery.draw(bool(decisions), float(draw[1]))
        if drawn == "converted":
            for decision in decisions[:3]:
                account.grant(decision.on, self.desk.granted(decision))
        elif drawn:
            first = decisions[0]
            sources = [one.entry for one in first.sources]
            applied = self.as_of - timedelta(days=20) if drawn == "pending" else first.on - timedelta(days=30)
            account.apply(applied, first.rule.id, sources)
            if drawn == "refused":
                account.refuse(first.on, first.rule.id, self.catalogue.version_of("rule", first.rule.id))


class _Lottery:
    """Spreads a fixed number of recognitions evenly over those who could have one."""

    def __init__(self, learners: int) -> None:
        self.left = learners
        self.quota = {
            name: round(share * learners)
            for name, share in (("converted", CONVERTED), ("refused", REFUSED), ("pending", PENDING))
        }
        self.seen = self.able = 0

    def draw(self, able: bool, chance: float) -> str:
        """Which recognition, if any, falls to one who was looked at; "" for none."""
        self.seen += 1
        self.able += able
        wanted = sum(self.quota.values())
        expected = max(1.0, self.left * LOOKED_AT * self.able / self.seen)
        if not able or not wanted or chance >= wanted / expected:
            return ""
        share = chance * expected
        for name, count in self.quota.items():
            if share < count:
                self.quota[name] -= 1
                return name
            share -= count
        return ""
