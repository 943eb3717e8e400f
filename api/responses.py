"""What does each answer hold?  Every field is always there: no defaults, so that generated clients can rely on it."""

from __future__ import annotations

from datetime import date
from typing import Literal

from api.response_parts import (
    Answer,
    Application,
    Claim,
    CreditText,
    FitReason,
    GoalProgress,
    Level,
    Limit,
    Mark,
    Meta,
    NotCounted,
    Note,
    Requirement,
    StatusText,
    Step,
    Term,
    Text,
    Texts,
    Violation,
)


class Ties(Answer):
    """How many choices of study are equal to the plan's at every level, itself among them."""

    count: str
    """A whole number; as text, for it can have hundreds of digits."""
    exact: bool
    """False: at least so many."""


class PlanAnswer(Answer):
    """The shortest path, or the causes why there is none."""

    status: StatusText
    length: CreditText | None
    lower_bound: CreditText | None
    scheme: str
    synthetic: bool
    goals: list[GoalProgress]
    steps: list[Step]
    terms: list[Term]
    claims: list[Claim]
    applications: list[Application]
    requirements: list[Requirement]
    limits: list[Limit]
    not_counted: list[NotCounted]
    assumptions: list[Note]
    causes: list[Note]
    levels: list[Level]
    ties: Ties | None
    versions: dict[str, str]
    mode: str
    learner: str
    as_of: date
    replay_key: str
    meta: Meta


class AuditAnswer(Answer):
    """What is met, what remains, what does not count."""

    status: StatusText
    scheme: str
    synthetic: bool
    goals: list[GoalProgress]
    requirements: list[Requirement]
    limits: list[Limit]
    remaining: CreditText
    claims: list[Claim]
    applications: list[Application]
    not_counted: list[NotCounted]
    assumptions: list[Note]
    causes: list[Note]
    versions: dict[str, str]
    learner: str
    as_of: date
    replay_key: str


class ReviewAnswer(Answer):
    """A plan made by hand, judged; where there is no verdict (`refused`), `causes` say why."""

    verdict: Literal["valid", "invalid", "refused"]
    synthetic: bool
    learner: str
    as_of: date
    goals: list[str]
    remaining: CreditText | None
    """Credit still missing once the plan is carried out."""
    length: CreditText | None
    least: CreditText | None
    """The least study that there is; null where there is no path."""
    terms: list[Term]
    claims: list[Claim]
    applications: list[Application]
    not_counted: list[NotCounted]
    requirements: list[Requirement]
    limits: list[Limit]
    violations: list[Violation]
    causes: list[Note]
    replay_key: str
    meta: Meta


class Recommended(Answer):
    """One recommended item."""

    item: str
    title: Text
    kind: str
    issuer: str
    issuer_title: Text
    rank: int
    score: str | None
    credits: CreditText
    study: CreditText
    earliest_term: str | None
    on_shortest: bool | None
    extra_credits: CreditText | None
    reasons: list[FitReason]
    text: Texts
    rules: list[str]
    uncertainty: str | None


class RecommendationsAnswer(Answer):
    """Items for a learner, best first."""

    recommendation_id: str
    learner: str
    scenario: str
    mode: str
    versions: dict[str, str]
    items: list[Recommended]
    next: str | None


class RecordResult(Answer):
    """A result that stands."""

    entry: str
    item: str
    title: Text
    credits: CreditText
    scheme: str
    grade: Mark | None
    completed: date


class Running(Answer):
    """Study in progress."""

    item: str
    title: Text
    since: date


class GrantedOutput(Answer):
    """What a recognition gave: credit, or without credit an exemption or a prerequisite alone."""

    item: str | None
    title: Text
    credits: CreditText
    type: Literal["credit", "exemption", "prerequisite"]


class GrantedRecognition(Answer):
    """A recognition in the ledger."""

    rule: str
    decided: date
    sources: list[str]
    outputs: list[GrantedOutput]


class Dated(Answer):
    """An application or a refusal, by rule."""

    rule: str
    on: date


class Enrolled(Answer):
    """An enrolment or an award."""

    qualification: str
    year: str
    title: Text
    since: date


class Lost(Answer):
    """An entry that does not stand."""

    entry: str
    item: str
    title: Text
    reason: str


class RecordAnswer(Answer):
    """The learner's record as of a day."""

    learner: str
    as_of: date
    region: str
    synthetic: bool
    personalised: bool
    results: list[RecordResult]
    in_progress: list[Running]
    granted: list[GrantedRecognition]
    applied: list[Dated]
    refused: list[Dated]
    enrolments: list[Enrolled]
    awards: list[Enrolled]
    dropped: list[Lost]
    digest: str
