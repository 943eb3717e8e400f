"""Small broken rule books, each with its healthy twin: what has to be changed in the tiny directory to see a code.

A book is the tiny directory with some files said otherwise. The twin differs from the broken one in the single thing
that the code is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from tests.catalogue.conftest import FILES

HEAD, ITEMS, BEFORE, RULES = "catalogue.yaml", "items.csv", "prerequisites.jsonl", "rules.jsonl"
VERSION = "qualifications/accounting.yaml"


class Pair(NamedTuple):
    """The broken book, its twin, and the object that the finding is about."""

    broken: Mapping[str, str | None]
    healthy: Mapping[str, str | None]
    about: str


def swap(name: str, *pairs: tuple[str, str]) -> dict[str, str | None]:
    """One file with some texts replaced; each has to stand there once."""
    text = FILES[name]
    for old, new in pairs:
        assert text.count(old) == 1, (old, text.count(old))
        text = text.replace(old, new)
    return {name: text}


def add(name: str, lines: str) -> dict[str, str | None]:
    """One file with lines at its end."""
    return {name: FILES[name] + lines}


GOAL = "open/accounting@2025"
HOME = '- {kind: residency, id: home, least: "3"}\n'


def limits(*lines: str) -> dict[str, str | None]:
    """The version with these limits instead of its own."""
    text = FILES[VERSION]
    start = text.index("limits:\n") + len("limits:\n")
    return {
        VERSION: text[:start] + "".join(f"- {line}\n" for line in lines) + text[text.index("electives") :]
    }


def rules(*lines: str) -> dict[str, str | None]:
    """The rules, instead of those of the tiny directory."""
    return {RULES: "".join(f"{line}\n" for line in lines)}


R1 = FILES[RULES].splitlines()[0]
R2 = FILES[RULES].splitlines()[1]
R9 = R1.replace("open/r1", "open/r9")
GOOD = '"min_grade":{"scheme":"levels","mark":"good"}'
AGAIN = '  - {{kind: credits_from, id: again, least: "1", of: {{items: [open/{}]}}}}\nlimits:\n'
ENDED = FILES[ITEMS].replace("LAW,,,,2020-09-01,", "LAW,,,,2020-09-01,2024-09-01")
POINTS = FILES[HEAD].replace('ratios:\n- {from: point, to: credit, factor: "1/2"}\n', "")

OLD = (
    FILES[VERSION]
    .replace("open/accounting", "open/old")
    .replace("2031-07", "2020-07")
    .replace("2025-03", "2019-03")
)


def needing(award: str) -> dict[str, str | None]:
    """The version, asking for another award as well."""
    line = f"  - {{kind: holds_award, id: first, qualification: {award}}}\nlimits:\n"
    return swap(VERSION, ("limits:\n", line))


def excluding(other: str) -> str:
    """The items, of which Accounting 2 excludes another one."""
    header, *rows = FILES[ITEMS].splitlines()
    told = (f"{row},{other if row.startswith('open/acc2') else ''}" for row in rows)
    return "\n".join((f"{header},excludes", *told)) + "\n"


SCALE = (
    FILES[HEAD]
    + """\
scales:
- id: gpa
  points:
  - {grade_scheme: levels, mark: pass, points: "2"}
  - {grade_scheme: levels, mark: good, points: "4"}
