"""How does a solution become a plan: which members, which claims, which applications, in which terms?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from recommender.planning.assumed import asked_by_limits
from recommender.planning.compile import Compiled
from recommender.planning.lower.context import Flow, Goal
from recommender.planning.plan import Application, ClaimRow, Standing, Step, TermPlan
from recommender.planning.problem import NewStudy, Problem, Variant
from recommender.rules.prerequisite import atoms
from recommender.vocabulary import Grade, ItemId, ItemKind


@dataclass(frozen=True)
class Selection:
    """A solution in the problem's own words, before anything is placed in terms."""

    steps: tuple[NewStudy, ...]
    applied: tuple[tuple[int, Variant], ...]
    claims: tuple[tuple[Flow, int, str], ...]
    """(flow, goal, key of the member claimed)."""


def select(compiled: Compiled, values: Sequence[int], steps: Sequence[NewStudy]) -> Selection:
    """Read a solution; members of a class are dealt to its places in order of their ids."""
    applied = tuple(
        (index, compiled.problem.variants[index])
        for index, column in sorted(compiled.shared.applied.items())
        if values[column]
    )
    chosen = {step.key for step in steps}
    claims: list[tuple[Flow, int, str]] = []
    for goal in compiled.goals:
        used = {key for _, variant in applied if variant.goal == goal.problem.index for key in variant.new}
        claims += _claims(goal, values, chosen, used)
    return Selection(tuple(steps), applied, tuple(claims))


def _claims(
    goal: Goal, values: Sequence[int], chosen: set[str], used: set[str]
) -> list[tuple[Flow, int, str]]:
    free = {
        study.key: [m.key for m in study.members if m.key in chosen and m.key not in used]
        for study in goal.shared.classes
    }
    exempt = {key for v in goal.variants.values() if v.rule.reuse for key in v.new} & used
    for key in exempt:
        if not any(
            key in v.new and not v.rule.reuse and values[goal.shared.applied[i]]
            for i, v in goal.variants.items()
        ):
            free[key] = [key]
    claims = []
    for flow in goal.flows:
        for _ in range(0 if flow.missing else values[flow.column]):
            if flow.supply in free and flow.supply in goal.uses:
                key = free[flow.supply][0]  # the same achievement, at one more place
            elif flow.supply in free:
                key = free[flow.supply].pop(0)
            else:
                key = flow.supply.split("|", 1)[-1]
            claims.append((flow, goal.problem.index, key))
    return claims


def claim_rows(problem: Problem, selection: Selection) -> tuple[ClaimRow, ...]:
    """Every claim with where its credit stands (D3)."""
    by_index = dict(selection.applied)
    rows = []
    for flow, goal, key in selection.claims:
        index = int(flow.supply.split("|", 1)[0]) if key.startswith("out:") else None
        variant = by_index[index] if index is not None else None
        rows.append(
            ClaimRow(
                problem.goals[goal].key,
                flow.place,
                key,
                _item(problem, key, variant),
                flow.units,
                _standing(key, variant),
                variant.rule.id if variant else problem.held[key].rule if key in problem.held else None,
                tuple(sorted(_kinds(problem, flow, key))),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.goal, row.place, row.key)))


def _item(problem: Problem, key: str, variant: Variant | None) -> ItemId | None:
    if variant is not None:
        return next(output.item for output in variant.outputs if output.key == key)
    return problem.held[key].item if key in problem.held else problem.new[key].item.id


def _kinds(problem: Problem, flow: Flow, key: str) -> Iterable[ItemKind]:
    """Kinds of what is really studied: members of a class may differ in what no rule in sight looks at."""
    return {problem.new[key].item.kind} if key in problem.new else flow.origin.kinds


def _standing(key: str, variant: Variant | None) -> Standing:
    if variant is not None:
        return Standing.STUDY if variant.when else Standing.AVAILABLE
    return Standing.STUDY if key.startswith("new:") else Standing.GRANTED


def applications(
    problem: Problem, selection: Selection, ordinal: Mapping[str, int]
) -> tuple[Application, ...]:
    """The recognitions to apply for, with what each waits for."""
    claimed = defaultdict(set)
    for flow, _, key in selection.claims:
        if key.startswith("out:"):
            claimed[int(flow.supply.split("|", 1)[0])].add(key)
    return tuple(
        Application(
            variant.rule.id,
            problem.goals[variant.goal].key,
            variant.sources,
            tuple(sorted(claimed[index])),
            Standing.STUDY if variant.when else Standing.AVAILABLE,
            variant.decided(ordinal),
            variant.pending,
            variant.option,
            variant.fee,
        )
        for index, variant in selection.applied
    )


def steps_of(problem: Problem, selection: Selection, ordinal: Mapping[str, int]) -> tuple[Step, ...]:
    """The steps in order of their terms, each with the grades that its uses need."""
    asked = _asked(problem, selection)
    found = [
        Step(
            one.item.id,
            one.study_units,
            one.units,
            ordinal[one.key],
            one.forced or "new",
            asked.get(one.item.id, ()),
            one.item.fee,
        )
        for one in selection.steps
    ]
    return tuple(sorted(found, key=lambda step: (step.term, step.item)))


def _asked(problem: Problem, selection: Selection) -> dict[ItemId, tuple[Grade, ...]]:
    """Least grades that applied rules, limits and later steps ask of each step (B20)."""
    asked = asked_by_limits(problem, selection.claims)
    for _, variant in selection.applied:
        for source in variant.rule.sources:
            if source.min_grade is not None and f"new:{source.item}" in variant.new:
                asked[source.item].add(source.min_grade)
    studied = {step.item.id for step in selection.steps}
    wanted = {
        atom.item
        for step in selection.steps
        for atom in (*atoms(step.item.prerequisites), *atoms(step.item.corequisites))
    }
    for _, variant in selection.applied:
        floors = {output.floor for output in variant.outputs if output.passes and output.item in wanted}
        for key in variant.new:
            asked[problem.new[key].item.id].update(floor for floor in floors if floor is not None)
    for step in selection.steps:
        for atom in (*atoms(step.item.prerequisites), *atoms(step.item.corequisites)):
            if atom.min_grade is not None and atom.item in studied:
                asked[atom.item].add(atom.min_grade)
    return {item: tuple(sorted(g, key=lambda x: (x.scheme, x.mark))) for item, g in asked.items()}


def term_plans(
    problem: Problem, steps: Sequence[Step], applied: Sequence[Application]
) -> tuple[TermPlan, ...]:
    """Every term up to the last one that is used, empty ones included, so that ordinals are positions."""
    waits = (one.after_term for one in applied if one.after_term is not None)
    last = max((*(step.term for step in steps), *waits), default=-1)
    return tuple(
        TermPlan(
            term.ordinal,
            term.label,
            term.season,
            term.start,
            term.end,
            tuple(step.item for step in steps if step.term == term.ordinal),
            sum(step.study_units for step in steps if step.term == term.ordinal),
        )
        for term in problem.terms[: last + 1]
    )
