"""How are the findings of the linter, and the difference of two rule books, shown?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import Json, bullet, credits, heading, indented
from recommender.cli.texts import say

STYLES = {"error": "red", "warning": "yellow", "note": "dim"}
SIGNS = {"added": "+", "removed": "-", "changed": "~"}
CHANGE_STYLES = {"added": "green", "removed": "red", "changed": "yellow"}


SHOWN = 5
"""Findings of one code that are shown unless all are asked for."""


def lint_parts(answer: Json, language: Language, everything: bool) -> Iterable[RenderableType]:
    """The findings as a table, gravest first, the first few of each code, and how many there are."""
    if not answer["findings"]:
        yield Text(say("rules_clean", language), style="green")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(say("severity", language), no_wrap=True)
    table.add_column(say("place", language), overflow="fold", ratio=2)
    table.add_column(say("finding", language), overflow="fold", ratio=5)
    seen: Counter[str] = Counter()
    for one in answer["findings"]:
        seen[one["code"]] += 1
        if seen[one["code"]] > SHOWN and not everything:
            continue
        grave = Text(say(f"severity_{one['severity']}", language), style=STYLES[one["severity"]])
        table.add_row(grave, place_of(one), Text(f"{one['text'][language]} ({one['code']})"))
    yield table
    hidden = sum(count - SHOWN for count in seen.values() if count > SHOWN)
    if hidden and not everything:
        more, how = say("and_more", language, count=hidden), say("see_all_findings", language)
        yield indented(f"{more}{'；' if language == 'zh' else '; '}{how}", 0, "dim")
    counts = answer["counts"]
    values = {"errors": counts["error"], "warnings": counts["warning"], "notes": counts["note"]}
    yield Text(f"\n{say('rules_found', language, **values)}", style="bold")


def place_of(finding: Json) -> Text:
    """File, row and field; where there is no file, the object."""
    place = finding["file"] or f"{finding['object_kind']} {finding['object_id']}"
    row = "" if finding["row"] is None else f":{finding['row']}"
    return Text(f"{place}{row} {finding['field']}")


def diff_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """Every object that differs with its clauses, then the learners whom it touches."""
    changes = answer["changes"]
    if not changes:
        yield Text(say("diff_same", language), style="green")
    else:
        counts = Counter(one["change"] for one in changes)
        values = {name: counts[name] for name in ("added", "removed", "changed")}
        yield Text(say("diff_head", language, **values), style="bold")
    for one in changes:
        kind, what = say(f"object_{one['kind']}", language), say(f"change_{one['change']}", language)
        yield indented(
            f"{SIGNS[one['change']]} {one['id']} ({kind}, {what})", 0, CHANGE_STYLES[one["change"]]
        )
        for clause in one["clauses"]:
            yield from _clause(clause, language)
    if answer["affected"] is not None:
        yield from affected_parts(answer["affected"], language)


def _clause(clause: Json, language: Language) -> Iterable[RenderableType]:
    for key, style in (("before", "red"), ("after", "green")):
        text = clause[key][language] if clause[key] else say("clause_none", language)
        yield bullet(say(f"clause_{key}", language, text=text), 2, style)


def affected_parts(found: Json, language: Language) -> Iterable[RenderableType]:
    """How many learners, and for each goal what remained and what remains."""
    looked_at = found["looked_at"]
    if not found["effects"]:
        yield heading(say("affected_none", language, looked_at=looked_at))
    else:
        more, less = credits(found["more"], language), credits(found["less"], language)
        said = say(
            "affected", language, learners=found["learners"], looked_at=looked_at, more=more, less=less
        )
        yield heading(said)
        yield _effects(found["effects"], language)
    for one in found["left_out"]:
        yield bullet(say("left_out_account", language, **one), 2, "yellow")


def _effects(effects: Iterable[Json], language: Language) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("learner", "goal", "reason"):
        table.add_column(say(name, language), overflow="fold")
    for name in ("remaining_before", "remaining_after", "difference"):
        table.add_column(say(name, language), justify="right")
    for one in effects:
        amounts = [one["before"]["remaining"], one["after"]["remaining"], one["difference"]]
        cells = [say("affected_unknown", language) if value is None else value for value in amounts]
        table.add_row(one["learner"], one["goal"], say(f"reason_{one['reason']}", language), *cells)
    return table
