"""Is the service alive, ready, guarded, described and light?"""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.openapi import description_of
from recommender.settings import Settings
from tests.fakes.service import FakeService
from tests.suites import ROOT

HEAVY = ("mlflow", "sklearn", "scipy", "pandas", "pyarrow", "matplotlib", "implicit")
GOLDEN = ROOT / "api" / "openapi.json"


def client_of(service: FakeService) -> TestClient:
    return TestClient(create_app(service=service, settings=Settings()))


def test_alive_whatever_is_missing() -> None:
    assert client_of(FakeService(ledger=False)).get("/livez").json() == {"status": "alive"}


@pytest.mark.parametrize(
    ("ledger", "model", "status", "code"),
    [(True, True, "ready", 200), (True, False, "degraded", 200), (False, True, "unavailable", 503)],
)
def test_ready_says_how_each_part_is(ledger: bool, model: bool, status: str, code: int) -> None:
    answer = client_of(FakeService(ledger=ledger, model=model)).get("/readyz")
    assert (answer.status_code, answer.json()["status"]) == (code, status)
    assert set(answer.json()["parts"]) == {"catalogue", "ledger", "model"}


def test_without_a_catalogue_it_starts_and_says_what_is_missing(tmp_path: object) -> None:
    settings = Settings(store_url=f"{tmp_path}/nothing.db", ledger_url=f"{tmp_path}/nothing-either.db")
    client = TestClient(create_app(settings=settings))
    ready = client.get("/readyz")
    assert (ready.status_code, ready.json()["parts"]["catalogue"]["state"]) == (503, "unavailable")
    assert client.get("/livez").status_code == 200
    answer = client.get("/v1/learners/x/record")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/unavailable")


@pytest.mark.parametrize(
    "path", ["/", "/livez", "/v1/learners/nobody/record", "/static/base.css", "/nowhere"]
)
def test_every_response_is_guarded(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'none';")
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"


def test_the_description_is_the_golden_copy() -> None:
    found = description_of(create_app(service=FakeService(), settings=Settings()))
    text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    assert found["openapi"].startswith("3.1")
    assert GOLDEN.read_text(encoding="utf-8") == text, "run `python -m api.openapi` to write the golden copy"


def test_every_operation_of_the_api_describes_its_failures() -> None:
    found = description_of(create_app(service=FakeService(), settings=Settings()))
    operations = {path: one for path, methods in found["paths"].items() for one in methods.values()}
    assert len(operations) == 13
    for path, operation in operations.items():
        assert operation["summary"].endswith("?")
        if path.startswith("/v1/"):
            assert {"404", "409", "422", "500", "503"} <= set(operation["responses"])
            content = operation["responses"]["422"]["content"]
            assert list(content) == ["application/problem+json"]


def test_no_answer_model_has_a_default() -> None:
    schemas = description_of(create_app(service=FakeService(), settings=Settings()))["components"]["schemas"]
    asked = {"PathRequest", "Problem", "ReviewRequest", "WhatIfRequest", "ChangeAsked", "WhyRequest"}
    asked |= {"AlternativesRequest", "ReplanRequest", "SolveRequest"}
    for name, schema in schemas.items():
        if name not in asked and schema.get("type") == "object":
            assert set(schema.get("required", ())) == set(schema["properties"]), name


def test_importing_the_service_loads_nothing_heavy() -> None:
    code = f"import sys, api.app; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_it_listens_on_loopback_unless_asked() -> None:
    assert Settings().host == "127.0.0.1"
