"""Is every failure a problem with one documented type, naming the place, in the caller's language?"""

from __future__ import annotations

import logging
import re
from datetime import date

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.language import negotiate
from api.problems import TYPES, problem_of
from api.solving import Busy, Gate
from recommender import errors
from recommender.errors import CreditpathError, NotFound, Unavailable
from recommender.settings import Settings
from tests.fakes.service import FakeService
from tests.suites import ROOT

SOLVE = "/v1/paths:solve"
RECORD = "/v1/learners/demo/lin-yue/record"


@pytest.mark.parametrize(
    ("path", "status", "slug"),
    [
        ("/v1/learners/nobody/record", 404, "unknown-learner"),
        ("/v1/learners/demo/lin-yue/audit?goal=ghost", 404, "unknown-qualification"),
        ("/v1/learners/demo/quarantined/record", 409, "quarantined-account"),
        ("/v1/nothing", 404, "not-found"),
        (f"{RECORD}?colour=red", 422, "invalid-request"),
        (f"{RECORD}?as_of=2026-02-30", 422, "invalid-request"),
        (f"{RECORD}?as_of=2026-01-01&as_of=2026-01-02", 422, "invalid-request"),
        ("/v1/learners/demo/lin-yue/recommendations?limit=0", 422, "invalid-request"),
        ("/v1/learners/demo/lin-yue/recommendations?scenario=luck", 422, "invalid-request"),
    ],
)
def test_failures_of_get(client: TestClient, path: str, status: int, slug: str) -> None:
    answer = client.get(path)
    body = answer.json()
    assert (answer.status_code, body["status"], body["type"]) == (status, status, f"/problems/{slug}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert body["instance"] == path.partition("?")[0]
    assert body["title"] == TYPES[slug].zh
    assert body["detail"]


def test_an_unknown_parameter_is_named(client: TestClient) -> None:
    assert client.get(f"{RECORD}?colour=red").json()["errors"] == [
        {"parameter": "colour", "detail": "it is not known here"}
    ]


def test_a_parameter_that_stands_twice_is_named(client: TestClient) -> None:
    errors_found = client.get(f"{RECORD}?as_of=2026-01-01&as_of=2026-01-02").json()["errors"]
    assert errors_found == [{"parameter": "as_of", "detail": "expected it once, found it more than once"}]


def test_a_date_that_is_no_date_is_told_in_one_sentence(client: TestClient) -> None:
    told = client.get(f"{RECORD}?as_of=tomorrow", headers={"Accept-Language": "en"}).json()
    assert told["detail"] == "as_of: 'tomorrow' is not a date; expected YYYY-MM-DD."


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"learner": "x", "colour": "red"}, "#/colour"),
        ({"learner": "x", "goals": ["a", 3]}, "#/goals/1"),
        ({"learner": "x", "load": 5}, "#/load"),
        ({"learner": "x", "load": "many"}, "#/load"),
        ({"learner": "x", "as_of": "2026"}, "#/as_of"),
        ({"learner": "x", "objectives": ["luck"]}, "#/objectives/0"),
        ({}, "#"),
        ({"learner": "x", "record": {}}, "#"),
    ],
)
def test_a_mistake_in_a_body_has_its_pointer(client: TestClient, body: object, pointer: str) -> None:
    answer = client.post(SOLVE, json=body)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"learner": "x"}, "#/steps"),
        ({"learner": "x", "steps": [{"item": "a"}]}, "#/steps/0/term"),
        ({"learner": "x", "steps": [{"item": "a", "term": "b", "why": "new"}]}, "#/steps/0/why"),
        ({"learner": "x", "steps": [], "pins": []}, "#/pins"),
        ({"learner": "x", "steps": [], "facts": {"years_of_work": 3}}, "#/facts/years_of_work"),
        ({"steps": []}, "#"),
    ],
)
def test_a_mistake_in_a_plan_made_by_hand_has_its_pointer(
    client: TestClient, body: object, pointer: str
) -> None:
    answer = client.post("/v1/plans:audit", json=body)
    assert answer.status_code == 422
    assert [one["pointer"] for one in answer.json()["errors"]] == [pointer]


@pytest.mark.parametrize("query", ["fact=", "fact=years", "fact=years=", "fact==3", "fact=a=1&fact=a=1"])
def test_a_fact_that_says_nothing_or_stands_twice_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"/v1/learners/demo/lin-yue/audit?{query}")
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "fact")


def test_every_mistake_is_told_at_once(client: TestClient) -> None:
    found = client.post(SOLVE, json={"learner": "x", "a/b~c": 1, "load": 5}).json()["errors"]
    assert [one["pointer"] for one in found] == ["#/load", "#/a~1b~0c"]


