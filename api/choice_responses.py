"""What do the answers of other plans as good, and of a plan after a plan, hold?"""

from __future__ import annotations

from datetime import date
from typing import Literal

from api.response_parts import Answer, CreditText, Meta, StatusText, Text
from api.responses import PlanAnswer
from api.why_responses import Titled


class OnePlan(PlanAnswer):
    """A plan beside others; `gained` and `lost`: what is studied only in it, and only in the first."""

    differs: int
    """By how many items from the most alike of those before; 0: the first."""
    longer: CreditText | None
    """How much more study than that of the first; 0 where no slack was asked for, null where there is no path."""
    later: int | None
    """How many terms later study ends than in the first; below 0: sooner."""
    gained: list[Titled]
    lost: list[Titled]


class Slack(Answer):
    """How much worse than the first the others may be; null: not asked for."""

    credits: CreditText | None
    terms: int | None


class AlternativesAnswer(Answer):
    """The best plan, then the others; `all_told`: no other choice of study is as good.

    With a slack `all_told` says that each other choice within it holds one of these whole, and more beside it.
    """

    status: StatusText
    plans: list[OnePlan]
    asked: int
    slack: Slack
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
