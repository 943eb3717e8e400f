"""python -m benchmarks.greedy [--histories N] [--seed S]: greedy placement against the audit, random ACBS histories."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from math import comb
from pathlib import Path
from random import Random
from statistics import mean, median
from tempfile import TemporaryDirectory
from time import process_time

from benchmarks.greedy.histories import random_goal, random_record
from benchmarks.greedy.placement import greedy
from recommender.catalogue import Catalogue, load
from recommender.demo import build
from recommender.demo.acbs.histories import account_id
from recommender.demo.acbs.stories import past_terms
from recommender.demo.entries import AS_OF
from recommender.ledger import LedgerReader, open_ledger
from recommender.ledger.record import Record
from recommender.planning import GoalRef, PlanRequest, make_audit
from recommender.planning.build import build_problem, resolve_goals
from recommender.vocabulary import LearnerId

CREDIT = 600
LEVEL = 0.95


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 1 if the greedy placement ever asks for less, which would disprove the audit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.greedy", description=__doc__)
    parser.add_argument("--histories", type=int, default=300)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args(arguments)
    with TemporaryDirectory() as folder:
        bank = build(Path(folder), learners=asked.histories, seed=asked.seed, bank="acbs")
        catalogue, ledger = load(bank.catalogue_file).catalogue, open_ledger(str(bank.ledger_file))
        worst = tell("random histories", drawn(catalogue, asked.histories, asked.seed))
        worst += tell("learners of the demo bank", simulated(catalogue, ledger, asked.histories))
        ledger.close()
    return 1 if worst else 0


def tell(name: str, pairs: Iterable[tuple[int, int]]) -> int:
    """Print the figures of one set of histories; returns in how many the greedy placement asks for less."""
    begun = process_time()
    found = list(pairs)
    took = process_time() - begun
    more = [(theirs - ours) / CREDIT for ours, theirs in found if theirs > ours]
    less = sum(theirs < ours for ours, theirs in found)
    low, high = binomial(len(more), len(found))
    print(f"{len(found)} {name}")
    print(
        f"  greedy overstates {len(more)} ({len(more) / len(found):.1%}, 95 % interval {low:.1%} to {high:.1%})"
    )
    if more:
        print(f"  by {mean(more):.1f} credits on average, median {median(more):g}, at most {max(more):g}")
    print(f"  greedy understates {less}")
    print(f"  {took:.0f} s of the processor for both", flush=True)
    return less


def drawn(catalogue: Catalogue, histories: int, seed: int) -> Iterator[tuple[int, int]]:
    """What remains by the audit and greedily, in units, of so many random histories."""
    terms = past_terms(AS_OF)
    for number in range(histories):
        rng = Random(f"greedy/{seed}/{number}")
        goal = random_goal(catalogue, rng)
        yield both(catalogue, random_record(catalogue, goal, terms, AS_OF, rng), goal)


def simulated(catalogue: Catalogue, ledger: LedgerReader, histories: int) -> Iterator[tuple[int, int]]:
    """The same of the learners of the bank, for the degree that they are enrolled on."""
    for number in range(histories):
        record = ledger.record(LearnerId(account_id(number)), AS_OF)
        enrolment = record.enrolments[-1]
        yield both(catalogue, record, GoalRef(enrolment.qualification, enrolment.year))


def both(catalogue: Catalogue, record: Record, goal: GoalRef) -> tuple[int, int]:
    """What remains of the degree: by the audit, and greedily."""
    request = PlanRequest((goal,), AS_OF)
    audit = make_audit(catalogue, record, request)
    if audit.status != "optimal":
        raise AssertionError(f"{record.learner}: the audit is {audit.status}")
    goals = resolve_goals(catalogue, record, request)
    return audit.remaining_units, greedy(build_problem(catalogue, record, request, goals))


def binomial(successes: int, trials: int) -> tuple[float, float]:
    """The exact (Clopper-Pearson) interval of a share."""
    tail = (1 - LEVEL) / 2
    low = 0.0 if successes == 0 else _where(lambda p: _at_least(successes, trials, p) >= tail)
    high = 1.0 if successes == trials else _where(lambda p: _at_least(successes + 1, trials, p) >= 1 - tail)
    return low, high


def _at_least(successes: int, trials: int, share: float) -> float:
    """The chance of so many successes or more."""
    return sum(comb(trials, k) * share**k * (1 - share) ** (trials - k) for k in range(successes, trials + 1))


def _where(holds: Callable[[float], bool]) -> float:
    """The least share from which on it holds."""
    low, high = 0.0, 1.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (low, middle) if holds(middle) else (middle, high)
    return high


if __name__ == "__main__":
    sys.exit(main())
