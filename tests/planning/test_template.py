"""What is kept with a snapshot: it says what the rules say, is bounded, and holds nothing of a learner."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from hypothesis import given, settings

from recommender.catalogue.objects import KEPT
from recommender.ledger.record import Record
from recommender.planning.build import resolve_goals
from recommender.planning.make import make_plan
from recommender.planning.request import PlanRequest
from recommender.planning.template import goal_of
from recommender.rules.all_of import AllOf
from recommender.rules.claims import Circumstances, Origin
from recommender.rules.registry import seen_by_limit
from recommender.vocabulary import NodeId
from tests.planning import worlds
from tests.planning.drawing import Family
from tests.planning.kinds.wide import wide_worlds
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import cap, count, item, qualification, record, request, result, waiver


@settings(max_examples=40)
@given(wide_worlds())
def test_a_look_is_what_sets_and_limits_say_of_the_item(world: Tiny) -> None:
    """Given any item of any kind of world, then its places are those that hold it, and equal looks are seen alike."""
    for goal in resolve_goals(world.catalogue, world.record, world.request):
        seen: dict[tuple[object, ...], object] = {}
        for one in world.catalogue.items.values():
            look = goal.looks.of(one)
            sets = [leaf.of if leaf else goal.version.electives for leaf in goal.places.values()]
            holding = [place for place, some in zip(goal.places, sets, strict=True) if one.attributes in some]
            assert look.places == (tuple(holding) if goal.version.takes(one.issuer) else ())
            assert goal.fits(one.attributes) == tuple(holding)
            origin, home = Origin(frozenset({one.kind}), frozenset({one.issuer})), goal.version.institution
            told = tuple(seen_by_limit(each, one.attributes, origin, home) for each in goal.version.limits)
            assert seen.setdefault((look.places, look.seen), told) == told


@settings(max_examples=100)
@given(wide_worlds())
def test_every_learner_gets_from_a_used_snapshot_what_a_fresh_one_would_say(world: Tiny) -> None:
    """Given learners of all sorts one after another, then none of them leaves a trace in the answer of the next."""
    for known, asked in _learners(world):
        used = make_plan(world.catalogue, known, asked)
        assert used == make_plan(replace(world.catalogue), known, asked)


@settings(max_examples=100)
@given(tiny_worlds(Family(rules=(1, 3), ledger=5, lineages=3, conditions=3, prerequisites=3, seasons=2)))
def test_the_same_holds_where_much_is_granted_refused_and_pinned(world: Tiny) -> None:
    """Given worlds with a ledger of every sort, then the snapshot keeps nothing of it."""
    for known, asked in _learners(world):
        used = make_plan(world.catalogue, known, asked)
        assert used == make_plan(replace(world.catalogue), known, asked)


def _learners(world: Tiny) -> list[tuple[Record, PlanRequest]]:
    """The learner of the world, one with nothing, others who ask otherwise, and the first again."""
    asked, full = world.request, world.record
    nobody = replace(
        full, results=(), granted=(), in_progress=(), refused=(), applied=(), awards=(), waivers=()
    )
    items = sorted(world.catalogue.items)
    plain = replace(asked, exclude=frozenset(), pins=frozenset(), load_units=None)
    return [
        (nobody, plain),
        (full, asked),
        (nobody, replace(plain, exclude=frozenset(items[:1]))),
        (full, replace(plain, pins=frozenset(items[1:2]))),
        (replace(nobody, results=full.results[:1]), replace(plain, institutions=frozenset({worlds.COLLEGE}))),
        (nobody, replace(plain, horizon_years=1)),
        (full, asked),
    ]


def test_the_oldest_is_forgotten_where_too_much_is_kept() -> None:
    """Given one thing more than is kept, then the first is made anew and the last is not."""
    bank = worlds.catalogue([qualification(count("core", 1, "a"))], [item("a")])
    for number in range(KEPT + 1):
        bank.kept("sort", number, partial(int, number))
    assert bank.kept("sort", KEPT, lambda: -1) == KEPT
    assert bank.kept("sort", 0, lambda: -1) == -1


def test_what_was_substituted_for_one_learner_is_nobody_elses() -> None:
    """Given a learner with a substitution, when another asks for the same version, then nothing of it is there."""
    goal = qualification(AllOf(NodeId("all"), (count("core", 1, "a"),)))
    bank = worlds.catalogue([goal], [item("a"), item("b")])
    swapped = record(waiver("core", item="b", replaces="a"), result("b"))
    assert make_plan(bank, swapped, request()).length == 0
    assert make_plan(bank, record(result("b")), request()).length == 3 * worlds.ONE


def test_a_goal_whose_limits_were_changed_looks_anew() -> None:
    """Given kept looks, when a limit is added to the version, then what it tells apart is told apart."""
    goal = qualification(count("core", 1, "a", "b"))
    bank = worlds.catalogue([goal], [item("a"), item("b", kind="exam", study_units=3 * worlds.ONE)])
    kept = goal_of(bank, 0, goal, Circumstances())
    stricter = replace(goal, limits=(*goal.limits, cap("exams", most_count=0, kinds=["exam"])))
    one, other = bank.items.values()
    assert kept.looks.of(one).seen == kept.looks.of(other).seen
    looks = replace(kept, version=stricter).looks
    assert looks.of(one).seen != looks.of(other).seen
