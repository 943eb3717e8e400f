"""Is the best plan among the few items that the proof's program points at the best of all?

The program lets in only what pays, and a best plan is mostly made of it: a small problem, soon solved. Its plan is a
plan of the whole problem; the proof shows whether anything is shorter, so nothing is taken on trust. Where something
may be, the program has grown by then, and is asked again; in the end the whole problem decides.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from recommender.planning.attempt import Found, Search
from recommender.planning.levels import with_idle_levels
from recommender.planning.plan import Level
from recommender.planning.problem import Problem
from recommender.planning.prove.prover import Prover
from recommender.planning.settle import Settled
from recommender.planning.solve import Outcome
from recommender.vocabulary import ItemId

ROUNDS = 3
"""How often the program is asked what it points at."""


@dataclass(frozen=True)
class Pointed:
    """The best plan of all, the part of the problem in which it was found, and the part that holds all as short.

    What any other item costs beyond what it saves is too much for so short a plan.
    """

    found: Found
    small: Problem
    possible: Problem


def pointed_at(search: Search, problem: Problem, prover: Prover) -> Pointed | None:
    """The best plan without terms, its length shown to be least; None where that was not found here."""
    request, asked = problem.request, frozenset[ItemId]()
    if request.before is not None or request.apart_from:
        return None  # there another plan counts, not what pays
    if prover.shows_no_path():
        return Pointed(Found(Outcome.INFEASIBLE), problem, problem)
    for _ in range(ROUNDS):
        items = prover.items()
        if items is None or items == asked:
            return None
        asked, small = items, part_of(problem, items)
        found = search.attempt(small, timed=False)
        if found.settled is None or not found.proven:
            return None
        length = found.settled.chosen.levels[0].value
        if prover.proof(length) is not None:
            possible = _without(problem, prover.too_dear(length))
            return _with_later_levels(search, problem, Pointed(found, small, possible), found.settled)
    return None


def part_of(problem: Problem, items: Collection[ItemId]) -> Problem:
    """The problem with these items alone, what must be a step, and what the recognitions of any of them give."""
    every = problem.new
    inside = {f"new:{item}" for item in items} & every.keys()
    inside |= {key for key, one in every.items() if one.forced}
    # What is studied to be recognised as an item may give way to the item itself.
    applied = [one for one in problem.variants if inside >= one.when.keys()]
    inside |= {f"new:{output.item}" for one in applied for output in one.outputs} & every.keys()
    return problem.only({key: every[key] for key in sorted(inside)})


def _without(problem: Problem, items: Collection[ItemId]) -> Problem:
    """The problem without new study of these items, and without what starts from it."""
    return problem.only(
        {key: one for key, one in problem.new.items() if one.forced or one.item.id not in items}
    )


def _with_later_levels(
    search: Search, problem: Problem, pointed: Pointed, settled: Settled
) -> Pointed | None:
    """The later levels too are those of the whole problem: at nothing they are least, else it is asked for them."""
    order = problem.request.objectives
    chosen = with_idle_levels(settled.chosen, problem, order)
    if all(level.value == 0 for level in chosen.levels[1:]):
        return replace(pointed, found=replace(pointed.found, settled=replace(settled, chosen=chosen)))
    whole = search.attempt(pointed.possible, timed=False, objectives=order[1:], fixed=chosen.levels[:1])
    best = whole.settled
    if best is None and whole.outcome is not Outcome.UNKNOWN:
        return None  # what it chose has no schedule
    if best is None:
        levels = (chosen.levels[0], *map(_unproven, chosen.levels[1:]))
        return replace(pointed, found=_with(pointed.found, settled, levels))
    return replace(pointed, found=_with(pointed.found, best, (*chosen.levels[:1], *best.chosen.levels)))


def _with(found: Found, settled: Settled, levels: tuple[Level, ...]) -> Found:
    chosen = replace(settled.chosen, outcome=Outcome.OPTIMAL, levels=levels)
    return replace(found, outcome=Outcome.OPTIMAL, settled=replace(settled, chosen=chosen))


def _unproven(level: Level) -> Level:
    return replace(level, lower_bound=0, proof="none")
