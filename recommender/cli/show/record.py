"""How is it shown what became of a document of others, what was verified of it, and what was written for others?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import Json, bullet, heading, indented
from recommender.cli.texts import say

SHOWN = 10
"""Rows of a list that are shown."""


def import_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """How sure it is, what may be deposited, and what may not, each with its place."""
    yield from _sure(answer, language)
    counts = answer["counts"]
    yield Text(
        say(
            "record_counts",
            language,
            results=counts["results"],
            running=counts["in_progress"],
            left=counts["left_out"],
        )
    )
    if answer["unknown"]:
        yield heading(say("record_unknown", language, count=counts["unknown_items"]))
        yield from _some(
            [f"{one['count']} × {one['item']} {one['title']}" for one in answer["unknown"]], language
        )
    if answer["left_out"]:
        yield heading(say("record_left_out", language))
        yield from _some([f"{one['place']}: {one['reason']}" for one in answer["left_out"]], language)
    yield Text(say("record_written", language, file=answer["out"]))


def _sure(answer: Json, language: Language) -> Iterator[RenderableType]:
    """The state in words, and why it is no better."""
    yield Text(say(f"state_{answer['state']}", language))
    if answer["status"] != "none":
        yield Text(say(f"standing_{answer['status']}", language))
    for why in answer["why"]:
        yield bullet(why, 2, "dim")


def _some(lines: list[str], language: Language) -> Iterator[RenderableType]:
    for line in lines[:SHOWN]:
        yield bullet(line, 2)
    if len(lines) > SHOWN:
        yield indented(say("and_more", language, count=len(lines) - SHOWN), 2, "dim")


def verify_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """What is known of the credential, then of those within it."""
    yield Text(
        say("record_credential", language, kind=answer["kind"], id=answer["id"], issuer=answer["issuer"])
    )
    yield from _sure(answer, language)
    for one in answer["within"]:
        state = say(f"state_{one['state']}", language)
        yield bullet(f"{one['kind']} {one['id']}: {state}", 2)
    for sentence in answer["refused"]:
        yield bullet(say("record_refused", language, reason=sentence), 2)


def export_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """What was written, and what the format has no words for."""
    yield Text(say("record_written", language, file=answer["out"]))
    if answer["format"] != "elmo":
        key = "record_signed" if answer["signed"] else "record_not_signed"
        yield Text(say(key, language, issuer=answer["issuer"]))
    if answer["valid"]:
        yield Text(say("record_valid", language))
    for name, count in answer["left_out"].items():
        yield bullet(f"{say('record_no_words', language)} {name}: {count}", 2, "dim")


def application_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """Each application with its recognitions, and where it lies."""
    if not answer["applications"]:
        yield Text(say("applications_none", language, status=answer["status"]))
    for one, file in zip(answer["applications"], answer["files"], strict=True):
        yield heading(f"{one['recogniser_title'][language]} ({one['recogniser']})")
        for wanted in one["recognitions"]:
            yield bullet(wanted["text"][language], 2)
            for missing in wanted["missing"]:
                yield indented(
                    say("applications_missing", language, title=missing["title"][language]), 4, "dim"
                )
        yield Text(say("record_written", language, file=file))
