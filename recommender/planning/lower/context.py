"""What does a lowering see: the columns of one goal, and how claims flow to its places?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from recommender.planning.classes import StudyClass
from recommender.planning.model import Expr, LinearModel, total
from recommender.planning.problem import GoalProblem, Held, Problem, Variant
from recommender.rules.claims import Origin
from recommender.vocabulary import ItemId, NodeId


@dataclass(frozen=True, slots=True)
class Flow:
    """One column that counts claims of a supply at a place."""

    column: int
    supply: str
    """Key of the held achievement, study class, or output (with the index of its variant)."""
    place: NodeId
    units: int
    origin: Origin
    missing: bool = False
    """True for the fillers of an audit: study that nobody has chosen yet."""
    piece: bool = True
    """False for a filler of mere credit, which is no achievement."""


@dataclass
class Columns:
    """The columns that goals share."""

    problem: Problem
    model: LinearModel
    classes: tuple[StudyClass, ...]
    study: dict[str, int] = field(default_factory=dict)
    """Class key -> column of the number of members studied."""
    when: dict[str, dict[int, int]] = field(default_factory=dict)
    """Class key -> term -> column, in the timed model only."""
    applied: dict[int, int] = field(default_factory=dict)
    """Index of the variant -> column."""

    @cached_property
    def granting(self) -> Mapping[ItemId, tuple[int, ...]]:
        """For each item the variants, in the model, of which it is an output; asked for once `applied` is complete."""
        found: dict[ItemId, list[int]] = defaultdict(list)
        for index in self.applied:
            for item in {output.item for output in self.problem.variants[index].outputs}:
                if item is not None:
                    found[item].append(index)
        return {item: tuple(indices) for item, indices in found.items()}


@dataclass
class Goal:
    """One goal's part of the model; rules are lowered once its flows are complete."""

    shared: Columns
    problem: GoalProblem
    flows: list[Flow] = field(default_factory=list)
    held: Mapping[str, Held] = field(default_factory=dict)
    variants: Mapping[int, Variant] = field(default_factory=dict)

    @property
    def model(self) -> LinearModel:
        """The model under construction."""
        return self.shared.model

    def name(self, rule: str) -> str:
        """How rows of this goal cite a rule of it."""
        return f"{self.problem.index}:{rule}"

    def units(self, which: Callable[[Flow], bool]) -> Expr:
        """Credit claimed over the flows that `which` selects."""
        return total((flow.column, flow.units) for flow in self.flows if which(flow))

    def count(self, which: Callable[[Flow], bool]) -> Expr:
        """Achievements claimed over the flows that `which` selects."""
        return total((flow.column, 1) for flow in self.flows if flow.piece and which(flow))

    def at(self, place: NodeId) -> list[Flow]:
        """The flows into a place."""
        return self._by_place.get(place, [])

    def of(self, supply: str) -> Iterable[Flow]:
        """The flows out of a supply."""
        return self._by_supply.get(supply, [])

    def fed_by(self, key: str) -> Sequence[int]:
        """Indices of the variants that a held achievement, or the new study of an item, is a source of."""
        return self._by_source.get(key, [])

    @cached_property
    def _by_place(self) -> Mapping[NodeId, list[Flow]]:
        found: dict[NodeId, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            found[flow.place].append(flow)
        return found

    @cached_property
    def _by_supply(self) -> Mapping[str, list[Flow]]:
        found: dict[str, list[Flow]] = defaultdict(list)
        for flow in self.flows:
            found[flow.supply].append(flow)
        return found

    @cached_property
    def _by_source(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for index, variant in self.variants.items():
            for key in {*variant.held, *variant.new}:
                found[key].append(index)
        return found
