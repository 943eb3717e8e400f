"""What does a lowering see: the columns of one goal, and how claims flow to its places?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import TypeAlias

from recommender.planning.classes import StudyClass
from recommender.planning.model import Expr, LinearModel, plus, total
from recommender.planning.problem import GoalProblem, Held, Problem, Variant
from recommender.rules.claims import Attributes, Origin
from recommender.rules.registry import Requirement
from recommender.vocabulary import Grade, ItemId, NodeId

MEANS = "means"
"""The group of rows that say what a column means: no rule that anyone could relax."""

Below: TypeAlias = Callable[[Requirement, int | None], None]
"""Lowers a requirement below another; the column says whether it must hold, None: it must."""


@dataclass(frozen=True, slots=True)
class Flow:
    """One column that counts claims of a supply at a place."""

    column: int
    supply: str
    """Key of the held achievement, study class, or output (with the index of its variant)."""
    place: NodeId
    units: int
    origin: Origin
    attributes: Attributes | None = None
    """None for the fillers of an audit."""
    grade: Grade | None = None
    """Of a held result."""
    earned: date | None = None
    """Day of a held result or of a granted recognition; None for what is still to come."""
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)
    missing: bool = False
    """True for the fillers of an audit: study that nobody has chosen yet."""
    piece: bool = True
    """False for a filler of mere credit, which is no achievement."""
    parts: frozenset[NodeId] = frozenset()
    """Of a filler at a pool: the parts in which it counts."""


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
    missing: bool = False
    """Whether this is the model of an audit: nothing new is studied, and what is missing is filled in."""
    timed: bool = False
    """Whether every step is placed in a term."""
    lacking: list[int] = field(default_factory=list)
    """In the model of an audit: a column for each row of study that may stay unmet."""

    def need(self, expr: Expr, bound: int, name: str, lacking: list[int]) -> None:
        """Ask for expr >= bound; an audit may leave it unmet, by a column among `lacking`, at a price."""
        wanted = dict(expr)
        if self.missing:
            columns = self.model.columns
            lowest = sum(v * (columns[c].lower if v > 0 else columns[c].upper) for c, v in expr.items())
            slack = self.model.column(f"{name} unmet")
            lacking.append(slack)
            wanted[slack] = max(0, bound - lowest)
        self.model.at_least(wanted, bound, name)

    @cached_property
    def granting(self) -> Mapping[ItemId, tuple[int, ...]]:
        """For each item the variants, in the model, that pass it for a prerequisite; asked for with `applied` whole."""
        found: dict[ItemId, list[int]] = defaultdict(list)
        for index in self.applied:
            for item in {output.item for output in self.problem.variants[index].outputs if output.passes}:
                if item is not None:
                    found[item].append(index)
        return {item: tuple(indices) for item, indices in found.items()}

    @cached_property
    def crediting(self) -> Mapping[ItemId, tuple[int, ...]]:
        """For each item the variants, in the model, by which the learner comes to hold it (B12)."""
        found: dict[ItemId, list[int]] = defaultdict(list)
        for index in self.applied:
            for item in self.problem.variants[index].credited:
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
    holds: dict[NodeId, int | None] = field(default_factory=dict)
    """For each requirement the column that says whether it must hold; None: it must."""
    uses: dict[str, Flow] = field(default_factory=dict)
    """For each supply that may stand at several places at once the flow that counts it once (B6)."""
    _once: dict[NodeId | None, list[Flow]] = field(default_factory=dict)
    chose: dict[NodeId, int] = field(default_factory=dict)
    """For each requirement that a condition asks about the column that says whether it is satisfied."""
    applies: dict[NodeId, int] = field(default_factory=dict)
    """For each condition the column that says whether it holds."""
    beyond: list[int] = field(default_factory=list)
    """In the model of an audit: a column for each choice that rests on what no study can bring about."""
    dated: dict[int, dict[int, int]] = field(default_factory=dict)
    """In the timed model, where a rule asks (`lower.dated`): column of a flow -> term -> column of its claims."""
    decided: dict[tuple[int, int], int] = field(default_factory=dict)
    """The same for decisions: (variant, term) -> column."""
    waits: dict[int, int] = field(default_factory=dict)
    """The same for the goal: term -> column that says whether it waits for that term."""
    lacking: list[int] = field(default_factory=list)
    """In the model of an audit: a column for each limit that may stay unmet."""

    @property
    def model(self) -> LinearModel:
        """The model under construction."""
        return self.shared.model

    def name(self, rule: str) -> str:
        """How rows of this goal cite a rule of it."""
        return f"{self.problem.index}:{rule}"

    def once(self, part: NodeId | None = None) -> list[Flow]:
        """The flows that count achievements in a part, or (None) in the whole, each achievement once.

        What a sharing law lets stand at several places of the part is counted by one column of its own.
        """
        if not self.uses:
            return self._in(part)
        if part not in self._once:
            self._once[part] = list(self._counted(part))
        return self._once[part]

    def _in(self, part: NodeId | None) -> list[Flow]:
        if part is None:
            return self.flows
        places = self.problem.ground.below.get(part, frozenset())
        return [flow for flow in self.flows if flow.place in places]

    def _counted(self, part: NodeId | None) -> Iterator[Flow]:
        shared: dict[str, list[Flow]] = defaultdict(list)
        for flow in self._in(part):
            if flow.supply in self.uses:
                shared[flow.supply].append(flow)
            else:
                yield flow
        for supply, flows in shared.items():
            if len(flows) == 1:
                yield flows[0]
            elif len(flows) == len(self._by_supply[supply]):
                yield self.uses[supply]
            else:
                yield self.counting(flows)

    def counting(self, flows: Sequence[Flow]) -> Flow:
        """A flow of a new column that is as high as the highest of these, and 0 where they are."""
        most = max(self.model.columns[flow.column].upper for flow in flows)
        column = self.model.column(self.name(f"use {flows[0].supply}"), most)
        for flow in flows:
            self.model.at_least({column: 1, flow.column: -1}, 0, MEANS)
        self.model.at_most(plus({column: 1}, total((flow.column, -1) for flow in flows)), 0, MEANS)
        return replace(flows[0], column=column)

    def used(self, supply: str) -> Expr:
        """How often a supply is claimed, at whatever places."""
        if supply in self.uses:
            return {self.uses[supply].column: 1}
        return total((flow.column, 1) for flow in self.of(supply))

    def need(self, expr: Expr, bound: int, name: str, when: int | None = None) -> None:
        """Ask for expr >= bound, where `when` is chosen (None: always); an audit may leave it unmet, at a price."""
        wanted = dict(expr) if when is None else {**expr, when: expr.get(when, 0) - bound}
        self.shared.need(wanted, bound if when is None else 0, self.name(name), self.lacking)

    def settled(self, expr: Expr) -> int:
        """In the model of an audit: how much of an expression study that is handed in as done makes up for good.

        That two of its steps do not go together is for its check to say; nothing held may count beside them.
        """
        if not self.shared.missing:
            return 0
        return sum(value * self.model.columns[column].lower for column, value in expr.items())

    def chosen(self, part: NodeId | None) -> int | None:
        """The column that says whether a part of the requirement must hold; None: it must."""
        return None if part is None else self.holds.get(part)

    def at(self, place: NodeId) -> list[Flow]:
        """The flows into a place."""
        return self._by_place.get(place, [])

    def of(self, supply: str) -> Iterable[Flow]:
        """The flows out of a supply."""
        return self._by_supply.get(supply, [])

    def fed_by(self, key: str) -> Sequence[int]:
        """Indices of the variants that a held achievement, new study, or an output is a source of."""
        return self._by_source.get(key, [])

    def spent(self, key: str) -> tuple[Expr, list[int]]:
        """The exclusive uses of a supply, and the columns of applications that may use it beside others."""
        exclusive = dict(self.used(key))
        exempt: list[int] = []
        for index in self.fed_by(key):
            column = self.shared.applied[index]
            if self.variants[index].rule.reuse:
                exempt.append(column)
            else:
                exclusive[column] = exclusive.get(column, 0) + 1
        return exclusive, exempt

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
        places = {variant.id: index for index, variant in self.variants.items()}
        for index, variant in self.variants.items():
            for key in {*variant.held, *variant.new}:
                found[key].append(index)
            for one in variant.fed:
                found[f"{places[one.feeder.id]}|{one.key}"].append(index)
        return found


def units(flows: Iterable[Flow]) -> Expr:
    """Credit claimed over flows."""
    return total((flow.column, flow.units) for flow in flows)


def pieces(flows: Iterable[Flow]) -> Expr:
    """Achievements claimed over flows."""
    return total((flow.column, 1) for flow in flows if flow.piece)
