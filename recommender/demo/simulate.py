"""How do the learners' histories come about, term by term?  All learners of a place at once, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import numpy as np

from recommender.demo.latent import Latents, draw_latents
from recommender.demo.menu import (
    FADE,
    REPEATED,
    IntArray,
    Menu,
    generator,
    menu_of,
    normal,
    weights,
)
from recommender.demo.model import World
from recommender.demo.semesters import history_terms, running_term
from recommender.vocabulary import Term

PASSED, FAILED, WITHDRAWN, RUNNING = range(4)
SKIPPED_TERMS = 0.12
WITHDRAWALS = 0.03
MOST_A_TERM = 9
REGISTERED = 0.5
"""Share of those still studying who have registered for the running term by the day."""


@dataclass(frozen=True)
class Histories:
    """Every attempt, sorted by learner, term and order in the term; arrays (n_attempts,)."""

    world: World
    latents: Latents
    terms: tuple[Term, ...]
    """The last one is the running term, whose attempts are in progress."""
    items: tuple[str, ...]
    learner: IntArray
    item: IntArray
    """Number in `items`."""
    term: IntArray
    order: IntArray
    outcome: IntArray
    mark: IntArray
    """Percentage; 0 where there is none yet."""

    def rows_of(self, learner: int) -> range:
        """Positions of one learner's attempts."""
        bounds = np.searchsorted(self.learner, [learner, learner + 1])
        return range(int(bounds[0]), int(bounds[1]))


def simulate(world: World, seed: int, learners: int, as_of: date) -> Histories:
    """Histories of so many learners up to the day; the same for the same arguments."""
    terms = (*history_terms(as_of), running_term(as_of))
    latents = draw_latents(world, seed, learners, len(terms) - 1)
    run = _Run(world, latents, terms, {item: n for n, item in enumerate(world.offers)}, seed)
    for phase in (1, 2):
        for number, place in enumerate(latents.places):
            run.phase(phase, number, place)
    return run.finish()


@dataclass
class _Run:
    world: World
    latents: Latents
    terms: tuple[Term, ...]
    number_of: dict[str, int]
    seed: int
    blocks: list[tuple[IntArray, ...]] = field(default_factory=list)
    menus: dict[str, Menu] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.done = np.zeros(len(self.latents), dtype=np.int64)
        self.last = self.latents.start - 1
        """Last term of the first phase."""

    def phase(self, phase: int, number: int, place: str) -> None:
        """One phase of all who spend it at the place."""
        latents = self.latents
        moved = latents.move <= latents.attempts
        here = (latents.first == number) if phase == 1 else (latents.second == number) & moved
        who = np.flatnonzero(here & (latents.attempts > 0))
        if not len(who):
            return
        menu = self._menu(place)
        group = _Group(menu, latents, who, generator(self.seed, f"phase {phase} at {place}"))
        if phase == 2:
            self._carry_over(group)
        goal = latents.attempts[who] if phase == 2 else np.minimum(latents.move, latents.attempts)[who]
        first = latents.start[who] if phase == 1 else self.last[who] + 1
        self._terms(group, first, goal)

    def _menu(self, place: str) -> Menu:
        if place not in self.menus:
            self.menus[place] = menu_of(self.world, place)
        return self.menus[place]

    def _terms(self, group: _Group, first: IntArray, goal: IntArray) -> None:
        to_global = np.array([self.number_of[offer.id] for offer in group.menu.items])
        for t, term in enumerate(self.terms):
            running = t == len(self.terms) - 1
            count = np.where(t >= first, np.minimum(group.pace(), goal - self.done[group.who]), 0)
            if running:  # not everyone who is not done yet is studying right now
                count = np.where(group.rng.random(len(count)) < REGISTERED, np.minimum(count, 4), 0)
            rows, columns, order = group.draw(term, count)
            outcome, mark = group.outcomes(rows, columns, running)
            group.learn(rows, columns, outcome, mark)
            who = group.who[rows]
            np.add.at(self.done, who, 1)
            np.maximum.at(self.last, who, t)
            self.blocks.append((who, to_global[columns], np.full(len(who), t), order, outcome, mark))

    def _carry_over(self, group: _Group) -> None:
        """What was passed in the first phase is passed; the same course of another place is seldom repeated."""
        columns = [np.concatenate(part) for part in zip(*self.blocks, strict=True)]
        place_in = np.full(len(self.latents), -1)
        place_in[group.who] = np.arange(len(group.who))
        mine = (place_in[columns[0]] >= 0) & (columns[4] == PASSED)
        offers = list(self.world.offers.values())
        by_code = {offer.code: n for n, offer in enumerate(group.menu.items)}
        for who, item, mark in zip(columns[0][mine], columns[1][mine], columns[5][mine], strict=True):
            row, offer = place_in[who], offers[item]
            if offer.id in group.menu.number:
                group.marks[row, group.menu.number[offer.id]] = mark
            elif offer.code in by_code:
                group.held[row, by_code[offer.code]] = REPEATED

    def finish(self) -> Histories:
        """All blocks as one table."""
        learner, item, term, order, outcome, mark = (
            np.concatenate(part).astype(np.int64) for part in zip(*self.blocks, strict=True)
        )
        by_time = np.lexsort((order, term, learner))
        return Histories(
            self.world,
            self.latents,
            self.terms,
            tuple(self.number_of),
            *(column[by_time] for column in (learner, item, term, order, outcome, mark)),
        )


