"""What stands at the top of an audit or plan: whose it is, how far it goes, and whose word the length is?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import STYLES, Json, credits, day, is_some, terms, title
from recommender.cli.texts import say
from recommender.explanation import label

BAR = 44
READABLE_DIGITS = 6
"""Longer counts are said as a power of ten."""
SIGNS = {"granted": "█", "available": "▓", "study": "░"}
NOTHING = "·"


def about_line(answer: Json, language: Language) -> Text:
    """Whose answer it is, of which day, and that its data are made up where they are."""
    who = answer["learner"] or say("record_file", language)
    line = Text(say("about", language, learner=who, day=day(answer["as_of"], language)))
    if answer["synthetic"]:
        line.append(f" · {say('synthetic', language)}", style="magenta")
    return line


def asked_line(answer: Json, language: Language) -> Text:
    """The same, with the goals before it, where an answer has no panel for each of them."""
    return Text(f"{', '.join(answer['goals'])} · ") + about_line(answer, language)


def goal_panel(answer: Json, goal: Json, language: Language, lines: Sequence[RenderableType] = ()) -> Panel:
    """One goal with its progress; `lines` stand below it."""
    heading = (
        f"{title(goal['title'], language)} {goal['year']} · {title(goal['institution_title'], language)}"
    )
    # The heading stands inside: a border would cut a long one.
    top = [Text(heading, style="bold"), about_line(answer, language), Text()]
    body: list[RenderableType] = [*top, _bar(goal, language), _figures(answer, goal, language)]
    said = [*goal["entry_notes"], *(waiver["text"] for waiver in goal["waivers"])]
    awarded = [Text(say("award_day", language, day=day(goal["award"], language)))] if goal["award"] else []
    notes = [Text(title(note, language), style="yellow") for note in said]
    return Panel(Group(*body, *awarded, *notes, *lines))


def _bar(goal: Json, language: Language) -> Text:
    """What is granted, available and still to study, of all that is asked for or counted."""
    amounts = {name: Fraction(goal[name]) for name in SIGNS}
    whole = max(Fraction(goal["total"]), sum(amounts.values(), Fraction(0))) or Fraction(1)
    bar, drawn, reached = Text(), 0, Fraction(0)
    for name, amount in amounts.items():
        reached += amount
        until = int(reached * BAR / whole)
        bar.append(SIGNS[name] * (until - drawn), style=STYLES[name])
        drawn = until
    bar.append(NOTHING * (BAR - drawn), style="dim")
    return bar.append(f"  {say('of_total', language, granted=goal['granted'], total=goal['total'])}")


def _figures(answer: Json, goal: Json, language: Language) -> Table:
    """The four amounts, kept apart (D3)."""
    path = bool(answer.get("steps")) or answer.get("length") is not None
    names = ("granted", "available", "study" if path else "missing", "not_counted")
    table = Table.grid(padding=(0, 3))
    cells = []
    for name in names:
        sign = SIGNS.get("study" if name == "missing" else name, NOTHING)
        amount = goal["study" if name == "missing" else name]
        cells.append(Text(f"{sign} {say(f'part_{name}', language)} {amount}", style=STYLES[name]))
    table.add_row(*cells)
    return table


def proof_line(answer: Json, language: Language) -> Text:
    """The length, its terms, and whose word it is that nothing shorter would do (D4)."""
    if answer["length"] is None:
        return Text(label("status", answer["status"], language), style="bold red")
    if answer["status"] == "bounded":
        least = credits(answer["lower_bound"], language)
        word = say("bounded", language, least=least)
    else:
        word = label("proof", proof_of(answer), language)
    if not is_some(answer["length"]):
        return Text(f"{say('nothing_left', language)} · {word}", style="bold green")
    busy = sum(1 for term in answer["terms"] if term["items"])
    amount = credits(answer["length"], language)
    said = say("to_study", language, credits=amount, terms=terms(busy, language))
    return Text(f"{said} · {word}{ties_text(answer.get('ties'), language)}", style="bold")


def ties_text(ties: Json | None, language: Language) -> str:
    """How many ways are as short, where there is known to be another; of many digits the power of ten (D6)."""
    if ties is None or (ties["count"] == "1" and not ties["exact"]):
        return ""
    if ties["count"] == "1":
        return f" · {say('ties_only', language)}"
    digits = len(ties["count"])
    count = f"{int(ties['count']):,}" if digits <= READABLE_DIGITS else f"10^{digits - 1}"
    return f" · {say('ties_exact' if ties['exact'] else 'ties_at_least', language, count=count)}"


def proof_of(answer: Json) -> str:
    """Whose word the first level is: `certified`, `solver` or `none`."""
    return str(answer["levels"][0]["proof"]) if answer["levels"] else "none"
