"""A certificate over HTTP: a plan comes with it where it is asked for, and anybody's is judged and never believed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.certificate_responses import SolveAnswer, VerifyAnswer
from api.guard import MAX_BODY_BYTES
from recommender.catalogue import load
from recommender.recommend.handed_in import MOST_ROWS
from recommender.recommend.verify import verify_file
from recommender.settings import Settings
from tests.cli import tiny
from tests.fakes.service import FakeService

SOLVE, VERIFY = "/v1/paths:solve", "/v1/paths:verify"


def client_of(folder: Path, files: dict[str, str | None] | None = None) -> TestClient:
    settings = Settings(
        store_url=str(tiny.write(folder / "catalogue", files or dict(tiny.FILES))),
        ledger_url=str(tiny.write_ledger(folder / "ledger.db")),
        model_dir=folder / "no-model",
        today=tiny.TODAY,
    )
    return TestClient(create_app(settings=settings), raise_server_exceptions=False)


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    with client_of(tmp_path_factory.mktemp("known")) as found:
        yield found


def solved(client: TestClient, **more: Any) -> SolveAnswer:
    answer = client.post(SOLVE, json={"learner": tiny.CHEN, **more})
    assert answer.status_code == 200, answer.text
    return SolveAnswer.model_validate_json(answer.content)


def kept(client: TestClient, **more: Any) -> dict[str, Any]:
    found = solved(client, certificate=True, **more).certificate
    assert found is not None
    return found


def judged(client: TestClient, certificate: object) -> VerifyAnswer:
    answer = client.post(VERIFY, content=json.dumps(certificate).encode())
    assert answer.status_code == 200, answer.text
    return VerifyAnswer.model_validate_json(answer.content)


def test_a_plan_comes_with_its_certificate_where_it_is_asked_for(known: TestClient) -> None:
    plain, certified = solved(known), solved(known, certificate=True)
    assert plain.certificate is None
    assert certified.replay_key != plain.replay_key
    assert certified.steps == plain.steps
    found = judged(known, certified.certificate)
    assert (found.verdict, found.certified, found.violations) == ("proven", True, [])
    assert (found.length, found.lower_bound) == (plain.length, plain.length)
    assert (found.catalogue.same, found.catalogue.text) == (True, None)
    assert found.proof is not None
    assert "proven shortest" in found.text.en
    assert "已证明最短" in found.text.zh


def test_that_there_is_no_path_is_proven_with_its_causes(known: TestClient) -> None:
    found = judged(known, kept(known, exclude=["river/acc2", "river/acc3", "river/tax"]))
    assert (found.verdict, found.certified, found.length) == ("no_path", True, None)
    assert found.causes != []
    assert all(one.text.zh and one.text.en for one in found.causes)


def test_the_service_says_what_is_said_of_a_file(known: TestClient, tmp_path: Path) -> None:
    file = tmp_path / "c.json"
    file.write_text(json.dumps(kept(known)), encoding="utf-8")
    said = verify_file(load(tiny.write(tmp_path / "catalogue")).catalogue, file)
    assert said["certified"]
    assert said == known.post(VERIFY, content=file.read_bytes()).json()


def shorter(data: dict[str, Any]) -> None:
    """A forger leaves a step out, and what it says of the length."""
    gone = data["plan"]["steps"].pop()
    data["plan"]["length"] -= gone["study_units"]
    data["plan"]["lower_bound"] = data["plan"]["length"]
    data["plan"]["levels"] = [
        {**data["plan"]["levels"][0], "value": data["plan"]["length"], "lower_bound": data["plan"]["length"]}
    ]


def shown_less(data: dict[str, Any]) -> None:
    """A forger thins the proof out, and says of it what was said before."""
    data["proof"]["tree"]["leaf"] = []


def of_another(data: dict[str, Any]) -> None:
    """A forger puts somebody else's result into the record."""
    data["record"]["results"] = []


@pytest.mark.parametrize("forge", [shorter, shown_less, of_another])
def test_a_forged_one_is_not_valid_and_what_is_wrong_is_named(
    known: TestClient, forge: Callable[[dict[str, Any]], None]
) -> None:
    data = kept(known)
    forge(data)
    found = judged(known, data)
    assert (found.verdict, found.certified) == ("invalid", False)
    assert found.violations != []
    assert all(one.kind and one.text.zh and one.text.en for one in found.violations)


def test_a_claim_without_a_proof_is_the_solvers_word(known: TestClient) -> None:
    data = kept(known)
    data["proof"] = None
    data["plan"]["levels"][0]["proof"] = "solver"
    found = judged(known, data)
    assert (found.verdict, found.certified, found.proof) == ("claimed", False, None)
    assert "solver's word" in found.text.en


