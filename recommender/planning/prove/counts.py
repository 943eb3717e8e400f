"""How many steps of a cost there are in a part: bounds of sums that a search puts on a program."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Count:
    """How many steps of a cost there are: at most so many, or (`above`) at least."""

    cost: int
    bound: int
    above: bool


def tightest(counts: Sequence[Count]) -> dict[tuple[int, bool], int]:
    """Of several bounds of one sum the number of the first that says most: it stands for them all."""
    found: dict[tuple[int, bool], int] = {}
    for number, count in enumerate(counts):
        known = found.get((count.cost, count.above))
        if known is None or (
            count.bound > counts[known].bound if count.above else count.bound < counts[known].bound
        ):
            found[count.cost, count.above] = number
    return found
