"""What do the answers of other plans as good, and of a plan after a plan, hold?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from api.response_parts import Answer, Meta, StatusText, Text
from api.responses import PlanAnswer
from api.why_responses import Titled


class OnePlan(PlanAnswer):
    """A plan beside others; `gained` and `lost`: what is studied only in it, and only in the first."""

    differs: int
    """By how many items from the most alike of those before; 0: the first."""
    gained: list[Titled]
    lost: list[Titled]


class AlternativesAnswer(Answer):
    """The best plan, then the others; `all_told`: no other choice of study is as good."""

    status: StatusText
    plans: list[OnePlan]
    asked: int
    all_told: bool
    synthetic: bool
    learner: str
    as_of: date
    versions: dict[str, str]
    replay_key: str
    meta: Meta


class DroppedStep(Titled):
    """A step of the old plan that the new one lacks, and why."""

    reason: Literal["gone", "passed", "excluded", "closed", "not_needed", "without_a_plan"]
    text: Text


class Against(Answer):
    """What becomes of the old plan."""

    kept: list[Titled]
    added: list[Titled]
    dropped: list[DroppedStep]


class ReplanAnswer(PlanAnswer):
    """The new plan, and what it keeps of the old one."""

    against: Against
