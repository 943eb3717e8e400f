"""What if something were otherwise: asked of the service, over the fake and over a bank small enough to know."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.requests import PathRequest
from api.service import Wish
from api.why_responses import WhatIfAnswer
from recommender.settings import Settings
from tests.cli import tiny
from tests.fakes.service import FakeService

WHAT_IF = "/v1/paths:what-if"
TAX = {"kind": "result", "item": "river/tax"}

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


def asked(client: TestClient, *changes: dict[str, Any], **body: Any) -> WhatIfAnswer:
    answer = client.post(WHAT_IF, json={"learner": tiny.CHEN, "changes": list(changes), **body})
    assert answer.status_code == 200, answer.text
    return WhatIfAnswer.model_validate_json(answer.content)


def test_every_option_reaches_the_use_case(client: TestClient, service: FakeService) -> None:
    body = {"learner": "demo/lin-yue", "changes": [TAX], "exclude": ["x"], "pins": ["y"], "load": "7.5"}
    answer = client.post(WHAT_IF, json=body)
    assert answer.status_code == 200, answer.text
    assert WhatIfAnswer.model_validate(answer.json()).shorter == "4"
    assert "etag" not in answer.headers
    assert service.asked == [
        ("what_if", (Wish(load="7.5", exclude=("x",), pins=("y",), choice=UNSTATED), [TAX]))
    ]


def test_a_result_makes_a_step_needless(known: TestClient) -> None:
    found = asked(known, TAX)
    assert (found.before.length, found.after.length, found.shorter) == ("6", "3", "3")
    assert "river/tax" not in [one.item for one in found.after.steps]
    assert found.text.en.startswith("The shortest path takes 3 credits less")
    assert found.text.zh.startswith("最短路径少学 3 学分")


def test_changes_of_every_kind(known: TestClient) -> None:
    for change in (
        {"kind": "waive", "requirement": "home"},
        {"kind": "rule", "rule": "river/r2"},
        {"kind": "agreement", "source": "craft/office", "target": "river/tax"},
        {"kind": "load", "credits": "3"},
        {"kind": "grade", "item": "river/eng", "grade": {"scheme": "percent", "mark": "90"}},
    ):
        found = asked(known, change)
        assert found.changes[0].kind == change["kind"]
        assert found.changes[0].text.zh


def test_a_record_that_is_handed_in(known: TestClient) -> None:
    record = {"format": "creditpath-record/1", "results": []}
    found = asked(known, TAX, learner=None, record=record, goals=[tiny.GOAL])
    assert (found.before.length, found.after.length) == ("12", "9")


@pytest.mark.parametrize(
    ("change", "pointer", "said"),
    [
        ({"kind": "wish"}, "#/changes/0/kind", ""),
        ({"kind": "result"}, "#/changes/0/item", "expected a value"),
        ({"kind": "result", "item": "river/none"}, "#/changes/0", "there is no item 'river/none'"),
        ({**TAX, "rule": "river/r1"}, "#/changes/0/rule", "expected no field 'rule'"),
        ({**TAX, "colour": "red"}, "#/changes/0/colour", ""),
        ({**TAX, "grade": {"scheme": "stars", "mark": "5"}}, "#/changes/0", "there is no grade scheme"),
        ({"kind": "waive", "requirement": "total"}, "#/changes/0", "there is no requirement"),
        ({"kind": "rule", "rule": "ghost"}, "#/changes/0", "there is no recognition rule 'ghost'"),
        ({"kind": "load", "credits": "0"}, "#/changes/0/credits", "expected more than 0"),
    ],
)
def test_a_change_that_means_nothing_is_refused_by_its_place(
    known: TestClient, change: object, pointer: str, said: str
) -> None:
    answer = known.post(WHAT_IF, json={"learner": tiny.CHEN, "changes": [change]})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request"), answer.text
    [error] = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert error["detail"].startswith(said)


@pytest.mark.parametrize("changes", [[], [TAX] * 11])
def test_nothing_and_too_much_are_refused(client: TestClient, changes: object) -> None:
    answer = client.post(WHAT_IF, json={"learner": "demo/lin-yue", "changes": changes})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == "#/changes"
