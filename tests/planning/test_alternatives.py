"""Other plans are as good at every level, and each is as different as can be from those before (D6)."""

from __future__ import annotations

import pytest
from hypothesis import given, settings

from recommender.errors import InputError
from recommender.planning.alternatives import alternatives
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.planning.slack import Slack
from recommender.planning.ties import studied
from recommender.rules.all_of import AllOf
from recommender.rules.n_of import NOf
from recommender.vocabulary import NodeId
from tests.counts import worlds
from tests.planning.drawing import Family
from tests.planning.oracle import World, subsets
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import ONE, catalogue, count, item, qualification, record, request

WIDE = Family(items=(4, 6), leaves=(1, 2), limits=(0, 1), rules=(0, 1), prerequisites=3, seasons=4)
FOUR = qualification(count("core", 2, "a", "b", "c", "d"), electives=None)
ALIKE = catalogue([FOUR], [item(name) for name in "abcd"])


def equally_good(world: Tiny, best: Plan) -> set[frozenset[str]]:
    """Every choice of study, found by trying, that reaches the levels of the plan."""
    brute = World(world.catalogue, world.record, world.request)
    reached = {level.objective: level.value for level in best.levels}
    found: set[frozenset[str]] = set()
    for items in subsets(brute):
        values = brute.values(items)
        same = all(values[name] == reached[name] for name in reached if name != "terms")
        if same and brute.works(items, reached.get("terms")):
            found.add(frozenset(one for one in items if brute.lengths[one]))
    return found


@given(tiny_worlds(WIDE))
@settings(max_examples=worlds(60))
def test_each_alternative_is_as_good_and_as_far_away_as_any(world: Tiny) -> None:
    found = alternatives(world.catalogue, world.record, world.request, 3)
    if found.best.status is not Status.OPTIMAL:
        assert found.others == ()
        return
    choices = equally_good(world, found.best)
    known = [studied(found.best.steps)]
    for one in found.others:
        assert check(world.catalogue, world.record, world.request, one.plan) == ()
        assert one.plan.levels == found.best.levels
        farthest = max(min(len(other ^ mine) for mine in known) for other in choices)
        mine = studied(one.plan.steps)
        assert one.differs == min(len(mine ^ other) for other in known) == farthest > 0
        known.append(mine)
    if found.all_told:
        assert choices == set(known)
    else:
        assert len(found.others) == 3


def test_there_are_no_more_alternatives_than_choices() -> None:
    found = alternatives(ALIKE, record(), request(), 9)
    assert found.all_told
    assert len(found.others) == 5
    assert [one.differs for one in found.others] == [4, 2, 2, 2, 2]
    told = {studied(one.plan.steps) for one in found.others} | {studied(found.best.steps)}
    assert len(told) == 6


def within(world: Tiny, best: Plan, more: int) -> set[frozenset[str]]:
    """Every choice of study, found by trying, that is longer than the plan by no more than that."""
    assert best.length is not None
    brute = World(world.catalogue, world.record, world.request)
    return {
        frozenset(one for one in items if brute.lengths[one])
        for items in subsets(brute)
        if brute.values(items)["length"] <= best.length + more and brute.works(items, None)
    }


@given(tiny_worlds(WIDE))
@settings(max_examples=worlds(60))
def test_within_a_slack_each_keeps_the_fewest_steps_of_those_before(world: Tiny) -> None:
    more = 2 * ONE
    found = alternatives(world.catalogue, world.record, world.request, 3, Slack(more))
    if found.best.status is not Status.OPTIMAL:
        assert found.others == ()
        return
    choices = within(world, found.best, more)
    known = [studied(found.best.steps)]
    for one in found.others:
        assert check(world.catalogue, world.record, world.request, one.plan) == ()
        mine = studied(one.plan.steps)
        fewest = max(min(len(other - mine) for other in known) for mine in choices)
        assert min(len(other - mine) for other in known) == fewest > 0
        assert mine in choices
        assert not any(other < mine and min(len(old - other) for old in known) == fewest for other in choices)
        as_short = one.plan.length == found.best.length
        assert one.plan.status is (Status.OPTIMAL if as_short else Status.BOUNDED)
        assert one.plan.lower_bound == found.best.lower_bound
        known.append(mine)
    if found.all_told:
        assert all(any(old <= other for old in known) for other in choices)
    else:
        assert len(found.others) == 3


LONGER = catalogue(
    [qualification(count("core", 1, "a", "b", "c"), electives=None)],
    [item("a", 3), item("b", 5), item("c", 9), item("pad", 1)],
)


