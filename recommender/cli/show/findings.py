"""How is it shown what a catalogue directory holds, and what is wrong with it?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import Json, bullet, heading, indented
from recommender.cli.texts import TEXTS, say

SHOWN = 5
"""Findings of one kind that are shown unless all are asked for."""


def import_parts(answer: Json, language: Language, everything: bool) -> Iterable[RenderableType]:
    """Counts, then findings by kind."""
    titles = answer["catalogue"]["titles"]
    yield Text(titles.get(language) or answer["catalogue"]["id"], style="bold")
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    for name, count in answer["counts"].items():
        table.add_row(f"{count:,}", say(f"count_{name}", language))
    yield table
    yield from finding_parts(answer["findings"], language, everything)
    if answer["into"] is not None:
        yield Text(say("stored_in", language, file=answer["into"]))


def finding_parts(findings: list[Json], language: Language, everything: bool) -> Iterable[RenderableType]:
    """Findings by the kind of thing they are about, the first few of each."""
    if not findings:
        yield Text(say("no_findings", language), style="green")
        return
    groups: dict[str, list[Json]] = defaultdict(list)
    for one in findings:
        groups[one["object_kind"] or one["file"]].append(one)
    yield heading(say("findings", language, count=len(findings)))
    cut = False
    for kind, rows in sorted(groups.items()):
        yield indented(f"{_kind(kind, language)} · {len(rows)}", 2, "bold")
        for one in rows if everything else rows[:SHOWN]:
            mark = "" if one["severity"] == "error" else f" ({say('warning', language)})"
            text = one["text"] if one["code"] == "unread" else one["told"][language]
            yield bullet(text + mark, 4, "" if one["severity"] == "error" else "dim")
        if len(rows) > SHOWN and not everything:
            cut = True
            yield indented(say("and_more", language, count=len(rows) - SHOWN), 4, "dim")
    if cut:
        yield indented(say("see_all_findings", language), 2, "dim")


def _kind(kind: str, language: Language) -> str:
    key = f"object_{kind}"
    return TEXTS[language].get(key, kind)
