"""How is a plan shown: progress, proof, steps by term with their reasons, recognitions, and what does not count?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.head import goal_panel, proof_line
from recommender.cli.show.lists import (
    application_parts,
    assumption_parts,
    cause_parts,
    lost_parts,
    mode_line,
)
from recommender.cli.show.words import Json, bullet, credits, heading, indented, term_name, title
from recommender.cli.texts import say
from recommender.explanation import label

NEXT_STEPS = 3


def plan_parts(plan: Json, language: Language) -> Iterable[RenderableType]:
    """The whole plan: every step with its reasons, term by term."""
    yield from head_parts(plan, language)
    yield from _terms_with_reasons(plan, language)
    yield from tail_parts(plan, language)


def tour_parts(plan: Json, language: Language) -> Iterable[RenderableType]:
    """The plan as the demo tells it: the next steps with their reasons, then the path as a table."""
    yield from head_parts(plan, language)
    waiting = [step for step in plan["steps"] if step["why"] != "in_progress"]
    if waiting:
        yield heading(say("next_steps", language))
        yield from _numbered(waiting[:NEXT_STEPS], plan["goals"], language)
    yield from term_table(plan, language)
    yield from tail_parts(plan, language)


def head_parts(plan: Json, language: Language) -> Iterable[RenderableType]:
    """Each goal with its progress; the length and its proof stand with the first."""
    proof = proof_line(plan, language)
    if not plan["goals"]:
        yield proof
    for place, goal in enumerate(plan["goals"]):
        yield goal_panel(plan, goal, language, [Text(), proof] if place == 0 else ())
    yield from cause_parts(plan["status"], plan["causes"], language)


def tail_parts(plan: Json, language: Language) -> Iterable[RenderableType]:
    """What has to be applied for, what does not count, what is assumed, and how ties were ordered."""
    yield from application_parts(plan["applications"], language)
    yield from lost_parts(plan["not_counted"], language)
    yield from assumption_parts(plan["assumptions"], language)
    if plan["length"] is not None:
        yield Text(f"\n{mode_line(plan['mode'], language)}", style="dim")


def _terms_with_reasons(plan: Json, language: Language) -> Iterable[RenderableType]:
    by_item = {step["item"]: step for step in plan["steps"]}
    for term in plan["terms"]:
        steps = [by_item[item] for item in term["items"] if item in by_item]
        if steps:
            yield heading(f"{term_name(term, language)} · {credits(term['load'], language)}")
            yield from _numbered(steps, plan["goals"], language)


def _numbered(steps: Sequence[Json], goals: Sequence[Json], language: Language) -> Iterable[RenderableType]:
    homes = {goal["institution"] for goal in goals}
    for number, step in enumerate(steps, 1):
        yield indented(f"{number} {title(step['title'], language)}", 2, "bold")
        yield indented(_facts(step, homes, language), 4, "dim")
        for sentence in step["text"][language]:
            yield bullet(sentence, 4)


def _facts(step: Json, homes: set[str], language: Language) -> str:
    """Where and how it is studied, on one line."""
    facts = [credits(step["study"], language), label("kind", step["kind"], language)]
    facts.append(title(step["issuer_title"], language))
    if step["issuer"] not in homes and step["region"]:
        facts.append(step["region"])
    if step["why"] != "new":
        facts.append(label("why", step["why"], language))
    facts.append(step["item"])
    return " · ".join(facts)


def term_table(plan: Json, language: Language) -> Iterable[RenderableType]:
    """Terms with their study load and steps."""
    by_item = {step["item"]: step for step in plan["steps"]}
    terms = [term for term in plan["terms"] if term["items"]]
    if not terms:
        return
    yield heading(say("path", language))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("term", language), no_wrap=True)
    table.add_column(say("load", language), justify="right", no_wrap=True)
    table.add_column(say("steps", language), ratio=1, overflow="fold")
    for term in terms:
        names = [title(by_item[i]["title"], language) for i in term["items"] if i in by_item]
        table.add_row(term_name(term, language), term["load"], "\n".join(names))
    yield table
