"""How are the figures of a run read by people: one line a family, then asked and seen, then what was missed?"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks.planner.figures import PAIRS_OF_AN_INTERVAL, PLANS_OF_A_P99, Json

HEAD = (
    "| family | cases | optimal | certified (verified) | p50 ms | p95 | p99 | most | cold p50 | warm p50 | wall p50"
    " | length p50 | p95 | plain HiGHS | CP-SAT | greedy asks for more |",
    "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
)


TITLE = "Planner by family"


def about(found: Json, arguments: Sequence[str]) -> list[str]:
    """The section of RESULTS.md: the command, on what it ran, how the figures are meant, and the tables."""
    on = found["machine"]
    flags = " ".join(one for one in arguments if one != "--results")
    return [
        f"    python -m benchmarks.planner {flags}".rstrip(),
        "",
        f"Seed {found['seed']}, at most {found['n']} questions a family, {found['seconds']:.0f} s by the clock on cores"
        f" that were shared with other work; Python {on['python']}, {on['solver']}, {on['cpsat']}. Milliseconds are of"
        " the processor. *Cold* is the first plan for its goals in the family, *warm* every further one. A ratio is the"
        " peer's seconds for each of ours on the same question, as the median with its 95 % interval"
        f" from {PAIRS_OF_AN_INTERVAL} pairs on; a peer that timed out enters it with its limit, so that the true"
        f" ratio is no smaller. A p99 is stated from {PLANS_OF_A_P99} plans on."
        " *Length* is the same question once more, for"
        " the least length alone; the other times are of all levels. In a"
        " ratio both are asked for the least length alone: ours is all of `make_plan` for it, with its schedule, its"
        " proof and its checker. *Plain HiGHS* has a boolean"
        " for every course, application, and course at a slot; *CP-SAT* solves the unreduced class model. *Greedy* puts"
        " what is held where it first fits, and studies the least from there.",
        "",
        table(found),
    ]


def table(found: Json) -> str:
    """The whole report in Markdown."""
    lines = [*HEAD, *(_family(name, part) for name, part in found["families"].items())]
    lines += ["", *cohorts(found), "", *bars(found)]
    for name, needs in found["absent"].items():
        lines.append(f"\n{name} did not run: no {' and no '.join(needs)} in the data folder.")
    lines += ["", *certificates(found)]
    if found["misses"]:
        lines += ["", "Missed:", "", *(f"- {text}" for text in found["misses"])]
    return "\n".join(lines)


def cohorts(found: Json) -> list[str]:
    """How many learners a core plans for in a second, and how many of them are served by a plan of before."""
    lines = ["| cohort | goals | learners | a second and core | reused | ms reused | ms planned |"]
    lines.append("|---|---|---|---|---|---|---|")
    for name, part in found["cohorts"].items():
        if part["learners_per_second"] is not None:
            cells = (
                " and ".join(part["goals"]),
                part["learners"],
                f"{part['learners_per_second']:g}",
                f"{part['reused_share']:.0%}",
                *("-" if ms is None else f"{ms:g}" for ms in (part["reused_ms"], part["planned_ms"])),
            )
            lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    return lines if len(lines) > 2 else []


def certificates(found: Json) -> list[str]:
    """What the proofs weigh, and how long they take to find and to check."""
    lines = ["| proofs | count | gzip p50 | most | leaves p50 | most | find p50 ms | check p50 ms | p99 |"]
    lines.append("|---|---|---|---|---|---|---|---|---|")
    for name, part in found["families"].items():
        said = part["certificate"]
        if said:
            cells = (
                f"{part['certified']} of {part['optimal'] + part['infeasible']}",
                f"{said['gzip_bytes_p50']:,}",
                f"{said['gzip_bytes_max']:,}",
                said["leaves_p50"],
                said["leaves_max"],
                _ms(said["make"]["p50_ms"]),
                _ms(said["check"]["p50_ms"]),
                _ms(said["check"]["p99_ms"]),
            )
            lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    return lines if len(lines) > 2 else []


def bars(found: Json) -> list[str]:
    """Here beside what is asked and what was seen before."""
    lines = ["| | figure | asked | seen | here | met |", "|---|---|---|---|---|---|"]
    for name, part in (*found["families"].items(), *found["cohorts"].items(), ("proofs", found["proofs"])):
        for bar in part["bars"]:
            here = "-" if bar["here"] is None else f"{bar['here']:g}"
            met = {True: "yes", False: "no", None: bar["why"]}[bar["met"]]
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
        *(_ms(part[figure]) for figure in ("length_p50_ms", "length_p95_ms")),
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
    size = f"{said['columns_p50']:,} columns"
    range_ = f"{interval[0]:g} to {interval[1]:g}; " if interval else ""
    return f"{middle:g} ({range_}{said['agree']} of {said['pairs']} agree{late}; {size})"


def _greedy(said: Json) -> str:
    if not said["asked"]:
        return "-"
    more = f", by {said['mean_credits']:g} on average" if said["overstates"] else ""
    return f"{said['overstates']} of {said['asked']}{more}"
