"""Does a plan that means nothing give violations, and never an error?"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import pytest

from recommender.planning.check.violation import Violation
from recommender.planning.plan import Standing, Status
from tests.planning.check.world import World

PARTS = ("goals", "steps", "claims", "applications", "terms", "levels", "not_counted", "assumptions")
STRANGE: dict[str, tuple[Any, ...]] = {
    "int": (-1, 10**12),
    "str": ("", "new:", "held:#0", "out:R-cert#99999999999999999999", "\u2460", "out:R-cert#\u00b2", "*"),
    "tuple": ((),),
    "bool": (True,),
    "date": (date.min, date.max),
    "none": (None,),
}


def strange_values(value: Any) -> tuple[Any, ...]:
    """Values of the same type that mean nothing; an absent value stays absent or becomes a number."""
    if isinstance(value, Standing):
        return tuple(set(Standing) - {value})
    name = "none" if value is None else type(value).__name__
    return STRANGE.get(name, ())


@pytest.mark.parametrize("part", PARTS)
def test_strange_values_anywhere_in_a_plan(world: World, part: str) -> None:
    rows = getattr(world.plan, part)
    for number, row in enumerate(rows):
        assert is_dataclass(row)
        for field in fields(row):
            old = getattr(row, field.name)
            for new in strange_values(old):
                if new == old:
                    continue
                changed = replace(row, **{field.name: new})  # type: ignore[type-var]
                found = world.planned(**{part: (*rows[:number], changed, *rows[number + 1 :])}).check()
                assert all(isinstance(one, Violation) and str(one) for one in found)


def test_an_empty_plan_that_says_it_is_optimal(world: World) -> None:
    empty = dict.fromkeys(PARTS, ())
    kinds = {one.kind for one in world.planned(**empty).check()}
    assert {"goal", "step", "level", "all_of", "total", "residency", "not_counted"} <= kinds


def test_every_violation_is_named_and_not_the_first_alone(world: World) -> None:
    wrong = world.planned(length=1, not_counted=(), assumptions=()).without_claim("held:e-law")
    kinds = {one.kind for one in wrong.check()}
    assert {"level", "not_counted", "assumption", "total", "residency"} <= kinds


def test_a_violation_reads_as_a_sentence() -> None:
    violation = Violation("cap", "certificates", "out:R-1#0", "9 credits are claimed, expected at most 8")
    assert str(violation) == "cap certificates: out:R-1#0: 9 credits are claimed, expected at most 8"


def test_a_catalogue_without_the_calendar_or_the_rule(world: World) -> None:
    for lacking in ({"calendars": {}}, {"institutions": {}}, {"rules": {}}, {"items": {}}, {"schemes": {}}):
        assert replace(world, catalogue_fields=lacking).check() != () or "schemes" in lacking


def test_an_ill_matched_status(world: World) -> None:
    for status in Status:
        found = world.planned(status=status).check()
        assert (found == ()) == (status is Status.OPTIMAL)
