"""Does anything false pass the checker, whatever of proof, plan, record or catalogue is forged (D5)?

And would it be seen?  A kernel that is careless in one place is shown the same wholes, and passes a false one.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.planning.certificate import Leaf
from recommender.planning.check import proof as kernel
from recommender.planning.check.block import Block
from recommender.planning.check.row import Row
from tests.counts import worlds
from tests.planning.check.campaign import table
from tests.planning.check.forgery import KINDS, Start, Truth, Whole, first_start, verdict, wholes

EACH = 130 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 10
"""Wholes of one world: with ten pieces of 80 worlds 104,000 in a soak, and 400 every day."""


@pytest.mark.parametrize("piece", range(10))
@settings(max_examples=worlds(4))
@given(seed=st.integers(0, 2**48))
def test_nothing_false_is_passed(piece: int, seed: int) -> None:
    """In pieces, so that a soak can stop between them."""
    for whole in wholes(first_start(10 * seed + piece), Random(seed), EACH):
        assert verdict(whole) != "FALSE", (whole.part, whole.kind, whole.world, whole.plan)


PINNED = 14
"""The number of a world with study that has to be finished."""
OFTEN_FORGED = (PINNED, 55, 57)
"""Worlds whose proofs a forger gets to say more by reading rows backwards."""


@cache
def known_start(number: int) -> Start:
    """The same few worlds for every test below, planned by the kernel as it is."""
    return first_start(number)


def test_the_forger_does_what_he_can() -> None:
    """Some forgeries harm nothing and are passed; some break rules; and some only the proof speaks against."""
    seen: Counter[str] = Counter()
    for number in range(12):
        for whole in wholes(known_start(number), Random(number), 60):
            said = verdict(whole)
            seen.update([said, f"{whole.part}/{whole.kind}/{said}", f"{whole.part} {said}"])
    assert not seen["FALSE"]
    for part in KINDS:
        assert seen[f"{part} unproven"] > 0, table(seen)
        assert seen[f"{part} so"] > 0, table(seen)
    assert seen["broken"] > 50


# -- kernels that are careless in one place -------------------------------------------------------------------


def _any_multiplier(leaf: Leaf, rows: list[Row]) -> tuple[list[Any], Mapping[str, int], int]:
    """A row may be read backwards."""
    parts, price, constant = [], Counter[str](), 0
    for number, times in leaf.multipliers:
        if not 0 <= number < len(rows):
            raise kernel.Unsound("there is no such row")
        row = rows[number]
        constant += times * row.least
        parts += [] if row.common is None else [(times, row.common)]
        for column, value in row.terms.items():
            price[column] += times * value
    return parts, price, constant


def _empty_as_it_says(sound: Callable[..., int | None]) -> Callable[..., int | None]:
    """A leaf is empty where it is said to be."""

    def bound(ground: Any, rows: Any, leaf: Leaf, box: Any, sums: Any) -> int | None:
        return None if leaf.empty else sound(ground, rows, leaf, box, sums)

    return bound


def _one_side(sound: Callable[..., Any]) -> Callable[..., Any]:
    """Only the first leaf of the tree is looked at."""
    return lambda ground, root: list(sound(ground, root))[:1]


def _never_empty(sound: Callable[..., tuple[int, int]]) -> Callable[..., tuple[int, int]]:
    """All that may be there has to be there."""

    def within(block: Block, box: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
        low, high = sound(block, box)
        return (high, high) if low <= high else (low, high)

    return within


def _perhaps_empty(sound: Callable[..., tuple[int, int]]) -> Callable[..., tuple[int, int]]:
    """Nothing has to be there, pinned or not."""

    def within(block: Block, box: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
        low, high = sound(block, box)
        return (0, high) if low <= high else (low, high)

    return within


CARELESS: Mapping[str, tuple[Any, str, Any]] = {
    "negative multipliers": (kernel, "_added", _any_multiplier),
    "empty leaves": (kernel, "_bound", _empty_as_it_says(kernel._bound)),
    "the other side": (kernel, "_leaves", _one_side(kernel._leaves)),
    "the low bound of a block": (Block, "within", _never_empty(Block.within)),
    "steps of the grid": (kernel, "gcd", lambda *many: max(many, default=0)),
    "rows as they are cited": (kernel, "_cited", lambda ground, name: ground.row(name) or Row({}, 600)),
}


@pytest.mark.parametrize("about", CARELESS)
def test_a_careless_kernel_is_found_out(about: str, monkeypatch: pytest.MonkeyPatch) -> None:
    starts = {number: known_start(number) for number in (*range(12), *OFTEN_FORGED)}
    where, name, careless = CARELESS[about]
    monkeypatch.setattr(where, name, careless)
    forged = (whole for number, one in starts.items() for whole in wholes(one, Random(number), 200))
    assert any(verdict(whole) == "FALSE" for whole in forged)


def test_a_kernel_that_forgets_what_has_to_be_studied_believes_less(monkeypatch: pytest.MonkeyPatch) -> None:
    """A low bound that is dropped weakens a proof and never falsifies it: what is so is no longer shown."""
    starts = [known_start(number) for number in (*range(4), PINNED)]
    monkeypatch.setattr(Block, "within", _perhaps_empty(Block.within))
    same = [Whole("plan", "as it was", one.world, one.plan, Truth(one.world)) for one in starts]
    assert verdict(same[-1]) == "unproven"
    forged = (whole for number, one in enumerate(starts) for whole in wholes(one, Random(number), 30))
    assert all(verdict(whole) != "FALSE" for whole in forged)
