"""A bank remembers what it was asked: the same question again, by whomever, is not searched for."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from recommender.planning import make
from recommender.recommend import build_request, plan_for
from recommender.recommend.alternatives import alternatives_for
from recommender.recommend.steady import steady_for
from recommender.recommend.what_if import what_if_for
from recommender.vocabulary import ItemId, LearnerId
from tests.recommend.world import ANN, make_bank


def said(answer: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in answer.items() if key not in {"meta", "learner"}}


def test_a_plan_is_made_once_for_all_who_are_in_the_same_state(monkeypatch: pytest.MonkeyPatch) -> None:
    bank = make_bank()
    first = plan_for(bank, ANN, build_request(bank, ANN), explain=False)
    other = replace(ANN, learner=LearnerId("like-ann"))
    monkeypatch.setattr(make, "answer", None)
    again = plan_for(bank, other, build_request(bank, other), explain=False)
    assert said(again) == said(first)
    assert again["learner"] == "like-ann"
    assert bank.plans.reuse.hits == 1


def test_other_questions_begin_with_the_plan_that_is_known() -> None:
    bank = make_bank()
    request = build_request(bank, ANN)
    plan = plan_for(bank, ANN, request, explain=False)
    assert said(alternatives_for(bank, ANN, request, 1)["plans"][0])["steps"] == plan["steps"]
    assert bank.plans.reuse.hits == 1
    step = next(step["item"] for step in plan["steps"] if step["why"] == "new")
    what_if_for(bank, ANN, request, [{"kind": "result", "item": step}])
    assert bank.plans.reuse.hits == 2
    steady_for(bank, ANN, request, [ItemId(step)])
    steady_for(bank, ANN, request, [ItemId(step)])
    assert bank.plans.reuse.hits == 3


def test_an_answer_that_is_no_longer_wanted_says_so_in_both_languages() -> None:
    bank = make_bank()
    answer = plan_for(bank, ANN, build_request(bank, ANN), cancelled=lambda: True)
    assert answer["status"] == "refused"
    assert [cause["code"] for cause in answer["causes"]] == ["cancelled"]
    assert "cancelled" in answer["causes"][0]["text"]["en"]
    assert "取消" in answer["causes"][0]["text"]["zh"]
