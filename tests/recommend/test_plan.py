"""The answer of a plan: its parts, its sentences, its key, and what may not change it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from api.responses import PlanAnswer
from recommender.catalogue.objects import Unread
from recommender.ledger.record import Record
from recommender.recommend import Bank, build_request, plan_for
from recommender.recommend.plan import REMOVALS_TESTED
from recommender.vocabulary import ItemId
from tests.fakes import answers
from tests.recommend.shape import paths, texts
from tests.recommend.world import (
    ANN,
    DONE,
    GOAL,
    ITEMS,
    NEW,
    Taste,
    make_bank,
    make_catalogue,
    record,
    result,
)


def solved(bank: Bank, who: Record, explain: bool = True, **wish: Any) -> dict[str, Any]:
    return plan_for(bank, who, build_request(bank, who, **wish), explain)


def stuck() -> dict[str, Any]:
    """Nobody teaches the thesis any more."""
    items = {one.id: one for one in ITEMS if one.id != "thesis"}
    return solved(make_bank(catalogue=make_catalogue(items=items)), ANN)


def refused() -> dict[str, Any]:
    """The prerequisite of a course that matters was not understood."""
    unread = (Unread("prerequisite", "thesis", "没有读懂"),)
    return solved(make_bank(catalogue=make_catalogue(unread=unread)), ANN)


def test_the_fakes_of_the_service_have_every_key_of_a_real_answer_and_no_other() -> None:
    bank = make_bank(Taste("tax", "acc2"))
    real = [solved(bank, ANN), solved(bank, NEW, pins=("late",)), stuck(), refused()]
    for answer in real:
        PlanAnswer.model_validate(answer)
    found = set().union(*map(paths, real))
    assert paths(answers.plan()) | paths(answers.plan_of("demo/stuck")) <= found
    assert {path for path in found if not path.startswith("claims[]")} <= paths(answers.plan()) | paths(
        answers.plan_of("demo/stuck")
    )


def test_the_amounts_of_a_goal_are_kept_apart() -> None:
    answer = solved(make_bank(), ANN)
    (goal,) = answer["goals"]
    assert {k: goal[k] for k in ("total", "granted", "available", "study", "not_counted")} == {
        "total": "20",
        "granted": "3",
        "available": "3",
        "study": "14",
        "not_counted": "2",
    }
    assert answer["length"] == "13"
    assert goal["key"] == GOAL
    assert goal["title"] == {"zh": "会计学", "en": "Accounting"}


def test_every_node_of_the_tree_says_what_it_asks_for_and_how_it_stands() -> None:
    (root,) = solved(make_bank(), ANN)["requirements"]
    status = {child["id"]: child["status"] for child in root["children"]}
    assert status == {
        "general": "met_by_plan",
        "basics": "met_if_granted",
        "major": "met_by_plan",
        "thesis": "met_by_plan",
    }
    assert root["text"]["en"].startswith("All 4")
    major = next(child for child in root["children"] if child["id"] == "major")
    assert (major["need"]["credits"], major["study"]["credits"]) == ("9", "9")


def test_limits_are_judged_on_the_claims_of_the_plan() -> None:
    rows = {row["id"]: row for row in solved(make_bank(), ANN)["limits"]}
    assert (rows["total"]["have"], rows["total"]["satisfied"]) == ("20", True)
    # The recognised basics were studied elsewhere, and so was the certificate.
    assert rows["home"]["have"] == "14"
    assert (rows["most-certificates"]["have"], rows["most-certificates"]["bound"]) == ("3", "10")
    assert all(row["text"]["zh"] and row["text"]["en"] for row in rows.values())


def test_an_application_says_what_to_hand_in_what_it_gives_and_until_when() -> None:
    by_rule = {one["rule"]: one for one in solved(make_bank(), ANN)["applications"]}
    now = by_rule["R-1"]
    assert now["sources"][0]["item"] == "h-acc"
    assert now["outputs"] == [
        {
            "key": "out:R-1#0",
            "item": "acc1",
            "title": {"zh": "会计基础", "en": "Accounting Basics"},
            "credits": "3",
        }
    ]
    assert (now["standing"], now["after_term"], now["applied_until"]) == ("available", None, "2029-01-01")
    assert "Basic Bookkeeping" in now["text"]["en"]
    assert by_rule["R-2"]["after_term"] is not None


def test_a_step_says_what_it_serves_and_through_which_rule() -> None:
    steps = {one["item"]: one for one in solved(make_bank(), ANN)["steps"]}
    junior = steps["junior"]
    assert junior["through"] == ["R-2"]
    assert [place["requirement"] for place in junior["serves"]] == ["general"]
    assert junior["study"] == "2"
    assert steps["audit"]["why"] == "in_progress"
    assert steps["thesis"]["serves"][0]["title"] == {"zh": "论文", "en": "Thesis"}


def test_leaving_out_is_tested_for_the_first_steps_that_are_not_begun_and_said() -> None:
    steps = solved(make_bank(), ANN)["steps"]
    tested = [one["item"] for one in steps if one["removal"] is not None]
    assert tested == [one["item"] for one in steps if one["why"] != "in_progress"][:REMOVALS_TESTED]
    junior = next(one for one in steps if one["item"] == "junior")
    # English itself is three credits, the certificate takes two.
    assert junior["removal"] == {"added": "1", "status": "optimal"}
    assert any("1 credit more" in line for line in junior["text"]["en"])


def test_a_step_without_which_there_is_no_path_says_so() -> None:
    held = [
        result(f"x{n}", name) for n, name in enumerate(("math", "english", "acc1", "acc2", "audit", "tax"))
    ]
    (step,) = solved(make_bank(), record("ann", *held))["steps"]
    assert step["item"] == "thesis"
    assert step["removal"] == {"added": None, "status": "infeasible"}
    assert "There is no path without it." in step["text"]["en"]


def test_without_explanation_nothing_is_solved_again() -> None:
    answer = solved(make_bank(), ANN, explain=False)
    assert all(one["removal"] is None for one in answer["steps"])
    assert paths(answer) <= paths(answers.plan()) | {p for p in paths(answer) if p.startswith("claims[]")}


def test_what_does_not_count_says_why_and_what_was_revoked_is_no_lost_credit() -> None:
    rows = {one["item"]: one for one in solved(make_bank(), ANN)["not_counted"]}
    assert (rows["office"]["reason"], rows["office"]["detail"]) == ("not_accepted", "R-3")
    assert rows["tax"]["reason"] == "revoked"
    assert all(one["text"]["zh"] and one["text"]["en"] for one in rows.values())


def test_an_assumption_names_the_text_that_was_not_understood() -> None:
    notes = {(one["code"], one["about"]) for one in solved(make_bank(), ANN)["assumptions"]}
    assert ("unknown_prerequisite", "thesis") in notes


def test_no_path_and_a_refusal_are_answers_with_causes_in_both_languages() -> None:
    for answer, status in ((stuck(), "infeasible"), (refused(), "refused")):
        assert answer["status"] == status
        assert answer["causes"]
        assert (answer["length"], answer["steps"], answer["requirements"]) == (None, [], [])
        assert all(cause["text"]["zh"] and cause["text"]["en"] for cause in answer["causes"])
    assert any("论文" in cause["text"]["zh"] for cause in stuck()["causes"])


def test_where_there_is_no_path_the_goal_still_shows_what_is_granted() -> None:
    (goal,) = stuck()["goals"]
    assert (goal["granted"], goal["available"]) == ("3", "3")


def test_a_goal_that_was_not_understood_is_refused_by_name() -> None:
    unread = (Unread("qualification", GOAL, "表格损坏"),)
    answer = solved(make_bank(catalogue=make_catalogue(unread=unread, qualifications={})), ANN)
    assert (answer["status"], answer["causes"][0]["code"]) == ("refused", "unread_requirement")
    PlanAnswer.model_validate(answer)


def test_who_has_everything_has_a_path_of_length_zero() -> None:
    answer = solved(make_bank(), DONE)
    assert (answer["status"], answer["length"], answer["steps"]) == ("optimal", "0", [])


def test_no_ranking_changes_a_length() -> None:
    banks = [make_bank(), make_bank(Taste("late", "acc2")), make_bank(Taste("tax", version="taste-2"))]
    assert {solved(bank, who)["length"] for bank in banks for who in (ANN,)} == {"13"}
    assert {solved(bank, NEW)["length"] for bank in banks} == {solved(banks[0], NEW)["length"]}


def test_the_ranking_orders_what_is_equally_short_and_says_why() -> None:
    held = [result(f"x{n}", name) for n, name in enumerate(("math", "english", "acc1", "acc2", "thesis"))]
    who = record("ann", *held)
    chosen = [solved(make_bank(Taste(*liked)), who) for liked in (("late", "tax"), ("audit", "late"))]
    assert [{step["item"] for step in one["steps"]} for one in chosen] == [{"late", "tax"}, {"audit", "late"}]
    first = next(step for step in chosen[0]["steps"] if step["item"] == "late")
    assert first["fit"]["rank"] == 1
    assert first["fit"]["reasons"][0]["support"] == 128
    assert any("128 learners" in line for line in first["text"]["en"])


def test_mode_says_what_the_order_was_made_from() -> None:
    taste = make_bank(Taste("tax"))
    assert solved(make_bank(), ANN)["mode"] == "plan_only"
    assert solved(taste, ANN)["mode"] == "champion"
    assert solved(taste, NEW)["mode"] == "popularity"
    assert solved(taste, ANN, personalised=False)["mode"] == "plan_only"
    assert solved(taste, ANN, objectives=("length",))["mode"] == "plan_only"
    assert solved(taste, replace(ANN, personalised=False))["mode"] == "plan_only"


def test_without_leave_no_history_is_used_and_the_length_is_the_same() -> None:
    taste = make_bank(Taste("late", "tax"))
    with_history, without = solved(taste, ANN), solved(taste, ANN, personalised=False)
    assert without["length"] == with_history["length"]
    assert all(step["fit"] is None for step in without["steps"])
    assert [s["item"] for s in without["steps"]] == [s["item"] for s in solved(make_bank(), ANN)["steps"]]


def test_equal_questions_have_one_key_and_every_difference_another() -> None:
    bank = make_bank(Taste("tax"))
    key = solved(bank, ANN)["replay_key"]
    assert solved(make_bank(Taste("tax")), ANN)["replay_key"] == key
    others = [
        solved(bank, ANN, exclude=("tax",)),
        solved(bank, ANN, seed=1),
        solved(bank, ANN, personalised=False),
        solved(bank, ANN, explain=False),
        solved(bank, NEW),
        solved(make_bank(Taste("tax", version="taste-2")), ANN),
        solved(make_bank(Taste("tax"), make_catalogue(version_hash="d" * 64)), ANN),
    ]
    keys = [one["replay_key"] for one in others]
    assert len({key, *keys}) == len(keys) + 1


def test_the_same_question_has_the_same_answer_but_for_the_time_it_took() -> None:
    one, other = solved(make_bank(), ANN), solved(make_bank(), ANN)
    assert one.pop("meta").keys() == other.pop("meta").keys() == {"seconds"}
    assert one == other


def test_every_text_stands_in_both_languages() -> None:
    for answer in (solved(make_bank(Taste("tax")), ANN), stuck(), refused()):
        for place, text in texts(answer):
            assert text["zh"], place
            assert text["en"], place


def test_an_excluded_item_is_no_step() -> None:
    items = [one["item"] for one in solved(make_bank(), ANN, exclude=("junior",))["steps"]]
    assert ItemId("junior") not in items
    assert "english" in items