def test_another_version_of_the_catalogue_is_named(known: TestClient, tmp_path: Path) -> None:
    files = {**tiny.FILES, "items.csv": tiny.FILES["items.csv"].replace("Tax Law", "Law of Taxes")}
    with client_of(tmp_path, files) as other:
        found = judged(other, kept(known))
    about = found.catalogue.about
    assert (found.certified, found.catalogue.same) == (False, False)
    assert about.version != found.catalogue.version
    assert found.catalogue.text is not None
    for text in (found.catalogue.text.zh, found.catalogue.text.en):
        assert f"{about.id} {about.version[:12]}" in text
        assert f"{found.catalogue.id} {found.catalogue.version[:12]}" in text


def without(name: str) -> Callable[[dict[str, Any]], object]:
    return lambda data: data.pop(name)


@pytest.mark.parametrize(
    ("change", "pointer", "said"),
    [
        (lambda data: data.update(format="zip"), "#/format", "creditpath-certificate"),
        (lambda data: data.update(version=2), "#/version", "expected 1, found 2"),
        (lambda data: data.update(more=1), "#", "'more' is unknown"),
        (without("proof"), "#", "'proof' is missing"),
        (lambda data: data["request"].update(unheard=1), "#/request/unheard", ""),
        (lambda data: data["request"].update(horizon_years=51), "#/request/horizon_years", "0 to 50"),
        (lambda data: data["plan"].update(length="6"), "#/plan/length", "integer"),
        (lambda data: data["versions"]["goals"].update({"a/b~c": 3}), "#/versions/goals/a~1b~0c", "string"),
        (
            lambda data: data["record"].update(results=data["record"]["results"][:1] * 10_001),
            "#/record/results",
            "10000",
        ),
        (
            lambda data: data["request"].update(goals=data["request"]["goals"] * 2_001),
            "#/request/goals",
            "2000",
        ),
        (lambda data: data["plan"]["steps"][0].update(term=None), "#/plan/steps/0/term", "integer"),
    ],
)
def test_what_is_no_certificate_is_refused_by_its_place(
    known: TestClient, change: Callable[[dict[str, Any]], object], pointer: str, said: str
) -> None:
    data = kept(known)
    change(data)
    answer = known.post(VERIFY, content=json.dumps(data).encode())
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    [error] = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert said in error["detail"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"3",
        b"{",
        b"\xff\xfe",
        b'{"format": 1, "format": 2}',
        b'{"format": NaN}',
        b"[" * 100_000,
        b'{"format":' * 50_000,
        b'{"version": ' + b"9" * 10_000 + b"}",
    ],
)
def test_what_is_not_even_json_of_ours_is_refused(known: TestClient, content: bytes) -> None:
    answer = known.post(VERIFY, content=content)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request")
    assert answer.json()["errors"][0]["pointer"].startswith("#")


def test_what_is_too_large_is_not_read(known: TestClient) -> None:
    answer = known.post(VERIFY, content=b" " * (MAX_BODY_BYTES + 1))
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/body-too-large")


def test_the_wish_and_the_bytes_reach_the_use_case(client: TestClient, service: FakeService) -> None:
    assert client.post(SOLVE, json={"learner": "demo/lin-yue", "certificate": True}).status_code == 200
    answer = client.post(VERIFY, content=b"{}")
    assert VerifyAnswer.model_validate_json(answer.content).bytes == 2
    [wish] = [one for name, one in service.asked if name == "plan"]
    assert getattr(wish, "certificate", None) is True
    assert service.asked[-1] == ("verify", b"{}")


def test_the_certificate_is_asked_of_solve_alone(known: TestClient) -> None:
    for path in ("/v1/paths:alternatives", "/v1/paths:why"):
        answer = known.post(path, json={"learner": tiny.CHEN, "certificate": True})
        assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "#/certificate")


def rows(many: int) -> dict[str, Any]:
    """A record of so many results, of items that the bank does not have."""
    one = {"credits": "3", "scheme": "credit", "completed": "2025-01-15"}
    return {"results": [{"id": f"e{n}", "item": f"elsewhere/{n}", **one} for n in range(many)]}


def test_five_thousand_results_are_answered_and_their_certificate_is_judged(known: TestClient) -> None:
    body = {"record": rows(5_000), "goals": ["river/accounting"], "certificate": True}
    answer = known.post(SOLVE, json=body)
    assert answer.status_code == 200, answer.text
    found = SolveAnswer.model_validate_json(answer.content)
    assert found.status == "optimal"
    assert judged(known, found.certificate).certified


def test_a_record_too_long_to_be_one_is_refused_with_the_limit(known: TestClient) -> None:
    refused = known.post(SOLVE, json={"record": rows(MOST_ROWS + 1), "goals": ["river/accounting"]})
    assert refused.status_code == 422, refused.text
    assert "expected at most 10,000 rows in all, found 10,001" in refused.text
    data = kept(known)
    data["record"]["results"] = data["record"]["results"][:1] * (MOST_ROWS + 1)
    refused = known.post(VERIFY, content=json.dumps(data).encode())
    assert refused.status_code == 422, refused.text
    assert "expected at most 10000 of them, found 10001" in refused.text
