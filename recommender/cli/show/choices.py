"""How are plans shown that are as good as each other, and what a new plan keeps of an old one?"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.rule import Rule
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.head import proof_line
from recommender.cli.show.plan import head_parts, plan_parts, tail_parts, term_table
from recommender.cli.show.words import Json, bullet, credits, heading, indented, is_some, terms, title
from recommender.cli.texts import say


def alternatives_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """The best plan in full, then of each other one how it differs, how long it is, and its terms."""
    best, *others = answer["plans"]
    if best["length"] is None:
        yield from plan_parts(best, language)
        return
    yield from head_parts(best, language)
    yield _rule(say("plan_best", language))
    yield from term_table(best, language)
    yield from tail_parts(best, language)
    for number, one in enumerate(others, 2):
        yield _rule(say("plan_other", language, number=number, differs=one["differs"]))
        yield _length(one, language)
        for name, key, style in (("gained", "other_gained", "yellow"), ("lost", "other_lost", "green")):
            if one[name]:
                yield heading(say(key, language))
                yield from (bullet(title(row["title"], language), 2, style) for row in one[name])
        yield from term_table(one, language)
        yield from tail_parts(one, language)
    if answer["all_told"]:
        loose = any(answer["slack"].values())
        yield indented(say("others_all_slack" if loose else "others_all", language), 0, "bold")
    elif len(others) < answer["asked"]:
        yield indented(say("others_none_yet", language), 0, "yellow")


def _length(one: Json, language: Language) -> RenderableType:
    """The length; of a longer plan by how much it is longer than the shortest, in place of any word of a proof."""
    first = one["levels"][0]["objective"]
    if one["status"] != "bounded" or first != "length" or not is_some(one["longer"]):
        return proof_line(one, language)
    busy = sum(1 for term in one["terms"] if term["items"])
    said = say("to_study", language, credits=credits(one["length"], language), terms=terms(busy, language))
    more = say("other_longer", language, credits=credits(one["longer"], language))
    return Text(f"{said} · {more}", style="bold")


def _rule(text: str) -> RenderableType:
    return Rule(text, align="left", style="bold")


def steady_parts(answer: Json, language: Language) -> Iterable[RenderableType]:
    """What becomes of the old plan, then the new one in full."""
    against = answer["against"]
    yield heading(say("against", language))
    if not against["added"] and not against["dropped"]:
        yield bullet(say("against_same", language))
    for name, key, of, style in (
        ("kept", "against_kept", "title", ""),
        ("added", "against_added", "title", "yellow"),
        ("dropped", "against_dropped", "text", "green"),
    ):
        for one in against[name]:
            yield bullet(say(key, language, title=title(one[of], language)), 2, style)
    yield from plan_parts(answer, language)
