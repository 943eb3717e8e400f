"""Prerequisites that go in a circle, and recognitions on which credit grows: found exactly where they are."""

from __future__ import annotations

from fractions import Fraction

import pytest

from recommender.catalogue.linting.ratios import growing_cycle
from recommender.catalogue.objects import Catalogue
from recommender.graph import circles, gains
from recommender.rules.prerequisite import Either, Every, Passed
from recommender.rules.recognition import CreditOutput, Recognition
from recommender.vocabulary import ItemId, ItemKind
from tests.planning.worlds import catalogue, count, item, qualification, rule

GOAL = qualification(count("any", 1, "a", "b", "c"))


def passed(*names: str) -> Every:
    return Every(tuple(Passed(ItemId(name)) for name in names))


def world(*items: object, rules: tuple[Recognition, ...] = ()) -> Catalogue:
    return catalogue([GOAL], items, rules)  # type: ignore[arg-type]


def test_a_line_is_no_circle() -> None:
    assert (
        circles(world(item("a"), item("b", prerequisites=passed("a")), item("c", prerequisites=passed("b"))))
        == ()
    )


def test_a_circle_is_told_in_order_and_closed() -> None:
    (one,) = circles(
        world(
            item("a", prerequisites=passed("c")),
            item("b", prerequisites=passed("a")),
            item("c", prerequisites=passed("b")),
        )
    )
    assert one.items[0] == one.items[-1]
    assert set(one.items) == {"a", "b", "c"}
    assert not one.open


def test_an_item_that_asks_for_itself_is_a_circle() -> None:
    (one,) = circles(world(item("a", prerequisites=passed("a"))))
    assert one.items == ("a", "a")


def test_what_can_only_be_brought_along_leads_into_a_circle() -> None:
    either = Either((Passed(ItemId("b")), Passed(ItemId("exam"))))
    (one,) = circles(
        world(
            item("a", prerequisites=either),
            item("b", prerequisites=passed("a")),
            item("exam", kind=ItemKind.EXAM),
        )
    )
    assert one.open


@pytest.mark.parametrize("other", ["free", "gone"])
def test_another_way_in_opens_a_circle(other: str) -> None:
    either = Either((Passed(ItemId("b")), Passed(ItemId(other))))
    (one,) = circles(
        world(item("a", prerequisites=either), item("b", prerequisites=passed("a")), item("free"))
    )
    assert one.open is (other == "free")


def test_a_recognition_may_open_a_circle() -> None:
    items = (item("a", prerequisites=passed("b")), item("b", prerequisites=passed("a")), item("free"))
    (one,) = circles(world(*items, rules=(rule("r", ["free"], "a"),)))
    assert one.open


F = Fraction


@pytest.mark.parametrize(
    ("edges", "factor"),
    [
        ({}, None),
        ({("a", "b"): F(2)}, None),
        ({("a", "b"): F(2), ("b", "a"): F(1, 2)}, None),
        ({("a", "b"): F(2), ("b", "a"): F(501, 1000)}, F(501, 500)),
        ({("a", "b"): F(1, 3), ("b", "c"): F(1, 3), ("c", "a"): F(10)}, F(10, 9)),
        ({("a", "b"): F(9), ("b", "c"): F(1, 9), ("c", "a"): F(1), ("c", "b"): F(8)}, None),
        ({("x", "a"): F(5), ("a", "b"): F(1), ("b", "a"): F(3, 2), ("b", "y"): F(7)}, F(3, 2)),
    ],
)
def test_a_way_round_on_which_credit_grows(
    edges: dict[tuple[str, str], Fraction], factor: Fraction | None
) -> None:
    found = growing_cycle(edges)
    assert (found and found[1]) == factor
    if found is not None:
        assert found[0][0] == found[0][-1]
        product = F(1)
        for place, node in enumerate(found[0][1:]):
            product *= edges[found[0][place], node]
        assert product == factor
        assert product > 1


def there_and_back(worth: int, there: int, back: int) -> Catalogue:
    """Item a gives b, which is worth as much; b gives a of `worth` credits, where a has 3; with how far each chains."""
    rules = (
        rule("there", ["a"], "b", chain=there),
        rule("back", ["b"], CreditOutput(ItemId("a"), worth * 600), chain=back),
    )
    return world(item("a", 3), item("b", 3), rules=rules)


@pytest.mark.parametrize(
    ("worth", "there", "back", "grows"),
    [(3, 2, 2, False), (4, 2, 2, True), (4, 1, 2, True), (3, 1, 2, False), (4, 1, 1, False)],
)
def test_chained_recognitions_that_give_more_than_they_took(
    worth: int, there: int, back: int, grows: bool
) -> None:
    """A rule that starts from results alone can stand in the circle once: at its beginning."""
    found = gains(there_and_back(worth, there, back))
    assert bool(found) is grows
    for one in found:
        assert one.factor == F(worth, 3)
        assert set(one.rules) == {"there", "back"}
        assert one.items[0] == one.items[-1]


def test_two_rules_that_start_from_results_alone_never_follow_each_other() -> None:
    more = CreditOutput(ItemId("a"), 4 * 600)
    items = (item("a", 3), item("b", 3), item("c", 3))
    rules = (rule("there", ["a"], "b"), rule("on", ["b"], "c"), rule("home", ["c"], more, chain=3))
    assert gains(world(*items, rules=rules)) == ()
