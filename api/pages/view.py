"""What does the learner page show of an answer: progress, next steps, terms, state?  Pure functions of plain data."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from api.pages.texts import TEXTS
from api.service import Choice, Json
from recommender.explanation import Language, label
from recommender.explanation.words import say
from recommender.vocabulary import format_units, parse_units

NEXT_STEPS = 3
PARTS = ("granted", "available", "study")


@dataclass(frozen=True, slots=True)
class Segment:
    """One part of the bar, in percent of its width."""

    name: str
    credits: str
    start: str
    width: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What is granted, available and still to study, of what is asked for; what does not count stands apart."""

    total: str
    segments: tuple[Segment, ...]
    not_counted: str
    percent: int
    """Granted alone, rounded down: only what is granted is met."""


@dataclass(frozen=True, slots=True)
class TermCard:
    """One term with its steps."""

    name: str
    dates: str
    load: str
    steps: tuple[Json, ...]


@dataclass(frozen=True, slots=True)
class Applied:
    """A recognition to apply for, with the credit that it gives in all and what it leaves over; empty for none."""

    told: Json
    gain: str
    rest: str


@dataclass(frozen=True, slots=True)
class LearnerPage:
    """Everything that the template shows."""

    learner: str
    as_of: str
    language: Language
    choices: tuple[Choice, ...]
    chosen: str
    state: str
    """`no_goal`, `infeasible`, `refused`, `done` or `path`."""
    cold: bool
    plan: Json | None
    goals: tuple[Json, ...]
    progress: tuple[Progress, ...]
    trees: tuple[Json, ...]
    next_steps: tuple[Json, ...]
    terms: tuple[TermCard, ...]
    finish: str
    proof: str
    awards: tuple[Json, ...]
    applications: tuple[Applied, ...]


def text(language: Language, key: str) -> str:
    """A text of the pages."""
    return TEXTS[language][key]


def amount(value: str) -> Fraction:
    """Credit as answers write it, exactly."""
    return Fraction(value)


def progress_of(goal: Json) -> Progress:
    """The bar of one goal; where more is counted than asked for the bar is that long."""
    amounts = {name: amount(goal[name]) for name in PARTS}
    total = amount(goal["total"])
    whole = max(total, sum(amounts.values(), Fraction(0))) or Fraction(1)
    segments, start = [], Fraction(0)
    for name, value in amounts.items():
        if value:
            segments.append(Segment(name, goal[name], _percent(start / whole), _percent(value / whole)))
        start += value
    met = min(100, int(amounts["granted"] * 100 / total)) if total else 100
    return Progress(goal["total"], tuple(segments), goal["not_counted"], met)


def _percent(share: Fraction) -> str:
    return f"{float(share) * 100:.2f}%"


def term_name(term: Json, language: Language) -> str:
    """A term in words: `2027 年春季`, `Spring 2027`."""
    season, year = label("season", term["season"], language), term["start"][:4]
    return f"{year} 年{season}" if language == "zh" else f"{season} {year}"


def term_cards(plan: Json, language: Language) -> tuple[TermCard, ...]:
    """The terms that hold a step, in order of time."""
    by_item = {step["item"]: step for step in plan["steps"]}
    return tuple(
        TermCard(
            term_name(term, language),
            f"{term['start']} {text(language, 'term_dates')} {term['end']}",
            term["load"],
            tuple(by_item[item] for item in term["items"] if item in by_item),
        )
        for term in plan["terms"]
        if term["items"]
    )


def next_steps(plan: Json) -> tuple[Json, ...]:
    """The first few steps not yet begun; what is in progress is never recommended again (B22)."""
    waiting = [step for step in plan["steps"] if step["why"] != "in_progress"]
    return tuple(waiting[:NEXT_STEPS])


def finish_of(plan: Json, language: Language) -> str:
    """The last day of the last term that holds a step."""
    ends = [term["end"] for term in plan["terms"] if term["items"]]
    return say(date.fromisoformat(max(ends)), language) if ends else ""


def proof_of(plan: Json) -> str:
    """Whose word it is that the path is the shortest: that of the first level."""
    return str(plan["levels"][0]["proof"]) if plan["levels"] else "none"


def state_of(plan: Json | None) -> str:
    """Which of the page's states an answer is in."""
    if plan is None:
        return "no_goal"
    if plan["status"] in {"infeasible", "refused"}:
        return str(plan["status"])
    return "path" if plan["steps"] else "done"


def applied_of(plan: Json) -> tuple[Applied, ...]:
    """Recognitions to apply for; where a part alone is recognised, the remainder stands with its rule (A3)."""
    rests = {one["key"]: str(one["credits"]) for one in plan["not_counted"]}
    return tuple(
        Applied(one, _gain(one), rests.get(f"rest:{one['goal']}#{one['rule']}", ""))
        for one in plan["applications"]
    )


def _gain(application: Json) -> str:
    """The sum of what it gives; nothing where it only frees from a requirement or opens study."""
    units = sum(parse_units(output["credits"]) for output in application["outputs"])
    return format_units(units) if units else ""


def learner_page(
    record: Json,
    plan: Json | None,
    audit: Json | None,
    choices: Sequence[Choice],
    goal: str,
    language: Language,
) -> LearnerPage:
    """Put the page together; where there is no path, progress and tree are those of the audit."""
    source = audit if audit is not None else plan
    goals = tuple(source["goals"]) if source else ()
    return LearnerPage(
        learner=record["learner"],
        as_of=record["as_of"],
        language=language,
        choices=tuple(choices),
        chosen=goals[0]["key"] if goals else goal,
        state=state_of(plan),
        cold=not record["results"] and not record["granted"],
        plan=plan,
        goals=goals,
        progress=tuple(progress_of(one) for one in goals),
        trees=tuple(source["requirements"]) if source else (),
        next_steps=next_steps(plan) if plan else (),
        terms=term_cards(plan, language) if plan else (),
        finish=finish_of(plan, language) if plan else "",
        proof=proof_of(plan) if plan else "none",
        awards=tuple(record["awards"]),
        applications=applied_of(plan) if plan else (),
    )
