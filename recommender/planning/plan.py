"""What is a plan: the answer of the planner, as plain frozen data with nothing of a solver in it (D3, D4)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from recommender.planning.certificate import Proof
from recommender.vocabulary import Grade, ItemId, ItemKind, NodeId, RuleId


class Status(StrEnum):
    """What an answer claims (D4)."""

    OPTIMAL = "optimal"
    BOUNDED = "bounded"
    INFEASIBLE = "infeasible"
    REFUSED = "refused"


class Standing(StrEnum):
    """Where counted credit stands (D3)."""

    GRANTED = "granted"
    AVAILABLE = "available"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Step:
    """One item still to be earned."""

    item: ItemId
    study_units: int
    """What it adds to the length, in units of the goal's scheme (D1)."""
    units: int
    """Credit that it yields, in units of the goal's scheme."""
    term: int
    """Ordinal of its term in `Plan.terms`."""
    why: str
    """`new`, `in_progress` (pinned by the ledger) or `pinned` (by the caller)."""
    needs_grade: tuple[Grade, ...] = ()
    """Lowest grades that its uses in this plan need, a condition of the step (B20)."""
    fee: int | None = None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One achievement counted towards one goal, in one place."""

    goal: str
    """`qualification@year`."""
    place: NodeId
    """The requirement (a leaf), or `*` for a free elective."""
    key: str
    """`held:ENTRY`, `granted:ENTRY#N`, `new:ITEM` or `out:RULE#N`."""
    item: ItemId | None
    units: int
    standing: Standing
    rule: RuleId | None = None
    """The recognition that it comes through."""
    kinds: tuple[ItemKind, ...] = ()
    """By which kind of credit: the kinds of what was really studied, in order of their names."""


def each_once(rows: Iterable[ClaimRow]) -> tuple[ClaimRow, ...]:
    """A row for each achievement and goal: what serves several requirements has its credit once (B6)."""
    return tuple({(row.goal, row.key): row for row in reversed(tuple(rows))}.values())[::-1]


@dataclass(frozen=True, slots=True)
class Application:
    """A recognition to apply for."""

    rule: RuleId
    goal: str
    sources: tuple[str, ...]
    """Keys of the results (`held:ENTRY`) or steps (`new:ITEM`) that it uses up."""
    outputs: tuple[str, ...]
    """Keys of the outputs that are counted in a claim."""
    standing: Standing
    """AVAILABLE when every source is held, STUDY when it waits for a step."""
    after_term: int | None = None
    """Ordinal of the term after which it is decided: its sources are ready, its rule in force; None: now."""
    pending: bool = False
    """True when the ledger shows it as applied for and undecided."""
    option: int | None = None
    """Of a rule that leaves a choice the option taken, counted from 0."""
    fee: int | None = None
    """What applying costs, in the smallest unit of the currency; None: nothing is stated, or it has been applied."""


@dataclass(frozen=True, slots=True)
class TermPlan:
    """One term of the schedule."""

    ordinal: int
    label: str
    season: str
    start: date
    end: date
    items: tuple[ItemId, ...]
    units: int
    """Study load of the term in units of the goal's scheme."""


@dataclass(frozen=True, slots=True)
class Level:
    """One objective with its value, its proven bound, and whose word the proof is (D4)."""

    objective: str
    value: int
    lower_bound: int
    proof: str
    """`certified` (the plan's own proof shows it), `solver` (the solver's word), or `none`."""
    unit: str = ""
    """`credit` (units of 1/600), `terms`, `fen`, `dislike`, `steps` (of a change)."""


@dataclass(frozen=True, slots=True)
class NotCounted:
    """A result of the learner that counts nothing in this plan, and why.

    Reasons: not_accepted (issuer needs a recognition and no rule fits), no_place (fits no requirement and is no free
    elective), surplus (its places are full or another way is as good), capped, low_grade, lowers_average,
    shelf_life, used_by_recognition, used_by_award, lineage, excluded, repeat, unknown_item,
    other_scheme, taken_away (by a later study), remainder (of partial recognition), plus those of
    `recommender.ledger.record.Dropped`.
    """

    key: str
    item: ItemId
    units: int
    reason: str
    detail: str = ""
    """Ids that the reason is about: a rule, a limit, another result."""


@dataclass(frozen=True, slots=True)
class Assumption:
    """Something that the answer takes to hold: a code and what it is about."""

    code: str
    """open_rule_end, unknown_prerequisite, unknown_offering, most_credit, missing_study_load, unread_rule,
    term_pattern, lowest_grade, needs_measure, assumed_grade, proposed_waiver, closed_item,
    unstated_mode, unstated_language, unstated_region, unstated_fee."""
    about: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Cause:
    """Why there is no plan: the rules in conflict (infeasible) or the clause not understood (refused)."""

    code: str
    about: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class GoalVersion:
    """One qualification version of the goal."""

    key: str
    qualification: str
    year: str
    hash: str


@dataclass(frozen=True, slots=True)
class AwardDay:
    """When one goal is awarded, once the plan is carried out."""

    goal: str
    day: date


@dataclass(frozen=True, slots=True)
class Ties:
    """How many choices of study are equal to the plan's at every level, itself among them (D6)."""

    count: int
    exact: bool
    """False: at least so many."""


@dataclass(frozen=True, slots=True)
class Plan:
    """An answer: with status optimal or bounded it has steps, else causes."""

    status: Status
    goals: tuple[GoalVersion, ...]
    scheme: str
    length: int | None
    """Least study still to do, in units of 1/600 credit of `scheme`; None without a plan."""
    lower_bound: int | None
    steps: tuple[Step, ...] = ()
    claims: tuple[ClaimRow, ...] = ()
    applications: tuple[Application, ...] = ()
    terms: tuple[TermPlan, ...] = ()
    levels: tuple[Level, ...] = ()
    not_counted: tuple[NotCounted, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    causes: tuple[Cause, ...] = ()
    awards: tuple[AwardDay, ...] = ()
    """For each goal, in their order."""
    ties: Ties | None = None
    """None where no plan was proven optimal at every level."""
    proof: Proof | None = None
    """That no plan is shorter, or that there is none, where a proof was found that the checker passes (D5)."""
    versions: dict[str, str] = field(default_factory=dict, hash=False)
    """Content versions that the answer rests on: catalogue, record digest, rules, solver, code, model."""

    @property
    def is_shortest(self) -> bool:
        """Whether no plan is shorter, and that is proven: length is what it is least in first."""
        first = self.levels[0].objective if self.levels else ""
        return self.status is Status.OPTIMAL and first == "length"

    @property
    def busy_terms(self) -> int:
        """In how many terms something is studied; one that is only waited through is none of them."""
        return sum(1 for term in self.terms if term.items)

    @property
    def ends(self) -> int:
        """After how many terms, counted from the first, study is over."""
        return max((step.term + 1 for step in self.steps), default=0)
