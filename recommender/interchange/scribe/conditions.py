"""Which condition of ours is what stands after `If`?"""

from __future__ import annotations

from typing import Any, TypeAlias

from recommender.interchange.scribe.bank import NotSaid
from recommender.interchange.scribe.place import Place
from recommender.interchange.scribe.tree import Condition

Json: TypeAlias = dict[str, Any]
CONDITIONS = {
    "chose": "chose",
    "enteredbefore": "entered_before",
    "enteredfrom": "entered_from",
}


def condition(one: Condition, place: Place) -> Json:
    """A condition as data.

    Raises:
        NotSaid: no kind says it.
    """
    if one.how in ("all", "any"):
        return {one.how: [condition(part, place) for part in one.parts]}
    if one.how == "not":
        return {"not": condition(one.parts[0], place)}
    if one.how == "passed" and one.course is not None:
        found, problems = place.bank.set_of(one.course)
        if found is None or problems or set(found) != {"items"}:
            raise NotSaid("; ".join(problems) or "a condition on more than named courses")
        return {"holds": found["items"]}
    if one.how == "chose" and one.value not in place.nodes:
        raise NotSaid(f"no rule of this block has the label {one.value}")
    if one.how in CONDITIONS:
        return {CONDITIONS[one.how]: one.value}
    if one.how == "enrolledin":
        return {"enrolled_in": [one.value]}
    if one.how == "holdsaward":
        return {"holds_award": {"qualification": one.value}}
    if one.how == "gpa":
        return {"average": {"of": {}, "least": one.value, "scale": place.scale()}}
    raise NotSaid("the condition is not known")
