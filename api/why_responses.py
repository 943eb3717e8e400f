"""What do the answers to why and what if hold?  Every field is always there, as in all answers."""

from __future__ import annotations

from datetime import date
from typing import Literal

from api.response_parts import Answer, CreditText, Mark, Meta, Note, StatusText, Text


class Titled(Answer):
    """An item with its title."""

    item: str
    title: Text


class SideStep(Titled):
    """A step of one of two plans."""

    term: str
    study: CreditText


class Side(Answer):
    """One of two plans, in short."""

    status: StatusText
    length: CreditText | None
    lower_bound: CreditText | None
    proof: Literal["certified", "solver", "none"]
    terms: int | None
    steps: list[SideStep]
    rules: list[str]
    causes: list[Note]


class Compared(Answer):
    """Two plans and what they differ in; `shorter` only where the least length of both is proven."""

    before: Side
    after: Side
    shorter: CreditText | None
    fewer_terms: int | None
    gained: list[Titled]
    lost: list[Titled]
    text: Text


class Change(Answer):
    """One thing that is supposed to be otherwise; the fields of other kinds are null."""

    kind: Literal["result", "grade", "waive", "rule", "agreement", "load"]
    item: str | None
    grade: Mark | None
    requirement: str | None
    goal: str | None
    rule: str | None
    source: str | None
    target: str | None
    credits: CreditText | None
    text: Text


class WhatIfAnswer(Compared):
    """Both plans side by side."""

    changes: list[Change]
    synthetic: bool
    scheme: str
    goals: list[str]
    learner: str
    as_of: date
    versions: dict[str, str]
    replay_key: str
    meta: Meta


class Lift(Note):
    """A single rule without which a held result counts, and the shortest path then."""

    length: CreditText | None
    proof: Literal["certified", "solver", "none"]


class Conflict(Answer):
    """What cannot hold together; `irreducible`: none can be left out, `smallest`: no conflict has fewer members."""

    members: list[Note]
    irreducible: bool
    smallest: bool


class Relaxation(Answer):
    """The least change of one member that makes a path possible; `was` and `now` null: it gives way as a whole."""

    kind: str
    about: str
    goal: str
    field: str
    unit: Literal["", "credit", "pieces", "years", "amount"]
    was: CreditText | int | None
    now: CreditText | int | None
    least: bool
    length: CreditText | None
    proof: Literal["certified", "solver", "none"]
    text: Text


class Impossible(Conflict):
    """Why there is no path, and the ways out; `together`: what suffices where no single change does."""

    relaxations: list[Relaxation]
    together: list[Note]
    together_length: CreditText | None
    complete: bool


class Swap(Answer):
    """What can stand in the place of what, at equal length."""

    instead: list[Titled]
    of: list[Titled]
    text: Text


class WithoutStep(Titled):
    """The shortest path without a step; `added` null: there is none, or it is not known (`status`)."""

    status: StatusText
    added: CreditText | None
    added_terms: int | None
    swaps: list[Swap]
    complete: bool
    text: Text


class FailedStep(Titled):
    """What becomes of the path if the step fails in its `term`, and planning goes on from the day after that term.

    `added`: how much more study in all than the path asks for, `spent` (the failed attempt's) among it; null where it
    is not proven least, or where the path is `lost`.
    """

    term: str
    status: StatusText
    lost: bool
    proof: Literal["certified", "solver", "none"]
    spent: CreditText
    added: CreditText | None
    length: CreditText | None
    """All study from today: what is begun by then, the failed attempt, and what is planned after it; where the status
    is `bounded`, that of the best path that was found."""
    added_terms: int | None
    """How many terms later study ends; null where that is not proven least."""
    again: str | None
    """The term in which the step is taken again; null: it is not."""
    gained: list[Titled]
    dropped: list[Titled]
    causes: list[Note]
    """Why the path is lost, or why it was not settled."""
    otherwise: bool
    """Whether it rests on other applications for recognition by then than those of the path."""
    complete: bool
    text: Text


class WhyNotItem(Titled):
    """Why an item is not in the path; `added`: how much longer the shortest path with it is."""

    reason: str
    detail: str
    about: list[str]
    added: CreditText | None
    length: CreditText | None
    proof: Literal["certified", "solver", "none"]
    conflict: Conflict | None
    text: Text


class WhyNotResult(Titled):
    """Why a held result counts nothing."""

    entry: str
    reason: str
    detail: str
    lifts: list[Lift]
    text: Text


class Shortening(Answer):
    """One change, or two together, that save enough; `alike`: items whose result would do the same."""

    changes: list[Change]
    length: CreditText | None
    terms: int
    shorter: CreditText | None
    fewer_terms: int | None
    proof: Literal["certified", "solver", "none"]
    alike: list[Titled]
    text: Text


class Shorter(Answer):
    """The smallest changes that save so much, and whether all of them were tried."""

    credits: CreditText
    terms: int
    found: list[Shortening]
    singles_complete: bool
    pairs_complete: bool | None
    """Null: a single change suffices, and no pair was tried."""
    tried: int


class Saving(Titled):
    """What a certificate saves: `gross` the study that it makes needless, `net` less its own."""

    standing: Literal["held", "open", "closed"]
    own: CreditText
    net: CreditText | None
    gross: CreditText | None
    length_with: CreditText | None
    length_without: CreditText | None


class Certificates(Answer):
    """Every certificate and exam that can matter, the one that saves most first."""

    rows: list[Saving]
    complete: bool


class WhyAnswer(Answer):
    """The answer to each part of the question; what was not asked is empty or null."""

    status: StatusText
    length: CreditText | None
    lower_bound: CreditText | None
    terms: int | None
    """In how many terms something is studied."""
    scheme: str
    synthetic: bool
    goals: list[str]
    learner: str
    as_of: date
    causes: list[Note]
    """Why there is no path, or why the question is refused."""
    impossible: Impossible | None
    steps: list[WithoutStep]
    fails: list[FailedStep]
    items: list[WhyNotItem]
    results: list[WhyNotResult]
    shorter: Shorter | None
    certificates: Certificates | None
    complete: bool
    """Whether everything was settled within the limits."""
    versions: dict[str, str]
    replay_key: str
    meta: Meta
