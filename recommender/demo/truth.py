"""What will a learner of the demo bank really take next, with which probability?  The law that made the histories.

Only tests and benchmarks may ask: it knows the latent programme and interest that no model sees.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recommender.demo.menu import FADE, REPEATED, FloatArray, Menu, menu_of, weights
from recommender.demo.model import World
from recommender.demo.simulate import PASSED, Histories
from recommender.vocabulary import Term


@dataclass(frozen=True, slots=True)
class Passed:
    """One item passed: in which term (by number), with which mark (percentage)."""

    item: str
    term: int
    mark: int


@dataclass(frozen=True)
class HistoryState:
    """Everything that the next draw depends on."""

    place: str
    programme: int
    interest: int
    term: int
    """Number of the term in which the next item is drawn."""
    passed: tuple[Passed, ...] = ()
    """In earlier terms."""
    drawn: tuple[str, ...] = ()
    """Already drawn in this term, whatever became of it."""
    since: int = 0
    """First term at this place: what was passed before opens items here, but leads to none."""


class Truth:
    """The law for one bank; menus are kept between questions."""

    def __init__(self, world: World, terms: tuple[Term, ...]) -> None:
        self.world, self.terms = world, terms
        self._menus: dict[str, Menu] = {}

    def menu(self, place: str) -> Menu:
        """What those who study at a place can take."""
        if place not in self._menus:
            self._menus[place] = menu_of(self.world, place)
        return self._menus[place]

    def true_next_probabilities(self, state: HistoryState) -> Mapping[str, float]:
        """The probability of every open item to be drawn next; they sum to 1, and are empty where nothing is open."""
        menu = self.menu(state.place)
        weight = self._weights(menu, state)
        total = float(weight.sum())
        chosen = np.flatnonzero(weight)
        return {menu.items[n].id: float(weight[n]) / total for n in chosen} if total else {}

    def _weights(self, menu: Menu, state: HistoryState) -> FloatArray:
        shape = (1, len(menu.items))
        marks, boost, held = np.zeros(shape, dtype=np.int16), np.zeros(shape), np.ones(shape)
        by_code = {offer.code: n for n, offer in enumerate(menu.items)}
        for one in state.passed:
            offer = self.world.offers[one.item]
            if one.item in menu.number:
                n = menu.number[one.item]
                marks[0, [n, menu.twin[n]]] = one.mark
                if one.term >= state.since:
                    boost[0] += FADE ** (state.term - 1 - one.term) * menu.following[n]
            elif offer.code in by_code:
                held[0, by_code[offer.code]] = REPEATED
        base = menu.base[[state.programme], [state.interest]]
        weight = weights(base, boost, held)
        weight *= menu.offered(self.terms[state.term]) & (marks == 0) & menu.admitted(marks)
        weight[0, [menu.number[item] for item in state.drawn]] = 0.0
        return np.asarray(weight[0])


def state_before(histories: Histories, row: int) -> HistoryState:
    """The state in which the attempt at this position was drawn."""
    learner = int(histories.learner[row])
    latents, term = histories.latents, int(histories.term[row])
    before = [other for other in histories.rows_of(learner) if other < row]
    moved = latents.move[learner] <= latents.attempts[learner] and len(before) >= latents.move[learner]
    place = latents.places[int((latents.second if moved else latents.first)[learner])]
    start = int(latents.move[learner])
    since = int(histories.term[histories.rows_of(learner)[start]]) if moved else 0
    passed = tuple(
        Passed(histories.items[histories.item[other]], int(histories.term[other]), int(histories.mark[other]))
        for other in before
        if histories.term[other] < term and histories.outcome[other] == PASSED
    )
    drawn = tuple(histories.items[histories.item[other]] for other in before if histories.term[other] == term)
    return HistoryState(
        place, int(latents.programme[learner]), int(latents.interest[learner]), term, passed, drawn, since
    )
