"""How does a problem become a linear model over integers, rule kind by rule kind?

`timed=False` leaves out when things happen: its optimum is a lower bound, and the answer wherever the chosen set has a
schedule. `timed=True` places every step in a term and is exact by itself. `missing=True` is the model of an audit:
nothing new is studied (of a reviewed plan all that it says, in its terms), and what is missing is filled in at each
place, at its price.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from recommender.planning.classes import study_classes
from recommender.planning.lower import (
    all_of,
    average,
    breadth,
    cap,
    conditional,
    consumption,
    count_from,
    credits_from,
    fillers,
    holds_award,
    least_load,
    min_grade,
    n_of,
    pool,
    prerequisite,
    recognition,
    residency,
    retaken,
    sharing,
    shelf_life,
    single_use,
    total,
    window,
)
from recommender.planning.lower.context import MEANS, Columns, Flow, Goal
from recommender.planning.lower.truth import constant
from recommender.planning.model import Expr, LinearModel
from recommender.planning.model import total as summed
from recommender.planning.problem import GoalProblem, Problem
from recommender.rules.claims import Attributes, Origin
from recommender.rules.registry import Leaf, Requirement, asked_about, below, evaluate_tree, kind_of
from recommender.rules.single_use import SingleUse
from recommender.vocabulary import Grade, GradeScheme, NodeId

REQUIREMENTS: Mapping[str, Any] = MappingProxyType(
    {
        "all_of": all_of,
        "n_of": n_of,
        "credits_from": credits_from,
        "conditional": conditional,
        "count_from": count_from,
        "holds_award": holds_award,
        "pool": pool,
    }
)
"""By kind the module whose `lower(goal, node, chosen[, below])` writes its rows; a branch has `truth` as well."""
LIMITS: Mapping[str, Any] = MappingProxyType(
    {
        "total": total,
        "average": average,
        "breadth": breadth,
        "cap": cap,
        "min_grade": min_grade,
        "residency": residency,
        "shelf_life": shelf_life,
        "sharing": sharing,
        "window": window,
    }
)
"""By kind the module whose `lower(goal, limit)` writes its rows."""


@dataclass(frozen=True)
class Compiled:
    """A model with the meaning of its columns."""

    problem: Problem
    model: LinearModel
    shared: Columns
    goals: tuple[Goal, ...]

    def length(self) -> Expr:
        """The study asked for, in units."""
        return summed(
            (self.shared.study[study.key], study.first.study_units) for study in self.shared.classes
        )

    def fee(self) -> Expr:
        """Fees of new study and of applications; an unstated fee counts nothing."""
        variants, applied = self.problem.variants, self.shared.applied
        study = ((self.shared.study[s.key], s.first.item.fee or 0) for s in self.shared.classes)
        return summed(
            (column, fee)
            for column, fee in (*study, *((c, variants[i].fee or 0) for i, c in applied.items()))
            if fee
        )

    def clutter(self) -> Expr:
        """Steps and applications, few above all (D3); then as many of the held achievements claimed as can be."""
        held = [
            flow.column for goal in self.goals for flow in goal.once() if flow.supply in self.problem.held
        ]
        heavy = len(held) + 1
        applied = [(column, heavy) for column in self.shared.applied.values()]
        steps = [(column, heavy) for column in self.shared.study.values()]
        return summed([*applied, *steps, *((column, -1) for column in held)])

    def missing(self) -> Expr:
        """In the model of an audit: what is missing, in units."""
        return summed((f.column, f.units) for f in self._fillers())

    def lacking(self) -> Expr:
        """In the model of an audit: what is missing in units; among equals in pieces, and in limits left unmet."""
        unmet = [*self.shared.lacking, *(column for goal in self.goals for column in goal.lacking)]
        heavy = 1 + len(unmet) + sum(self.model.columns[f.column].upper for f in self._fillers() if f.piece)
        fillers = ((f.column, heavy * f.units + f.piece) for f in self._fillers())
        return summed([*fillers, *((column, 1) for column in unmet)])

    def beyond(self) -> Expr:
        """In the model of an audit: choices that rest on what no study can bring about, such as another award."""
        return summed((column, 1) for goal in self.goals for column in goal.beyond)

    def _fillers(self) -> list[Flow]:
        return [flow for goal in self.goals for flow in goal.once() if flow.missing]


def compile_problem(
    problem: Problem,
    schemes: Mapping[str, GradeScheme],
    *,
    timed: bool = False,
    missing: bool = False,
    reviewed: bool = False,
) -> Compiled:
    """Columns first, then the rows of every rule kind; `reviewed`: an audit takes new study as done, in its terms."""
    classes = study_classes(problem) if reviewed or not missing else ()
    shared = Columns(problem, LinearModel(), classes, missing=missing, timed=timed)
    _study_columns(shared, timed)
    for index, variant in enumerate(problem.variants):
        if not missing or reviewed or (not variant.when and variant.decided({}) is None):
            shared.applied[index] = shared.model.column(f"apply {variant.rule.id}")
    goals = tuple(_goal(shared, goal, missing) for goal in problem.goals)
    for goal in goals:
        _rows(goal)
    consumption.lower(goals)
    prerequisite.lower(shared, prerequisite.given_by(problem.passed, schemes, problem.learner))
    retaken.lower(shared, schemes)
    if not missing:
        _load_rows(shared, timed)
    return Compiled(problem, shared.model, shared, goals)


def _study_columns(shared: Columns, timed: bool) -> None:
    model = shared.model
    for study in shared.classes:
        many = len(study.members)
        lower = 1 if study.first.forced else 0
        column = model.column(f"study {study.key}", many, lower)
        shared.study[study.key] = column
        if timed:
            when = {o: model.column(f"study {study.key} in {o}", many) for o in study.first.ordinals}
            shared.when[study.key] = when
            model.equal({**dict.fromkeys(when.values(), 1), column: -1}, 0, f"offered {study.key}")


def _goal(shared: Columns, problem: GoalProblem, missing: bool) -> Goal:
    variants = {
        i: v for i, v in enumerate(shared.problem.variants) if v.goal == problem.index and i in shared.applied
    }
    sources = {key for variant in variants.values() for key in variant.held}
    held = {k: one for k, one in shared.problem.held.items() if k in sources or problem.leaves_open(one)}
    goal = Goal(shared, problem, held=held, variants=variants)
    for key, one in held.items():
        look = Look(one.units, problem.origin_of(one), one.attributes, one.grade, one.completed, one.measures)
        _flows(goal, key, problem.held_fits(one) if problem.leaves_open(one) else (), look)
    for study in shared.classes:
        look = Look(study.first.units, study.first.origin, study.first.item.attributes)
        _flows(goal, study.key, study.places[problem.index], look, len(study.members))
    for index, variant in variants.items():
        for output in variant.outputs:
            places = problem.output_places(variant, output)
            look = Look(output.units, variant.origin, output.attributes)
            _flows(goal, f"{index}|{output.key}", places, look)
    if missing:
        fillers.add(goal)
    sharing.columns(goal)
    return goal


@dataclass(frozen=True, slots=True)
class Look:
    """What rules see of a supply; members of a study class look alike to every rule in sight."""

    units: int
    origin: Origin
    attributes: Attributes
    grade: Grade | None = None
    earned: date | None = None
    measures: Mapping[str, str] = field(default_factory=dict, hash=False)


def _flows(goal: Goal, supply: str, places: tuple[NodeId, ...], look: Look, most: int = 1) -> None:
    for place in places:
        column = goal.model.column(goal.name(f"claim {supply} at {place}"), most)
        seen = (look.units, look.origin, look.attributes, look.grade, look.earned, look.measures)
        goal.flows.append(Flow(column, supply, place, *seen))


def _rows(goal: Goal) -> None:
    root = goal.problem.version.requirement
    asked = asked_about(root)
    for node in asked:  # a condition may stand before what it asks about
        goal.chose[node.id] = goal.model.column(goal.name(f"chose {node.id}"))
    _node(goal, root, None)
    for node in asked:
        goal.model.equal({goal.chose[node.id]: 1, _truth(goal, node): -1}, 0, MEANS)
    for limit in goal.problem.version.limits:
        if not isinstance(limit, SingleUse):
            LIMITS[kind_of(limit)].lower(goal, limit)
    single_use.lower(goal)  # the law of every version, whether its text says so or not
    recognition.lower(goal)


def _node(goal: Goal, node: Requirement, chosen: int | None) -> None:
    goal.holds[node.id] = chosen
    lowering = REQUIREMENTS[kind_of(node)]
    if isinstance(node, Leaf):
        lowering.lower(goal, node, chosen)
    else:
        lowering.lower(goal, node, chosen, lambda child, column: _node(goal, child, column))


def _truth(goal: Goal, node: Requirement) -> int:
    """The column that says whether a requirement is satisfied: a leaf that is not chosen carries nothing."""
    chosen = goal.holds[node.id]
    if chosen is None or (isinstance(node, Leaf) and evaluate_tree(node, ()).satisfied):
        return constant(goal, True)
    if isinstance(node, Leaf):
        return chosen
    found: int = REQUIREMENTS[kind_of(node)].truth(goal, node, [_truth(goal, part) for part in below(node)])
    return found


def _load_rows(shared: Columns, timed: bool) -> None:
    """Load: exact for each term in the timed model, else only what holds of every schedule."""
    problem = shared.problem
    free = [s for s in shared.classes if s.first.forced != "in_progress"]
    if timed:
        for term in problem.terms:
            load = summed(
                (shared.when[s.key][term.ordinal], s.first.study_units)
                for s in free
                if term.ordinal in shared.when[s.key]
            )
            shared.model.at_most(load, room_in(problem, term.ordinal), f"load {term.label}")
        least_load.lower(shared)
        return
    for ordinals in sorted({s.first.ordinals for s in free}):
        room = sum(room_in(problem, ordinal) for ordinal in ordinals)
        inside = set(ordinals)
        load = summed(
            (shared.study[s.key], s.first.study_units) for s in free if inside.issuperset(s.first.ordinals)
        )
        shared.model.at_most(load, room, "load")


def room_in(problem: Problem, ordinal: int) -> int:
    """Load left in a term: study in progress sits in the first."""
    if ordinal > 0:
        return problem.load_in(ordinal)
    running = sum(one.study_units for one in problem.new.values() if one.forced == "in_progress")
    return max(0, problem.load_in(0) - running)
