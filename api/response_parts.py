"""Of what parts are answers made?  Every field is always there, without defaults, so that clients can rely on it."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

CreditText = Annotated[
    str, Field(description="credit as a decimal text where exact, else n/d", examples=["3.5"])
]
StatusText = Literal["optimal", "bounded", "infeasible", "refused"]
StandingText = Literal["granted", "available", "study"]


class Answer(BaseModel):
    """A part of an answer: exactly these fields."""

    model_config = ConfigDict(extra="forbid")


class Text(Answer):
    """One text in both languages."""

    zh: str
    en: str


class Texts(Answer):
    """Sentences in both languages, in the same order."""

    zh: list[str]
    en: list[str]


class Meta(BaseModel):
    """What stands beside the answer and is no part of it; GET answers carry the time as Server-Timing instead."""

    model_config = ConfigDict(extra="allow")

    seconds: float


class Alive(Answer):
    """The process runs."""

    status: Literal["alive"]


class PartState(Answer):
    """How one part is."""

    state: Literal["ready", "degraded", "unavailable"]
    version: str
    problem: str


class Readiness(Answer):
    """Whether it can answer."""

    status: Literal["ready", "degraded", "unavailable"]
    parts: dict[str, PartState]


class Mark(Answer):
    """A grade on its scheme."""

    scheme: str
    mark: str


class Amount(Answer):
    """Credit and pieces."""

    credits: CreditText
    count: int


class WaiverNote(Answer):
    """A requirement waived, or an item let in: who decided or proposes it, when, why, and with what effect."""

    entry: str
    kind: str
    requirement: str
    item: str | None
    replaces: str | None
    by: str
    why: str
    on: date
    effect: Literal["granted", "if_granted", "no_effect"]
    text: Text


class GoalProgress(Answer):
    """A goal with what is granted, available, still to study and not counted, kept apart."""

    key: str
    qualification: str
    year: str
    title: Text
    institution: str
    institution_title: Text
    hash: str
    total: CreditText
    granted: CreditText
    available: CreditText
    study: CreditText
    not_counted: CreditText
    award: date | None
    """When it is awarded once the path is done; of an audit, where everything is met; else null."""
    entry_notes: list[Text]
    waivers: list[WaiverNote]


class Claim(Answer):
    """One achievement counted in one place; `kinds` are those of what was studied for it."""

    goal: str
    requirement: str
    key: str
    item: str | None
    title: Text
    credits: CreditText
    standing: StandingText
    rule: str | None
    kinds: list[str]


class Served(Answer):
    """A requirement that a step serves."""

    goal: str
    requirement: str
    title: Text


class Removal(Answer):
    """What the path would cost without a step, solved again; `added` null: no path, or not known (`status`)."""

    added: CreditText | None
    status: StatusText


class FitReason(Answer):
    """A past item that speaks for an item, and how many learners took both in that order."""

    item: str
    title: Text
    contribution: str
    support: int


class Fit(Answer):
    """Where the ranking places an item, and why."""

    score: str | None
    rank: int
    reasons: list[FitReason]


class Step(Answer):
    """An item still to be earned."""

    item: str
    title: Text
    kind: str
    issuer: str
    issuer_title: Text
    region: str
    modes: list[str]
    study: CreditText
    credits: CreditText
    term: str
    term_ordinal: int
    why: Literal["new", "in_progress", "pinned"]
    needs_grade: list[Mark]
    fee: int | None
    serves: list[Served]
    through: list[str]
    removal: Removal | None
    fit: Fit | None
    text: Texts


class Term(Answer):
    """A term of the schedule."""

    ordinal: int
    label: str
    season: str
    start: date
    end: date
    items: list[str]
    load: CreditText


class ApplicationSource(Answer):
    """A result or step that a recognition uses up."""

    key: str
    item: str | None
    title: Text


class ApplicationOutput(Answer):
    """What a recognition gives."""

    key: str
    item: str | None
    title: Text
    credits: CreditText


class Application(Answer):
    """A recognition to apply for."""

    rule: str
    version: str
    assurance: str
    agreement: str | None
    recogniser: str
    recogniser_title: Text
    goal: str
    sources: list[ApplicationSource]
    outputs: list[ApplicationOutput]
    standing: StandingText
    after_term: int | None
    pending: bool
    option: int | None
    """Of a rule that leaves a choice the option taken, counted from 0."""
    fee: int | None
    applied_until: date | None
    text: Text


class Requirement(Answer):
    """A requirement with its status, what serves it, and those below it."""

    id: str
    kind: str
    title: Text
    status: Literal["met", "met_if_granted", "met_by_plan", "partly", "open", "not_asked"]
    """`not_asked`: its condition does not hold for this learner."""
    need: Amount
    granted: Amount
    available: Amount
    study: Amount
    items: list[Claim]
    children: list[Requirement]
    text: Text


class Limit(Answer):
    """A limit with what it looked at: pieces where `counts`, else credit."""

    goal: str
    id: str
    kind: str
    satisfied: bool
    have: CreditText | int
    bound: CreditText | int
    counts: bool
    text: Text


class Violation(Answer):
    """A rule that a plan made by hand breaks, and where."""

    kind: str
    rule: str
    subject: str
    text: Text


class NotCounted(Answer):
    """A result that counts nothing here, and why."""

    key: str
    item: str
    title: Text
    credits: CreditText
    reason: str
    detail: str
    text: Text


class Note(Answer):
    """An assumption, or a cause why there is no plan."""

    code: str
    about: str
    detail: str
    text: Text


class Level(Answer):
    """One objective with its value, its proven bound and whose word that is."""

    objective: str
    value: CreditText | int
    lower_bound: CreditText | int
    proof: Literal["certified", "solver", "none"]
    unit: str
