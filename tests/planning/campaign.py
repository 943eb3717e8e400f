"""On how many tiny worlds of every rule kind did the planner say what trying everything says?

    python -m tests.planning.campaign --seed 1 --worlds 100000    # goes on where the last run stopped

Turn by turn a world of every kind, whose length is compared with that of every plan that the checker takes
(`exhaustive.py`), and one of the first stage, where every level is compared with the oracle that has its own words for
the rules (`oracle.py`). The number of each world that differs is printed. Exit code: 0 all done, 1 some differ, 3 time
ran out and worlds remain.
"""

from __future__ import annotations

import sys
from collections import Counter
from random import Random
from typing import Any

from recommender.planning import make_plan
from recommender.planning.plan import Plan, Status
from recommender.rules.prerequisite import NOTHING
from recommender.rules.registry import kind_of, walk
from tests.planning import exhaustive, oracle
from tests.planning.drawing import Dice
from tests.planning.kinds.every_kind import every_kind_world
from tests.planning.resumed import asked, go_on
from tests.planning.strategies import Tiny, tiny_world
from tests.planning.test_oracle import LIMITS, RECOGNITION, REPEATS, TERMS

FAMILIES = (LIMITS, RECOGNITION, TERMS, REPEATS)
APART = 10**9
"""Between the worlds of two seeds."""


def one_world(number: int) -> Counter[str]:
    """What became of the world of a number, and which kinds are in it."""
    pick = Dice(Random(number))
    if number % 2:
        world = every_kind_world(pick)
        return _judged(number, world, _against_everything)
    return _judged(number, tiny_world(pick, FAMILIES[number // 2 % len(FAMILIES)]), _against_words)


def _judged(number: int, world: Tiny, differs: Any) -> Counter[str]:
    plan = make_plan(world.catalogue, world.record, world.request)
    found = Counter({f"status {plan.status.value}": 1})
    found.update(dict.fromkeys({f"kind {kind}" for kind in kinds_in(world)}, 1))
    said = differs(world, plan)
    found[f"is {'equal' if not said else 'DIFFERENT'}"] += 1
    if said:
        print(f"world {number}: {said}", flush=True)
    return found


def _against_everything(world: Tiny, plan: Plan) -> str:
    if plan.status is Status.REFUSED:
        return ""
    least = exhaustive.least(world.catalogue, world.record, world.request, timed=True)
    return "" if plan.length == least else f"length {plan.length}, of all plans {least}"


def _against_words(world: Tiny, plan: Plan) -> str:
    truth = oracle.solve(world.catalogue, world.record, world.request)
    if truth.status == "refused" and plan.status is Status.INFEASIBLE:
        # A running step whose study cannot be said exactly changes nothing where there is no path at all.
        return _against_everything(world, plan)
    if plan.status is not Status(truth.status):
        return f"status {plan.status.value}, by trying {truth.status}"
    ours = {level.objective: level.value for level in plan.levels}
    theirs = {name: truth.levels[name] for name in ours}
    return "" if ours == theirs else f"levels {ours}, by trying {theirs}"


def kinds_in(world: Tiny) -> set[str]:
    """The rule kinds that occur in a world."""
    versions = [one for some in world.catalogue.qualifications.values() for one in some]
    found = {kind_of(node) for version in versions for node in walk(version.requirement)}
    found |= {kind_of(limit) for version in versions for limit in version.limits}
    items = world.catalogue.items.values()
    asked = any({one.prerequisites, one.corequisites} != {NOTHING} for one in items)
    return (
        found | ({"recognition"} if world.catalogue.rules else set()) | ({"prerequisite"} if asked else set())
    )


def main() -> int:
    """Go on with a seed until so many worlds are compared or time is up."""
    given = asked(__doc__, "worlds", 100_000)
    first = given.seed * APART
    done, counts = go_on(
        "tiny-worlds", given, lambda number: one_world(first + number), lambda done, _: done >= given.worlds
    )
    print(f"seed {given.seed}: {done:,} worlds, numbers {first} to {first + done - 1}")
    for name, many in sorted(counts.items()):
        print(f"  {name}: {many:,}")
    return 1 if counts["is DIFFERENT"] else 0 if done >= given.worlds else 3


if __name__ == "__main__":
    sys.exit(main())