@pytest.mark.parametrize(
    ("slack", "lengths"), [(0, []), (1, []), (2, [5]), (5, [5]), (6, [5, 9]), (20, [5, 9])]
)
def test_a_slack_lets_in_what_is_longer_by_so_much_and_pads_nothing(slack: int, lengths: list[int]) -> None:
    found = alternatives(LONGER, record(), request(), 5, Slack(slack * ONE))
    assert [one.plan.length for one in found.others] == [length * ONE for length in lengths]
    assert found.all_told
    for one in found.others:
        plan = one.plan
        assert (plan.status, plan.lower_bound, plan.ties) == (Status.BOUNDED, 3 * ONE, None)
        assert [(level.objective, level.value, level.lower_bound) for level in plan.levels] == [
            ("length", plan.length, 3 * ONE)
        ]
        assert not plan.is_shortest


def test_whoever_holds_few_steps_is_not_for_that_the_least_alike() -> None:
    ways = ("ab", "cde", "acd")
    parts = tuple(AllOf(NodeId(way), tuple(count(f"{way}-{one}", 1, one) for one in way)) for way in ways)
    world = catalogue(
        [qualification(NOf(NodeId("any"), 1, parts), electives=None)],
        [item(one, 1) for one in "abcde"],
    )
    found = alternatives(world, record(), request(), 5, Slack(ONE))
    told = [studied(found.best.steps), *(studied(one.plan.steps) for one in found.others)]
    assert (told, found.all_told) == ([set("ab"), set("cde"), set("acd")], True)


def test_a_slack_in_terms_lets_in_what_ends_later_and_no_longer_study() -> None:
    world = catalogue(
        [qualification(count("core", 1, "a", "b", "c"), electives=None)],
        [item("a", 3), item("b", 3, seasons=["spring"]), item("c", 4)],
    )
    assert alternatives(world, record(), request(), 5).others == ()
    [other] = alternatives(world, record(), request(), 5, Slack(terms=1)).others
    assert [(one.objective, one.value, one.lower_bound) for one in other.plan.levels] == [
        ("length", 3 * ONE, 3 * ONE),
        ("terms", 2, 1),
    ]
    assert (other.plan.status, studied(other.plan.steps)) == (Status.OPTIMAL, {"b"})
    [near] = alternatives(world, record(), request(), 5, Slack(ONE, 0)).others
    assert studied(near.plan.steps) == {"c"}
    both = alternatives(world, record(), request(), 5, Slack(ONE, 1)).others
    assert {one for other in both for one in studied(other.plan.steps)} == {"b", "c"}


def test_a_level_after_one_that_may_be_exceeded_holds_only_with_a_slack_of_its_own() -> None:
    world = catalogue(
        [qualification(count("core", 1, "a", "b", "c"), electives=None)],
        [item("a", 5), item("b", 3, seasons=["spring"]), item("c", 9, seasons=["spring"])],
    )
    sooner = request(objectives=("terms", "length"))
    told = {
        slack: {
            one
            for other in alternatives(world, record(), sooner, 5, slack).others
            for one in studied(other.plan.steps)
        }
        for slack in (Slack(terms=0), Slack(terms=1), Slack(0, 1), Slack(4 * ONE, 1))
    }
    assert list(told.values()) == [set(), {"b", "c"}, {"b"}, {"b", "c"}]
    for other in alternatives(world, record(), sooner, 5, Slack(terms=1)).others:
        assert (other.plan.status, other.plan.lower_bound) == (Status.BOUNDED, 0)
        assert [(one.objective, one.value, one.lower_bound) for one in other.plan.levels] == [("terms", 2, 1)]


def test_a_first_level_of_which_nobody_says_anything_is_kept_too() -> None:
    free = request(objectives=("fee", "length"))
    found = alternatives(LONGER, record(), free, 5, Slack(2 * ONE))
    assert [[level.value for level in one.plan.levels] for one in found.others] == [[0, 5 * ONE]]


@pytest.mark.parametrize(
    ("slack", "place"),
    [
        (Slack(-1), "slack_credits"),
        (Slack(None, -1), "slack_terms"),
        (Slack(None, 1), "slack_terms"),
    ],
)
def test_a_slack_that_means_nothing_is_refused_by_its_name(slack: Slack, place: str) -> None:
    with pytest.raises(InputError) as wrong:
        alternatives(LONGER, record(), request(objectives=("length",)), 1, slack)
    assert wrong.value.place == place


def test_no_path_has_no_alternative() -> None:
    asked: PlanRequest = request(exclude=["a", "b", "c"])
    found = alternatives(ALIKE, record(), asked, 2)
    assert (found.best.status, found.others) == (Status.INFEASIBLE, ())
