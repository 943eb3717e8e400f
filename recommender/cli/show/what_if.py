"""How are two plans shown side by side: what is supposed, what it does, and which steps come and go?"""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.head import asked_line
from recommender.cli.show.words import Json, bullet, credits, heading, title
from recommender.cli.texts import say
from recommender.explanation import label


def what_if_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """What is supposed, what it does, then both plans in figures and in steps."""
    yield asked_line(answer, language)
    for one in answer["changes"]:
        yield bullet(title(one["text"], language), 0)
    yield Text(title(answer["text"], language), style="bold")
    yield _sides(answer, language)
    for name, key, style in (("lost", "steps_lost", "green"), ("gained", "steps_gained", "yellow")):
        if answer[name]:
            yield heading(say(key, language))
            yield from (bullet(title(one["title"], language), 2, style) for one in answer[name])
    for name in ("before", "after"):
        for cause in answer[name]["causes"]:
            yield bullet(f"{say(f'side_{name}', language)}: {title(cause['text'], language)}", 2, "red")


def _sides(answer: Json, language: Language) -> Table:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("")
    for name in ("side_length", "side_terms", "side_word"):
        table.add_column(say(name, language), justify="right")
    for name in ("before", "after"):
        one = answer[name]
        found = one["length"] is not None
        table.add_row(
            say(f"side_{name}", language),
            credits(one["length"], language) if found else label("status", one["status"], language),
            str(one["terms"]) if found else "",
            label("proof", one["proof"], language) if found else "",
        )
    return table