@pytest.mark.parametrize("content", [b"{", b"", b"[]", b"3"])
def test_a_body_that_is_no_object_is_a_malformed_request(client: TestClient, content: bytes) -> None:
    answer = client.post(SOLVE, content=content, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")


def test_a_body_over_the_limit_is_not_read(client: TestClient) -> None:
    answer = client.post(SOLVE, content=b" " * 2_000_001, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


def test_the_wrong_method_says_which_are_right(client: TestClient) -> None:
    answer = client.get(SOLVE)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")


def test_titles_come_in_the_language_of_the_caller(client: TestClient) -> None:
    zh, en = (
        client.get("/v1/learners/nobody/record", headers={"Accept-Language": language})
        for language in ("zh-CN,zh;q=0.9,en;q=0.8", "en-GB,zh;q=0.4")
    )
    assert (zh.json()["title"], en.json()["title"]) == ("没有这位学习者", "Unknown learner")
    assert (zh.headers["content-language"], en.headers["content-language"]) == ("zh-Hans", "en")
    assert en.json()["detail"] == "there is no learner 'nobody'."
    assert "Accept-Language" in en.headers["vary"]


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "zh"),
        ("", "zh"),
        ("fr", "zh"),
        ("en", "en"),
        ("zh;q=0.2,en;q=0.9", "en"),
        ("*", "zh"),
        ("en;q=x", "zh"),
    ],
)
def test_negotiation(header: str | None, language: str) -> None:
    assert negotiate(header) == language


def test_a_defect_is_told_without_its_details_and_logged(
    client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.post(SOLVE, json={"learner": "demo/defect"})
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/check-failed")
    assert "held:e1" not in answer.text
    assert "held:e1" in caplog.text


def test_an_unexpected_failure_leaks_nothing() -> None:
    class Broken(FakeService):
        def record(self, learner: str, as_of: object) -> dict[str, object]:  # type: ignore[override]
            raise RuntimeError("secret")

    broken = TestClient(create_app(service=Broken(), settings=Settings()), raise_server_exceptions=False)
    answer = broken.get(RECORD)
    assert (answer.status_code, answer.json()["type"]) == (500, "/problems/internal-error")
    assert "secret" not in answer.text
    assert "content-security-policy" in answer.headers


def test_a_missing_ledger_is_unavailable_and_says_so() -> None:
    client = TestClient(create_app(service=FakeService(ledger=False), settings=Settings()))
    answer = client.get(RECORD, headers={"Accept-Language": "en"})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")
    assert answer.json()["detail"] == "there is no ledger at var/ledger.db."


def test_when_every_place_is_taken_the_caller_is_told_when_to_return() -> None:
    app = create_app(service=FakeService(), settings=Settings())
    app.state.gate = Gate(places=1, waiting=0, patience=0.01)
    client = TestClient(app)
    with app.state.gate.place():
        answer = client.post(SOLVE, json={"learner": "demo/lin-yue"})
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/busy")
    assert answer.headers["retry-after"] == "2"
    assert client.post(SOLVE, json={"learner": "demo/lin-yue"}).status_code == 200


def test_who_waits_too_long_is_told_too() -> None:
    gate = Gate(places=1, waiting=1, patience=0.01)
    with gate.place(), pytest.raises(Busy), gate.place():
        pass


def test_every_expected_error_has_a_place_in_the_table() -> None:
    made: list[CreditpathError] = [
        errors.InputError("no", place="goal"),
        NotFound("learner", "x"),
        NotFound("version open to new entrants of qualification", "x"),
        NotFound("institution", "x"),
        errors.Unreadable("no"),
        Unavailable("ledger", "no"),
        errors.ModelUnavailable("no"),
        errors.Quarantined("x", "no"),
        errors.CheckFailed(("no",)),
        errors.Merged("x", "y", date(2026, 9, 1)),
        errors.Erased("answer", "x"),
        errors.Stale("plan", "x", 1, 2),
    ]
    told = [problem_of(error).kind for error in made]
    assert [kind.status for kind in told] == [422, 404, 404, 404, 422, 503, 503, 409, 500, 404, 410, 412]
    assert {type(error) for error in made} == {
        cls for cls in vars(errors).values() if isinstance(cls, type) and issubclass(cls, CreditpathError)
    } - {CreditpathError}


def test_every_type_is_documented(client: TestClient) -> None:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    assert set(re.findall(r"`(/problems/[a-z-]+)`", text)) == {kind.uri for kind in TYPES.values()}
    for kind in TYPES.values():
        for language, meaning in (("zh", kind.zh_meaning), ("en", kind.en_meaning)):
            page = client.get(f"{kind.uri}?lang={language}")
            assert page.status_code == 200
            assert meaning in page.text.replace("&#39;", "'")
