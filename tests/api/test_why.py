"""Why this path, why not another, why none: asked of the service, over the fake and a bank small enough to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.requests import PathRequest
from api.service import Inquiry, Wish
from api.why_responses import WhyAnswer
from recommender.settings import Settings
from tests.cli import tiny
from tests.fakes.service import FakeService

WHY = "/v1/paths:why"

UNSTATED = PathRequest.model_validate({"learner": "x"}).wish().choice


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


def asked(client: TestClient, **body: Any) -> WhyAnswer:
    answer = client.post(WHY, json={"learner": tiny.CHEN, **body})
    assert answer.status_code == 200, answer.text
    return WhyAnswer.model_validate_json(answer.content)


def test_every_option_reaches_the_use_case(client: TestClient, service: FakeService) -> None:
    body = {
        "items": ["a"],
        "results": ["e"],
        "shorter": "3",
        "sooner": 1,
        "certificates": True,
        "fails": True,
        "pins": ["p"],
    }
    answer = client.post(WHY, json={"learner": "demo/lin-yue", **body})
    assert answer.status_code == 200, answer.text
    WhyAnswer.model_validate(answer.json())
    assert service.asked == [
        ("why", (Wish(pins=("p",), choice=UNSTATED), Inquiry(("a",), ("e",), "3", 1, True, True)))
    ]


def test_without_a_question_each_step_is_told(known: TestClient) -> None:
    found = asked(known)
    assert (found.length, found.complete, found.impossible) == ("6", True, None)
    assert len(found.steps) == 2
    assert (found.lower_bound, found.causes) == ("6", [])
    assert all(one.text.zh and one.text.en for one in found.steps)


def test_every_part_of_a_question_is_answered(known: TestClient) -> None:
    entry = "0198f000-0000-7000-8000-000000000004"
    found = asked(known, items=["river/law"], results=[entry], shorter="3", certificates=True)
    assert [one.reason for one in found.items] == ["redundant"]
    assert [one.item for one in found.results] == ["craft/office"]
    assert found.shorter is not None
    assert found.shorter.found
    assert all(one.shorter == "3" for one in found.shorter.found)
    assert found.certificates is not None
    assert {one.item: one.net for one in found.certificates.rows}["craft/cert"] == "3"
    assert found.steps == []


def test_what_a_failed_step_costs_is_told_of_each_step_or_of_those_asked_about(known: TestClient) -> None:
    found = asked(known, fails=True)
    assert (len(found.fails), found.steps, found.complete) == (2, [], True)
    assert {(one.spent, one.added, one.added_terms, one.proof) for one in found.fails} == {
        ("3", "3", 1, "certified")
    }
    alone = asked(known, fails=True, items=["river/acc2"])
    assert [one.item for one in alone.fails] == ["river/acc2"]
    assert asked(known).fails == []
    wrong = known.post(WHY, json={"learner": tiny.CHEN, "fail": True})
    assert (wrong.status_code, wrong.json()["errors"][0]["pointer"]) == (422, "#/fail")


def test_a_step_that_cannot_be_taken_again_in_time_loses_the_path(known: TestClient) -> None:
    found = asked(known, fails=True, by="2027-02-01")
    assert {(one.status, one.lost, one.added, one.proof) for one in found.fails} == {
        ("infeasible", True, None, "solver")
    }
    assert all(one.causes and one.text.zh and one.text.en for one in found.fails)
    assert all("what-if" not in one.model_dump_json() for one in found.fails)


def test_no_path_has_its_conflict_and_its_ways_out(known: TestClient) -> None:
    found = asked(known, exclude=["river/acc3", "river/tax"])
    assert found.status == "infeasible"
    assert found.impossible is not None
    assert found.impossible.smallest
    assert [one.code for one in found.causes] != []
    assert found.impossible.relaxations
    assert all(one.length for one in found.impossible.relaxations)


def test_what_is_asked_where_there_is_no_path_is_left_open_and_not_left_out(known: TestClient) -> None:
    entry = "0198f000-0000-7000-8000-000000000004"
    found = asked(known, exclude=["river/acc3", "river/tax"], items=["river/law"], results=[entry])
    assert [(one.item, one.reason) for one in found.items] == [("river/law", "unsettled")]
    assert [(one.item, one.reason) for one in found.results] == [("craft/office", "unsettled")]
    assert not found.complete


def test_a_refused_question_says_what_was_not_understood(known: TestClient) -> None:
    found = asked(known, institutions=["river"], objectives=["length"], seed=1, budget=0, by="2000-01-01")
    assert found.status == "refused"
    assert (found.steps, found.complete) == ([], False)
    assert all(one.text.zh and one.text.en for one in found.causes)
    assert [one.code for one in found.causes] == ["no_award_day"]


@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({"items": ["river/none"]}, "#/items", "there is no item"),
        ({"results": ["none"]}, "#/results", "there is no result 'none'"),
        ({"shorter": "much"}, "#/shorter", ""),
        ({"sooner": -1}, "#/sooner", ""),
        ({"colour": "red"}, "#/colour", ""),
    ],
)
def test_a_question_that_means_nothing_is_refused_by_its_place(
    known: TestClient, body: dict[str, object], pointer: str, said: str
) -> None:
    answer = known.post(WHY, json={"learner": tiny.CHEN, **body})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request"), answer.text
    [error] = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert error["detail"].startswith(said)
