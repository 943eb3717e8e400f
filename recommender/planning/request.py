"""What is asked of the planner: a goal, a day, and the caller's choices (D2, D7)?"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from recommender.errors import InputError
from recommender.rules.scales import Assumed
from recommender.vocabulary import DEFAULT_ASSURANCE, Assurance, InstitutionId, ItemId, QualificationId

OBJECTIVES = ("length", "terms", "fee", "fit")
"""Exact objective levels that may be asked for, in the default order; a caller may reorder them or leave some out."""

MOST_TIES = 100
"""Ties that a request may have counted one by one."""
DEFAULT_HORIZON_YEARS = 8
DEFAULT_LOAD_UNITS = 24 * 600


@dataclass(frozen=True, slots=True)
class GoalRef:
    """A qualification, with a catalogue year where the caller chooses one; None: as semantics A8 says."""

    qualification: QualificationId
    year: str | None = None


@dataclass(frozen=True, slots=True)
class PlanRequest:
    """Everything of an answer that the caller decides; defaults are part of the answer's replay key."""

    goals: tuple[GoalRef, ...]
    as_of: date
    objectives: tuple[str, ...] = OBJECTIVES
    assurance: frozenset[Assurance] = DEFAULT_ASSURANCE
    exclude: frozenset[ItemId] = frozenset()
    pins: frozenset[ItemId] = frozenset()
    institutions: frozenset[InstitutionId] | None = None
    """New study only at these; None: anywhere."""
    load_units: int | None = None
    """Most credit of new study in one term; where the qualification states less, that holds."""
    horizon_years: int | None = None
    """How far to look; None: to the limit of registration where the goal has one, else eight years (D2)."""
    seed: int = 0
    node_limit: int = 200_000
    time_limit: float = 30.0
    """Outer guard in seconds for one answer; the node limit is what makes answers repeatable."""
    facts: dict[str, str] = field(default_factory=dict, hash=False)
    """What the caller says of the learner and the ledger does not hold, such as `years_of_work` (A1)."""
    dislikes: dict[ItemId, int] = field(default_factory=dict, hash=False)
    """Fit as integers 0..1000 by item (D2); empty: no ranking, all 0."""
    assume: Assumed = field(default_factory=Assumed, hash=False)
    """Marks assumed of new study, where an average asks for them (B20); none: the pass mark."""
    at_most: dict[str, int] = field(default_factory=dict, hash=False)
    """By objective a value that no plan may go beyond, in its unit: credit units, terms, fen, dislike (D2)."""
    modes: frozenset[str] | None = None
    """New study only in one of these ways of delivery; None: any."""
    regions: frozenset[str] | None = None
    """New study only at institutions of these regions; None: any."""
    languages: frozenset[str] | None = None
    """New study only in one of these languages; None: any."""
    loads: dict[str, int] = field(default_factory=dict, hash=False)
    """By label of a term the most credit of new study in it, in place of `load_units`."""
    by: date | None = None
    """A day by which every goal has to be awarded."""
    earliest: str | None = None
    """Label of the first term in which new study may begin."""
    pin_terms: dict[ItemId, str] = field(default_factory=dict, hash=False)
    """By pinned item the label of the term in which it has to be taken."""

    before: frozenset[ItemId] | None = None
    """Steps of an earlier plan, from which the objective `change` counts the difference; None: no such objective."""
    apart_from: tuple[frozenset[ItemId], ...] = ()
    """Loaded steps of earlier plans: the objective `apart` wants the most alike of them as different as can be, `alike`
    as few of its steps as can be."""

    count_ties: int = 0
    """Up to how many equally good choices of study are counted one by one, each for a search; 0: none (D6)."""

    def __post_init__(self) -> None:
        """What has to be taken in a term has to be taken.

        Raises:
            InputError: more ties to be counted than a request may ask for, or fewer than none.
        """
        if not 0 <= self.count_ties <= MOST_TIES:
            raise InputError(f"expected 0 to {MOST_TIES}, got {self.count_ties}", place="count_ties")
        object.__setattr__(self, "pins", self.pins.union(self.pin_terms))

    @property
    def known_objectives(self) -> tuple[str, ...]:
        """Those that this request can be asked for."""
        change = ("change",) if self.before is not None else ()
        return (*OBJECTIVES, *change, *(("apart", "alike") if self.apart_from else ()))

    @property
    def choices(self) -> tuple[object, ...]:
        """What decides, beside exclusions and pins, which items are open to new study and when (D7)."""
        terms = self.at_most.get("terms")
        return self.institutions, self.modes, self.regions, self.languages, self.earliest, terms
