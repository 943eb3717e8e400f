"""What is begun, held or granted already is asked about as if it had never been (D8, B22)."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.planning import make_plan
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.certificates import certificates
from recommender.planning.why.never import never, not_studied
from recommender.planning.why.steps import without_step
from recommender.vocabulary import ItemId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    applied,
    catalogue,
    count,
    granted,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)

WORLD = catalogue(
    [qualification(count("core", 1, "core"), accepts=frozenset(), electives=None)],
    [item("core", 9), item("cert", 1, SCHOOL, kind="certificate", study_units=ONE), item("other", 2)],
    [rule("r", ["cert"], "core")],
)
CERT = ItemId("cert")


def test_without_a_step_in_progress_the_path_is_longer_by_what_it_saves() -> None:
    have, wish = record(running("cert")), request(horizon_years=1)
    plan = make_plan(WORLD, have, wish)
    assert [(step.item, step.why) for step in plan.steps] == [("cert", "in_progress")]
    found = without_step(Case(WORLD, have, wish), plan, CERT, Budget(100, 60))
    assert found is not None
    assert (found.added_units, found.swaps) == (8 * ONE, ())


def test_a_pin_to_a_term_is_lifted_with_the_step() -> None:
    first = make_plan(WORLD, record(), request(horizon_years=1)).terms[0].label
    wish = request(horizon_years=1, pin_terms={CERT: first})
    asked = not_studied(Case(WORLD, record(), wish), {CERT}).request
    assert (asked.pins, asked.pin_terms, asked.exclude) == (frozenset(), {}, {CERT})


@pytest.mark.parametrize(
    ("entries", "standing", "own", "net"),
    [
        ((), "open", 1, 8),
        ((running("cert"),), "open", 1, 8),
        ((result("cert"),), "held", 0, 9),
        ((result("cert"), applied("r", "e-cert")), "held", 0, 9),
        ((result("cert"), granted("r", ["e-cert"], "core")), "held", 0, 9),
    ],
)
def test_a_certificate_saves_as_much_however_far_it_is(
    entries: tuple[Any, ...], standing: str, own: int, net: int
) -> None:
    case = Case(WORLD, record(*entries), request(horizon_years=1))
    (row,) = certificates(case, Budget(100, 60)).rows
    assert (row.standing, row.own_units, row.net_units) == (standing, own * ONE, net * ONE)


def test_what_rests_on_an_item_goes_with_it_and_nothing_else_does() -> None:
    have = record(
        result("cert"),
        result("other"),
        granted("first", ["e-cert"], "core"),
        granted("chained", ["g-first"], 1),
        granted("apart", ["e-other"], 1),
        applied("one", "e-cert"),
        applied("two", "e-other"),
    )
    found = never(Case(WORLD, have, request()), {CERT}).record
    assert [one.item for one in found.results] == ["other"]
    assert [one.rule for one in found.granted] == ["apart"]
    assert [one.rule for one in found.applied] == ["two"]
