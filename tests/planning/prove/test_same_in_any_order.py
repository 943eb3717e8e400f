"""Is a proof the same whichever way the record lists its entries, and whichever way text is hashed (D5, D7)?"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

from recommender.planning import make_plan
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from tests.planning.worlds import ONE, catalogue, credits, item, qualification, record, request, result, rule

ROOT = Path(__file__).parents[3]
PROGRAM = """
from tests.planning.prove.test_same_in_any_order import WORLD
from recommender.planning import make_plan
print(make_plan(*WORLD))
"""

GOAL = qualification(credits("core", 6, of=ItemSet(tags=frozenset({"t"}))), 9, Residency("home", 4 * ONE))
ITEMS = [item(f"i{n}", 1 + n % 2, tags=["t"] if n % 3 else []) for n in range(12)]
RULES = [rule(f"r{n}", [f"i{n}"], f"i{n + 1}") for n in range(6)]
HELD = [result("i0", 2), result("i0", 1, entry="again"), result("i3", 4), result("i5", 2)]
WORLD = (catalogue([GOAL], ITEMS, RULES), record(*HELD), request())


def test_the_order_of_the_results_does_not_show() -> None:
    bank, have, asked = WORLD
    backwards = replace(have, results=have.results[::-1])
    one, other = make_plan(bank, have, asked), make_plan(bank, backwards, asked)
    assert one.proof is not None
    assert replace(other, versions={}) == replace(one, versions={})


def test_no_order_of_hashing_shows() -> None:
    said = {
        subprocess.run(
            [sys.executable, "-c", PROGRAM],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("0", "1", "12345")
    }
    assert len(said) == 1
