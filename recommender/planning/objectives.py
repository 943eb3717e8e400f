"""What does each objective add up, as an expression over the columns of a model (D2)?"""

from __future__ import annotations

from recommender.planning.lower.context import MEANS
from recommender.planning.model import Expr, plus
from recommender.planning.model import total as summed
from recommender.planning.parts import Parts

UNIT = {
    "length": "credit",
    "terms": "terms",
    "fee": "fen",
    "fit": "dislike",
    "change": "steps",
    "apart": "steps",
    "alike": "steps",
}


def expression(parts: Parts, objective: str, most: int | None) -> Expr:
    """The columns and weights of an objective other than terms; new columns are added to the model where it needs some.

    `most` is a length that no plan in sight goes beyond: it keeps the parts of a class few.
    """
    compiled = parts.compiled
    match objective:
        case "length":
            return compiled.length()
        case "fee":
            return compiled.fee()
        case "change":
            return _change(parts)
        case "apart":
            return _apart(parts)
        case "alike":
            return _alike(parts)
        case _:
            return _fit(parts, most)


def _fit(parts: Parts, most: int | None) -> Expr:
    """Credit units times dislike, over the members."""
    dislikes = parts.compiled.problem.request.dislikes
    if not dislikes:
        return {}
    ranked = parts.ranked(lambda one: one.units * dislikes.get(one.item.id, 0), most)
    return summed((part.column, weight) for part, weight in ranked if weight)


def _change(parts: Parts) -> Expr:
    """Steps that an earlier plan has and this one lacks, or the other way round: a column of its own."""
    before = parts.compiled.problem.request.before or frozenset()
    model = parts.compiled.model
    apart = parts.apart({f"new:{item}" for item in before})
    steps = dict.fromkeys(parts.compiled.shared.study.values(), 1)
    most = sum(model.columns[column].upper for column in steps) + len(before)
    sum_of = plus(dict.fromkeys(steps, 1), dict.fromkeys(apart.values(), -2))
    return {parts.summed("changed", sum_of, len(before), most): 1}


def _apart(parts: Parts) -> Expr:
    """How alike a plan is to the most alike of some earlier plans: what their difference lacks to as much as can be."""
    compiled = parts.compiled
    model, earlier = compiled.model, compiled.problem.request.apart_from
    apart = parts.apart({f"new:{item}" for plan in earlier for item in plan})
    loaded = {compiled.shared.study[one.key]: 1 for one in compiled.shared.classes if one.first.study_units}
    most = sum(model.columns[column].upper for column in loaded) + max(map(len, earlier), default=0)
    alike = model.column("alike", most)
    for plan in earlier:
        same = {apart[key]: -2 for key in (f"new:{item}" for item in plan) if key in apart}
        model.at_least(plus({alike: 1}, loaded, same), most - len(plan), f"{MEANS} alike")
    return {alike: 1}


def _alike(parts: Parts) -> Expr:
    """Steps of the most alike earlier plan that stay: what it lacks of that plan's falls short of as much as can be.

    Of lengths that differ the steps that are new are no measure: whoever pads a plan would be farthest away.
    """
    compiled = parts.compiled
    model, earlier = compiled.model, compiled.problem.request.apart_from
    apart = parts.apart({f"new:{item}" for plan in earlier for item in plan})
    most = max(map(len, earlier), default=0)
    alike = model.column("alike", most)
    for plan in earlier:
        kept = {apart[key]: -1 for key in (f"new:{item}" for item in plan) if key in apart}
        model.at_least(plus({alike: 1}, kept), most - len(plan), f"{MEANS} alike")
    return {alike: 1}
