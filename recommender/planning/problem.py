"""What is to be planned, in the problem's own words: frozen, exact, free of any solver?"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from recommender.catalogue.objects import Item, Qualification
from recommender.planning.look import Looks
from recommender.planning.plan import Assumption, Cause, NotCounted
from recommender.planning.request import PlanRequest
from recommender.rules.claims import FREE, Attributes, Circumstances, Claim, Ground, Origin
from recommender.rules.learner import NOBODY as NOBODY_KNOWN
from recommender.rules.learner import Learner
from recommender.rules.prerequisite import Completed, atoms
from recommender.rules.recognition import Recognition
from recommender.rules.registry import NOBODY, Leaf, ground_of, leaves
from recommender.rules.repeatable import Repeatable
from recommender.rules.sharing import may_share
from recommender.vocabulary import (
    Grade,
    InstitutionId,
    ItemId,
    NodeId,
    QualificationId,
    RuleId,
    Term,
    day_after,
)

NEVER = 10**6
"""An ordinal that no term has."""


@dataclass(frozen=True, slots=True)
class Held:
    """One achievement in the ledger that may be used: a result, or the output of a granted recognition."""

    key: str
    item: ItemId | None
    attributes: Attributes
    units: int
    """Credit in units of the goal's scheme."""
    origin: Origin
    lineage: str | None
    grade: Grade | None
    completed: date
    rule: RuleId | None = None
    """The recognition that granted it; None for a result."""
    recogniser: InstitutionId | None = None
    """Who granted it; None for a result."""
    sources: tuple[tuple[str, str], ...] = ()
    """Key and lineage of each result that it was granted for: they count where it is counted."""
    spent_at: frozenset[InstitutionId] = frozenset()
    """Where a granted recognition has used the result up (A3)."""
    foreign: str = ""
    """Its scheme, where its credit is no amount of the goal's: nothing as itself, maybe a source."""
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)
    exemption: bool = False
    """Whether it frees from a requirement and is no credit."""
    withdrawn_by: frozenset[ItemId] = frozenset()
    """Items whose study takes it away (A5)."""
    used_by: frozenset[QualificationId] = frozenset()
    """Qualifications whose awards have used it (B16)."""
    consumed_by: frozenset[QualificationId] = frozenset()
    """Those of them whose awards use credit up."""

    @property
    def exact(self) -> bool:
        """Whether its credit is an amount of the goal's scheme."""
        return not self.foreign

    def claim(self, place: NodeId) -> Claim:
        """It counted at a place, as rules see it."""
        return Claim(
            self.key,
            place,
            self.attributes,
            self.units,
            self.origin,
            self.lineage,
            self.grade,
            self.completed,
            self.measures,
        )


@dataclass(frozen=True, slots=True)
class NewStudy:
    """One item that may be studied."""

    key: str
    item: Item
    units: int
    """Credit that it yields, in units of the goal's scheme."""
    study_units: int
    """What it adds to the length (D1), in units of the goal's scheme."""
    ordinals: tuple[int, ...]
    """Terms of the plan in which it can be taken."""
    forced: str = ""
    """`in_progress` or `pinned` where it must be a step."""
    foreign: str = ""
    """As for what is held; `units` is 0 there."""
    beside: str = ""
    """A held result that would do as well but for what a step or a recognition may ask of the item (B21)."""

    @property
    def exact(self) -> bool:
        """Whether its credit is an amount of the goal's scheme."""
        return not self.foreign

    @property
    def origin(self) -> Origin:
        """Own study of the item."""
        return Origin(frozenset({self.item.kind}), frozenset({self.item.issuer}))


@dataclass(frozen=True, slots=True)
class Output:
    """One output of a recognition: what it is and what it brings."""

    key: str
    item: ItemId | None
    attributes: Attributes
    units: int
    lineage: str | None
    type: str = "credit"
    """credit, elective, exemption or prerequisite."""
    passes: bool = True
    """Whether it meets a prerequisite that names the item."""
    floor: Grade | None = None
    """The least grade of new sources with which it does."""


