"""How is it shown what is there and what is missing?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.texts import say

if TYPE_CHECKING:
    from recommender.cli.parts import Part

MARKS = {"ready": ("✓", "green"), "warning": ("!", "yellow"), "missing": ("✗", "red")}


def part_lines(parts: Sequence[Part], can_plan: bool, language: Language) -> Iterable[RenderableType]:
    """One line for each part, what to do below it, and the verdict last."""
    table = Table.grid(padding=(0, 1))
    table.add_column(no_wrap=True)
    table.add_column(no_wrap=True, style="bold")
    table.add_column(ratio=1, overflow="fold")
    for part in parts:
        mark, style = MARKS[part.state]
        text = Text(part.found)
        if part.advice:
            text.append(
                f"{chr(10) if part.found else ''}{part.advice}",
                style="dim" if part.state == "ready" else style,
            )
        table.add_row(Text(mark, style=style), say(f"part_of_{part.name}", language), text)
    yield table
    yield Text(f"\n{say('can_plan' if can_plan else 'cannot_plan', language)}", style="bold")
