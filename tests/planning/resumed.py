"""How does a long count go on where it stopped?  After each world the counts are on the disk."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]


def asked(about: str | None, many: str, most: int) -> Namespace:
    """A seed, how many are wanted (under the name `many`), and for how long."""
    parser = ArgumentParser(description=about, formatter_class=RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(f"--{many}", type=int, default=most)
    parser.add_argument("--minutes", type=float, default=9.0)
    return parser.parse_args()


def go_on(
    name: str,
    given: Namespace,
    one: Callable[[int], Counter[str]],
    enough: Callable[[int, Counter[str]], bool],
) -> tuple[int, Counter[str]]:
    """World after world until there are enough or time is up: how many worlds, and what came of them."""
    memory = ROOT / "var" / name / f"{given.seed}.json"
    memory.parent.mkdir(parents=True, exist_ok=True)
    known: dict[str, Any] = {"worlds": 0, "counts": {}}
    if memory.exists():
        known = json.loads(memory.read_text(encoding="utf-8"))
    worlds, counts = int(known["worlds"]), Counter[str](known["counts"])
    end = time.monotonic() + 60 * given.minutes
    while not enough(worlds, counts) and time.monotonic() < end:
        counts += one(worlds)
        worlds += 1
        memory.write_text(json.dumps({"worlds": worlds, "counts": counts}), encoding="utf-8")
    return worlds, counts
