"""Rows of `single_use`: an achievement counts once, as itself or as a source; a lineage counts once.

What a sharing law lets stand at several places is one use of it as itself (`Goal.used`).
"""

from __future__ import annotations

from collections import defaultdict

from recommender.planning.lower import excluded
from recommender.planning.lower.context import Goal
from recommender.planning.model import Expr, plus
from recommender.planning.problem import Variant

NAME = "single-use"
Members = dict[str, dict[str, list[Expr]]]
"""By lineage and key of a member: expressions, each 0 or 1, of which any means that the member counts."""


def lower(goal: Goal) -> None:
    """Rows for held achievements, for new study, and for lineages with several members."""
    members: Members = defaultdict(lambda: defaultdict(list))
    _held(goal, members)
    _studied(goal, members)
    _outputs(goal, members)
    for several in members.values():
        if len(several) > 1:
            counting = [_any(goal, key, exprs) for key, exprs in several.items()]
            goal.model.at_most(plus(*counting), 1, goal.name(NAME))
    for lineage, own in _recognised_within(goal).items():
        # A renumbered item recognised as its successor is one achievement; reuse must not count it as both.
        claims = plus(*(goal.used(key) for key in {*own, *members[lineage]}))
        goal.model.at_most(claims, 1, goal.name(NAME))
    excluded.lower(goal, NAME)


def _held(goal: Goal, members: Members) -> None:
    """A result counts by its own uses; where a granted output is counted, so are its sources."""
    for key, held in goal.held.items():
        exclusive, exempt = _uses(goal, key)
        goal.model.at_most(exclusive, 1, goal.name(NAME))
        counting = [exclusive, *({applied: 1} for applied in exempt)]
        through = {lineage: source for source, lineage in held.sources}
        for lineage, source in through.items():
            members[lineage][source] += counting
        if held.lineage and held.lineage not in through:
            members[held.lineage][key] += counting


def _studied(goal: Goal, members: Members) -> None:
    """New study is a member of its lineage; study in progress, a fact of the ledger, only where it counts."""
    for study in goal.shared.classes:
        exclusive, exempt = _uses(goal, study.key)
        column = goal.shared.study[study.key]
        if exclusive:
            goal.model.at_most(plus(exclusive, {column: -1}), 0, goal.name(NAME))
        for applied in exempt:
            goal.model.at_most({applied: 1, column: -1}, 0, goal.name(NAME))
        if study.special:
            running = study.first.forced == "in_progress"
            counting = [exclusive, *({applied: 1} for applied in exempt)] if running else [{column: 1}]
            members[study.first.item.lineage_key][study.key] += counting


def _recognised_within(goal: Goal) -> dict[str, list[str]]:
    """By lineage the supplies that are recognised from a source of the same lineage."""
    found: dict[str, list[str]] = defaultdict(list)
    for key, held in goal.held.items():
        if held.lineage and held.lineage in {lineage for _, lineage in held.sources}:
            found[held.lineage].append(key)
    for index, variant in goal.variants.items():
        own = _lineages(goal, variant)
        for output in variant.outputs:
            if output.lineage and output.lineage in own:
                found[output.lineage].append(f"{index}|{output.key}")
    return found


def _lineages(goal: Goal, variant: Variant) -> set[str | None]:
    problem = goal.shared.problem
    held = {problem.held[key].lineage for key in variant.held}
    return held | {problem.new[key].item.lineage_key for key in variant.new}


def _outputs(goal: Goal, members: Members) -> None:
    """An output is a member of its lineage, unless a source of it is already: that is one achievement, not two."""
    for index, variant in goal.variants.items():
        own = _lineages(goal, variant)
        for output in variant.outputs:
            if output.lineage and output.lineage not in own:
                members[output.lineage][f"{index}|{output.key}"].append(goal.used(f"{index}|{output.key}"))


def _uses(goal: Goal, key: str) -> tuple[Expr, list[int]]:
    """The exclusive uses of a supply, and the columns of applications that may use it beside others."""
    exclusive = dict(goal.used(key))
    exempt: list[int] = []
    for index in goal.fed_by(key):
        column = goal.shared.applied[index]
        if goal.variants[index].rule.reuse:
            exempt.append(column)
        else:
            exclusive[column] = exclusive.get(column, 0) + 1
    return exclusive, exempt


def _any(goal: Goal, key: str, exprs: list[Expr]) -> Expr:
    """Whether a member counts at all; a column of its own where uses may stand side by side."""
    stated = [expr for expr in exprs if expr]
    if len(stated) < 2:
        return stated[0] if stated else {}
    column = goal.model.column(goal.name(f"used {key}"))
    for expr in stated:
        goal.model.at_most(plus(expr, {column: -1}), 0, goal.name(NAME))
    return {column: 1}
