"""Recommended items: on a shortest path, startable, best suited first; never what is held or brings nothing (E2)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from api.responses import RecommendationsAnswer
from recommender.errors import InputError, NotFound
from recommender.ledger.record import InProgress, Record
from recommender.recommend import Bank, build_request, plan_for, recommend_for
from recommender.recommend.next_items import SCENARIOS
from recommender.recommend.offers import PINS_TESTED
from recommender.vocabulary import EntryId, ItemId
from tests.fakes import answers
from tests.recommend.shape import paths, texts
from tests.recommend.world import (
    ANN,
    DONE,
    ITEMS,
    NEW,
    STRANGER,
    TODAY,
    Taste,
    make_bank,
    make_catalogue,
    record,
    result,
)

BY_TASTE = Taste("late", "tax", "acc2", "thesis")


def asked(who: Record | str, bank: Bank | None = None, **wish: Any) -> dict[str, Any]:
    return recommend_for(bank or make_bank(BY_TASTE), who, **wish)


def items(answer: dict[str, Any]) -> list[str]:
    return [one["item"] for one in answer["items"]]


def test_the_fakes_of_the_service_have_every_key_of_a_real_list_and_no_other() -> None:
    real = asked(ANN)
    RecommendationsAnswer.model_validate({key: value for key, value in real.items() if key != "meta"})
    fake = paths(answers.recommendations("ann", "next", 3))
    assert {path for path in paths(real) if ".reasons[]" not in path} == fake
    reasons = {path for path in paths(real) if ".reasons[]" in path}
    assert {path.rpartition(".")[2] for path in reasons} >= {"item", "title", "contribution", "support"}


def test_next_lists_steps_of_the_plan_that_can_be_begun_best_suited_first() -> None:
    bank = make_bank(BY_TASTE)
    plan = plan_for(bank, ANN, build_request(bank, ANN))
    steps = {step["item"]: step for step in plan["steps"]}
    answer = asked(ANN, bank)
    assert len(answer["items"]) == 3
    assert set(items(answer)) <= set(steps)
    assert "audit" not in items(answer), "study in progress is never recommended again"
    assert all(one["on_shortest"] is True and one["extra_credits"] == "0" for one in answer["items"])
    assert {one["earliest_term"] for one in answer["items"]} == {"2027-spring"}
    assert [one["rank"] for one in answer["items"]] == [1, 2, 3]
    assert items(answer) == ["tax", "acc2", "thesis"]
    assert "late" not in steps, "it suits better than tax, and would take one more term"


def test_beside_the_plan_only_what_is_as_short_is_listed_and_after_it() -> None:
    # A twin of tax law takes the place of "acc2", which is as short and costs a fee.
    tax = next(one for one in ITEMS if one.id == "tax")
    twin = replace(tax, id=ItemId("customs"), titles={"zh": "关税法", "en": "Customs Law"})
    bank = make_bank(
        Taste("late", "acc2", "tax"), make_catalogue(items={one.id: one for one in (*ITEMS, twin)})
    )
    answer = asked(ANN, bank, limit=50)
    plan = plan_for(bank, ANN, build_request(bank, ANN))
    on_plan = {step["item"] for step in plan["steps"]}
    order = [one["item"] in on_plan for one in answer["items"]]
    assert order == sorted(order, reverse=True)
    assert {"tax", "customs"} <= on_plan
    assert [one for one in items(answer) if one not in on_plan] == ["acc2"], (
        "it suits better, and comes after"
    )
    for one in answer["items"]:
        again = plan_for(bank, ANN, build_request(bank, ANN, pins=(one["item"],)), explain=False)
        assert again["length"] == plan["length"]
        assert not any("you asked" in line for line in one["text"]["en"]), "nobody pinned it"
    assert "english" not in items(answer), "the certificate is the shorter way to it"


def test_what_needs_something_first_is_not_next() -> None:
    assert "late" not in items(asked(ANN, limit=50)), "it needs intermediate accounting, which nobody holds"


def test_top_up_lists_what_completes_a_partly_met_requirement() -> None:
    # Calculus is held: the general courses lack three credits.
    assert items(asked(ANN, scenario="top_up", limit=50)) == ["junior"]
    assert items(asked(NEW, scenario="top_up", limit=50)) == []


def test_certificates_come_with_what_they_save() -> None:
    (first, *_) = asked(ANN, scenario="certificate")["items"]
    assert (first["item"], first["kind"], first["rules"]) == ("junior", "certificate", ["R-2"])
    assert any("1 credit more" in line for line in first["text"]["en"])
    assert {one["kind"] for one in asked(ANN, scenario="certificate", limit=50)["items"]} <= {
        "certificate",
        "exam",
    }


def test_explore_needs_no_goal_and_promises_nothing() -> None:
    answer = asked(STRANGER, scenario="explore", limit=50)
    assert {one["on_shortest"] for one in answer["items"]} == {None}
    assert {one["extra_credits"] for one in answer["items"]} == {None}
    with pytest.raises(InputError, match="enrolled on no qualification"):
        asked(STRANGER)


def test_explore_follows_the_ranking_alone() -> None:
    assert items(asked(ANN, scenario="explore", limit=2)) == ["tax", "acc2"]
    assert items(asked(ANN, make_bank(Taste("english")), scenario="explore", limit=1)) == ["english"]


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_nothing_held_in_progress_equivalent_or_closed_is_ever_recommended(scenario: str) -> None:
    tempted = make_bank(Taste("math", "acc1", "acc1-old", "h-acc", "audit", "h-audit", "closed", "office"))
    found = set(items(asked(ANN, tempted, scenario=scenario, limit=50)))
    assert found.isdisjoint({"math", "h-acc", "office"}), "held"
    assert "audit" not in found, "in progress"
    assert found.isdisjoint({"acc1", "acc1-old"}), (
        "bookkeeping is recognised as the basics, in either of its numbers"
    )
    assert "closed" not in found


def test_what_is_recognised_as_a_held_item_brings_nothing_beside_it() -> None:
    who = record("ann", result("e1", "acc1"))
    assert "h-acc" not in items(asked(who, scenario="explore", limit=50))
    assert "h-acc" in items(asked(STRANGER, scenario="explore", limit=50))


def test_what_is_in_progress_closes_what_it_will_be_recognised_as() -> None:
    running = (InProgress(EntryId("p1"), ItemId("h-acc"), TODAY),)
    found = items(asked(record("ann", in_progress=running), scenario="explore", limit=50))
    assert {"acc1", "acc1-old", "h-acc"}.isdisjoint(found)


def test_a_mark_too_low_for_the_rule_closes_only_the_item_itself() -> None:
    who = record("ann", result("e1", "h-acc", mark=59))
    found = items(asked(who, scenario="explore", limit=50))
    assert "h-acc" not in found
    assert "acc1" in found


def test_what_is_excluded_is_not_listed_and_what_is_pinned_is_in_the_plan() -> None:
    for scenario in SCENARIOS:
        assert "tax" not in items(asked(ANN, scenario=scenario, limit=50, exclude=("tax",)))
    assert "english" in items(asked(ANN, limit=50, pins=("english",)))


def test_who_has_everything_or_has_no_path_gets_an_empty_list() -> None:
    assert items(asked(DONE)) == []
    gone = make_catalogue(items={one.id: one for one in ITEMS if one.id != "thesis"})
    assert items(asked(ANN, make_bank(BY_TASTE, gone))) == []


def test_few_solves_are_spent_on_what_is_beside_the_plan() -> None:
    bank = make_bank(BY_TASTE)
    plan = plan_for(bank, ANN, build_request(bank, ANN))
    extra = set(items(asked(ANN, bank, limit=50))) - {step["item"] for step in plan["steps"]}
    assert len(extra) <= PINS_TESTED


def test_without_leave_the_order_looks_at_no_history() -> None:
    bank = make_bank(BY_TASTE)
    answer = asked(ANN, bank, personalised=False)
    assert (answer["mode"], asked(ANN, bank)["mode"]) == ("popularity", "champion")
    withdrawn = asked(replace(ANN, personalised=False), bank)
    assert (items(withdrawn), withdrawn["mode"]) == (items(answer), "popularity")
    assert all(not one["reasons"] for one in answer["items"])


def test_without_a_model_the_list_comes_all_the_same_and_says_so() -> None:
    answer = asked(ANN, make_bank())
    assert answer["mode"] == "plan_only"
    assert len(answer["items"]) == 3
    assert {one["score"] for one in answer["items"]} == {None}


def test_equal_questions_have_one_id_and_every_difference_another() -> None:
    same = {asked(ANN)["recommendation_id"], asked("ann")["recommendation_id"]}
    others = [
        asked(ANN, limit=4),
        asked(ANN, scenario="top_up"),
        asked(ANN, exclude=("tax",)),
        asked(ANN, pins=("tax",)),
        asked(ANN, personalised=False),
        asked(ANN, make_bank(Taste("tax", version="taste-2"))),
        asked(NEW),
    ]
    assert len(same) == 1
    assert len(same | {one["recommendation_id"] for one in others}) == len(others) + 1


def test_a_learner_of_the_ledger_is_read_and_an_unknown_one_is_named() -> None:
    assert items(asked("ann")) == items(asked(ANN))
    with pytest.raises(NotFound, match="nobody"):
        asked("nobody")


@pytest.mark.parametrize(
    ("wish", "words"),
    [
        ({"scenario": "later"}, "scenario: expected one of next"),
        ({"limit": 0}, "limit: expected at least 1"),
        ({"exclude": ("nothing",)}, "exclude: there is no item 'nothing'"),
        ({"scenario": "explore", "exclude": ("nothing",)}, "exclude: there is no item 'nothing'"),
        ({"scenario": "explore", "goal": "river/accounting"}, "goal: the scenario `explore`"),
        ({"scenario": "explore", "pins": ("tax",)}, "pin: the scenario `explore`"),
    ],
)
def test_a_wish_that_means_nothing_is_refused_by_name(wish: dict[str, Any], words: str) -> None:
    with pytest.raises(InputError, match=words):
        asked(ANN, **wish)


def test_every_text_stands_in_both_languages() -> None:
    for scenario in SCENARIOS:
        for place, text in texts(asked(ANN, scenario=scenario, limit=50)):
            assert text["zh"], place
            assert text["en"], place
