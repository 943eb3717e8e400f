"""Which reasons are there, as data?  Each holds what its sentence needs, and cites what it rests on (D8).

A reason has no words of its own: `render` finds the sentence of its `key` in the language's texts and fills in the
fields, so that both languages are said from one object.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from recommender.explanation.words import Named, Units
from recommender.vocabulary import Grade


@dataclass(frozen=True, slots=True)
class Citation:
    """What a reason rests on: a ledger entry, a rule, a qualification's text, the planner or the model."""

    kind: str
    """`entry`, `rule`, `requirement`, `item`, `proof`, `model`, `caller`."""
    id: str
    version: str = ""
    assurance: str = ""
    """Of a recognition rule: how firmly it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What all reasons share."""

    code: ClassVar[str] = "reason"
    cites: tuple[Citation, ...] = ()

    @property
    def key(self) -> str:
        """The key of its sentence: the code, with a variant where the wording depends on the data."""
        return self.code


@dataclass(frozen=True, slots=True, kw_only=True)
class ServesRequirement(Reason):
    """The step is counted towards a requirement of the goal."""

    code: ClassVar[str] = "serves"
    requirement: Named
    amount: Units
    goal: Named | None = None
    """Named where the plan has several goals."""

    @property
    def key(self) -> str:
        return "serves.of_goal" if self.goal else "serves"


@dataclass(frozen=True, slots=True, kw_only=True)
class CountsAsElective(Reason):
    """The step is counted towards the total, and serves no named requirement."""

    code: ClassVar[str] = "elective"
    amount: Units


@dataclass(frozen=True, slots=True, kw_only=True)
class RecognisedBy(Reason):
    """The step's credit comes in through a recognition rule."""

    code: ClassVar[str] = "recognised"
    recogniser: Named
    rule: str
    version: str
    assurance: Named
    outputs: tuple[Named, ...]
    partners: tuple[Named, ...] = ()
    """Other sources that the rule asks for together with this one."""

    @property
    def key(self) -> str:
        return "recognised.together" if self.partners else "recognised"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpensPrerequisite(Reason):
    """Later steps ask for this one first."""

    code: ClassVar[str] = "opens"
    opens: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsGrade(Reason):
    """What the step is used for asks for a least grade (B20)."""

    code: ClassVar[str] = "needs_grade"
    grade: Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class InProgressSince(Reason):
    """The ledger shows it as study in progress (B22)."""

    code: ClassVar[str] = "in_progress"
    since: date | None = None

    @property
    def key(self) -> str:
        return "in_progress.since" if self.since else "in_progress"


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedByCaller(Reason):
    """Whoever asked wants it in the path."""

    code: ClassVar[str] = "pinned"


@dataclass(frozen=True, slots=True, kw_only=True)
class RemovalCost(Reason):
    """What the path would cost without the step, solved again."""

    code: ClassVar[str] = "removal"
    added: Units | None
    outcome: str = "added"
    """`added`, `saved` (it is in the path by a pin alone), `impossible` (no path without it) or `unknown` (not settled
    within the limits)."""

    @property
    def key(self) -> str:
        if self.outcome != "added" or self.added is None:
            return f"removal.{self.outcome}"
        return "removal.added" if self.added.units else "removal.none"


@dataclass(frozen=True, slots=True, kw_only=True)
class FitReason(Reason):
    """What learners like this one did; exact counts, never fewer than ten learners (E3)."""

    code: ClassVar[str] = "fit"
    learners: int
    because: Named | None
    """The past item of this learner; None where the order looks at no history."""
    contribution: str = ""
    """Its part of the score, rounded to 6 decimals."""

    @property
    def key(self) -> str:
        return "fit.history" if self.because else "fit.popular"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyFor(Reason):
    """A recognition to apply for: what is handed in, what it gives, under which rule."""

    code: ClassVar[str] = "apply"
    recogniser: Named
    sources: tuple[Named, ...]
    outputs: tuple[Named, ...]
    rule: str
    version: str
    assurance: Named


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationState(Reason):
    """Where an application stands: `now`, `after` a term, or `pending` a decision."""

    code: ClassVar[str] = "application"
    state: str
    term: Named | None = None

    @property
    def key(self) -> str:
        return f"application.{self.state}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplyUntil(Reason):
    """The last day on which the rule can be applied."""

    code: ClassVar[str] = "apply_until"
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ApplicationFee(Reason):
    """What applying costs, in whole units of the currency with its hundredths."""

    code: ClassVar[str] = "application_fee"
    amount: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCountedBecause(Reason):
    """Why something held counts nothing in this answer (D3)."""

    code: ClassVar[str] = "not_counted"
    reason: str
    item: Named
    issuer: Named
    detail: Named | None = None

    @property
    def key(self) -> str:
        bare = f"not_counted.{self.reason}"
        return f"{bare}.detail" if self.detail is not None else bare


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed(Reason):
    """Something that the answer takes to hold."""

    code: ClassVar[str] = "assumption"
    assumption: str
    about: Named
    detail: str = ""

    @property
    def key(self) -> str:
        bare = f"assumption.{self.assumption}"
        return f"{bare}.detail" if self.detail else bare


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryState(Reason):
    """An entry condition of a qualification, and whether the learner has it (A8)."""

    code: ClassVar[str] = "entry"
    about: Named
    state: str
    """`met`, `unmet` or `unknown`."""

    @property
    def key(self) -> str:
        return f"entry.{self.state}"


@dataclass(frozen=True, slots=True, kw_only=True)
class WaivedBy(Reason):
    """A requirement or limit waived, or an item let in, by somebody's decision or proposal (B15)."""

    code: ClassVar[str] = "waiver"
    about: Named
    """The requirement or limit."""
    by: str
    why: str
    on: date
    effect: str
    """`granted`, `if_granted` or `no_effect`."""
    item: Named | None = None
    replaces: Named | None = None

    @property
    def key(self) -> str:
        kind = "waive" if self.item is None else "for" if self.replaces else "substitute"
        return f"waiver.{kind}.{self.effect}"


@dataclass(frozen=True, slots=True, kw_only=True)
class CausedBy(Reason):
    """Why there is no plan: a rule in conflict, or a clause that was not understood (D4)."""

    code: ClassVar[str] = "cause"
    cause: str
    about: Named
    detail: str = ""

    @property
    def key(self) -> str:
        bare = f"cause.{self.cause}"
        return f"{bare}.detail" if self.detail else bare


@dataclass(frozen=True, slots=True, kw_only=True)
class InWords(Reason):
    """A requirement or a limit in words."""

    code: ClassVar[str] = "words"
    form: str
    """The kind of rule, with a variant, such as `credits_from.between`."""
    least: Units | int | None = None
    most: Units | int | None = None
    amount: Units | None = None
    of: Named | None = None
    """The set, source or part that it is about, as a phrase."""
    parts: Named | None = None
    """What is asked beside it, as a phrase."""
    count: int | None = None
    """Pieces, beside an amount of credit."""
    share: str = ""
    """A part of the credit counted in `part`, such as `1/2`."""
    part: Named | None = None

    @property
    def key(self) -> str:
        return f"words.{self.form}"
