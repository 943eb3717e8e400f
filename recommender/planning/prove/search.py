"""Which branches and multipliers show that no plan is shorter than one at hand?

A branch-and-bound that wants a proof and not a solution: it knows the length to be reached, and goes on only where the
box still allows less. Of a few candidates the one is split whose worse side gains most.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, gcd
from time import monotonic

from recommender.planning.certificate import Branch, Leaf, Node, Proof, leaves_of
from recommender.planning.check.row import Name
from recommender.planning.prove.program import COUNTS, Answer, Box, Count, Program

CANDIDATES = 6
"""How many columns are tried before one is split."""
TRIED = 60
"""How many iterations of the simplex method a trial gets."""
WHOLE = 1e-6


@dataclass(frozen=True, slots=True)
class Effort:
    """When the search for a proof gives up."""

    nodes: int = 3_000
    seconds: float = 2.0


class _OutOfReach(Exception):
    """The relaxation has a whole point that costs less, or the effort is spent."""


def find_proof(
    program: Program, length: int | None, effort: Effort = Effort(), box: Box | None = None
) -> Proof | None:
    """A proof that no plan is shorter than `length` (None: that there is none at all); None where none was found.

    `box`: bounds that the ground itself has, and the program does not know yet.
    """
    try:
        root = _Search(program, length, effort).node(dict(box or {}), (), 0)
    except _OutOfReach:
        return None
    return _with_cited_rows(program.names, root)


class _Search:
    def __init__(self, program: Program, length: int | None, effort: Effort) -> None:
        self.program, self.length = program, length
        self.until, self.left = monotonic() + effort.seconds, effort.nodes

    def node(self, box: dict[int, tuple[int, int]], counts: tuple[Count, ...], depth: int) -> Node:
        """The tree that settles a box, within bounds on how many steps of some cost there are."""
        self.left -= 1
        if self.left < 0 or monotonic() > self.until or depth > 300:
            raise _OutOfReach
        answer = self.program.solve(box, counts)
        if answer is None:
            raise _OutOfReach
        if self._settled(answer):
            return Leaf(answer.multipliers, empty=not answer.feasible)
        chosen = self._half_chosen(answer)
        if chosen is None and (count := self._count(answer)) is not None:
            return self._counted(box, counts, *count, depth)
        column, value = self._split(box, counts, answer) if chosen is None else (chosen, 0)
        low, high = box.get(column, self.program.bounds[column])
        left = self.node({**box, column: (low, value)}, counts, depth + 1)
        right = self.node({**box, column: (value + 1, high)}, counts, depth + 1)
        return Branch((self.program.columns[column],), value, left, right)

    def _half_chosen(self, answer: Answer) -> int | None:
        """A requirement that holds in part, most of all near a half: which of several is chosen decides the most."""
        names = self.program.columns
        halves = [(abs(v - 0.5), c) for c, v in enumerate(answer.values) if WHOLE < v < 1 - WHOLE]
        return min((one for one in halves if names[one[1]].startswith("holds ")), default=(0.0, None))[1]

    def _settled(self, answer: Answer) -> bool:
        """A little more than the step of the grid below the length is enough: it is rounded up."""
        if not answer.feasible:
            return True
        if self.length is None:
            return False
        grid = gcd(*self.program.costs) or 1
        return answer.least > (-(-self.length // grid) - 0.98) * grid

    def _count(self, answer: Answer) -> tuple[int, int] | None:
        """A cost of which there is no whole number of steps, most of all near a half; and that number, rounded down."""
        found: dict[int, float] = {}
        for cost, value in zip(self.program.costs, answer.values, strict=True):
            if cost:
                found[cost] = found.get(cost, 0.0) + value
        broken = [(abs(many - floor(many) - 0.5), cost) for cost, many in found.items()]
        broken = [one for one in broken if 0.5 - one[0] > WHOLE]
        if not broken:
            return None
        cost = min(broken)[1]
        return cost, floor(found[cost])

    def _counted(
        self, box: dict[int, tuple[int, int]], counts: tuple[Count, ...], cost: int, many: int, depth: int
    ) -> Node:
        left = self.node(box, (*counts, Count(cost, many, above=False)), depth + 1)
        right = self.node(box, (*counts, Count(cost, many + 1, above=True)), depth + 1)
        return Branch((), many, left, right, cost)

    def _split(
        self, box: dict[int, tuple[int, int]], counts: tuple[Count, ...], answer: Answer
    ) -> tuple[int, int]:
        broken = [(c, v) for c, v in enumerate(answer.values) if abs(v - round(v)) > WHOLE]
        if not broken:
            raise _OutOfReach
        costs = self.program.costs
        broken.sort(key=lambda one: (costs[one[0]] == 0, abs(one[1] - floor(one[1]) - 0.5), one[0]))
        some = broken[:CANDIDATES]
        if len(some) == 1:
            return some[0][0], floor(some[0][1])
        return max(((c, floor(v)) for c, v in some), key=lambda one: self._gain(box, counts, one, answer))

    def _gain(
        self,
        box: dict[int, tuple[int, int]],
        counts: tuple[Count, ...],
        split: tuple[int, int],
        answer: Answer,
    ) -> tuple[float, float]:
        """What the worse and the better side of a split add to the least cost, as far as a short trial shows."""
        column, value = split
        low, high = box.get(column, self.program.bounds[column])
        sides = []
        for inside in ((low, value), (value + 1, high)):
            found = self.program.solve({**box, column: inside}, counts, TRIED)
            sides.append(0.0 if found is None else found.least - answer.least if found.feasible else 1e12)
        return min(sides), max(sides)


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
