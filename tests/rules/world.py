"""Which small named world do the tests of the rules share: four courses, a certificate, credit without a name?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from hypothesis import strategies as st

from recommender.rules.claims import FREE, Attributes, Claim, Origin
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, NodeId

CREDIT = 600
HOME, OTHER, THIRD = InstitutionId("home"), InstitutionId("other"), InstitutionId("third")
CORE, SIDE = NodeId("core"), NodeId("side")
NAMES = tuple(ItemId(f"home/{name}") for name in ("algebra", "biology", "chemistry"))
SCIENCE = ItemSet(items=frozenset(NAMES))
SCIENCE_DATA = {"items": list(NAMES)}
STUDIED_HERE = Origin(frozenset({ItemKind.COURSE}), frozenset({HOME}))
STUDIED_ELSEWHERE = Origin(frozenset({ItemKind.COURSE}), frozenset({OTHER}))
CERTIFIED = Origin(frozenset({ItemKind.CERTIFICATE}), frozenset({OTHER}), True, "pact", "rule-1")


def claim(
    name: str = "algebra",
    units: int = 3 * CREDIT,
    place: NodeId = CORE,
    origin: Origin = STUDIED_HERE,
) -> Claim:
    """A course of the home institution, held, and claimed in one place."""
    item = ItemId(f"home/{name}")
    return Claim(f"held:{name}", place, Attributes(item, HOME, ItemKind.COURSE), units, origin, item)


def elsewhere(one: Claim) -> Claim:
    """The same achievement, counted as a free elective instead."""
    return replace(one, place=FREE)


EVERY_CLAIM = [
    claim(*one)
    for one in product(
        ["algebra", "biology", "chemistry", "dance"],
        [0, 1, 200, CREDIT, 3 * CREDIT],
        [CORE, SIDE, FREE],
        [STUDIED_HERE, STUDIED_ELSEWHERE, CERTIFIED],
    )
]
CLAIMS = st.sampled_from(EVERY_CLAIM)
FURTHER = CLAIMS.map(lambda claim: replace(claim, key="held:further"))
SOME_CLAIMS = st.lists(CLAIMS, max_size=5, unique_by=lambda claim: claim.key)


def fields(data: Mapping[str, Any], path: str = "/rule") -> Fields:
    """Rule data, with the place that mistakes are to name."""
    return Fields.of(data, path)


def refused(read: Callable[[Fields], object], data: Mapping[str, Any], place: str, message: str) -> None:
    """Reading refuses the data at exactly this place, and its sentence says this (a regular expression)."""
    with pytest.raises(RuleDataError, match=message) as found:
        read(fields(data))
    assert found.value.path == f"/rule{place}"
    assert str(found.value).startswith(f"/rule{place}: ")


def without(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    """The data with one field left out."""
    return {key: value for key, value in data.items() if key != name}
