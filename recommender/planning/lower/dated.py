"""In which term is each claim of new study earned, and how long does a goal wait?  Columns of the timed model.

They are made only where a rule asks, once for each goal, and shared by the rules that do.
"""

from __future__ import annotations

from recommender.planning.lower.context import Goal
from recommender.planning.model import Expr, total

NAME = "offered claims"
"""Rows that say what the columns mean: no rule that anyone could relax."""


def claimed_in(goal: Goal) -> dict[str, dict[int, int]]:
    """For each study class the columns, by term, of its members claimed here and studied then."""
    if "claimed" not in goal.dated:
        goal.dated["claimed"] = {}
        for study in goal.shared.classes:
            claims = total((flow.column, 1) for flow in goal.once() if flow.supply == study.key)
            if claims:
                goal.dated["claimed"][study.key] = _split(goal, study.key, claims)
    return goal.dated["claimed"]


def _split(goal: Goal, key: str, claims: Expr) -> dict[int, int]:
    """One column for each term of the class: together all its claims, and never more than is studied then."""
    model, found = goal.model, {}
    for ordinal, when in goal.shared.when[key].items():
        column = model.column(goal.name(f"claim {key} of {ordinal}"), model.columns[when].upper)
        model.at_most({column: 1, when: -1}, 0, NAME)
        found[ordinal] = column
    model.equal({**dict.fromkeys(found.values(), 1), **{c: -v for c, v in claims.items()}}, 0, NAME)
    return found


def decided_by(goal: Goal, index: int, term: int) -> Expr:
    """Columns whose sum is 1 only if a variant is applied and decided when the term has ended."""
    applied, variant = goal.shared.applied[index], goal.variants[index]
    if variant.now and not variant.new:
        return {applied: 1}
    last = max((ordinal for ordinal in variant.decidable if ordinal <= term), default=None)
    if last is None:
        return {}
    if not variant.new:
        return {applied: 1}
    known = goal.dated.setdefault(f"decided {index}", {}).setdefault("", {})
    if last not in known:
        column = known[last] = goal.model.column(goal.name(f"decided {variant.rule.id} by {last}"))
        goal.model.at_most({column: 1, applied: -1}, 0, NAME)
        for key in variant.new:
            ready = total((c, 1) for ordinal, c in goal.shared.when[key].items() if ordinal <= last)
            goal.model.at_least({**ready, column: -1}, 0, NAME)
    return {known[last]: 1}


def waits(goal: Goal) -> dict[int, int]:
    """By term a column that is 1 if anything that counts here is studied or decided in the term or later."""
    known = goal.dated.setdefault("waits", {}).setdefault("", {})
    if known:
        return known
    model, terms = goal.model, goal.shared.problem.terms
    for term in terms:
        known[term.ordinal] = model.column(goal.name(f"waits for {term.ordinal}"))
        if term.ordinal:
            model.at_most({known[term.ordinal]: 1, known[term.ordinal - 1]: -1}, 0, NAME)
        for index in goal.variants:
            late = {goal.shared.applied[index]: 1}
            for column, value in decided_by(goal, index, term.ordinal - 1).items():
                late[column] = late.get(column, 0) - value
            model.at_most({**late, known[term.ordinal]: -1}, 0, NAME)
    for columns in claimed_in(goal).values():
        for ordinal, column in columns.items():
            most = model.columns[column].upper
            model.at_most({column: 1, known[ordinal]: -most}, 0, NAME)
    return known
