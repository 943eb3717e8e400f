"""What of sharing is in proofs: places beside the first are taken by what is shared alone (B6, D5)."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.planning import make_plan
from recommender.planning.check.proof import proven
from recommender.planning.check.relaxation import relaxation
from recommender.rules.all_of import AllOf
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.vocabulary import NodeId
from tests.planning.check.point import broken_rows
from tests.planning.worlds import ONE, catalogue, credits, item, qualification, record, request, result

PAIR = (NodeId("q0"), NodeId("q1"))
ITEMS = [item(f"i{n}") for n in range(8)]
ALL = ItemSet()


def certified(places: int, length: int, *limits: Sharing, held: tuple[str, ...] = ()) -> None:
    """Of so many requirements of 6 credits each; no row speaks against the plan, and none is shorter."""
    tree = AllOf(NodeId("top"), tuple(credits(f"q{n}", 6, of=ALL) for n in range(places)))
    bank = catalogue([qualification(tree, 0, *limits, accepts=None, electives=None)], ITEMS)
    asked, have = request(objectives=("length",)), record(*map(result, held))
    plan, ground = make_plan(bank, have, asked), relaxation(bank, have, asked)
    assert ground is not None
    assert plan.length == length * ONE
    assert broken_rows(ground, plan) == []
    assert plan.proof is not None
    assert proven(ground, plan.proof) == plan.length


@pytest.mark.parametrize(
    ("more", "length"),
    [({}, 6), ({"most_count": 1}, 9), ({"most_units": 3 * ONE}, 9), ({"most_units": 2 * ONE}, 12)],
)
def test_no_more_is_shared_than_may_be(more: dict[str, Any], length: int) -> None:
    certified(2, length, Sharing("s", (PAIR,), **more))
    certified(2, length - 3, Sharing("s", (PAIR,), **more), held=("i0",))


@pytest.mark.parametrize(("places", "length"), [(3, 12), (4, 15)])
def test_one_that_is_shared_may_stand_at_every_place(places: int, length: int) -> None:
    certified(places, length, Sharing("s", (), most_count=1))


def test_what_is_shared_under_two_limits_is_shared_under_each() -> None:
    certified(2, 9, Sharing("s", (PAIR,), most_count=1), Sharing("t", ()))


def test_what_another_limit_alone_lets_be_shared_is_left_out() -> None:
    other = Sharing("t", ((NodeId("q1"), NodeId("q2")),))
    certified(3, 12, Sharing("s", (PAIR,), most_count=1), other)


def test_places_that_no_limit_opens_together_have_it_once() -> None:
    certified(3, 12, Sharing("t", ((NodeId("q1"), NodeId("q2")),)))
