"""What a remote ledger's silence, refusals and nonsense become: asked again, told at once, or one sentence."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from recommender.errors import InputError, NotFound, Unavailable
from recommender.ledger.alarms import Lag
from recommender.ledger.remote import RemoteLedger
from recommender.ledger.transport import Transport, Waiting
from recommender.ledger.wire import entry_to
from tests.ledger.pen import ANN, TODAY, Pen

BASE = "https://bank.example/ledger"
ABOUT = {"format": "creditpath-ledger/1", "position": "3"}


def answering(*answers: Any) -> tuple[httpx.MockTransport, list[httpx.Request]]:
    """Answers one after the other, the last for ever: a status, a body, or an error."""
    asked: list[httpx.Request] = []

    def handle(request: httpx.Request) -> httpx.Response:
        answer = answers[min(len(asked), len(answers) - 1)]
        asked.append(request)
        if isinstance(answer, Exception):
            raise answer
        if isinstance(answer, int):
            return httpx.Response(answer, headers={"Retry-After": "3"}, text="busy")
        if isinstance(answer, bytes):
            return httpx.Response(200, content=answer)
        return httpx.Response(200, json=answer)

    return httpx.MockTransport(handle), asked


def asking(
    *answers: Any, tries: int = 4, chance: float = 0.5
) -> tuple[Transport, list[httpx.Request], list[float]]:
    via, asked = answering(*answers)
    waits: list[float] = []
    waiting = Waiting(tries=tries, first=1.0, longest=8.0, sleep=waits.append, chance=lambda: chance)
    return Transport(BASE, "secret", waiting, via), asked, waits


@pytest.mark.parametrize("failure", [503, 429, 500, 408, httpx.ConnectError("no"), httpx.ReadTimeout("slow")])
def test_what_fails_for_a_while_is_asked_again_later_and_later(failure: Any) -> None:
    ask, asked, waits = asking(failure, failure, {"a": 1})
    assert ask.get("/v1/about") == {"a": 1}
    assert [str(one.url) for one in asked] == [f"{BASE}/v1/about"] * 3
    stated = 3.0 if isinstance(failure, int) else 0.0
    assert waits == [stated + 0.5, stated + 1.0]


def test_no_wait_is_longer_than_the_longest() -> None:
    ask, asked, waits = asking(503, tries=7, chance=1.0)
    with pytest.raises(Unavailable, match="it answers 503; asked 7 times"):
        ask.get("/v1/about")
    assert len(asked) == 7
    assert max(waits) == 8.0


@pytest.mark.parametrize(
    ("status", "error", "said"),
    [
        (401, Unavailable, "refuses our token"),
        (404, NotFound, "no ledger entry"),
        (301, Unavailable, "it answers 301"),
    ],
)
def test_what_is_refused_is_told_at_once(status: int, error: type[Exception], said: str) -> None:
    ask, asked, _ = asking(status)
    with pytest.raises(error, match=said):
        ask.get("/v1/about")
    assert len(asked) == 1


def test_a_refused_question_tells_why() -> None:
    via = httpx.MockTransport(lambda _: httpx.Response(422, json={"detail": "cursor: 'x' is none"}))
    with pytest.raises(InputError, match="cursor: 'x' is none"):
        Transport(BASE, via=via).get("/v1/entries", after="x")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"<html>", "expected JSON"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": 1, "a": 2}', "a key stands twice"),
        (b'{"a": 1.5}', "no numbers with a point"),
        (b"[" * 50 + b"]" * 50, "at most 40 levels"),
        (b"[" * 100_000, "expected JSON"),
        (b'{"a": ' + b"9" * 30 + b"}", "longer than 20 digits"),
        (b"\xff\xfe", "expected JSON"),
    ],
)
def test_what_is_no_answer_is_a_sentence(content: bytes, said: str) -> None:
    ask, _, _ = asking(content)
    with pytest.raises(Unavailable, match=said):
        ask.get("/v1/about")


def test_an_answer_without_end_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.ledger.transport.LARGEST", 1000)
    ask, _, _ = asking(b" " * 1001)
    with pytest.raises(Unavailable, match="an answer is larger than"):
        ask.get("/v1/about")


def test_the_token_is_sent_and_never_in_the_clear() -> None:
    ask, asked, _ = asking({})
    ask.get("/v1/about")
    assert asked[0].headers["Authorization"] == "Bearer secret"
    with pytest.raises(InputError, match="https only"):
        Transport("http://bank.example", "secret")
    Transport("http://127.0.0.1:1", "secret").close()


@pytest.mark.parametrize("base", ["ftp://x", "http://", "https://a:b@c", "https://c?x=1"])
def test_an_address_that_is_none(base: str) -> None:
    with pytest.raises(InputError, match="expected the address of a ledger"):
        Transport(base)


# -- the reader ----------------------------------------------------------------------------------------------


def reading(handle: Callable[[str], Any]) -> RemoteLedger:
    def answer(request: httpx.Request) -> httpx.Response:
        path = request.url.raw_path.decode().removeprefix("/ledger")
        return httpx.Response(200, json=ABOUT if path == "/v1/about" else handle(path))

    return RemoteLedger(BASE, via=httpx.MockTransport(answer))


def test_an_account_is_one_part_of_the_path() -> None:
    asked: list[str] = []
    pen = Pen()

    def handle(path: str) -> Any:
        asked.append(path)
        return {"position": "3", "entries": [entry_to(one) for one in pen.entries()]}

    assert reading(handle).record(ANN, TODAY).region == "Shanghai"
    assert asked == ["/v1/accounts/demo%2Fann/entries"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"number": "1"}, "number: expected a whole number of at least 1, found '1'"),
        ({"number": True}, "number: expected a whole number"),
        ({"on": "2026-02-30"}, "on: expected a date"),
        ({"id": "1"}, "id: expected a UUIDv7"),
        ({"account": "a\nb"}, "account: "),
        ({"digest": "AB"}, "digest: expected a SHA-256"),
        ({"salt": "xyz"}, "salt: expected bytes"),
        ({"payload": []}, "payload: expected an object"),
        ({"payload": None}, "payload_digest: expected the digest of the erased payload"),
        ({"more": 1}, "expected the fields of an entry, found more"),
    ],
)
def test_an_entry_that_is_none_is_named_by_its_field(change: dict[str, Any], said: str) -> None:
    row = json.loads(json.dumps(entry_to(Pen().entries()[0]))) | change
    with pytest.raises(Unavailable, match=f"/v1/accounts/demo%2Fann/entries/entries/0.*{said}"):
        reading(lambda _: {"position": "1", "entries": [row]}).entries(ANN)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ([], "expected an object"),
        ({"entries": {}}, "expected a list of entries"),
        ({"entries": []}, "position: expected text, found None"),
    ],
)
def test_an_answer_of_another_shape(answer: Any, said: str) -> None:
    with pytest.raises(Unavailable, match=said):
        reading(lambda _: answer).entries(ANN)


def test_ids_out_of_order_would_never_end() -> None:
    with pytest.raises(Unavailable, match="in ascending order"):
        reading(lambda _: {"accounts": ["b", "a"]}).learners()


def test_another_program_is_no_ledger() -> None:
    via = httpx.MockTransport(lambda _: httpx.Response(200, json={"format": "creditpath-ledger/2"}))
    with pytest.raises(Unavailable, match="of format 'creditpath-ledger/2', and this reads"):
        RemoteLedger(BASE, via=via)
    nothing = httpx.MockTransport(lambda _: httpx.Response(404))
    with pytest.raises(Unavailable, match="nothing at /v1/about"):
        RemoteLedger(BASE, via=nothing)


@pytest.mark.parametrize(
    ("said", "lag"),
    [({}, Lag()), ({"waiting": {"entries": 7, "seconds": 90}}, Lag(7, 90)), ({"waiting": {}}, Lag())],
)
def test_what_waits_there_is_told(said: dict[str, Any], lag: Lag) -> None:
    via = httpx.MockTransport(lambda _: httpx.Response(200, json=ABOUT | said))
    assert RemoteLedger(BASE, via=via).lag() == lag


@pytest.mark.parametrize("said", [3, {"entries": "7"}, {"seconds": -1}, {"entries": True}])
def test_what_waits_in_no_number(said: Any) -> None:
    via = httpx.MockTransport(lambda _: httpx.Response(200, json=ABOUT | {"waiting": said}))
    with pytest.raises(Unavailable, match="/v1/about/waiting: expected entries and seconds"):
        RemoteLedger(BASE, via=via).lag()
