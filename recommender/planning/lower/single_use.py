"""Rows of `single_use`: an achievement counts once, as itself or as a source; a lineage counts once.

Of a lineage that may be repeated as many members count, or as much credit of them, as its bound says (A1). What a
sharing law lets stand at several places is one use of it as itself (`Goal.used`).
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product

from recommender.planning.lower import excluded
from recommender.planning.lower.context import Goal
from recommender.planning.model import Expr, plus
from recommender.planning.problem import Variant
from recommender.rules.repeatable import ONCE, Repeatable

NAME = "single-use"
Members = dict[str, dict[str, list[Expr]]]
"""By lineage and key of a member: expressions, each 0 or 1, of which any means that the member counts."""


def lower(goal: Goal) -> None:
    """Rows for held achievements, for new study, and for lineages with several members."""
    members: Members = defaultdict(lambda: defaultdict(list))
    _held(goal, members)
    _studied(goal, members)
    _outputs(goal, members)
    _through_grants(goal)
    repeatable = goal.shared.problem.repeatable
    for lineage, several in members.items():
        if len(several) > 1 or lineage in repeatable:
            counting = {key: _any(goal, key, exprs) for key, exprs in several.items()}
            _bounded(goal, repeatable.get(lineage, ONCE), counting)
    for lineage, own in _recognised_within(goal).items():
        # A renumbered item recognised as its successor is one achievement; reuse must not count it as both.
        if lineage in repeatable:
            _not_as_both(goal, lineage, own, {*own, *members[lineage]})
            continue
        claims = plus(*(goal.used(key) for key in {*own, *members[lineage]}))
        goal.model.at_most(claims, 1, goal.name(NAME))
    excluded.lower(goal, NAME)


def _bounded(goal: Goal, bound: Repeatable, counting: dict[str, Expr]) -> None:
    """The members that count are no more, and of no more credit, than the bound says."""
    if bound.times is not None:
        times = plus(*counting.values())
        goal.model.at_most(times, max(bound.times, goal.settled(times)), goal.name(NAME))
    if bound.units is not None:
        credit = []
        for key, expr in counting.items():
            weight = bound.weight(_units(goal, key))
            credit.append({column: value * weight for column, value in expr.items()})
        amount = plus(*credit)
        goal.model.at_most(amount, max(bound.units, goal.settled(amount)), goal.name(NAME))


def _units(goal: Goal, key: str) -> int | None:
    """The credit of a member; None where it is no amount of the goal's scheme, or the record has lost it."""
    problem = goal.shared.problem
    if "|" in key:
        index, _, output = key.partition("|")
        return next(one.units for one in goal.variants[int(index)].outputs if one.key == output)
    supply = problem.held.get(key) or problem.new.get(key)
    return supply.units if supply is not None and supply.exact else None


def _not_as_both(goal: Goal, lineage: str, own: list[str], members: set[str]) -> None:
    """Of one result, and of what it was recognised as, one is claimed."""
    roots = {key: _roots(goal, lineage, key) for key in members}
    for one, other in product(sorted(own), sorted(members)):
        apart = one < other or other not in own
        if one != other and apart and roots[one] & roots[other]:
            goal.model.at_most(plus(goal.used(one), goal.used(other)), 1, goal.name(NAME))


def _roots(goal: Goal, lineage: str, key: str) -> set[str]:
    """The results and new study of the lineage that something comes from, itself among them."""
    problem = goal.shared.problem
    found = {key}
    if "|" in key:
        chain = goal.variants[int(key.partition("|")[0])].chain()
        found |= {source for below in chain for source in (*below.held, *below.new)}
    of_grants = [problem.held[source].sources for source in found if source in problem.held]
    found |= {source for some in of_grants for source, _ in some}
    known = {source: problem.held[source].lineage for source in found if source in problem.held}
    known |= {source: problem.new[source].item.lineage_key for source in found if source in problem.new}
    known |= {source: named for some in of_grants for source, named in some}
    return {source for source, named in known.items() if named == lineage}


def _held(goal: Goal, members: Members) -> None:
    """A result counts by its own uses; where a granted output is counted, so are its sources."""
    for key, held in goal.held.items():
        exclusive, exempt = goal.spent(key)
        goal.model.at_most(exclusive, 1, goal.name(NAME))
        counting = [exclusive, *({applied: 1} for applied in exempt)]
        through = {lineage: source for source, lineage in held.sources}
        for source, lineage in held.sources:
            # Several of one lineage that were recognised together are one member, unless each may count for itself.
            if source == through[lineage] or lineage in goal.shared.problem.repeatable:
                members[lineage][source] += counting
        if held.lineage and held.lineage not in through:
            members[held.lineage][key] += counting


def _studied(goal: Goal, members: Members) -> None:
    """New study is a member of its lineage; study in progress, a fact of the ledger, only where it counts."""
    for study in goal.shared.classes:
        exclusive, exempt = goal.spent(study.key)
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
    found: set[str | None] = {one.output.lineage for below in variant.chain() for one in below.fed}
    for below in variant.chain():
        found |= {problem.held[key].lineage for key in below.held}
        found |= {lineage for key in below.held for _, lineage in problem.held[key].sources}
        found |= {problem.new[key].item.lineage_key for key in below.new}
    return found


def _outputs(goal: Goal, members: Members) -> None:
    """An output is a member of its lineage, unless a source of it is already: that is one achievement, not two."""
    for index, variant in goal.variants.items():
        own = _lineages(goal, variant)
        for output in variant.outputs:
            if output.lineage and output.lineage not in own:
                exclusive, exempt = goal.spent(f"{index}|{output.key}")
                counting = [exclusive, *({applied: 1} for applied in exempt)]
                members[output.lineage][f"{index}|{output.key}"] += counting


def _through_grants(goal: Goal) -> None:
    """What another institution granted is used here: then its results are, and no second grant of theirs (A7)."""
    by_result: dict[str, list[str]] = defaultdict(list)
    for key, held in goal.held.items():
        if held.recogniser not in (None, goal.problem.version.institution):
            for source, _ in held.sources:
                by_result[source].append(key)
    for source, keys in by_result.items():
        pairs = [(source, key) for key in keys]
        pairs += [(one, other) for one, other in combinations(keys, 2) if _grant(one) != _grant(other)]
        for one, other in pairs:
            goal.model.at_most(plus(goal.spent(one)[0], goal.spent(other)[0]), 1, goal.name(NAME))


def _grant(key: str) -> str:
    return key.rpartition("#")[0]


def _any(goal: Goal, key: str, exprs: list[Expr]) -> Expr:
    """Whether a member counts at all; a column of its own where uses may stand side by side."""
    stated = [expr for expr in exprs if expr]
    if len(stated) < 2:
        return stated[0] if stated else {}
    column = goal.model.column(goal.name(f"used {key}"))
    for expr in stated:
        goal.model.at_most(plus(expr, {column: -1}), 0, goal.name(NAME))
    return {column: 1}
