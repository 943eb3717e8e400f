"""python -m benchmarks.ledger [--entries N | --full] [--on sqlite postgresql] [--results]: how fast is a ledger read?

It fills a ledger of N entries (1,000,000; with --full 20,000,000) in each kind of database, in a folder of its own
that goes again, and reads it: one learner's record, everything into Arrow, and the fold. PostgreSQL is the one that
tests use. Times of one learner are waited time, which other work lengthens: the driver's own stand beside them.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from benchmarks.ledger import measured as m
from benchmarks.ledger.made import fill_postgres, fill_sqlite
from benchmarks.section import write_section
from recommender.ledger.sql import SqlLedger
from tests.fakes import postgres

TITLE = "Ledger"
FULL = 20_000_000
WARM, ASKED = 200, 2_000
"""Learners whose records are read before, and while, the clock runs."""
BULK = 1_000_000
"""Rows read of everything, at most, in one turn."""
KINDS = ("sqlite", "postgresql")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one kind of database."""

    kind: str
    record: m.Spread
    plain: m.Spread
    bulk: dict[str, float]
    """Rows a second by way; the first is ours."""
    folds: m.Folds


def main(arguments: Sequence[str] | None = None) -> int:
    """Fill, read, print."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.ledger", description=__doc__)
    parser.add_argument("--entries", type=int, default=1_000_000)
    parser.add_argument("--full", action="store_true", help=f"{FULL:,} entries")
    parser.add_argument("--on", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--results", action="store_true", help="write the section of RESULTS.md as well")
    asked = parser.parse_args(arguments)
    entries = FULL if asked.full else asked.entries
    found = [_HOW[kind](entries) for kind in asked.on]
    lines = report(entries, found)
    print("\n".join(lines))
    if asked.results:
        command = "--full" if asked.full else f"--entries {entries}"
        write_section(TITLE, [f"    python -m benchmarks.ledger {command}", "", *lines])
    return 0


def on_sqlite(entries: int) -> Figures:
    """In a file."""
    with TemporaryDirectory(prefix="creditpath-ledger-") as folder:
        path = Path(folder) / "ledger.db"
        fill_sqlite(path, entries)
        ledger, plain = SqlLedger(path), sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        ways = {"Arrow": lambda: m.arrow(ledger), "driver": lambda: m.fetched_sqlite(plain)}
        try:
            return _figures("sqlite", ledger, entries, m.plain_sqlite(plain), ways)
        finally:
            plain.close()
            ledger.close()


def on_postgres(entries: int) -> Figures:
    """On a server of this process, or the one that the tests are told."""
    with postgres.schema() as url:
        fill_postgres(url, entries)
        ledger = SqlLedger(url)
        with psycopg.connect(url, autocommit=True) as plain:
            ways = {
                "Arrow": lambda: m.arrow(ledger),
                "driver": lambda: m.fetched_postgres(plain),
                "COPY": lambda: m.copied_postgres(plain),
            }
            try:
                return _figures("postgresql", ledger, entries, m.plain_postgres(plain), ways)
            finally:
                ledger.close()


_HOW = {"sqlite": on_sqlite, "postgresql": on_postgres}


def _figures(kind: str, ledger: SqlLedger, entries: int, plain: m.Ask, ways: dict[str, m.Way]) -> Figures:
    mine = m.ours(ledger)
    for ask in (mine, plain):
        m.spread(ask, m.drawn(entries, WARM, 0))
    half = ASKED // 2
    first, second = m.drawn(entries, 2 * half, 1)[:half], m.drawn(entries, 2 * half, 1)[half:]
    # Each learner is new to whoever asks: what one has read the other finds in memory.
    record, alone = m.spread(mine, first), m.spread(plain, second or first)
    rates = m.rates(list(ways.values()), min(entries, BULK))
    return Figures(
        kind, record, alone, dict(zip(ways, rates, strict=True)), m.folds(ledger, m.drawn(entries, half, 2))
    )


def report(entries: int, found: Sequence[Figures]) -> list[str]:
    """The tables."""
    load = f"Load of the machine at the end: {os.getloadavg()[1]:.0f} on {os.cpu_count()} cores."
    lines = [
        f"{entries:,} entries, 20 of each account, far apart. {load}",
        "",
        "| one learner, ms | record: p50 | p99 | p99 of the processor | rows alone, plain driver: p50 | p99 |",
        "|---|---|---|---|---|---|",
    ]
    for one in found:
        r, p = one.record, one.plain
        spent = f"{r.middle:.2f} | {r.most:.2f} | {r.processor:.2f}"
        lines.append(f"| {one.kind} | {spent} | {p.middle:.2f} | {p.most:.2f} |")
    lines += ["", "| everything, rows/s | into Arrow | beside | share |", "|---|---|---|---|"]
    for one in found:
        (_, ours), *others = one.bulk.items()
        for name, rate in others:
            lines.append(f"| {one.kind} | {ours:,.0f} | {name}: {rate:,.0f} | {ours / rate:.2f} |")
    lines += [
        "",
        "| fold, entries/s on one core | facts to record | chain, payloads and fold |",
        "|---|---|---|",
    ]
    for one in found:
        lines.append(f"| {one.kind} | {one.folds.folded:,.0f} | {one.folds.checked:,.0f} |")
    return lines


if __name__ == "__main__":
    sys.exit(main())
