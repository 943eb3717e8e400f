"""Which requirement asks for so many credits, so many classes, or both, of a set?"""

from __future__ import annotations

from typing import Any, TypeAlias

from recommender.interchange.scribe.bank import NotSaid
from recommender.interchange.scribe.tree import Amount

Json: TypeAlias = dict[str, Any]


def amount_of(node: str, amount: Amount, of: Json) -> Json:
    """Credits, classes, or both of a set."""
    credit: Json | None = None
    count: Json | None = None
    if amount.credits is not None:
        credit = {"kind": "credits_from", "id": node, "least": amount.credits, "of": of}
        credit |= {} if amount.credits_most is None else {"most": amount.credits_most}
    if amount.classes is not None:
        count = {"kind": "count_from", "id": node, "least": amount.classes, "of": of}
        count |= {} if amount.classes_most is None else {"most": amount.classes_most}
    if credit is None or count is None:
        found = credit or count
        if found is None:
            raise NotSaid("no amount")
        return found
    if amount.either:
        children = [credit | {"id": f"{node}.credits"}, count | {"id": f"{node}.classes"}]
        return {"kind": "n_of", "id": node, "n": 1, "children": children}
    if amount.credits_most is not None:
        raise NotSaid("credits between two bounds together with classes")
    return count | {"least_credits": amount.credits}


def pool_bounds(amount: Amount) -> Json:
    """What a pool asks for as a whole."""
    if amount.either:
        raise NotSaid("one amount or another, with parts")
    stated = {
        "least": amount.credits,
        "least_count": amount.classes,
        "most": amount.credits_most,
        "most_count": amount.classes_most,
    }
    return {key: value for key, value in stated.items() if value is not None}
