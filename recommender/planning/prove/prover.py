"""What does a question's own program of proof know: what it points at, and what of an answer it can show (D5)?

One program for one question. Its root is solved before anything is planned: the study that it lets in is what a best
plan is likely made of. What is found among it is then shown to be best, or not; the program has grown by then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property
from time import monotonic

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.certificate import Proof
from recommender.planning.check.layout import TooLarge
from recommender.planning.check.means import Means
from recommender.planning.check.offers import Offers
from recommender.planning.check.proof import SCALE, Unsound, proven
from recommender.planning.check.relaxation import Relaxation, relaxation
from recommender.planning.prove.program import Answer, Program
from recommender.planning.prove.search import Effort, find_proof
from recommender.planning.prove.tableau import Box
from recommender.planning.prove.without import Without
from recommender.planning.request import PlanRequest
from recommender.planning.stop import Cancelled, never
from recommender.vocabulary import ItemId

SECONDS = 5.0
"""How long a proof may be looked for; the number of nodes is what makes answers repeatable."""
AT_LENGTH = Effort(nodes=400, seconds=SECONDS)
AT_ONCE = Effort(nodes=1, seconds=SECONDS, rounds=0)
"""Fewer terms are shown to be too few at the root or not at all: then a plan of so few terms is looked for, which says
the same for less than a search."""
ROUNDING = 10
"""So many units of credit a price may be off, since multipliers are rounded: far less than any step of a length."""
FAULTS = (TooLarge, ArithmeticError, LookupError, MemoryError, RuntimeError, ValueError)
"""Numbers that the kernel would refuse, or what the solver throws: an answer does without a proof then."""


class Prover:
    """The program of one question, and what it has shown so far."""

    def __init__(
        self, ground: Relaxation, deadline: float, begin: Sequence[int] = (), cancelled: Cancelled = never
    ) -> None:
        """`begin`: blocks of the layout that are likely to decide; any will do."""
        self._ground, self._until, self._begin = ground, deadline, begin
        self._cancelled = cancelled
        self._shown: dict[int | None, Proof | None] = {}
        self._narrow: Program | None = None

    @cached_property
    def _rooted(self) -> tuple[Program, Answer] | None:
        """The program with its root solved."""
        if monotonic() >= self._until:
            return None
        try:
            program = Program(self._ground, self._begin, self._cancelled)
            answer = program.solve({})
        except FAULTS:
            return None
        return None if answer is None else (program, answer)

    @property
    def _program(self) -> Program | None:
        return None if self._rooted is None else self._rooted[0]

    def shows_no_path(self) -> bool:
        """Whether the rows alone leave no plan at all, and there is a proof of it."""
        if self._rooted is None or self._rooted[1].feasible:
            return False
        return self.proof(None) is not None

    def items(self) -> frozenset[ItemId] | None:
        """New study that hardly costs more than it saves, and all that the record touches; None: it does not say."""
        if self._program is None:
            return None
        means = self._ground.means
        groups = means.offers.merged
        inside = (groups[place] for place in self._program.paying() if place < len(groups))
        return means.touched.union(*(group.members for group in inside))

    def too_dear(self, length: int) -> frozenset[ItemId]:
        """New study that no plan of at most this length can have, by what it costs beyond what it saves at the root.

        Of what the rows do not look at by itself nothing is said. Like the prices it is the solver's word, rounded in
        favour of what may be.
        """
        if self._rooted is None or not self._rooted[1].feasible:
            return frozenset()
        program, answer = self._rooted
        means = self._ground.means
        dearest = int((length - answer.least + ROUNDING) * SCALE)
        worths = program.worths(answer)
        groups = (one for place, one in enumerate(means.offers.merged) if worths[place] > dearest)
        return frozenset(item for one in groups for item in one.members) - means.touched

    def is_longer(self, length: int, is_open: Callable[[ItemId], bool]) -> bool:
        """Whether every plan whose new study is open is shown to be longer, if there is one at all."""
        if self._narrow is None:
            self._narrow = self._program
            del self._rooted  # from here on the program holds less than the question: another asks anew
        if self._narrow is None:
            return False
        ground = Without(self._ground.means, is_open=is_open)
        return (
            self._found(self._narrow, ground, length + 1, self._narrow.narrowed(ground), AT_ONCE) is not None
        )

    def proof(self, length: int | None) -> Proof | None:
        """A proof that no plan is shorter than this (None: that there is none), as the kernel has passed it."""
        if length not in self._shown:
            self._shown[length] = self._looked_for(length)
        return self._shown[length]

    def _looked_for(self, length: int | None) -> Proof | None:
        return None if self._program is None else self._found(self._program, self._ground, length, {})

    def _found(
        self,
        program: Program,
        ground: Relaxation,
        length: int | None,
        box: Box,
        effort: Effort = AT_LENGTH,
    ) -> Proof | None:
        left = min(effort.seconds, self._until - monotonic())
        if left <= 0:
            return None
        try:
            found = find_proof(program, length, replace(effort, seconds=left), box)
            if found is None:
                return None
            shown = proven(ground, found)
        except (*FAULTS, Unsound):
            return None  # Unsound: rounding lost what floating point had found
        reached = shown is None or (length is not None and shown >= length)
        return found if reached else None


def prover_of(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    deadline: float,
    cancelled: Cancelled = never,
) -> Prover | None:
    """The prover of a question whose first aim is the least length; None for any other."""
    if request.objectives[:1] != ("length",):
        return None
    ground = relaxation(catalogue, record, request)
    return None if ground is None else Prover(ground, deadline, _points(catalogue, ground), cancelled)


def _points(catalogue: Catalogue, ground: Relaxation) -> tuple[int, ...]:
    """What decides for a learner who holds nothing: the same whoever asked before, and much of it for anybody."""
    offers = ground.means.offers
    made = offers.key is not None and catalogue.kept("points", offers.key, lambda: _decisive(offers))
    return made or ()


def _decisive(offers: Offers) -> tuple[int, ...]:
    try:
        program = Program(Relaxation(Means(offers, offers.facts)))
        program.solve({})
    except FAULTS:
        return ()
    return tuple(sorted(program.inside))