"""
)
NARROW = swap(VERSION, ("electives: {}", "electives: {kinds: [course, certificate]}"))

BOOKS: dict[str, Pair] = {
    "no_qualifications": Pair({VERSION: None}, {}, ""),
    "strange_file": Pair({"courses.csv": ""}, {}, ""),
    "row_twice": Pair(rules(R1, R2, R1), rules(R1, R2), "open/r1"),
    "unknown_season": Pair(swap(ITEMS, ("30000,spring", "30000,summer")), {}, "open/acc2"),
    "unknown_institution": Pair(swap(VERSION, ("[craft]", "[crafts]")), {}, GOAL),
    "unknown_item": Pair(swap(VERSION, ("[open/law]", "[open/law, x/y]")), {}, GOAL),
    "unknown_excluded": Pair({ITEMS: excluding("open/gone")}, {ITEMS: excluding("open/law")}, "open/acc2"),
    "unknown_source": Pair(rules(R1, R2.replace("open/exam", "open/exams")), rules(R1, R2), "open/r2"),
    "unknown_prerequisite": Pair(swap(BEFORE, ('"any":[{"item":"open/acc1"', '"any":[{"item":"x/y"')), {}, "open/law"),
    "ends_before_results": Pair(
        rules(R1, R2.replace("}}", '},"completed_within":{"from":"2030-01-01"}}')),
        rules(R1, R2.replace("}}", '},"completed_within":{"from":"2029-01-01"}}')),
        "open/r2",
    ),
    "versions_overlap": Pair(
        {"qualifications/b.yaml": FILES[VERSION].replace('"2025"', '"2024"').replace("2025-03", "2024-03")},
        {
            "qualifications/b.yaml": FILES[VERSION]
            .replace('"2025"', '"2024"')
            .replace("{from: 2025-03-01}", "{from: 2024-03-01, to: 2025-03-01}")
        },
        "open/accounting@2024",
    ),
    "set_empty": Pair(
        {**swap(VERSION, ("{items: [open/law]}", "{subjects: [ART]}")), RULES: ""},
        {**swap(VERSION, ("{items: [open/law]}", "{subjects: [LAW]}")), RULES: ""},
        GOAL,
    ),
    "set_too_few": Pair(
        {**swap(VERSION, ("least: 2\n", "least: 3\n")), RULES: ""}, {RULES: ""}, GOAL
    ),
    "set_too_small": Pair(
        swap(VERSION, ('least: "2"', 'least: "3"')), swap(VERSION, ('least: "2"', 'least: "2.5"')), GOAL
    ),
    "total_out_of_reach": Pair(
        {**swap(VERSION, ("electives: {}\n", ""), ('total: "8"', 'total: "9"')), **rules(R1)},
        {**swap(VERSION, ("electives: {}\n", ""), ('total: "8"', 'total: "8.5"')), **rules(R1)},
        GOAL,
    ),
    "total_below_tree": Pair(
        swap(VERSION, ('total: "8"', 'total: "1"')), swap(VERSION, ('total: "8"', 'total: "2"')), GOAL
    ),
    "residency_out_of_reach": Pair(
        limits('{kind: residency, id: home, least: "12"}'), limits('{kind: residency, id: home, least: "8"}'), GOAL
    ),
    "residency_above_total": Pair(
        limits('{kind: residency, id: home, least: "9"}'), limits('{kind: residency, id: home, least: "8"}'), GOAL
    ),
    "cap_against_total": Pair(
        limits('{kind: cap, id: any, source: {}, most: "7"}'),
        limits('{kind: cap, id: any, source: {}, most: "8"}'),
        GOAL,
    ),
    "cap_against_residency": Pair(
        limits(HOME[2:].strip(), "{kind: cap, id: own, source: {issuers: [open]}, most: 2}"),
        limits(HOME[2:].strip(), "{kind: cap, id: own, source: {issuers: [open]}, most: 3}"),
        GOAL,
    ),
    "cap_against_requirement": Pair(
        limits("{kind: cap, id: own, source: {kinds: [course]}, within: law, most: 1}"),
        limits("{kind: cap, id: own, source: {kinds: [course]}, within: law, most: 2}"),
        GOAL,
    ),
    "cap_without_effect": Pair(
        limits('{kind: cap, id: much, source: {kinds: [certificate]}, most: "8"}'),
        limits('{kind: cap, id: much, source: {kinds: [certificate]}, most: "7"}'),
        GOAL,
    ),
    "cap_on_nothing": Pair(
        limits('{kind: cap, id: pact, source: {agreements: [pact]}, most: "4"}'),
        {
            **limits('{kind: cap, id: pact, source: {agreements: [pact]}, most: "4"}'),
            **rules(R1.replace('"recogniser"', '"agreement":"pact","recogniser"'), R2),
        },
        GOAL,
    ),
    "limit_on_nothing": Pair(
        limits('{kind: cap, id: art, source: {}, of: {subjects: [ART]}, most: "4"}'),
        limits('{kind: cap, id: art, source: {}, of: {subjects: [ACC]}, most: "4"}'),
        GOAL,
    ),
    "window_too_narrow": Pair(
        limits('{kind: window, id: slow, source: {kinds: [course]}, per: term, most: "2"}'),
        limits('{kind: window, id: slow, source: {kinds: [course]}, per: term, most: "2.5"}'),
        GOAL,
    ),
    "areas_out_of_reach": Pair(
        limits("{kind: breadth, id: wide, by: subject, least_areas: 3}"),
        limits("{kind: breadth, id: wide, by: subject, least_areas: 2}"),
        GOAL,
    ),
    "average_out_of_reach": Pair(
        {HEAD: SCALE, **limits('{kind: average, id: mean, scale: gpa, least: "4.5"}')},
        {HEAD: SCALE, **limits('{kind: average, id: mean, scale: gpa, least: "3.5"}')},
        GOAL,
    ),
    "limit_dominated": Pair(
        limits(
            '{kind: cap, id: one, source: {kinds: [certificate]}, most: "4"}',
            '{kind: cap, id: two, source: {kinds: [certificate]}, most: "5"}',
        ),
        limits(
            '{kind: cap, id: one, source: {kinds: [certificate]}, most: "4"}',
            '{kind: cap, id: two, source: {kinds: [exam]}, most: "5"}',
        ),
        GOAL,
    ),
    "requirement_twice": Pair(
        swap(VERSION, ("limits:\n", AGAIN.format("law"))),
        swap(VERSION, ("limits:\n", AGAIN.format("acc1"))),
        GOAL,
    ),
    "expired_item": Pair({ITEMS: ENDED}, {ITEMS: ENDED.replace("2024-09-01", "2034-09-01")}, GOAL),
    "expired_rule": Pair(rules(R1, R2.replace("2030-01-01", "2026-01-01")), rules(R1, R2), "open/r2"),
    "unknown_reference": Pair(needing("open/lawyer"), needing("open/accounting"), GOAL),
    "expired_qualification": Pair(
        {**needing("open/old"), "qualifications/old.yaml": OLD},
        {**needing("open/old"), "qualifications/old.yaml": OLD.replace("2020-07-31", "2030-07-31")},
        GOAL,
    ),
    "unit_mismatch": Pair({HEAD: POINTS, **rules(), **NARROW}, {**rules(), **NARROW}, GOAL),
    "dead_rule": Pair(
        {**rules(R1, R2), **swap(VERSION, ("electives: {}", "electives: {subjects: [LAW]}"))},
        rules(R1, R2),
        "open/r2",
    ),
    "dead_sources": Pair(
        rules(R1, R2.replace('"need":1', '"need":2').replace("open/exam", "open/exams")),
        rules(R1, R2.replace("open/exam", "open/exams")),
        "open/r2",
    ),
    "duplicate_rule": Pair(
        rules(R1, R9, R2), rules(R1, R9.replace("craft/cert", "open/exam"), R2), "open/r9"
    ),
    "dominated_rule": Pair(
        rules(R1, R9.replace('"craft/cert"}', f'"craft/cert",{GOOD}}}')),
        rules(R1, R9.replace('"craft/cert"}', f'"open/exam",{GOOD}}}')),
        "open/r9",
    ),
    "ratio_cycle": Pair(
        swap(HEAD, ("ratios:\n", 'ratios:\n- {from: credit, to: point, factor: "5/2"}\n')),
        swap(HEAD, ("ratios:\n", 'ratios:\n- {from: credit, to: point, factor: "2"}\n')),
        "tiny",
    ),
}  # fmt: skip
"""By code. What needs the graph or the solver is in tests/recommend/test_rulebook.py."""
