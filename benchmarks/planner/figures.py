"""Which figures are made of measurements: percentiles, ratios with an interval, shares?"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from random import Random
from statistics import median
from typing import Any, TypeAlias

from benchmarks.planner.measure import Timed

Json: TypeAlias = dict[str, Any]
RESAMPLES = 2000
PAIRS_OF_AN_INTERVAL = 6
"""Below so many pairs every resampled interval at 95 % is the least and the most of them: it says nothing more."""
PLANS_OF_A_P99 = 100
"""Below so many plans the 99th percentile is the most of them."""
SHARES = (("p50_ms", 0.5), ("p95_ms", 0.95), ("p99_ms", 0.99), ("max_ms", 1.0))


def percentile(values: Sequence[float], share: float) -> float:
    """The least value that so large a share of all does not exceed (nearest rank)."""
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def spread(values: Sequence[float]) -> Json:
    """The usual percentiles; None where there are too few values for one."""
    return {
        name: round(percentile(values, share), 2) if values and not too_few(name, len(values)) else None
        for name, share in SHARES
    }


def too_few(figure: str, values: int) -> str:
    """Why a figure of so many values is not stated, and no bar is judged by it; empty where it is stated."""
    if "p99" in figure and 0 < values < PLANS_OF_A_P99:
        return f"not judged by {values} of the {PLANS_OF_A_P99} that it takes"
    return ""


def ratio(pairs: Sequence[float], seed: int) -> Json:
    """The median with its interval of 95 %, by resampling the questions; no interval of fewer than six."""
    if not pairs:
        return {"median": None, "interval": None, "pairs": 0}
    enough = len(pairs) >= PAIRS_OF_AN_INTERVAL
    return {
        "median": round(median(pairs), 2),
        "interval": _interval(pairs, seed) if enough else None,
        "pairs": len(pairs),
    }


def _interval(pairs: Sequence[float], seed: int) -> list[float]:
    rng = Random(f"bootstrap/{seed}")
    again = sorted(median(rng.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    low, high = again[int(0.025 * RESAMPLES)], again[int(0.975 * RESAMPLES) - 1]
    return [round(low, 2), round(high, 2)]


def figures(rows: Sequence[Timed]) -> Json:
    """What there is to say of a set of plans; times are of the processor unless they are called `wall`."""
    statuses = [str(row.plan.status) for row in rows]
    known = [row.reproduced for row in rows if row.reproduced is not None]
    claims = [row for row in rows if row.claims]
    found: Json = {
        "cases": len(rows),
        **{name: statuses.count(name) for name in ("optimal", "bounded", "infeasible", "refused")},
        "certified": sum(row.certified for row in claims),
        "certified_share": _share([row.certified for row in claims]),
        "certificates_verified": sum(_verified(row) for row in rows),
        "reproduced": sum(known) if known else None,
        "reproduced_share": _share(known),
        **spread([row.cpu_ms for row in rows]),
        "cpu_s": round(sum(row.cpu_ms for row in rows) / 1000, 2),
        "wall": spread([row.wall_ms for row in rows]),
        **_of_length([row.length_ms for row in rows if row.length_ms is not None]),
        "cold": _part([row for row in rows if row.cold]),
        "warm": _part([row for row in rows if not row.cold]),
        "certificate": _certificates(rows),
    }
    return found


def _share(known: Sequence[bool]) -> float | None:
    return round(sum(known) / len(known), 4) if known else None


def _of_length(spent: Sequence[float]) -> Json:
    """The times of the least length alone."""
    return {f"length_{name}": value for name, value in spread(spent).items()}


def _part(rows: Sequence[Timed]) -> Json:
    return {"cases": len(rows), **spread([row.cpu_ms for row in rows])}


def _verified(row: Timed) -> bool:
    return row.certified and row.certificate is not None and row.certificate.verified


def _certificates(rows: Sequence[Timed]) -> Json | None:
    weighed = [row.certificate for row in rows if row.certificate is not None]
    if not weighed:
        return None
    sizes, times = [one.bytes for one in weighed], [one.check_ms for one in weighed]
    return {
        "count": len(weighed),
        "gzip_bytes_p50": percentile(sizes, 0.5),
        "gzip_bytes_max": max(sizes),
        "leaves_p50": percentile([one.leaves for one in weighed], 0.5),
        "leaves_max": max(one.leaves for one in weighed),
        "check": spread(times),
    }
