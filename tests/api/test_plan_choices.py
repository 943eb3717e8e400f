"""Other plans as good, and a plan after a plan: asked of the service, over the fake and over a bank small enough."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.choice_responses import AlternativesAnswer, ReplanAnswer
from api.requests import PathRequest
from api.service import Leeway, Wish
from recommender.settings import Settings
from tests.cli import tiny
from tests.fakes.service import FakeService

SOLVE, OTHERS, REPLAN = "/v1/paths:solve", "/v1/paths:alternatives", "/v1/paths:replan"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("known")
    settings = Settings(
        store_url=str(tiny.write(folder / "catalogue")),
        ledger_url=str(tiny.write_ledger(folder / "ledger.db")),
        model_dir=folder / "no-model",
        today=tiny.TODAY,
    )
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as found:
        yield found


def test_every_option_reaches_the_use_case(client: TestClient, service: FakeService) -> None:
    body = {"learner": "demo/lin-yue", "exclude": ["x"], "load": "7.5"}
    wish = Wish(load="7.5", exclude=("x",), choice=PathRequest.model_validate({"learner": "x"}).wish().choice)
    others = client.post(OTHERS, json={**body, "k": 3, "slack_credits": "1.5", "slack_terms": 0})
    again = client.post(REPLAN, json={**body, "before": ["a", "b"], "keep_steps": True})
    assert (others.status_code, again.status_code) == (200, 200), others.text + again.text
    assert AlternativesAnswer.model_validate_json(others.content).asked == 3
    assert ReplanAnswer.model_validate_json(again.content).against.dropped[0].reason == "gone"
    assert service.asked == [
        ("alternatives", (wish, 3, Leeway("1.5", 0))),
        ("replan", (wish, ["a", "b"], True)),
    ]


def test_ties_are_counted_by_solve_alone(client: TestClient, service: FakeService, known: TestClient) -> None:
    body = {"learner": "demo/lin-yue", "count_ties": 3}
    assert client.post(SOLVE, json=body).status_code == 200
    assert [wish.count_ties for _, wish in service.asked if isinstance(wish, Wish)] == [3]
    asked = {"learner": tiny.CHEN, "objectives": ["length"]}
    assert known.post(SOLVE, json={**asked, "count_ties": 5}).json()["ties"] == {"count": "2", "exact": True}
    assert known.post(SOLVE, json=asked).json()["ties"] == {"count": "1", "exact": False}


def test_the_others_that_are_as_good(known: TestClient) -> None:
    answer = known.post(OTHERS, json={"learner": tiny.CHEN, "objectives": ["length"]})
    assert answer.status_code == 200, answer.text
    found = AlternativesAnswer.model_validate_json(answer.content)
    assert ([plan.differs for plan in found.plans], found.all_told) == ([0, 2], True)
    assert {step.item for plan in found.plans for step in plan.steps} == {
        "river/acc2", "river/acc3", "river/tax",
    }  # fmt: skip


def test_a_slack_lets_in_longer_plans_that_say_so(known: TestClient) -> None:
    nothing = {"record": {"results": []}, "goals": ["river/accounting"], "objectives": ["length"], "k": 5}

    def told(**more: str) -> AlternativesAnswer:
        return AlternativesAnswer.model_validate_json(known.post(OTHERS, json={**nothing, **more}).content)

    tight, loose = told(), told(slack_credits="3")
    assert (tight.slack.credits, loose.slack.credits, loose.slack.terms) == (None, "3", None)
    assert tight.replay_key != loose.replay_key
    assert [one.longer for one in tight.plans] == ["0"] * 4
    assert [(one.longer, one.status) for one in loose.plans] == [("0", "optimal")] * 4 + [("3", "bounded")]
    last = loose.plans[-1]
    assert (last.length, last.lower_bound, last.ties, loose.all_told) == ("15", "12", None, True)


def test_a_plan_after_a_plan(known: TestClient) -> None:
    body = {"learner": tiny.CHEN, "before": ["river/acc2", "river/acc3", "river/old"]}
    answer = known.post(REPLAN, json=body)
    assert answer.status_code == 200, answer.text
    against = ReplanAnswer.model_validate_json(answer.content).against
    assert [one.item for one in against.kept] == ["river/acc2", "river/acc3"]
    assert [(one.item, one.reason) for one in against.dropped] == [("river/old", "gone")]
    assert against.added == []


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        (SOLVE, {"count_ties": 101}, "#/count_ties"),
        (SOLVE, {"count_ties": "5"}, "#/count_ties"),
        (OTHERS, {"count_ties": 5}, "#/count_ties"),
        (OTHERS, {"k": 0}, "#/k"),
        (OTHERS, {"k": 6}, "#/k"),
        (OTHERS, {"k": "2"}, "#/k"),
        (OTHERS, {"before": []}, "#/before"),
        (OTHERS, {"slack": "3"}, "#/slack"),
        (OTHERS, {"slack_credits": 3}, "#/slack_credits"),
        (OTHERS, {"slack_credits": "-3"}, "#/slack_credits"),
        (OTHERS, {"slack_credits": "1.0001"}, "#/slack_credits"),
        (OTHERS, {"slack_terms": -1}, "#/slack_terms"),
        (OTHERS, {"slack_terms": "1"}, "#/slack_terms"),
        (OTHERS, {"slack_terms": 1, "objectives": ["length"]}, "#/slack_terms"),
        (OTHERS, {"slack_credits": "1", "objectives": ["terms"]}, "#/slack_credits"),
        (SOLVE, {"slack_credits": "3"}, "#/slack_credits"),
        (REPLAN, {}, "#/before"),
        (REPLAN, {"before": [3]}, "#/before/0"),
        (REPLAN, {"before": ["x"] * 201}, "#/before"),
        (REPLAN, {"before": [], "exclude": ["river/none"]}, "#/exclude"),
    ],
)
def test_what_means_nothing_is_refused_by_its_place(
    known: TestClient, path: str, body: dict[str, Any], pointer: str
) -> None:
    answer = known.post(path, json={"learner": tiny.CHEN, **body})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request"), answer.text
    assert answer.json()["errors"][0]["pointer"].startswith(pointer)