class _Group:
    """The learners of one phase at one place, and what they have passed so far; matrices (n_learners, n_items)."""

    def __init__(self, menu: Menu, latents: Latents, who: IntArray, rng: np.random.Generator) -> None:
        self.menu, self.who, self.rng = menu, who, rng
        self.ability, self._pace = latents.ability[who], latents.pace[who]
        self.base = menu.base[latents.programme[who], latents.interest[who]]
        shape = (len(who), len(menu.items))
        self.marks = np.zeros(shape, dtype=np.int16)
        self.boost = np.zeros(shape)
        self.held = np.ones(shape)

    def pace(self) -> IntArray:
        """How many items each would take this term; nobody takes any in a skipped term."""
        spread = self.rng.random(len(self.who))
        count = 1 + np.floor(self._pace * 2.0 * spread + 0.5).astype(np.int64)
        return np.where(self.rng.random(len(self.who)) < SKIPPED_TERMS, 0, np.minimum(count, MOST_A_TERM))

    def draw(self, term: Term, count: IntArray) -> tuple[IntArray, IntArray, IntArray]:
        """Rows, columns and order of what is taken: smallest exponential times first, which is drawing by weight."""
        active = np.flatnonzero(count > 0)
        weight = weights(self.base[active], self.boost[active], self.held[active])
        weight *= self.menu.offered(term) & (self.marks[active] == 0) & self.menu.admitted(self.marks[active])
        with np.errstate(divide="ignore"):
            times = -np.log1p(-self.rng.random(weight.shape)) / weight
        most = min(MOST_A_TERM, weight.shape[1] - 1)
        near = np.argpartition(times, most, axis=1)[:, :most]
        near_times = np.take_along_axis(times, near, axis=1)
        sorted_ = np.argsort(near_times, axis=1, kind="stable")
        columns = np.take_along_axis(near, sorted_, axis=1)
        taken = np.isfinite(np.take_along_axis(near_times, sorted_, axis=1))
        order = np.broadcast_to(np.arange(most), columns.shape)
        taken &= order < count[active][:, np.newaxis]
        rows = np.broadcast_to(active[:, np.newaxis], columns.shape)
        return rows[taken], columns[taken], order[taken].astype(np.int64)

    def outcomes(self, rows: IntArray, columns: IntArray, running: bool) -> tuple[IntArray, IntArray]:
        """Outcome and mark of each attempt: better learners and easier items give higher marks."""
        if running:
            return np.full(len(rows), RUNNING), np.zeros(len(rows), dtype=np.int64)
        noise = normal(self.rng, len(rows))
        mark = np.round(77.0 + 6.0 * self.ability[rows] - 2.5 * self.menu.difficulty[columns] + 6.5 * noise)
        mark = np.clip(mark, 30, 99).astype(np.int64)
        gone = self.rng.random(len(rows)) < WITHDRAWALS
        outcome = np.where(gone, WITHDRAWN, np.where(mark < 60, FAILED, PASSED))
        return outcome, np.where(gone, 0, mark)

    def learn(self, rows: IntArray, columns: IntArray, outcome: IntArray, mark: IntArray) -> None:
        """What was passed counts from the next term on."""
        self.boost *= FADE
        passed = outcome == PASSED
        rows, columns, mark = rows[passed], columns[passed], mark[passed]
        self.marks[rows, columns] = mark
        self.marks[rows, self.menu.twin[columns]] = mark
        np.add.at(self.boost, rows, self.menu.following[columns])