@dataclass(frozen=True, slots=True)
class Fed:
    """A source that is the output of another recognition."""

    feeder: Variant
    output: Output

    @property
    def key(self) -> str:
        """That of the output."""
        return self.output.key

    @property
    def units(self) -> int:
        """What it is worth."""
        return self.output.units

    @property
    def exact(self) -> bool:
        """An output has an amount of the goal's scheme."""
        return True

    @property
    def origin(self) -> Origin:
        """Where the credit was really earned."""
        return self.feeder.origin


@dataclass(frozen=True, slots=True)
class Variant:
    """One exact way to apply a rule towards one goal: these sources, these outputs.

    Of a rule that asks for k of n sources there is a variant for each choice of k: caps look at where credit came
    from, and elective credit may take its amount from its sources.
    """

    goal: int
    rule: Recognition
    held: tuple[str, ...]
    new: tuple[str, ...]
    outputs: tuple[Output, ...]
    origin: Origin
    when: Mapping[str, frozenset[int]]
    """For each new source, of its chain too, the terms in which it can be finished in time for the rule."""
    decidable: tuple[int, ...]
    """Terms after which applied-within allows the decision, in order of time."""
    now: bool
    """Whether it allows the decision on the as-of day."""
    pending: bool = False
    option: int | None = None
    """Which outputs of a choice it takes; None where the rule leaves none."""
    remainder: int = 0
    """What its sources are worth beyond its outputs, where the rule shows that."""
    lasts: Mapping[int, int] = field(default_factory=dict)
    """Where a result grows too old for the rule: for each term of a source the last one for the decision."""

    fed: tuple[Fed, ...] = ()
    """Sources that other recognitions give (A7)."""
    dates: tuple[date, ...] = ()
    """Days of all the results at its beginning."""
    id: int = 0
    """Its own among the variants of a problem."""

    credited: tuple[ItemId, ...] = ()
    """Items that the learner comes to hold by it: for which the awarding institution gives credit (B12)."""

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of all that it starts from, as an application names them."""
        return (*self.held, *self.new, *(one.key for one in self.fed))

    @property
    def fee(self) -> int | None:
        """What the application costs; None: nothing is stated, or it has been made already."""
        return None if self.pending else self.rule.cost(sum(output.units for output in self.outputs))

    @property
    def depth(self) -> int:
        """How many recognitions follow from each other up to it."""
        return 1 + max((one.feeder.depth for one in self.fed), default=0)

    @property
    def length(self) -> int:
        """The same, with what the ledger granted for a recognition too."""
        granted = 1 if any(key.startswith("granted:") for key in self.held) else 0
        return 1 + max((granted, *(one.feeder.length for one in self.fed)))

    def chain(self) -> Iterator[Variant]:
        """Itself and every variant that it rests on."""
        yield self
        for one in self.fed:
            yield from one.feeder.chain()

    def decided(self, ordinal: Mapping[str, int]) -> int | None:
        """The first term after which it can be decided once its sources are ready; None: at once."""
        ready = max((*(ordinal[key] for key in self.new), *self._fed_after(ordinal)), default=None)
        if ready is None and self.now:
            return None
        return self.first_after(ready)

    def _fed_after(self, ordinal: Mapping[str, int]) -> list[int]:
        days = (one.feeder.decided(ordinal) for one in self.fed)
        return [day for day in days if day is not None]

    def first_after(self, ready: int | None) -> int:
        """The first term after which it can be decided when it is ready with a term; `NEVER` where there is none."""
        place = 0 if ready is None else bisect_left(self.decidable, ready)
        return self.decidable[place] if place < len(self.decidable) else NEVER

    def after(self, key: str, ordinal: int) -> int:
        """The first term after which it can be decided, as far as one new source of its chain goes."""
        ready = [ordinal] if key in self.new else []
        for one in self.fed:
            feeder = one.feeder
            if key in feeder.when:
                ready.append(feeder.after(key, ordinal))
            elif not feeder.when and (day := feeder.decided({})) is not None:
                ready.append(day)
        return self.first_after(max(ready))

    def still_fresh(self, ordinal: Mapping[str, int]) -> bool:
        """Whether no new source is too old on the day of the decision."""
        day = self.decided(ordinal)
        return day is None or all(day <= self.lasts.get(ordinal[key], NEVER - 1) for key in self.when)


@dataclass(frozen=True)
class GoalProblem:
    """One qualification version of the goal, with what may be claimed where."""

    index: int
    version: Qualification
    places: Mapping[NodeId, Leaf | None]
    """Every leaf by id, and FREE where free electives count."""
    facts: Circumstances = NOBODY
    """What the rules may ask of the learner."""
    shared_looks: Looks | None = field(default=None, compare=False, repr=False)
    """Looks that other problems of the same snapshot have worked out already."""

    @cached_property
    def looks(self) -> Looks:
        """What the version sees of items; its own where its text is not that of the shared ones."""
        known = self.shared_looks
        return known if known is not None and known.version is self.version else self.fresh_looks()

    def fresh_looks(self) -> Looks:
        """The same with nothing worked out yet."""
        return Looks(self.version, self.places)

    @cached_property
    def ground(self) -> Ground:
        """What the limits are judged on."""
        return ground_of(self.version.institution, self.version.requirement, self.facts)

    @property
    def key(self) -> str:
        """`id@year`."""
        return self.version.key

    def shares(self, one: NodeId, other: NodeId) -> bool:
        """Whether an achievement may stand at both places at once (B6)."""
        return may_share(self.version.limits, self.ground.below, one, other)

    def fits(self, attributes: Attributes) -> tuple[NodeId, ...]:
        """The places whose set holds such an achievement."""
        return self.looks.fits(attributes)

    def own_fits(self, attributes: Attributes) -> tuple[NodeId, ...]:
        """The places of an achievement as itself: none where its issuer needs a recognition."""
        return self.fits(attributes) if self.version.takes(attributes.issuer) else ()

    def new_fits(self, study: NewStudy) -> tuple[NodeId, ...]:
        """The places of new study as itself."""
        return self.looks.of(study.item).places if study.exact else ()

    def leaves_open_to_chains(self, held: Held) -> bool:
        """Whether what was granted, here or elsewhere, is still free as the basis of a recognition here (A7)."""
        if held.rule is None or held.exemption or self.version.institution in held.spent_at:
            return False
        return self._leaves_unused(held)

    def leaves_open(self, held: Held) -> bool:
        """Whether the ledger leaves the achievement to this goal: no recognition elsewhere, no award in its way."""
        home = self.version.institution
        return home not in held.spent_at and held.recogniser in (None, home) and self._leaves_unused(held)

    def _leaves_unused(self, held: Held) -> bool:
        used_up = held.used_by if self.version.counts_again_units == 0 else held.consumed_by
        return used_up <= {self.version.id}

    def origin_of(self, held: Held) -> Origin:
        """Where it came from, as this goal sees it: an award of another qualification may have used it."""
        used = bool(held.used_by - {self.version.id})
        return replace(held.origin, awarded=True) if used else held.origin

    def held_fits(self, held: Held) -> tuple[NodeId, ...]:
        """The places of something held: what was granted fits as itself, whoever issues the item."""
        if not held.exact:
            return ()
        if held.exemption:
            return self.naming(held.attributes)
        return self.fits(held.attributes) if held.rule else self.own_fits(held.attributes)

    def places_of(self, output: str, attributes: Attributes) -> tuple[NodeId, ...]:
        """The places of an output by its type: of an exemption only where its item is named (A3)."""
        if output == "prerequisite":
            return ()
        return self.naming(attributes) if output == "exemption" else self.fits(attributes)

    def output_places(self, variant: Variant, output: Output) -> tuple[NodeId, ...]:
        """The places of an output; what another institution recognises counts only through a further recognition."""
        home = variant.rule.recogniser == self.version.institution
        return self.places_of(output.type, output.attributes) if home else ()

    def naming(self, attributes: Attributes) -> tuple[NodeId, ...]:
        """The requirements that name an item."""
        return tuple(
            place
            for place, leaf in self.places.items()
            if leaf and attributes in leaf.of and attributes.item in leaf.of.named_items()
        )


def goal_problem(index: int, version: Qualification, facts: Circumstances = NOBODY) -> GoalProblem:
    """The places of a qualification version."""
    places: dict[NodeId, Leaf | None] = {leaf.id: leaf for leaf in leaves(version.requirement)}
    if version.electives is not None:
        places[FREE] = None
    return GoalProblem(index, version, places, facts)


@dataclass(frozen=True)
class CreditAsked:
    """One amount of completed credit that an item asks for (B17), in units of the goal's scheme."""

    lacking: int | None
    """What is still missing, 0 or less where nothing is; None where the schemes do not compare."""
    gains: Mapping[ItemId, int]
    """What new study of an item adds: nothing where a result of it is there."""


