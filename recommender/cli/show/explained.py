"""How is it shown what made two answers differ?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import Json, bullet, heading, indented
from recommender.cli.texts import say

_SHORT = 12
_NAMED = 4
"""Objects of a catalogue that are named."""


def explained_parts(found: Json, language: Language) -> Iterable[RenderableType]:
    """Each cause with what came with it: study, status, steps, and how much else."""
    before, after = found["before"], found["after"]
    if found["same"]:
        yield Text(say("explained_same", language), style="green")
        return
    dates = {"before": before["as_of"], "after": after["as_of"]}
    yield heading(say("explained_whole", language, **dates))
    yield indented(_told(found["differences"], language), 2)
    for cause in found["causes"]:
        yield bullet(_cause(cause, language))
        yield indented(_told(cause["differences"], language), 4, "" if cause["differences"] else "dim")


def _cause(cause: Json, language: Language) -> str:
    match cause["cause"]:
        case "entry" if "id" not in cause:
            return say("cause_handed_in", language)
        case "entry":
            return say("cause_entry", language, id=cause["id"], type=cause["type"], on=cause["on"])
        case "day":
            entries = "".join(f"; {_cause({'cause': 'entry', **one}, language)}" for one in cause["entries"])
            return say("cause_day", language, before=cause["from"], to=cause["to"]) + entries
        case "catalogue":
            names = [f"{one['kind']} {one['id']}" for one in cause["changed"]]
            more = len(names) - _NAMED
            changed = ", ".join(names[:_NAMED]) + (f", +{more}" if more > 0 else "")
            ends = {"before": cause["from"][:_SHORT], "to": cause["to"][:_SHORT]}
            return say("cause_catalogue", language, changed=changed, **ends)
        case "model":
            ends = {"before": cause["from"][:_SHORT], "to": cause["to"][:_SHORT]}
            return say("cause_model", language, **ends)
        case "question":
            return say("cause_question", language, fields=", ".join(cause["fields"]))
        case _:
            return say("cause_program", language)


def _told(differences: Sequence[Json], language: Language) -> str:
    """What people look at first, and the number of the other places."""
    if not differences:
        return say("explained_none", language)
    said = list(_first(differences, language))
    steps = {sign: list(_steps(differences, sign, language)) for sign in "+-"}
    said += [f"{sign} {title}" for sign in "+-" for title in steps[sign]]
    heads = [one for one in differences if one["at"] in ("/length", "/status")]
    rest = [one for one in differences if one not in heads and not one["at"].startswith("/steps/")]
    if rest:
        said.append(say("explained_more", language, count=len(rest)))
    return "; ".join(said)


def _first(differences: Sequence[Json], language: Language) -> Iterator[str]:
    for one in differences:
        if one["at"] in ("/length", "/status"):
            key = f"explained_{one['at'][1:]}"
            yield say(key, language, before=one["before"] or "-", after=one["after"] or "-")


def _steps(differences: Sequence[Json], sign: str, language: Language) -> Iterator[str]:
    """Titles of the steps that came, or went."""
    gone, there = ("before", "after") if sign == "+" else ("after", "before")
    for one in differences:
        parts = one["at"].split("/")
        titled = len(parts) == 5 and parts[1] == "steps" and parts[3:] == ["title", language]
        if titled and one[gone] is None:
            yield str(one[there])
