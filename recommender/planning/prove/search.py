"""Which branches and multipliers show that no plan is shorter than one at hand?

A branch-and-bound that wants a proof and not a solution: it knows the length to be reached, and goes on only where the
box still allows less. Parts of a question have little to do with each other, and each may be halved in a dozen ways
that cost nothing to mend: so what a split gains is tried out before it is made, on both sides.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, gcd
from time import monotonic

import numpy as np

from recommender.planning.certificate import Branch, Leaf, Node, Proof, leaves_of
from recommender.planning.check.layout import Whole
from recommender.planning.check.row import Name
from recommender.planning.prove.counts import Count
from recommender.planning.prove.program import COUNTS, Answer, Program
from recommender.planning.prove.rounding import rounded_rows
from recommender.planning.prove.tableau import Box, Values

NEW, OLD = 8, 2
"""How many splits are tried at a node that were never tried before, and how many of the others, the best first."""
ROUNDS = 12
"""How often rounded rows come in before anything is split, where nothing else is said."""
EASY, BELOW = 60, 1
"""After so many nodes rounded rows come in at every further one too, and how often."""
GAINS = 0.01
"""A round that gains less than this share of what is lacking is the last."""
TRIED = 60
"""How many iterations of the simplex method a trial gets."""
CHOICES = ("holds ", "covers ", "touches ")
"""What a column begins with that says whether something is so: it decides more than any one claim."""
WHOLE = 1e-6
SIDES = 2
"""How many nodes a split takes at least."""
LITTLE = 1e-3
"""Where nothing is gained, so large a share of what is lacking: a side that gains it all is of use by itself."""


@dataclass(frozen=True, slots=True)
class Effort:
    """When the search for a proof gives up."""

    nodes: int = 3_000
    seconds: float = 2.0
    rounds: int = ROUNDS
    """How often rounded rows come in before anything is split."""


class _OutOfReach(Exception):
    """The relaxation has a whole point that costs less, or the effort is spent."""


def find_proof(
    program: Program, length: int | None, effort: Effort = Effort(), box: Box | None = None
) -> Proof | None:
    """A proof that no plan is shorter than `length` (None: that there is none at all); None where none was found.

    `box`: bounds that the ground itself has, and the program does not know yet.
    """
    try:
        root = _Search(program, length, effort).node(_Part(dict(box or {}), ()), 0)
    except _OutOfReach:
        return None
    return _with_cited_rows(program.named.names, root)


@dataclass(frozen=True, slots=True)
class _Part:
    """A box, and bounds on how many steps of some cost there are."""

    box: Box
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class _Split:
    """A column, or (None) the number of steps of a cost, that is no whole number: at most `at`, or more."""

    column: int | None
    cost: int
    at: int
    over: float
    """How far it is over `at`."""

    @property
    def key(self) -> tuple[int | None, int]:
        """By which it is known again at other nodes."""
        return self.column, self.cost


class _Search:
    def __init__(self, program: Program, length: int | None, effort: Effort) -> None:
        self.program, self.length = program, length
        self.until, self.left = monotonic() + effort.seconds, effort.nodes
        self.rounds = effort.rounds
        self.spent = 0
        self.known: dict[tuple[int | None, int], tuple[float, float]] = {}
        """By split what each side gained when it was tried last, as if it went a whole step."""

    def node(self, part: _Part, depth: int) -> Node:
        """The tree that settles a part."""
        self.left -= 1
        if self.left < 0 or monotonic() > self.until or depth > 300:
            raise _OutOfReach
        self.spent += 1
        answer = self._rounded(part, self.rounds if depth == 0 else BELOW if self.spent > EASY else 0)
        if self._settled(answer):
            return Leaf(answer.multipliers, empty=not answer.feasible)
        if self.left < SIDES:
            raise _OutOfReach  # no side of a split could be looked at
        split = self._best(part, answer, self._splits(answer))
        below, above = self._sides(part, split)
        left, right = self.node(below, depth + 1), self.node(above, depth + 1)
        if split.column is None:
            return Branch((), split.at, left, right, split.cost)
        return Branch((self.program.tableau.columns[split.column],), split.at, left, right)

    def _solved(self, part: _Part) -> Answer:
        answer = self.program.solve(part.box, part.counts)
        if answer is None:
            raise _OutOfReach
        return answer

    def _rounded(self, part: _Part, rounds: int) -> Answer:
        """The least cost, with rounded rows as long as they help."""
        answer = self._solved(part)
        for _ in range(rounds):
            if self._settled(answer) or not self.program.come_in(rounded_rows(self.program, answer)):
                break
            before, answer = answer, self._solved(part)
            if answer.feasible and answer.least < before.least + GAINS * self._lacking(before):
                break
        return answer

    def _lacking(self, answer: Answer) -> float:
        """How much more the least cost has to be; twice as much where there shall be no plan at all."""
        return max(1.0, answer.least) if self.length is None else self.length - answer.least

    def _settled(self, answer: Answer) -> bool:
        """A little more than the step of the grid below the length is enough: it is rounded up."""
        if not answer.feasible:
            return True
        if self.length is None:
            return False
        grid = gcd(*self.program.tableau.costs) or 1
        return answer.least > (-(-self.length // grid) - 0.98) * grid

    def _splits(self, answer: Answer) -> list[_Split]:
        """Everything that is no whole number."""
        costs, values = np.array(self.program.tableau.costs), answer.values
        columns = [
            _Split(one, int(costs[one]), floor(value), value - floor(value))
            for one, value in _broken(np.arange(len(values)), values)
        ]
        if not columns:
            raise _OutOfReach
        each, which = np.unique(costs, return_inverse=True)
        many = np.bincount(which, weights=values).astype(np.float64)
        sums = [_Split(None, one, floor(n), n - floor(n)) for one, n in _broken(each, many) if one]
        return [*columns, *sums]

    def _sides(self, part: _Part, split: _Split) -> tuple[_Part, _Part]:
        at, box, counts = split.at, part.box, part.counts
        if split.column is None:
            few, more = Count(split.cost, at, above=False), Count(split.cost, at + 1, above=True)
            return _Part(box, (*counts, few)), _Part(box, (*counts, more))
        low, high = box.get(split.column, self.program.tableau.bounds[split.column])
        return (
            _Part({**box, split.column: (low, at)}, counts),
            _Part({**box, split.column: (at + 1, high)}, counts),
        )

    # -- which split -----------------------------------------------------------------------------------------

    def _best(self, part: _Part, answer: Answer, splits: Sequence[_Split]) -> _Split:
        """The one that does best now, of those that were never tried and of those that did well before."""
        lacking = self._lacking(answer)
        new = sorted((one for one in splits if one.key not in self.known), key=self._promise)[:NEW]
        old = [one for one in splits if one.key in self.known]
        old = sorted(old, key=lambda one: -self._hoped(one, lacking))[:OLD]
        best, most = splits[0], -1.0
        for one in (*new, *old):
            below, above = (min(self._gain(side, answer), lacking) for side in self._sides(part, one))
            self.known[one.key] = below / one.over, above / (1 - one.over)
            if (score := _score(below, above, lacking)) > most:
                best, most = one, score
            if min(below, above) >= lacking:
                break
        return best

    def _promise(self, split: _Split) -> tuple[int, float]:
        """Sums and requirements decide the most, then what costs; then what is most of all near a half."""
        rank = 0
        if split.column is not None:
            rank = (
                1
                if self.program.tableau.columns[split.column].startswith(CHOICES)
                else 2
                if split.cost
                else 3
            )
        return rank, abs(split.over - 0.5)

    def _hoped(self, split: _Split, lacking: float) -> float:
        below, above = self.known[split.key]
        return _score(below * split.over, above * (1 - split.over), lacking)

    def _gain(self, side: _Part, answer: Answer) -> float:
        """What a side adds to the least cost, as far as a short trial shows."""
        found = self.program.tried(side.box, side.counts, TRIED)
        if found is None:
            return 0.0
        return max(0.0, found - answer.least)


def _broken(keys: Whole, values: Values) -> Iterator[tuple[int, float]]:
    """Those whose value is no whole number."""
    far = np.abs(values - np.rint(values)) > WHOLE
    return zip(keys[far].tolist(), values[far].tolist(), strict=True)


def _score(below: float, above: float, lacking: float) -> float:
    little = LITTLE * lacking
    return max(min(below, lacking), little) * max(min(above, lacking), little)


def _with_cited_rows(names: list[Name], root: Node) -> Proof:
    """Only the rows that some leaf uses, numbered anew."""
    used: dict[int, int] = {}
    for leaf in leaves_of(root):
        for number, _ in leaf.multipliers:
            if number < COUNTS:
                used.setdefault(number, len(used))

    def kept(node: Node) -> Node:
        if isinstance(node, Leaf):
            new = (
                (used[number] if number < COUNTS else len(used) + number - COUNTS, times)
                for number, times in node.multipliers
            )
            return Leaf(tuple(new), node.empty)
        return Branch(node.columns, node.at, kept(node.left), kept(node.right), node.cost)

    tree = kept(root)
    return Proof(tuple(names[number] for number in used), tree)


__all__ = ["Effort", "find_proof"]
