"""What is one reason why a plan is not valid?"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One rule that the plan breaks, and where."""

    kind: str
    """A rule kind, or the part of a plan: plan, goal, claim, step, term, level, not_counted, assumption."""
    rule: str
    """Id of the rule, requirement, limit or qualification version that is broken."""
    subject: str
    """The claim, step, application or field in which it is broken."""
    message: str

    def __str__(self) -> str:
        return f"{self.kind} {self.rule}: {self.subject}: {self.message}"