@dataclass(frozen=True)
class Problem:
    """Everything that the planner may use for one learner and goal."""

    request: PlanRequest
    goals: tuple[GoalProblem, ...]
    scheme: str
    held: Mapping[str, Held]
    passed: Mapping[ItemId, tuple[Grade | None, ...]]
    """Grades with which an item is held, used or not; a granted named output passes with no grade."""
    new: Mapping[str, NewStudy]
    variants: tuple[Variant, ...]
    terms: tuple[Term, ...]
    load_units: int
    grades: Mapping[ItemId, tuple[Grade, ...]]
    not_counted: tuple[NotCounted, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    refusals: tuple[Cause, ...] = ()
    impossible: tuple[Cause, ...] = ()
    """What must be a step and cannot be one."""
    learner: Learner = NOBODY_KNOWN
    """What is known of the learner beside results: what prerequisites and items may ask."""
    excluded: frozenset[frozenset[str]] = frozenset()
    """Pairs of lineages that do not count beside each other."""
    repeatable: Mapping[str, Repeatable] = field(default_factory=dict)
    """How often something of a lineage counts; of the others once (A1)."""
    credit: Mapping[tuple[ItemId, Completed], CreditAsked] = field(default_factory=dict, hash=False)
    """By item and amount: the completed credit that its prerequisites ask for."""

    loads: Mapping[int, int] = field(default_factory=dict, hash=False)
    """By ordinal the load of a term for which the caller states one of its own."""

    def load_in(self, ordinal: int) -> int:
        """The most load of a term."""
        return self.loads.get(ordinal, self.load_units)

    @cached_property
    def load_least(self) -> int:
        """The greatest of the least loads that the versions of the goal ask for; 0 where none does (B19)."""
        stated = (goal.version.timing.load_least_units for goal in self.goals)
        return max((units for units in stated if units is not None), default=0)

    @cached_property
    def starting(self) -> Mapping[str, Sequence[Variant]]:
        """By result the recognitions that start from it, in their order."""
        found: dict[str, list[Variant]] = {}
        for variant in self.variants:
            for key in dict.fromkeys(variant.held):
                found.setdefault(key, []).append(variant)
        return found

    @cached_property
    def retaking(self) -> frozenset[str]:
        """New study that may ask a mark of an item of which a result would count as well: it opens that item (B21)."""
        beside = {one.item.id for one in self.new.values() if one.beside}
        if not beside:
            return frozenset()
        return frozenset(
            key
            for key, one in self.new.items()
            for atom in (*atoms(one.item.prerequisites), *atoms(one.item.corequisites))
            if atom.min_grade is not None and atom.item in beside
        )

    def only(self, new: Mapping[str, NewStudy]) -> Problem:
        """The same with this new study alone, and the recognitions for which nothing of it is lacking."""
        kept = tuple(one for one in self.variants if new.keys() >= one.when.keys())
        return replace(self, new=new, variants=kept)

    def decided_after(self, ordinal: int) -> date:
        """The day on which a recognition can be decided that waits for this term."""
        return day_after(self.terms[ordinal].end)
