"""What does each objective add up, as an expression over the columns of a model (D2)?"""

from __future__ import annotations

from collections.abc import Iterable

from recommender.planning.model import Expr
from recommender.planning.model import total as summed
from recommender.planning.parts import Parts
from recommender.planning.problem import NewStudy, Problem, Variant

UNIT = {"length": "credit", "terms": "terms", "fee": "fen", "fit": "dislike"}


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
        case _:
            return _fit(parts, most)


def _fit(parts: Parts, most: int | None) -> Expr:
    """Credit units times dislike, over the members."""
    dislikes = parts.compiled.problem.request.dislikes
    if not dislikes:
        return {}
    ranked = parts.ranked(lambda one: one.units * dislikes.get(one.item.id, 0), most)
    return summed((part.column, weight) for part, weight in ranked if weight)


def value_of(problem: Problem, objective: str, steps: Iterable[NewStudy], applied: Iterable[Variant]) -> int:
    """The value of a choice of steps and applications; of terms only a schedule knows it."""
    match objective:
        case "length":
            return sum(one.study_units for one in steps)
        case "fee":
            return sum(one.item.fee or 0 for one in steps) + sum(one.fee or 0 for one in applied)
        case _:
            dislikes = problem.request.dislikes
            return sum(one.units * dislikes.get(one.item.id, 0) for one in steps)
