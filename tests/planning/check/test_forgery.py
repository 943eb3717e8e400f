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
from recommender.planning.check.row import Row
from tests.counts import worlds
from tests.planning.check.campaign import table
from tests.planning.check.forgery import KINDS, Start, first_start, verdict, wholes

EACH = 130 if os.environ.get("HYPOTHESIS_PROFILE") == "soak" else 10
"""Wholes of one world: with ten pieces of 80 worlds 104,000 in a soak, and 400 every day."""


@pytest.mark.parametrize("piece", range(10))
@settings(max_examples=worlds(4))
@given(seed=st.integers(0, 2**48))
def test_nothing_false_is_passed(piece: int, seed: int) -> None:
    """In pieces, so that a soak can stop between them."""
    for whole in wholes(first_start(10 * seed + piece), Random(seed), EACH):
        assert verdict(whole) != "FALSE", (whole.part, whole.kind, whole.world, whole.plan)


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
        assert seen[f"{part} unproven"] > 3, table(seen)
        assert seen[f"{part} so"] > 0, table(seen)
    assert seen["broken"] > 50


# -- kernels that are careless in one place -------------------------------------------------------------------


def _empty_as_it_says(sound: Callable[..., int | None]) -> Callable[..., int | None]:
    """A leaf is empty where it is said to be."""

    def bound(ground: Any, rows: Any, leaf: Leaf, box: Any, sums: Any) -> int | None:
        return None if leaf.empty else sound(ground, rows, leaf, box, sums)

    return bound


def _one_side(sound: Callable[..., Any]) -> Callable[..., Any]:
    """Only the first leaf of the tree is looked at."""
    return lambda ground, root: list(sound(ground, root))[:1]


CARELESS: Mapping[str, tuple[Any, str, Any]] = {
    "empty leaves": (kernel, "_bound", _empty_as_it_says(kernel._bound)),
    "the other side": (kernel, "_leaves", _one_side(kernel._leaves)),
    "steps of the grid": (kernel, "gcd", lambda *many: max(many, default=0)),
    "rows as they are cited": (kernel, "_cited", lambda ground, name: ground.row(name) or Row({}, 600)),
}


@pytest.mark.parametrize("about", CARELESS)
def test_a_careless_kernel_is_found_out(about: str, monkeypatch: pytest.MonkeyPatch) -> None:
    starts = [known_start(number) for number in range(12)]
    where, name, careless = CARELESS[about]
    monkeypatch.setattr(where, name, careless)
    forged = (whole for number, one in enumerate(starts) for whole in wholes(one, Random(number), 60))
    assert any(verdict(whole) == "FALSE" for whole in forged)
