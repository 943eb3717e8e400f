"""Who are the learners underneath: programme, interest, places, ability, pace, start?  Tests know, models do not."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.demo.menu import INTERESTS, FloatArray, IntArray, generator, normal
from recommender.demo.model import World
from recommender.demo.words.programmes import PROGRAMMES

PROGRAMME_WEIGHTS = (16, 9, 9, 11, 9, 8, 9, 6, 10, 6, 6, 7)
"""Relative numbers of learners by programme, in the order of PROGRAMMES."""
AT_AWARDING = 0.6
"""Share of learners who study where their qualification is awarded."""
TRANSFERS = 0.15
"""Share of learners who studied somewhere else first."""
NO_RESULTS = 0.015


@dataclass(frozen=True)
class Latents:
    """One row for each learner, all arrays (n_learners,)."""

    programme: IntArray
    interest: IntArray
    first: IntArray
    """Number of the place where study began, in the order of `places`."""
    second: IntArray
    """Number of the place of the second phase; the same as `first` for those who stay."""
    move: IntArray
    """Attempts before the move; more than `attempts` for those who stay."""
    attempts: IntArray
    """How many attempts they have in them, cut short only by the present day."""
    pace: FloatArray
    """Mean number of items in a term, less one."""
    start: IntArray
    """First term, by number."""
    ability: FloatArray
    places: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.programme)


def draw_latents(world: World, seed: int, learners: int, terms: int) -> Latents:
    """Draw the learners."""
    rng = generator(seed, "latents")
    places = tuple(place.id for place in world.places.values() if place.weight)
    programme = choose(rng, np.array(PROGRAMME_WEIGHTS, dtype=float), learners)
    home = np.empty(learners, dtype=np.int64)
    other = np.empty(learners, dtype=np.int64)
    for number in range(len(PROGRAMMES)):
        mine = np.flatnonzero(programme == number)
        weights = _place_weights(world, places, number)
        home[mine] = choose(rng, weights, len(mine))
        other[mine] = choose(rng, weights, len(mine))
    moves = (rng.random(learners) < TRANSFERS) & (other != home)
    attempts = _attempts(rng, learners)
    pace = np.clip(attempts / 6.0 - 1.0, 0.6, 6.0)
    needed = np.ceil(attempts / (1.0 + pace) / 0.88).astype(np.int64)
    room = np.maximum(terms - 0.35 * needed, 1)  # the present day cuts short those who began lately
    return Latents(
        programme,
        np.floor(rng.random(learners) * INTERESTS).astype(np.int64),
        np.where(moves, other, home),
        home,
        np.where(
            moves,
            np.maximum(1, (attempts * (0.3 + 0.4 * rng.random(learners))).astype(np.int64)),
            attempts + 1,
        ),
        attempts,
        pace,
        np.minimum(np.floor(rng.random(learners) * room).astype(np.int64), terms - 1),
        normal(rng, learners),
        places,
    )


def choose(rng: np.random.Generator, weights: FloatArray, count: int) -> IntArray:
    """`count` numbers in proportion to weights, from uniform numbers alone."""
    edges = np.cumsum(weights) / np.sum(weights)
    return np.minimum(np.searchsorted(edges, rng.random(count), side="right"), len(weights) - 1).astype(
        np.int64
    )


def _place_weights(world: World, places: tuple[str, ...], number: int) -> FloatArray:
    programme = PROGRAMMES[number]
    weights = np.array(
        [
            (
                world.places[p].weight
                if programme.subject in world.places[p].fields and p != programme.place
                else 0.0
            )
            for p in places
        ]
    )
    if weights.sum():
        weights *= (1.0 - AT_AWARDING) / weights.sum()
    weights[places.index(programme.place)] = AT_AWARDING
    return weights


def _attempts(rng: np.random.Generator, learners: int) -> IntArray:
    """A long tail: half have 21 or fewer, a few have 90."""
    drawn = np.exp(np.log(21.0) + 0.62 * normal(rng, learners))
    attempts: IntArray = np.clip(np.round(drawn), 1, 90).astype(np.int64)
    return np.where(rng.random(learners) < NO_RESULTS, 0, attempts)
