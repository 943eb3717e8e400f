"""Does the service hold on a real bank: catalogue and ledger on disk, planner, checker, ranking, pages?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from pydantic import BaseModel

from api.app import create_app
from api.certificate_responses import SolveAnswer
from api.responses import AuditAnswer, RecommendationsAnswer, RecordAnswer
from recommender.demo.build import build
from recommender.demo.entries import AS_OF
from recommender.demo.people import PEOPLE
from recommender.ledger import open_ledger
from recommender.recommend import train_for
from recommender.settings import Settings

IDS = [person.id for person in PEOPLE]


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A small demo bank with a model."""
    directory = tmp_path_factory.mktemp("bank")
    bank = build(directory, learners=60, scale=0.05)
    train_for(open_ledger(str(bank.ledger_file)), directory / "models", AS_OF)
    return Settings(
        store_url=str(bank.catalogue_file),
        ledger_url=str(bank.ledger_file),
        model_dir=directory / "models" / "champion",
        today=AS_OF,
    )


@pytest.fixture(scope="module")
def real(settings: Settings) -> Iterator[TestClient]:
    """A client of the service over that bank."""
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as found:
        yield found


def goal_of(learner: str) -> str:
    person = next(person for person in PEOPLE if person.id == learner)
    return f"{person.qualification}@{person.year}" if person.year else person.qualification


def test_everything_is_there(real: TestClient) -> None:
    assert real.get("/readyz").json()["status"] == "ready"


@pytest.mark.parametrize("learner", IDS)
def test_every_answer_is_as_described(real: TestClient, learner: str) -> None:
    goal = quote(goal_of(learner))
    asked: dict[str, type[BaseModel]] = {
        "record": RecordAnswer,
        f"audit?goal={goal}": AuditAnswer,
        f"recommendations?goal={goal}": RecommendationsAnswer,
        "recommendations?scenario=explore": RecommendationsAnswer,
    }
    for path, model in asked.items():
        answer = real.get(f"/v1/learners/{learner}/{path}")
        assert answer.status_code == 200, (path, answer.text)
        model.model_validate_json(answer.content)
    plan = real.post("/v1/paths:solve", json={"learner": learner, "goals": [goal_of(learner)]})
    assert plan.status_code == 200, plan.text
    assert SolveAnswer.model_validate(plan.json()).status in {"optimal", "infeasible"}


@pytest.mark.parametrize(
    ("learner", "language"), [*((one, "zh") for one in IDS), *((one, "en") for one in IDS[:4])]
)
def test_every_person_has_a_page(real: TestClient, learner: str, language: str) -> None:
    page = real.get(f"/learners/{learner}?lang={language}&goal={quote(goal_of(learner))}")
    assert page.status_code == 200
    assert ("演示数据" if language == "zh" else "Demonstration") in page.text
    plan = real.post("/v1/paths:solve", json={"learner": learner, "goals": [goal_of(learner)]}).json()
    some = (
        plan["status"] == "optimal" and plan["length"] != "0"
    )  # who has all has no path that could be shorter
    certified = some and plan["levels"][0]["proof"] == "certified"
    assert certified is some
    proven = {"zh": "已证明最短", "en": "Proven shortest"}[language]
    assert (proven in page.text) is certified, "what is proven is called so, and nothing else is (D4)"


def test_the_same_question_gets_the_same_bytes(real: TestClient) -> None:
    path = "/v1/learners/demo/lin-yue/recommendations"
    first, second = real.get(path), real.get(path)
    assert first.content == second.content
    assert real.get(path, headers={"If-None-Match": first.headers["etag"]}).status_code == 304


def test_a_record_handed_in_is_planned_without_the_ledger(real: TestClient, settings: Settings) -> None:
    record = {
        "results": [{"item": "hudong/ACC202", "credits": "3", "scheme": "credit", "completed": "2025-01-10"}]
    }
    without = settings.model_copy(update={"ledger_url": str(settings.model_dir / "none.db")})
    with TestClient(create_app(settings=without)) as client:
        answer = client.post("/v1/paths:solve", json={"record": record, "goals": ["hudong/accounting"]})
        assert answer.status_code == 200, answer.text
        assert answer.json()["status"] == "optimal"
        assert client.get("/v1/learners/demo/lin-yue/record").status_code == 503


@pytest.mark.parametrize(
    ("record", "place"),
    [
        (
            {"results": [{"item": "x", "credits": 3.5, "scheme": "credit", "completed": "2025-01-10"}]},
            "credits",
        ),
        (
            {"results": [{"item": "x", "credits": "3", "scheme": "credit", "completed": "2025-13-10"}]},
            "completed",
        ),
        ({"marks": []}, "marks"),
    ],
)
def test_a_broken_record_is_refused_by_its_place(real: TestClient, record: object, place: str) -> None:
    answer = real.post("/v1/paths:solve", json={"record": record, "goals": ["hudong/accounting"]})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert place in answer.json()["detail"]


@pytest.mark.parametrize(
    ("path", "type_"),
    [
        ("/v1/learners/nobody/audit", "unknown-learner"),
        ("/v1/learners/demo/lin-yue/audit?goal=nothing", "unknown-qualification"),
        ("/v1/learners/demo/lin-yue/audit?goal=hudong/accounting@1999", "unknown-qualification"),
        ("/v1/learners/demo/lin-yue/recommendations?exclude=nothing", "invalid-request"),
        ("/v1/learners/demo/lin-yue/record?as_of=yesterday", "invalid-request"),
    ],
)
def test_what_is_unknown_is_told(real: TestClient, path: str, type_: str) -> None:
    answer = real.get(path)
    assert answer.json()["type"] == f"/problems/{type_}"
    assert answer.headers["content-type"] == "application/problem+json"


def test_without_a_model_the_lengths_are_the_same(
    real: TestClient, settings: Settings, tmp_path: Path
) -> None:
    plain = settings.model_copy(update={"model_dir": tmp_path / "none"})
    body = {"learner": "demo/chen-jing"}
    with TestClient(create_app(settings=plain)) as client:
        degraded = client.post("/v1/paths:solve", json=body).json()
        assert client.get("/readyz").json()["status"] == "degraded"
    full = real.post("/v1/paths:solve", json=body).json()
    assert (degraded["length"], degraded["mode"]) == (full["length"], "plan_only")
    assert full["mode"] in {"champion", "popularity"}
    assert json.dumps(full["levels"][0]) == json.dumps(degraded["levels"][0])
