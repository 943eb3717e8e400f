"""In which term is each claim of new study earned, and how long does a goal wait?  Columns of the timed model.

They are made only where a rule asks, once for each goal, and shared by the rules that do.
"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.lower.context import Flow, Goal
from recommender.planning.model import Expr
from recommender.vocabulary import NodeId

NAME = "offered claims"
"""Rows that say what the columns mean: no rule that anyone could relax."""


def claims_in(goal: Goal, part: NodeId | None = None) -> Iterator[tuple[Flow, dict[int, int]]]:
    """Each flow of new study in a part with its columns by term: its claims of what is studied then."""
    for flow in goal.once(part):
        if flow.supply in goal.shared.when:
            if flow.column not in goal.dated:
                _split(goal, flow)
            yield flow, goal.dated[flow.column]


def _split(goal: Goal, flow: Flow) -> None:
    """Of members that can be exchanged no more is claimed, at all places, than is studied in the term.

    A class of one is studied in one term, so that whatever place it stands at, it is earned then.
    """
    when, model = goal.shared.when[flow.supply], goal.model
    many = max((model.columns[column].upper for column in when.values()), default=0)
    flows = [flow] if many == 1 else list(goal.of(flow.supply))
    for one in flows:
        name = f"claim {one.supply} at {one.place} of"
        goal.dated[one.column] = {o: model.column(goal.name(f"{name} {o}"), many) for o in when}
        parts = dict.fromkeys(goal.dated[one.column].values(), 1)
        model.equal({**parts, one.column: -1}, 0, NAME)
    for ordinal, column in when.items():
        model.at_most({**{goal.dated[one.column][ordinal]: 1 for one in flows}, column: -1}, 0, NAME)


def decided_by(goal: Goal, index: int, term: int) -> Expr:
    """Columns whose sum is 1 only if a variant is applied and decided when the term has ended."""
    applied, variant = goal.shared.applied[index], goal.variants[index]
    if not variant.when:
        day = variant.decided({})
        return {applied: 1} if day is None or day <= term else {}
    last = max((ordinal for ordinal in variant.decidable if ordinal <= term), default=None)
    if last is None:
        return {}
    if (index, last) not in goal.decided:
        column = goal.model.column(goal.name(f"decided {variant.rule.id} by {last}"))
        goal.decided[index, last] = column
        goal.model.at_most({column: 1, applied: -1}, 0, NAME)
        for key in variant.when:  # of the whole chain: a recognition waits for those that it rests on
            soon = (c for o, c in goal.shared.when[key].items() if variant.after(key, o) <= last)
            goal.model.at_least({**dict.fromkeys(soon, 1), column: -1}, 0, NAME)
    return {goal.decided[index, last]: 1}


def waits(goal: Goal) -> dict[int, int]:
    """By term a column that is 1 if anything that counts here is studied or decided in the term or later."""
    if goal.waits:
        return goal.waits
    model, known = goal.model, goal.waits
    for term in goal.shared.problem.terms:
        known[term.ordinal] = model.column(goal.name(f"waits for {term.ordinal}"))
        if term.ordinal:
            model.at_most({known[term.ordinal]: 1, known[term.ordinal - 1]: -1}, 0, NAME)
        for index in goal.variants:
            late = {goal.shared.applied[index]: 1}
            for column, value in decided_by(goal, index, term.ordinal - 1).items():
                late[column] = late.get(column, 0) - value
            model.at_most({**late, known[term.ordinal]: -1}, 0, NAME)
    for _, columns in claims_in(goal):
        for ordinal, column in columns.items():
            most = model.columns[column].upper
            model.at_most({column: 1, known[ordinal]: -most}, 0, NAME)
    return known
