"""How are the answers to why shown: steps, items, results, what would be shorter, certificates, and no path at all?"""

from __future__ import annotations

from collections.abc import Iterable

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.head import asked_line
from recommender.cli.show.lists import cause_parts
from recommender.cli.show.words import Json, bullet, credits, heading, indented, is_some, terms, title
from recommender.cli.texts import say
from recommender.explanation import label
from recommender.explanation.words import listed


def why_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """The path in one line, then every part that was asked for."""
    yield asked_line(answer, language)
    yield _path(answer, language)
    if answer["impossible"] is None:
        yield from cause_parts(answer["status"], answer["causes"], language)
    else:
        yield from _impossible(answer["impossible"], language)
    for one in answer["steps"]:
        yield heading(title(one["title"], language))
        yield bullet(title(one["text"], language))
        yield from (bullet(title(swap["text"], language), 4, "cyan") for swap in one["swaps"])
    for number, one in enumerate(answer["fails"]):
        if not number:
            yield heading(say("if_fails", language))
        yield bullet(f"{title(one['title'], language)}", 0, "bold")
        yield bullet(title(one["text"], language), 4, "red" if one["lost"] else "")
        yield from (bullet(title(row["text"], language), 6, "red") for row in one["causes"])
    for one in (*answer["items"], *answer["results"]):
        yield heading(title(one["title"], language))
        yield bullet(title(one["text"], language))
        if one.get("conflict"):
            yield from (bullet(title(row["text"], language), 4, "red") for row in one["conflict"]["members"])
        for row in one.get("lifts", ()):
            yield bullet(say("why_lift", language, rule=title(row["text"], language)), 4, "cyan")
    if answer["shorter"] is not None:
        yield from _shorter(answer["shorter"], language)
    if answer["certificates"] is not None:
        yield from _certificates(answer["certificates"], language)
    if not answer["complete"]:
        yield indented(say("why_incomplete", language), 0, "yellow")


def _path(answer: Json, language: Language) -> Text:
    """How long the path is, and no more than is known of it (D4)."""
    if answer["length"] is None:
        return Text(label("status", answer["status"], language), style="bold red")
    amount, number = credits(answer["length"], language), terms(answer["terms"], language)
    if answer["status"] == "bounded":
        least = credits(answer["lower_bound"], language)
        return Text(say("why_bounded", language, credits=amount, terms=number, least=least), style="bold")
    return Text(say("why_path", language, credits=amount, terms=number), style="bold")


def _impossible(found: Json, language: Language) -> Iterable[RenderableType]:
    if found["smallest"]:
        yield heading(say("conflict_smallest", language))
    elif found["irreducible"]:
        yield heading(say("conflict_irreducible", language))
    else:
        yield heading(say("conflict", language))
    yield from (bullet(title(one["text"], language), 2, "red") for one in found["members"])
    if found["relaxations"]:
        yield heading(say("ways_out", language))
        yield from (bullet(title(one["text"], language), 2, "cyan") for one in found["relaxations"])
    if found["together"]:
        yield heading(
            say("way_together", language, credits=credits(found["together_length"] or "0", language))
        )
        yield from (bullet(title(one["text"], language), 2, "cyan") for one in found["together"])


def _shorter(found: Json, language: Language) -> Iterable[RenderableType]:
    asked = [credits(found["credits"], language)] if is_some(found["credits"]) else []
    asked += [terms(found["terms"], language)] if found["terms"] else []
    yield heading(say("shorter_by", language, amount=listed(asked, language)))
    for one in found["found"]:
        yield bullet(title(one["text"], language))
        if one["alike"]:
            names = ("、" if language == "zh" else ", ").join(
                title(row["title"], language) for row in one["alike"][:5]
            )
            yield indented(say("shorter_alike", language, count=len(one["alike"]), names=names), 4, "dim")
    if not found["found"]:
        yield indented(say("shorter_none", language), 2)
    settled = found["singles_complete"] and found["pairs_complete"] is not False
    yield indented(
        say("shorter_all" if settled else "shorter_some", language, tried=found["tried"]), 2, "dim"
    )


def _certificates(found: Json, language: Language) -> Iterable[RenderableType]:
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for key in ("cert_title", "cert_standing"):
        table.add_column(say(key, language))
    for key in ("cert_own", "cert_gross", "cert_net"):
        table.add_column(say(key, language), justify="right")
    for one in found["rows"]:
        standing = say(f"cert_{one['standing']}", language)
        table.add_row(
            title(one["title"], language), standing, one["own"], one["gross"] or "?", one["net"] or "?"
        )
    yield heading(say("certificates", language))
    yield table
