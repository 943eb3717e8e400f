"""The endpoints of a core ledger: what is asked wrongly is refused by name, and a program beside us really reads it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.core_ledger.app import ledger_app
from recommender.errors import Unavailable
from recommender.ledger import open_ledger
from recommender.ledger.alarms import Lag
from recommender.ledger.conformance import Effort, conformance
from recommender.ledger.remote import RemoteLedger
from tests.fakes.ledger import FakeLedger
from tests.ledger.conftest import written
from tests.ledger.pen import ANN, BO, TODAY, Pen, sealed
from tests.suites import ROOT


@pytest.fixture
def client() -> TestClient:
    return TestClient(ledger_app(FakeLedger(sealed([*Pen(ANN).new, *Pen(BO).new]))))


@pytest.mark.parametrize(
    ("method", "path", "body", "status", "said"),
    [
        ("GET", "/v1/accounts/demo%2Fnobody/entries", None, 404, "no account 'demo/nobody'"),
        ("GET", "/v1/accounts/demo%2Fann/entries?position=99", None, 422, "position"),
        ("GET", "/v1/entries?after=zzz", None, 422, "cursor"),
        ("GET", "/v1/entries?since=1", None, 422, "unknown parameter since"),
        ("POST", "/v1/snapshot", b"{", 422, "expected JSON"),
        ("POST", "/v1/snapshot", b'{"accounts": [1]}', 422, 'expected {"accounts": [ids]}'),
        ("POST", "/v1/snapshot", b'{"accounts": [], "at": 1}', 422, 'expected {"accounts": [ids]}'),
        ("POST", "/v1/snapshot", b'{"accounts": [], "position": 3}', 422, "body/position: expected text"),
        ("POST", "/v1/snapshot", b" " * (2**20 + 1), 422, "at most 1048576 bytes"),
    ],
)
def test_what_is_asked_wrongly(
    client: TestClient, method: str, path: str, body: bytes | None, status: int, said: str
) -> None:
    answer = client.request(method, path, content=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]


def test_a_version_that_is_not_served(client: TestClient) -> None:
    assert client.get("/v1/about", headers={"Creditpath-Ledger": "2"}).status_code == 406
    assert (
        client.get("/v1/about", headers={"Creditpath-Ledger": "1"}).json()["format"] == "creditpath-ledger/1"
    )


def test_only_who_sends_the_token_may_read() -> None:
    closed = TestClient(ledger_app(FakeLedger(sealed(Pen(ANN).new)), "secret"))
    for sent in ({}, {"Authorization": "Bearer wrong"}, {"Authorization": "secret"}):
        assert closed.get("/v1/entries", headers=sent).status_code == 401
    assert closed.get("/v1/entries", headers={"Authorization": "Bearer secret"}).status_code == 200
    with pytest.raises(Unavailable, match="refuses our token"):
        RemoteLedger("https://bank.example", "wrong", via=closed._transport)


def test_nothing_is_written(client: TestClient) -> None:
    for method in ("PUT", "DELETE", "PATCH"):
        assert client.request(method, "/v1/entries").status_code == 405


# -- another program -----------------------------------------------------------------------------------------


@pytest.fixture
def beside(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A ledger served by a process of its own, and its file."""
    ann, bo = Pen(ANN), Pen(BO)
    for number in range(30):
        (ann if number % 3 else bo).deposit(f"river/{number}", number + 1)
    file = written(tmp_path / "ledger.db", [*ann.new, *bo.new])
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "recommender.cli", "ledger", "serve", "--ledger", str(file)]
    environment = os.environ | {"CREDITPATH_LEDGER_TOKEN": "secret"}
    running = subprocess.Popen(
        [*command, "--port", str(port)], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        yield f"http://127.0.0.1:{port}", file
    finally:
        running.terminate()
        running.wait(10)


def opened(url: str) -> Any:
    """The remote ledger, once its process has begun."""
    end = time.monotonic() + 30
    while True:
        try:
            return open_ledger(url, "secret")
        except Unavailable:
            if time.monotonic() > end:
                raise
            time.sleep(0.1)


def test_a_program_beside_us_is_read_and_conforms(beside: tuple[str, Path]) -> None:
    url, file = beside
    remote, own = opened(url), open_ledger(str(file))
    assert [one for one in conformance(remote, TODAY, Effort(5, 50)) if not one.passed] == []
    assert remote.record(ANN, TODAY).digest() == own.record(ANN, TODAY).digest()
    assert list(remote.histories(TODAY)) == list(own.histories(TODAY))
    assert (remote.count(), remote.position()) == (own.count(), own.position())


def test_what_waits_is_told_to_other_programs() -> None:
    class Late(FakeLedger):
        def lag(self) -> Lag:
            return Lag(3, 61.4)

    client = TestClient(ledger_app(Late(sealed(Pen(ANN).new))))
    assert client.get("/v1/about").json()["waiting"] == {"entries": 3, "seconds": 61}
    assert RemoteLedger("https://bank.example", via=client._transport).lag() == Lag(3, 61)
