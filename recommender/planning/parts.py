"""Which members of the study classes are taken, where an objective tells members apart (D2)?

To the rules all members of a class are alike, so a class is one column. An objective may see more: how much a member is
disliked, or whether an earlier plan holds it. Then the class falls into parts, each with a column of its own, and they
add up to the column of the class. In a part all members are alike to every objective too: the first by id are taken.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from recommender.planning.compile import Compiled
from recommender.planning.lower.context import MEANS
from recommender.planning.model import Expr
from recommender.planning.problem import NewStudy


@dataclass(frozen=True)
class Part:
    """Members that nothing tells apart, and the column that counts how many of them are taken."""

    column: int
    members: tuple[NewStudy, ...]


class Parts:
    """The parts of every study class; a model's columns are added as they are asked for."""

    def __init__(self, compiled: Compiled) -> None:
        self.compiled = compiled
        self._of: dict[str, list[Part]] = {
            study.key: [Part(compiled.shared.study[study.key], study.members)]
            for study in compiled.shared.classes
        }
        self._made: list[Callable[[list[int]], None]] = []
        """How the values of the columns made since follow from those before, in their order."""

    def __iter__(self) -> Iterator[Part]:
        return (part for parts in self._of.values() for part in parts)

    def apart(self, named: Collection[str]) -> dict[str, int]:
        """A column of its own for each member named by its key, as far as there is such new study."""
        for key, parts in self._of.items():
            self._of[key] = [
                piece
                for part in parts
                for piece in self._split(part, lambda one: (one.key if one.key in named else "", 0), None)
            ]
        return {part.members[0].key: part.column for part in self if part.members[0].key in named}

    def ranked(self, weight: Callable[[NewStudy], int], most: int | None) -> list[tuple[Part, int]]:
        """Parts of equal weight, with the weight of a member; of a class no more than fit into a length `most`."""
        for key, parts in self._of.items():
            self._of[key] = [
                piece for part in parts for piece in self._split(part, lambda one: ("", weight(one)), most)
            ]
        return [(part, weight(part.members[0])) for part in self]

    def _split(
        self, part: Part, sort: Callable[[NewStudy], tuple[str, int]], most: int | None
    ) -> Sequence[Part]:
        groups: dict[tuple[str, int], list[NewStudy]] = {}
        for one in part.members:
            groups.setdefault(sort(one), []).append(one)
        if len(groups) == 1:
            return (part,)
        load, left = part.members[0].study_units, len(part.members)
        if most is not None and load:
            left = most // load
        pieces = []
        model = self.compiled.model
        for label, members in sorted(groups.items()):
            if left > 0:
                upper = min(left, len(members))
                column = model.column(f"members {part.members[0].key} {label}", upper)
                pieces.append(Part(column, tuple(members)))
                left -= upper
        together = dict.fromkeys((piece.column for piece in pieces), 1)
        model.equal({**together, part.column: -1}, 0, f"members {part.members[0].key}")
        self._made.append(lambda found: self._deal(part.column, pieces, found))
        return pieces

    def summed(self, name: str, expr: Expr, constant: int, most: int) -> int:
        """A column that is worth an expression and a constant."""
        model = self.compiled.model
        column = model.column(name, most)
        model.equal(
            {column: 1, **{other: -value for other, value in expr.items()}}, constant, f"{MEANS} {name}"
        )
        self._made.append(lambda found: _sum(column, expr, constant, found))
        return column

    def _deal(self, owner: int, pieces: Sequence[Part], found: list[int]) -> None:
        """The first parts are filled first."""
        left = found[owner]
        for piece in pieces:
            if piece.column >= len(found):
                taken = min(left, self.compiled.model.columns[piece.column].upper)
                found.append(taken)
                left -= taken

    def extended(self, values: Sequence[int]) -> tuple[int, ...]:
        """A solution from before with values for the columns made since."""
        found = list(values)
        for made in self._made:
            made(found)
        return tuple(found)

    def steps(self, values: Sequence[int]) -> tuple[NewStudy, ...]:
        """The members that a solution takes: of each part the first by id."""
        taken = [one for part in self for one in part.members[: values[part.column]]]
        return tuple(sorted(taken, key=lambda step: step.item.id))


def _sum(column: int, expr: Expr, constant: int, found: list[int]) -> None:
    if column >= len(found):
        found.append(constant + sum(value * found[other] for other, value in expr.items()))
