"""Do the routes ask the right question and pass the answer on, unchanged and with a tag?"""

from __future__ import annotations

from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.certificate_responses import SolveAnswer
from api.requests import PathRequest
from api.responses import AuditAnswer, RecommendationsAnswer, RecordAnswer, ReviewAnswer
from api.service import Browse, Wish
from tests.fakes import answers
from tests.fakes.service import FakeService

LEARNER = "/v1/learners/demo/lin-yue"
FACTS = {"years_of_work": "3"}


def test_recommendations_pass_every_choice_on(client: TestClient, service: FakeService) -> None:
    query = "scenario=top_up&goal=river/accounting&limit=2&exclude=a&exclude=b&pin=c"
    query += "&personalised=false&as_of=2026-01-31&fact=years_of_work=3"
    answer = client.get(f"{LEARNER}/recommendations?{query}")
    assert answer.status_code == 200
    RecommendationsAnswer.model_validate(answer.json())
    wanted = Browse("top_up", "river/accounting", 2, ("a", "b"), ("c",), False, date(2026, 1, 31), FACTS)
    assert service.asked == [("recommend", wanted)]


def test_record_and_audit_are_those_of_the_service(client: TestClient, service: FakeService) -> None:
    record = client.get(f"{LEARNER}/record").json()
    RecordAnswer.model_validate(record)
    assert record == answers.record("demo/lin-yue")
    audit = client.get(f"{LEARNER}/audit?goal=river/accounting&fact=years_of_work%3D3").json()
    AuditAnswer.model_validate(audit)
    assert audit["remaining"] == "11.5"
    assert service.asked[-1] == ("audit", (("river/accounting",), FACTS))


def test_a_plan_for_a_learner_takes_every_option(client: TestClient, service: FakeService) -> None:
    body = {
        "learner": "demo/lin-yue",
        "goals": ["river/accounting@2026"],
        "as_of": "2026-11-24",
        "objectives": ["length", "fit"],
        "assurance": ["statutory"],
        "exclude": ["x"],
        "pins": ["y"],
        "institutions": ["river"],
        "load": "7.5",
        "horizon_years": 3,
        "seed": 7,
        "personalised": False,
        "assume": ["percent:75"],
        "facts": FACTS,
    }
    answer = client.post("/v1/paths:solve", json=body)
    assert answer.status_code == 200
    SolveAnswer.model_validate(answer.json())
    goals, day = ("river/accounting@2026",), date(2026, 11, 24)
    wish = Wish(
        goals,
        day,
        ("length", "fit"),
        ("statutory",),
        ("x",),
        ("y",),
        ("river",),
        "7.5",
        3,
        7,
        False,
        ("percent:75",),
        FACTS,
        choice=PathRequest.model_validate({"learner": "x"}).wish().choice,
    )
    assert service.asked == [("plan", wish)]


def test_a_plan_made_by_hand_is_judged_with_every_option(client: TestClient, service: FakeService) -> None:
    steps = [{"item": "river/acc201", "term": "2027-spring"}]
    body = {
        "learner": "demo/lin-yue",
        "goals": ["river/accounting@2026"],
        "as_of": "2026-11-24",
        "assurance": ["statutory"],
        "load": "7.5",
        "assume": ["percent:75"],
        "facts": FACTS,
        "steps": steps,
    }
    answer = client.post("/v1/plans:audit", json=body)
    assert answer.status_code == 200
    assert ReviewAnswer.model_validate(answer.json()).verdict == "invalid"
    assert "etag" not in answer.headers
    wish = Wish(
        ("river/accounting@2026",),
        date(2026, 11, 24),
        assurance=("statutory",),
        load="7.5",
        assume=("percent:75",),
        facts=FACTS,
    )
    assert service.asked == [("review", (wish, steps))]
    handed_in = client.post("/v1/plans:audit", json={"record": {"results": []}, "steps": []})
    assert handed_in.json()["learner"] == ""


def test_a_plan_for_a_record_handed_in(client: TestClient) -> None:
    answer = client.post("/v1/paths:solve", json={"record": {"results": []}, "goals": ["river/accounting"]})
    assert answer.json()["learner"] == ""


@pytest.mark.parametrize("learner", ["demo/stuck", "demo/refused", "demo/done", "demo/bounded"])
def test_no_path_is_an_answer(client: TestClient, learner: str) -> None:
    answer = client.post("/v1/paths:solve", json={"learner": learner})
    assert answer.status_code == 200
    assert answer.json()["status"] in {"infeasible", "refused", "optimal", "bounded"}
    SolveAnswer.model_validate(answer.json())


@pytest.mark.parametrize("path", ["/v1/learners/demo/lin-yue/record", "/v1/learners/demo%2Flin-yue/record"])
def test_a_slash_in_an_id_may_be_encoded(client: TestClient, path: str) -> None:
    assert client.get(path).json()["learner"] == "demo/lin-yue"


@pytest.mark.parametrize("part", ["record", "audit", "recommendations"])
def test_equal_answers_are_equal_bytes_under_one_tag(client: TestClient, part: str) -> None:
    first, second = client.get(f"{LEARNER}/{part}"), client.get(f"{LEARNER}/{part}")
    assert first.content == second.content
    assert first.headers["etag"] == second.headers["etag"]
    assert first.headers["etag"].startswith('"')
    assert "meta" not in first.json()


def test_a_tag_that_is_known_is_not_sent_again(client: TestClient) -> None:
    tag = client.get(f"{LEARNER}/record").headers["etag"]
    for header in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = client.get(f"{LEARNER}/record", headers={"If-None-Match": header})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get(f"{LEARNER}/record", headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_tag_of_an_answer_with_a_replay_key_is_that_key(client: TestClient) -> None:
    assert client.get(f"{LEARNER}/audit").headers["etag"] == f'"{"f" * 64}"'


def test_timings_are_no_part_of_an_answer(client: TestClient) -> None:
    assert client.get(f"{LEARNER}/audit").headers["server-timing"] == "answer;dur=20.0"
    posted = client.post("/v1/paths:solve", json={"learner": "demo/lin-yue"})
    assert posted.json()["meta"] == {"seconds": 0.12}
    assert "etag" not in posted.headers
