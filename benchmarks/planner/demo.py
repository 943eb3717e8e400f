"""python -m benchmarks.planner.demo BANK [--learners N] [--seed N]: seconds of a plan for learners of a demo bank."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random
from time import monotonic

from recommender.demo.entries import AS_OF, LEARNERS
from recommender.demo.histories_as_entries import account_id
from recommender.errors import CreditpathError, InputError
from recommender.ledger.record import Record
from recommender.recommend import Bank, build_request, open_bank, plan_for
from recommender.recommend.record import read_record
from recommender.settings import Settings

EXPLAINED = 30
"""For so many learners the plan with its removal tests is timed as well."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures; 2 when there is no bank."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.planner.demo", description=__doc__)
    parser.add_argument("bank", type=Path, help="what `creditpath demo` made, such as var/demo")
    parser.add_argument("--learners", type=int, default=140)
    parser.add_argument("--seed", type=int, default=5)
    asked = parser.parse_args(arguments)
    settings = Settings(
        store_url=str(asked.bank / "creditpath.db"),
        ledger_url=str(asked.bank / "ledger.db"),
        model_dir=asked.bank / "models" / "champion",
        today=AS_OF,
    )
    try:
        bank = open_bank(settings)
    except CreditpathError as wrong:
        print(wrong, file=sys.stderr)
        return 2
    plain: list[float] = []
    explained: list[float] = []
    statuses: Counter[str] = Counter()
    for record in enrolled(bank, asked.learners, asked.seed):
        statuses[timed(bank, record, False, plain)] += 1
        if len(explained) < EXPLAINED:
            timed(bank, record, True, explained)
    print(f"{len(plain)} learners: {dict(statuses)}")
    print(f"a plan, checked:               {figures(plain)}")
    print(f"a plan with its removal tests: {figures(explained)}")
    return 0


def enrolled(bank: Bank, learners: int, seed: int) -> Iterator[Record]:
    """Records of so many drawn learners, without those who are enrolled on nothing."""
    for number in Random(seed).sample(range(LEARNERS), learners):
        record = read_record(bank, account_id(number), None)
        if record.enrolments:
            yield record


def timed(bank: Bank, record: Record, explain: bool, seconds: list[float]) -> str:
    """Plan for the enrolment, add the seconds that it took, and return the status."""
    try:
        request = build_request(bank, record)
    except InputError:
        return "no goal"
    start = monotonic()
    answer = plan_for(bank, record, request, explain=explain)
    seconds.append(monotonic() - start)
    return str(answer["status"])


def figures(seconds: list[float]) -> str:
    """Median, 95th percentile and most, in milliseconds of the wall clock."""
    ordered = sorted(seconds)
    p50, p95, most = (ordered[int(share * (len(ordered) - 1))] * 1000 for share in (0.5, 0.95, 1))
    return f"p50 {p50:.0f} ms, p95 {p95:.0f} ms, most {most:.0f} ms"


if __name__ == "__main__":
    sys.exit(main())
