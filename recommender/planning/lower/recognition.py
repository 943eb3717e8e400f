"""Rows of `recognition`: a rule is applied once, its outputs exist only then, its new sources end in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from recommender.planning.lower.context import Columns, Goal
from recommender.planning.model import Expr, plus, total
from recommender.planning.problem import Variant
from recommender.vocabulary import ItemId


def lower(goal: Goal) -> None:
    """Rows for the goal's variants."""
    by_rule: dict[str, Expr] = defaultdict(dict)
    for index, variant in goal.variants.items():
        applied = goal.shared.applied[index]
        by_rule[variant.rule.id][applied] = 1
        for output in variant.outputs:
            exclusive, exempt = goal.spent(f"{index}|{output.key}")
            for counting in (exclusive, *({column: 1} for column in exempt)):
                if counting:
                    goal.model.at_most({**counting, applied: -1}, 0, goal.name(variant.rule.id))
        if variant.rule.recogniser != goal.problem.version.institution:
            feeding = total((c, 1) for o in variant.outputs for c in goal.spent(f"{index}|{o.key}")[0])
            exempt = [c for o in variant.outputs for c in goal.spent(f"{index}|{o.key}")[1]]
            used = plus(feeding, dict.fromkeys(exempt, 1))
            goal.model.at_most(
                plus({applied: 1}, {c: -v for c, v in used.items()}), 0, goal.name(variant.rule.id)
            )
        if goal.shared.when:
            in_time(goal.shared, variant, applied, goal.name(variant.rule.id))
        _withdrawn(goal, variant.rule.withdrawn_by, {applied: 1}, variant.rule.id)
    for key, held in goal.held.items():
        if held.rule is not None:
            exclusive, exempt = goal.spent(key)
            for counting in (exclusive, *({column: 1} for column in exempt)):
                _withdrawn(goal, held.withdrawn_by, counting, held.rule)
    for rule, columns in by_rule.items():
        if len(columns) > 1:
            goal.model.at_most(columns, 1, goal.name(rule))


def _withdrawn(goal: Goal, items: Iterable[ItemId], counting: Expr, name: str) -> None:
    """What was given counts no more where one of the items is studied (F5: a class of its own, so a 0 or 1)."""
    for item in sorted(items):
        study = goal.shared.study.get(f"new:{item}")
        if study is not None and counting:
            goal.model.at_most({**counting, study: 1}, 1, goal.name(name))


def in_time(shared: Columns, variant: Variant, applied: int, name: str) -> None:
    """In the timed model: every new source ends in time; the application may wait for its day."""
    for key in variant.when:
        outside = total((column, 1) for o, column in shared.when[key].items() if o not in variant.when[key])
        if outside:
            shared.model.at_most({**outside, applied: 1}, 1, name)
        _fresh(shared, variant, key, applied, name)


def _fresh(shared: Columns, variant: Variant, key: str, applied: int, name: str) -> None:
    """A source that other sources keep waiting may grow too old for the rule: then none of them ends so late."""
    for ordinal, column in shared.when[key].items():
        last = variant.lasts.get(ordinal)
        late = total(
            (other_column, 1)
            for other in variant.when
            if other != key and last is not None
            for o, other_column in shared.when[other].items()
            if variant.after(other, o) > last
        )
        if late:
            most = len(variant.when)
            shared.model.at_most({**late, column: most, applied: most}, 2 * most, name)
