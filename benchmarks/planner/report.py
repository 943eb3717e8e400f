"""What is said of a whole run: one object for programs, and what was missed, each by name?"""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from benchmarks.planner.families import Bar
from benchmarks.planner.figures import PAIRS_OF_AN_INTERVAL, PLANS_OF_A_P99, Json, figures, ratio, too_few
from benchmarks.planner.run import Effort, Measured
from recommender.planning.solve import solver_version

COUNTS = ("cases", "optimal", "bounded", "infeasible", "refused", "certified", "certificates_verified")
TIMES = ("p50_ms", "p95_ms", "p99_ms", "max_ms", "cpu_s", "wall", "cold", "warm", "certificate")


def report(
    measured: Sequence[Measured],
    absent: Mapping[str, Sequence[str]],
    cohorts: Mapping[str, Json],
    effort: Effort,
    seconds: float,
) -> Json:
    """The object that is printed."""
    whole = figures([row for one in measured for row in one.rows])
    families = {one.family.name: one.figures(effort.seed) for one in measured}
    found: Json = {name: whole[name] for name in (*COUNTS, *TIMES)}
    for name in ("plain_highs", "cpsat"):
        pairs = [value for one in measured for value in one.peers[name].ratios]
        said = ratio(pairs, effort.seed)
        found[f"ratio_to_{name}"], found[f"ratio_to_{name}_interval"] = said["median"], said["interval"]
    proofs = _proofs(whole)
    return found | {
        "families": families,
        "proofs": proofs,
        "cohorts": dict(cohorts),
        "absent": {name: list(needs) for name, needs in absent.items()},
        "wrong": [text for one in measured for text in one.wrong],
        "misses": misses({**families, **cohorts, "proofs": proofs}),
        "times": f"milliseconds of the processor unless `wall`; nearest rank; p99 from {PLANS_OF_A_P99} plans on",
        "ratios": "a peer's seconds for each of ours on the same question, its limit where it timed out; median,"
        f" 95 % by resampling from {PAIRS_OF_AN_INTERVAL} pairs on; "
        "both asked for the least length alone; ours is all of make_plan, proof and checker included",
        "seed": effort.seed,
        "n": effort.n,
        "seconds": round(seconds, 1),
        "machine": machine(),
    }


CHECKS = (
    Bar("check_p50_ms", 1, "0.5"),
    Bar("check_p99_ms", 25, "19"),
    Bar("gzip_bytes_max", 600_000, "588,000"),
)


def _proofs(whole: Json) -> Json:
    """What is asked of all proofs together."""
    said = whole["certificate"]
    values = {
        "check_p50_ms": said and said["check"]["p50_ms"],
        "check_p99_ms": said and said["check"]["p99_ms"],
        "gzip_bytes_max": said and said["gzip_bytes_max"],
    }
    count = said["count"] if said else 0
    return {**values, "bars": [bar.judged(values[bar.figure], too_few(bar.figure, count)) for bar in CHECKS]}


def misses(parts: Mapping[str, Json]) -> list[str]:
    """Every bar that is not met, and every one that could not be measured or judged."""
    found = []
    for name, part in parts.items():
        for bar in part.get("bars", ()):
            if not bar["met"]:
                here = bar["why"] if bar["here"] is None else f"{bar['here']:g}"
                found.append(f"{name}: {bar['figure']} {here}, asked {bar['asked']}")
    return found


def machine() -> dict[str, Any]:
    """What the figures depend on."""
    return {
        "python": platform.python_version(),
        "solver": solver_version(),
        "cpsat": f"OR-Tools {version('ortools')}",
        "processor": platform.machine(),
    }
