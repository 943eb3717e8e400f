"""How are the figures of a run read by people: one line a family, then asked and seen, then what was missed?"""

from __future__ import annotations

from benchmarks.planner.figures import Json

HEAD = (
    "| family | cases | optimal | certified (verified) | p50 ms | p95 | p99 | most | cold p50 | warm p50 | wall p50"
    " | plain HiGHS | CP-SAT | greedy asks for more |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
)


def table(found: Json) -> str:
    """The whole report in Markdown."""
    lines = [*HEAD, *(_family(name, part) for name, part in found["families"].items())]
    lines += ["", *bars(found)]
    for name, needs in found["absent"].items():
        lines.append(f"\n{name} did not run: no {' and no '.join(needs)} in the data folder.")
    if found["misses"]:
        lines += ["", "Missed:", "", *(f"- {text}" for text in found["misses"])]
    return "\n".join(lines)


def bars(found: Json) -> list[str]:
    """Here beside what is asked and what was seen before."""
    lines = ["| | figure | asked | seen | here | met |", "|---|---|---|---|---|---|"]
    for name, part in (*found["families"].items(), *found["cohorts"].items()):
        for bar in part["bars"]:
            here = "-" if bar["here"] is None else f"{bar['here']:g}"
            met = {True: "yes", False: "no", None: "not measured"}[bar["met"]]
            lines.append(f"| {name} | {bar['figure']} | {bar['asked']} | {bar['seen']} | {here} | {met} |")
    return lines


def _family(name: str, part: Json) -> str:
    cells = [
        name,
        part["cases"],
        part["optimal"],
        f"{part['certified']} ({part['certificates_verified']})",
        *(_ms(part[figure]) for figure in ("p50_ms", "p95_ms", "p99_ms", "max_ms")),
        *(_ms(part[some]["p50_ms"]) for some in ("cold", "warm", "wall")),
        *(_ratio(part, peer) for peer in ("plain_highs", "cpsat")),
        _greedy(part["greedy"]),
    ]
    return "| " + " | ".join(map(str, cells)) + " |"


def _ms(value: float | None) -> str:
    return "-" if value is None else f"{value:.0f}" if value >= 10 else f"{value:.1f}"


def _ratio(part: Json, peer: str) -> str:
    middle, interval = part[f"ratio_to_{peer}"], part[f"ratio_to_{peer}_interval"]
    if middle is None:
        return "cannot say"
    said = part["peers"][peer]
    late = f", {said['timed_out']} timed out" if said["timed_out"] else ""
    return f"{middle:g} ({interval[0]:g} to {interval[1]:g}; {said['agree']} of {said['pairs']} agree{late})"


def _greedy(said: Json) -> str:
    if not said["asked"]:
        return "-"
    more = f", by {said['mean_credits']:g} on average" if said["overstates"] else ""
    return f"{said['overstates']} of {said['asked']}{more}"
