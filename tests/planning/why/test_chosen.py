"""What the caller chose of new study closes items and stands in the way of paths, and is named there (D4, D7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.explanation import both, explain_cause
from recommender.explanation.whys import explain_relaxation, explain_why_not
from recommender.planning import make_plan
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.impossible import why_impossible
from recommender.planning.why.why_not import WhyNot, why_not
from recommender.vocabulary import Interval, ItemId
from tests.planning.worlds import (
    COLLEGE,
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
)

FIRST, SECOND = "2026-autumn", "2027-spring"
PAIR = qualification(count("core", 1, "near", "far"), accepts=None, electives=None)


def pair(**far: Any) -> Catalogue:
    """An item with nothing against it, and a longer one; the college is in the north, the school in the south."""
    world = catalogue([PAIR], [item("near", 2), item("far", 5, scheme="credit", **far)])
    regions = {COLLEGE: "north", SCHOOL: "south"}
    homes = {key: replace(one, region=regions[key]) for key, one in world.institutions.items()}
    return replace(world, institutions=homes)


def asked(world: Catalogue, budget: Budget, **choice: Any) -> WhyNot:
    wish = request(horizon_years=1, **choice)
    plan = make_plan(world, record(), wish)
    return why_not(Case(world, record(), wish), plan, ItemId("far"), budget)


@pytest.mark.parametrize(
    ("far", "choice", "about"),
    [
        ({"modes": ("night",)}, {"modes": frozenset({"class"})}, ("mode",)),
        ({"languages": ("fr",)}, {"languages": frozenset({"zh"})}, ("language",)),
        ({"issuer": SCHOOL}, {"regions": frozenset({"north"})}, ("region",)),
        ({"seasons": ["autumn"]}, {"earliest": SECOND}, ("earliest",)),
        ({"seasons": ["spring"]}, {"at_most": {"terms": 1}}, ("terms",)),
        ({"seasons": ["spring"]}, {"by": date(2027, 3, 1)}, ("by",)),
    ],
)
def test_an_item_that_the_choice_closes_says_which(far: Any, choice: Any, about: tuple[str, ...]) -> None:
    found = asked(pair(**far), Budget(100, 60), **choice)
    assert (found.reason, found.detail, found.about) == ("closed", "choice", about)
    said = both(explain_why_not(found, pair(**far), ItemId("far")))
    assert "what the one who asks chose: " in said["en"]
    assert "choice." not in said["en"] + said["zh"]


def test_the_load_of_a_single_term_is_a_load() -> None:
    found = asked(pair(), Budget(100, 60), loads={FIRST: 4 * ONE, SECOND: 4 * ONE})
    assert found.reason == "ruled_out"
    assert found.conflict is not None
    assert {one.kind for one in found.conflict.members} == {"load", "pin", "horizon"}
    assert asked(pair(), Budget(100, 60), load_units=4 * ONE).detail == "load"


@pytest.mark.parametrize("choice", [{}, {"by": date(2027, 9, 1)}, {"earliest": FIRST}])
def test_what_is_not_offered_is_not_the_callers_doing(choice: Any) -> None:
    found = asked(pair(life=Interval(None, date(2026, 8, 2))), Budget(100, 60), **choice)
    assert (found.reason, found.detail) == ("closed", "not_offered")


def test_an_amount_of_money_is_told_in_yuan() -> None:
    goal = qualification(credits("core", 5, "far"), electives=None)
    world = catalogue([goal], [item("far", 5, fee=300050)])
    wish = request(horizon_years=1, at_most={"fee": 9900})
    found = why_impossible(Case(world, record(), wish), Budget(1000, 60))
    assert found is not None
    (said,) = [both(explain_relaxation(one, world)) for one in found.relaxations if one.member.about == "fee"]
    assert said["en"].startswith("Fee: 3000.50 yuan in place of 99.00 yuan.")
    assert said["zh"].startswith("费用：由 99.00 元 改为 3000.50 元。")


@pytest.mark.parametrize("solves", [0, 1])
def test_what_is_of_no_use_is_asked_within_the_budget(solves: int) -> None:
    world = catalogue(
        [qualification(count("core", 1, "near"), electives=None)], [item("near", 2), item("far", 5)]
    )
    found = asked(world, Budget(solves, 60))
    assert found.reason == ("redundant" if solves else "unsettled")


@pytest.mark.parametrize(
    ("wish", "kinds", "text"),
    [
        ({"modes": frozenset({"class"})}, {"modes"}, "With every way of delivery."),
        ({"languages": frozenset({"zh"})}, {"languages"}, "With study in every language."),
        ({"regions": frozenset({"north"})}, {"regions"}, "With study in every region."),
        ({"earliest": SECOND}, {"earliest"}, "With new study from the first term on."),
        ({"by": date(2026, 12, 1)}, {"by"}, "Without a day by which it has to be awarded."),
        ({"pin_terms": {ItemId("far"): SECOND}}, {"pin", "pin_term"}, "With “far” in any term."),
        (
            {"loads": {FIRST: 4 * ONE}, "at_most": {"terms": 1}},
            {"load", "at_most"},
            "5 credits in one term in place of 4",
        ),
    ],
)
def test_a_choice_is_a_member_of_the_conflict_and_gives_way(wish: Any, kinds: set[str], text: str) -> None:
    far = item("far", 5, SCHOOL, scheme="credit", modes=("night",), languages=("fr",), seasons=["autumn"])
    goal = qualification(credits("core", 5, "far"), accepts=None, electives=None)
    world = replace(pair(), items={far.id: far}, qualifications={goal.id: (goal,)})
    found = why_impossible(Case(world, record(), request(horizon_years=1, **wish)), Budget(1000, 60))
    assert found is not None
    assert found.complete
    named = {one.kind for one in found.conflict.members}
    assert named & kinds, named
    told = [both(explain_relaxation(one, world))["en"] for one in found.relaxations]
    assert any(one.startswith(text) for one in told), told
    for member in found.conflict.members:
        said = both(explain_cause(member.cause, world))
        assert said["zh"].endswith("。"), said
        assert not said["en"].startswith("cause."), said
