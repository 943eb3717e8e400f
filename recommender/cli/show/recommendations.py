"""How is a list of recommended items shown?"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.lists import mode_line
from recommender.cli.show.words import Json, bullet, credits, indented, is_some, title
from recommender.cli.texts import say
from recommender.explanation import label


def recommendation_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """Items, best first, each with its reasons."""
    heading = say(f"scenario_{answer['scenario']}", language, learner=answer["learner"])
    yield Text(heading, style="bold")
    if not answer["items"]:
        yield indented(say("nothing_to_recommend", language))
    for one in answer["items"]:
        yield indented(f"{one['rank']} {title(one['title'], language)}", 2, "bold")
        yield indented(_facts(one, language), 4, "dim")
        for sentence in one["text"][language]:
            yield bullet(sentence, 4)
    yield Text(f"\n{mode_line(answer['mode'], language)}", style="dim")


def _facts(one: Json, language: Language) -> str:
    facts = [credits(one["credits"], language), label("kind", one["kind"], language)]
    facts.append(title(one["issuer_title"], language))
    if one["earliest_term"]:
        facts.append(say("from_term", language, term=one["earliest_term"]))
    if one["on_shortest"]:
        facts.append(say("on_shortest", language))
    elif one["extra_credits"] is not None and is_some(one["extra_credits"]):
        facts.append(say("extra", language, credits=credits(one["extra_credits"], language)))
    facts.append(one["item"])
    return " · ".join(facts)
