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
