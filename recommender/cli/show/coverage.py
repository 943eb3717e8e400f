"""How is it shown what became of every clause of a foreign source?"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import Json, bullet, heading, indented
from recommender.cli.texts import say

SHOWN = 10
"""Refused clauses that are shown unless all are asked for."""


def coverage_parts(report: Json, language: Language, everything: bool) -> Iterable[RenderableType]:
    """How much was kept, then every refused clause with its place, those that refuse a whole object first."""
    yield _counts(report, language)
    refused = sorted(report["refused"], key=lambda one: not one["blocks"])
    if refused:
        yield heading(say("coverage_refused", language, count=len(refused)))
    for one in refused if everything else refused[:SHOWN]:
        mark = "" if one["blocks"] else f" ({say('coverage_offer', language)})"
        yield bullet(
            f"{one['place']}: {one['text']} — {one['reason']}{mark}", 2, "" if one["blocks"] else "dim"
        )
    if len(refused) > SHOWN and not everything:
        yield indented(say("and_more", language, count=len(refused) - SHOWN), 2, "dim")
        yield indented(say("see_all_findings", language), 2, "dim")
    for one in report.get("quarantine", ()):
        yield bullet(f"{say('coverage_quarantined', language)} {one['id']}: {'; '.join(one['reasons'])}", 2)
    yield Text(say("coverage_file", language, file=report["file"]))


def _counts(report: Json, language: Language) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(justify="right")
    objects, clauses = report["objects"], report["counts"]
    for key, count in (
        ("count_clauses", clauses["clauses"]),
        ("count_clauses_kept", clauses["kept"]),
        ("count_clauses_refused", clauses["refused"]),
        ("count_objects_whole", objects["whole"]),
        ("count_objects_offers", objects["offers_left_out"]),
        ("count_objects_refused", objects["refused"]),
    ):
        table.add_row(f"{count:,}", say(key, language))
    return table
