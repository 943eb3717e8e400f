"""Items that the text of a version cannot tell apart are seen alike, and only they."""

from __future__ import annotations

from recommender.planning.look import Looks
from recommender.planning.problem import goal_problem
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId
from tests.planning.worlds import ONE, count, item, qualification

CAPPED = Cap("few", SourceSelector(), most_units=3 * ONE, of=ItemSet(items=frozenset({ItemId("c")})))
GOAL = qualification(count("core", 1, "a"), 0, CAPPED)


def looks() -> Looks:
    found = goal_problem(0, GOAL)
    return Looks(GOAL, found.places)


def test_an_item_that_is_named_is_seen_as_itself_and_the_others_as_their_sort() -> None:
    some = looks()
    named, capped, plain, other = (some.of(item(name)) for name in "acxy")
    assert plain.places == other.places
    assert plain.seen == other.seen
    assert named.places != plain.places
    assert capped.places == plain.places
    assert capped.seen != plain.seen
    assert [one.item.id for one in (named, capped, plain, other)] == list("acxy")


def test_what_sets_may_ask_of_an_item_makes_another_sort() -> None:
    goal = qualification(count("core", 1, of=ItemSet(subjects=frozenset({"A"}))))
    some = Looks(goal, goal_problem(0, goal).places)
    assert some.of(item("x", subject="A")).places != some.of(item("y", subject="B")).places
