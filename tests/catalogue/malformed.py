"""More than a hundred rule files that are wrong in one place each, and the place that the message has to name.

Most are made from the samples of every kind with every field: one value becomes something that it never is, one field
is added that nobody knows, one that is needed is left out. The rest is written by hand: amounts out of range, clauses
that contradict each other, ids that stand twice, and text that is no YAML, no JSON or no UTF-8.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from tests.catalogue.conftest import FILES
from tests.explanation.samples import BEFORE, LIMITS, REQUIREMENTS, RULE, TITLES

VERSION, RULES, PREREQUISITES = "qualifications/accounting.yaml", "rules.jsonl", "prerequisites.jsonl"
GOAL = "open/accounting@2025"
OPEN = {"titles", "measures"}
"""Mappings whose names are the writer's own."""
Path = tuple[str | int, ...]


class Malformed(NamedTuple):
    """One file that is wrong: its content, where that shows, and what is left out for it."""

    name: str
    file: str
    content: bytes
    field: str
    """How the field in the finding begins; empty for a file or line that is wrong as a whole."""
    lost: tuple[str, str]
    """(kind, id) among the unread."""


def places(value: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Every place in the data with its value, outer ones first."""
    if path:
        yield path, value
    if isinstance(value, dict):
        for name, part in value.items():
            if name not in OPEN:
                yield from places(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from places(part, (*path, number))


def replaced(data: dict[str, Any], path: Path, value: Any) -> dict[str, Any]:
    """The data with another value at a place."""
    found = copy.deepcopy(data)
    at: Any = found
    for part in path[:-1]:
        at = at[part]
    at[path[-1]] = value
    return found


def wrong(value: Any) -> Any:
    """What a value of this sort never is."""
    return 7.5 if isinstance(value, dict | list) else {"strange": "value"}


def mutated(data: dict[str, Any]) -> Iterator[tuple[str, Path, dict[str, Any]]]:
    """(what is wrong, where, the data) for each value and for each mapping."""
    for path, value in places(data):
        if path != ("id",) and path != ("item",):
            yield f"{'.'.join(map(str, path))} of a wrong type", path, replaced(data, path, wrong(value))
        if isinstance(value, dict):
            more = {**value, "strange": 1}
            yield f"unknown field in {'.'.join(map(str, path))}", path, replaced(data, path, more)
    yield "unknown field", ("strange",), {**data, "strange": 1}


def version(requirement: dict[str, Any] | None = None, limit: dict[str, Any] | None = None) -> bytes:
    """The version with another requirement or limit in place of its own."""
    text = FILES[VERSION]
    start, end = text.index("requirement:"), text.index("electives:")
    tree = requirement or {"kind": "count_from", "id": "inner", "least": 1, "of": {}}
    limits = [] if limit is None else [limit]
    return (
        text[:start] + f"requirement: {json.dumps(tree)}\nlimits: {json.dumps(limits)}\n" + text[end:]
    ).encode()


def line(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False) + "\n"


def shown(prefix: str, path: Path) -> str:
    """A field as findings write it: only its first names, since a reader may see the mistake further out."""
    return "/".join([prefix, *map(str, path[:1])]).strip("/")


def from_samples() -> Iterator[Malformed]:
    """One for each value and each mapping of every sample."""
    for name, data in REQUIREMENTS.items():
        whole = {"kind": name.split()[0], "id": "sample", "titles": TITLES, **data}
        for what, path, bad in mutated(whole):
            file = version(requirement=bad)
            yield Malformed(
                f"{name}: {what}", VERSION, file, shown("requirement", path), ("qualification", GOAL)
            )
    for name, data in LIMITS.items():
        key = {"total": "total", "single_use": "single-use"}.get(name, "sample")
        whole = {"kind": name.split()[0], "id": key, **data}
        for what, path, bad in mutated(whole):
            file = version(limit=bad)
            yield Malformed(
                f"{name}: {what}", VERSION, file, shown("limits/0", path), ("qualification", GOAL)
            )
    for what, path, bad in mutated(RULE):
        rules = (FILES[RULES] + line(bad)).encode()
        yield Malformed(f"recognition: {what}", RULES, rules, shown("", path), ("rule", "open/whole"))
    for what, path, bad in mutated(BEFORE):
        before = line(bad).encode()
        yield Malformed(
            f"prerequisite: {what}", PREREQUISITES, before, shown("", path), ("prerequisite", "open/acc2")
        )


NEEDED = {
    "all_of": ("children",),
    "conditional": ("when", "then"),
    "count_from": ("of", "least"),
    "credits_from": ("of", "least"),
    "n_of": ("children", "n"),
    "pool": ("of", "parts"),
}
NEEDED_OF_LIMITS = {
    "cap": ("source",),
    "residency": ("least",),
    "total": ("least",),
    "window": ("source", "per", "most"),
}


def left_out() -> Iterator[Malformed]:
    """One for each field that is needed."""
    for kind, names in NEEDED.items():
        whole = {"kind": kind, "id": "sample", **REQUIREMENTS[kind]}
        for name in ("kind", "id", *names):
            bad = {key: value for key, value in whole.items() if key != name}
            file = version(requirement=bad)
            yield Malformed(
                f"{kind}: no {name}", VERSION, file, f"requirement/{name}", ("qualification", GOAL)
            )
    for kind, names in NEEDED_OF_LIMITS.items():
        whole = {"kind": kind, "id": "total" if kind == "total" else "sample", **LIMITS[kind]}
        for name in ("kind", "id", *names):
            bad = {key: value for key, value in whole.items() if key != name}
            file = version(limit=bad)
            yield Malformed(f"{kind}: no {name}", VERSION, file, f"limits/0/{name}", ("qualification", GOAL))
    for name in ("recogniser", "sources", "outputs"):
        rules = (FILES[RULES] + line({key: value for key, value in RULE.items() if key != name})).encode()
        yield Malformed(f"recognition: no {name}", RULES, rules, name, ("rule", "open/whole"))


def swapped(name: str, file: str, old: str, new: str, field: str, lost: tuple[str, str]) -> Malformed:
    """One text of the tiny directory said otherwise."""
    assert FILES[file].count(old) == 1, old
    return Malformed(name, file, FILES[file].replace(old, new).encode(), field, lost)


def of_version(name: str, old: str, new: str, field: str) -> Malformed:
    return swapped(name, VERSION, old, new, field, ("qualification", GOAL))


def of_rule(name: str, old: str, new: str, field: str) -> Malformed:
    return swapped(name, RULES, old, new, field, ("rule", "open/r2"))


BY_HAND: tuple[Malformed, ...] = (
    of_version("credit below nothing", 'least: "2"', 'least: "-2"', "requirement/children/1/least"),
    of_version("credit beyond all bounds", 'least: "2"', 'least: "99999999"', "requirement/children/1/least"),
    of_version("credit that is no whole unit", 'least: "2"', "least: 1/7", "requirement/children/1/least"),
    of_version("credit as a binary fraction", 'least: "2"', "least: 2.5", "requirement/children/1/least"),
    of_version("credit with an exponent", 'least: "2"', 'least: "1e3"', "requirement/children/1/least"),
    of_version("credit in other digits", 'least: "2"', 'least: "２"', "requirement/children/1/least"),
    of_version("a count of nothing", "least: 2\n", "least: 0\n", "requirement/children/0/least"),
    of_version("a count below nothing", "least: 2\n", "least: -1\n", "requirement/children/0/least"),
    of_version("a count in words", "least: 2\n", "least: two\n", "requirement/children/0/least"),
    of_version("a count that is true", "least: 2\n", "least: true\n", "requirement/children/0/least"),
    of_version("a share above the whole", "most_share: 1/2", "most_share: 3/2", "limits/0/most_share"),
    of_version("a share below nothing", "most_share: 1/2", "most_share: -1/2", "limits/0/most_share"),
    of_version("a share of nothing", "most_share: 1/2", "most_share: 1/0", "limits/0/most_share"),
    of_version("a share beside an amount", "most_share: 1/2", "most_share: 1/2, most: 3", "limits/0/most_share"),
    of_version("no bound at all", ", most_share: 1/2", "", "limits/0"),
    of_version("most below least", "least: 2\n", "least: 2\n    most: 1\n", "requirement/children/0/most"),
    of_version("a total of nothing", 'total: "8"', 'total: "0"', "total"),
    of_version("a load of nothing", 'total: "8"', 'total: "8"\nload: "0"', "load"),
    of_version("two totals", "limits:\n", 'limits:\n- {kind: total, id: total, least: "9"}\n', "limits/0/least"),
    of_version("an id twice in a tree", "id: law", "id: core", "requirement"),
    of_version("an id twice among limits", "id: home", "id: certificates", "limits/1/id"),
    of_version("a limit named as a requirement", "id: home", "id: core", "limits/1/id"),
    of_version("a limit named as the law", "id: home", "id: single-use", "limits/1/id"),
    of_version("a requirement named as a limit of the law", "id: law", "id: total", "requirement"),
    of_version("a requirement named as free electives", "id: law", 'id: "*"', "requirement"),
    of_version("an empty id", "id: law", 'id: ""', "requirement/children/1/id"),
    of_version("an id with blanks around it", "id: law", 'id: " law"', "requirement/children/1/id"),
    of_version("an id that is too long", "id: law", f"id: {'x' * 129}", "requirement/children/1/id"),
    of_version("an id that is a number", "id: law", "id: 7", "requirement/children/1/id"),
    of_version("an id that is not in normal form", "id: law", "id: cafe\u0301", "requirement/children/1/id"),
    of_version("a kind that nobody knows", "kind: count_from", "kind: astrology", "requirement/children/0/kind"),
    of_version("a limit that nobody knows", "kind: residency", "kind: astrology", "limits/1/kind"),
    of_version("a kind of item that nobody knows", "kinds: [certificate]", "kinds: [lecture]", "limits/0/source/kinds"),
    of_version("a cap on no requirement", "{kind: cap", "{within: x, kind: cap", "limits/0/within"),
    of_version(
        "a cap on an unknown institution", "source: {kinds", "source: {issuers: [x], kinds", "limits/0/source/issuers"
    ),
    of_version("residency twice over", 'least: "3"', 'least: "3", least_share: 1/3', "limits/1/least"),
    of_version("an unknown awarding institution", "institution: open", "institution: x", "institution"),
    of_version("an unknown scheme", "award: ass", "scheme: x\naward: ass", "scheme"),
    of_version("no title", "titles: {zh: 会计学, en: Accounting}", "titles: {}", "titles"),
    of_version("a day that there is not", "from: 2025-03-01", "from: 2025-02-30", "entrants/from"),
    of_version("a week for a day", "from: 2025-03-01", "from: 2025-W10-1", "entrants/from"),
    of_version("entry ends before it begins", "from: 2025-03-01", "from: 2025-03-01, to: 2024-01-01", "entrants/to"),
    of_version("awarded before anyone enters", "2031-07-31", "2024-07-31", "last_award"),
    of_version("electives that are no set", "electives: {}", "electives: [course]", "electives"),
    Malformed(
        "limits that are a mapping", VERSION, version().replace(b"limits: []", b"limits: {one: 1}"), "limits",
        ("qualification", GOAL),
    ),
    of_version("a field twice", "award: associate", "award: associate\naward: bachelor", ""),
    of_version("a field twice deep inside", "id: core", "id: core\n    id: core", ""),
    of_version("a bracket that nobody closes", "children:", "children: [", ""),
    of_version("a quote that nobody closes", "id: open/acc", 'id: "open/acc', ""),
    of_version("a tabulator", "  kind: all_of", "\tkind: all_of", ""),
    of_version("an alias", "electives: {}", "electives: *all", ""),
    of_version("an anchor on itself", "electives: {}", "electives: &all [*all]", ""),
    of_version("two documents", "limits:\n", "---\nlimits:\n", ""),
    of_version("a tag of another language", "electives: {}", "electives: !!python/object:os.system {}", ""),
    Malformed(
        "a version in another encoding",
        VERSION,
        FILES[VERSION].encode().replace("会计学".encode(), "会计学".encode("gb18030")),
        "",
        ("qualification", GOAL),
    ),
    Malformed("a version with a null byte", VERSION, FILES[VERSION].encode() + b"\x00", "", ("qualification", GOAL)),
    Malformed("an empty version", VERSION, b"", "", ("qualification", VERSION)),
    Malformed("a version that is a list", VERSION, b"- id: x\n", "", ("qualification", VERSION)),
    of_rule("more sources than there are", '"need":1', '"need":3', "need"),
    of_rule("no source needed", '"need":1', '"need":0', "need"),
    of_rule("a need in words", '"need":1', '"need":"one"', "need"),
    of_rule("credit as a float", '"credits":"2"', '"credits":2.5', "outputs/0/credits"),
    of_rule("credit below nothing in a rule", '"credits":"2"', '"credits":"-2"', "outputs/0/credits"),
    of_rule("an output that nobody knows", '"elective"', '"honour"', "outputs/0/type"),
    of_rule("a status that nobody knows", '"need":1', '"status":"new"', "status"),
    of_rule("an assurance that nobody knows", '"need":1', '"assurance":"rumour"', "assurance"),
    of_rule("an unknown recogniser", 'r2","recogniser":"open', 'r2","recogniser":"x', "recogniser"),
    of_rule("a source twice", '"item":"open/exam"', '"item":"craft/cert"', "sources"),
    of_rule("a refusal that gives something", '"need":1', '"refusal":true', "outputs"),
    of_rule(
        "a window that ends before it begins", '{"to":"2030-01-01"}', '{"from":"2031-01-01","to":"2030-01-01"}',
        "applied_within/to",
    ),
    of_rule("a day that there is not in a rule", '"2030-01-01"', '"2030-13-01"', "applied_within/to"),
    of_rule("a flag that is a word", '"need":1', '"reuse":"yes"', "reuse"),
    swapped(
        "credit for an unknown item", RULES, '"item":"open/acc1"', '"item":"x"', "outputs/0/item", ("rule", "open/r1")
    ),
    swapped(
        "a grade scheme that nobody knows", RULES, '"craft/cert"}]',
        '"craft/cert","min_grade":{"scheme":"x","mark":"60"}}]', "sources/0/min_grade/scheme", ("rule", "open/r1"),
    ),
    swapped(
        "a mark that the scheme lacks", RULES, '"craft/cert"}]',
        '"craft/cert","min_grade":{"scheme":"levels","mark":"60"}}]', "sources/0/min_grade/mark", ("rule", "open/r1"),
    ),
    swapped("JSON with a semicolon", RULES, '"need":1,', '"need":1;', "", ("rule", "rules.jsonl:2")),
    swapped("a field twice in JSON", RULES, '"need":1', '"need":1,"need":2', "", ("rule", "rules.jsonl:2")),
    swapped("a number that is none", RULES, '"need":1', '"need":NaN', "", ("rule", "rules.jsonl:2")),
    swapped("half a surrogate pair", RULES, '"subject":"ACC"', '"subject":"\\ud800"', "", ("rule", "rules.jsonl:2")),
    Malformed("a rule that is a list", RULES, (FILES[RULES] + "[1]\n").encode(), "", ("rule", "rules.jsonl:3")),
    Malformed("a rule that breaks off", RULES, (FILES[RULES] + '{"id":"op').encode(), "", ("rule", "rules.jsonl:3")),
    Malformed(
        "a rule in another encoding", RULES, FILES[RULES].encode() + '{"id":"规则"}\n'.encode("gb18030"), "",
        ("rule", "rules.jsonl:3"),
    ),
    Malformed(
        "a rule too deep to read", RULES, (FILES[RULES] + '{"id":' + "[" * 20_000 + "]" * 20_000 + "}\n").encode(), "",
        ("rule", "rules.jsonl:3"),
    ),
    Malformed(
        "one id for two rules",
        RULES,
        (FILES[RULES] + FILES[RULES].splitlines()[0].replace("open/acc1", "open/acc2") + "\n").encode(),
        "id",
        ("rule", "open/r1"),
    ),
    swapped(
        "a prerequisite of two forms", PREREQUISITES, '{"any":[{"item":"open/acc1"}',
        '{"item":"open/acc2","any":[{"item":"open/acc1"}', "corequisite/item", ("prerequisite", "open/law"),
    ),
    swapped(
        "a prerequisite of nothing", PREREQUISITES, '{"unknown":"or consent"}', "{}", "corequisite/any/1",
        ("prerequisite", "open/law"),
    ),
    swapped(
        "an empty choice", PREREQUISITES, '[{"item":"open/acc1"},{"unknown":"or consent"}]', "[]", "corequisite/any",
        ("prerequisite", "open/law"),
    ),
)  # fmt: skip


def all_of_them() -> dict[str, Malformed]:
    """By name; no two are the same file."""
    found: dict[str, Malformed] = {}
    seen: set[tuple[str, bytes]] = set()
    for one in (*from_samples(), *left_out(), *BY_HAND):
        if (one.file, one.content) not in seen:
            seen.add((one.file, one.content))
            found[one.name] = one
    return found
