"""How is a reviewed plan shown: the verdict, every violation, what stays open, and what would be least?"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.audit import limit_parts, requirement_parts
from recommender.cli.show.lists import application_parts, cause_parts, lost_parts
from recommender.cli.show.words import Json, bullet, credits, heading, title
from recommender.cli.texts import say

_STYLES = {"valid": "bold green", "invalid": "bold red", "refused": "bold yellow"}


def review_parts(review: Json, language: Language) -> Iterable[RenderableType]:
    """The whole review; the verdict first."""
    yield Text(say(f"verdict_{review['verdict']}", language), style=_STYLES[review["verdict"]])
    if review["length"] is not None:
        yield Text(say("plan_length", language, credits=credits(review["length"], language)))
        yield Text(say("remaining", language, credits=credits(review["remaining"], language)))
        if review["least"] is not None:
            yield Text(say("plan_least", language, credits=credits(review["least"], language)))
    yield from cause_parts(review["verdict"], review["causes"], language)
    if review["violations"]:
        yield heading(say("violations", language))
        yield from (bullet(title(one["text"], language), 2, "red") for one in review["violations"])
    yield from requirement_parts(review["requirements"], language)
    yield from limit_parts(review["limits"], language)
    yield from application_parts(review["applications"], language)
    yield from lost_parts(review["not_counted"], language)
