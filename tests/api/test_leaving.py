"""A client that goes away ends the search for its answer; one that stays has it."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable
from typing import Any

from api.app import create_app
from api.service import Json, Wish
from recommender.settings import Settings
from tests.fakes import answers
from tests.fakes.service import FakeService

PATIENCE = 60


class Slow(FakeService):
    """Solves until nobody waits any more, or until it is told that it has the answer."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.found, self.left = threading.Event(), threading.Event(), threading.Event()

    def plan(
        self,
        learner: str | Json,
        wish: Wish,
        explained: bool = True,
        cancelled: Callable[[], bool] | None = None,
    ) -> Json:
        assert cancelled is not None
        self.begun.set()
        while not self.found.wait(0.01):
            if cancelled():
                self.left.set()
                break
        return answers.plan()


async def ask(service: Slow, leave: bool) -> list[dict[str, Any]]:
    """One POST through the whole application, and what it sends; the client leaves once the search has begun."""
    body = json.dumps({"learner": "demo/lin-yue", "goals": []}).encode()
    waiting: list[dict[str, Any]] = [{"type": "http.request", "body": body, "more_body": False}]
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        if waiting:
            return waiting.pop()
        if not (leave and service.begun.is_set()):
            await asyncio.sleep(PATIENCE)  # as a server does while the client is there
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "POST",
        "path": "/v1/paths:solve",
        "raw_path": b"/v1/paths:solve",
        "root_path": "",
        "scheme": "http",
        "query_string": b"",
        "headers": [(b"content-type", b"application/json"), (b"host", b"test")],
        "client": ("test", 1),
        "server": ("test", 80),
        "state": {},
    }
    app = create_app(settings=Settings(), service=service)
    if not leave:
        asyncio.get_running_loop().call_later(0.01, service.found.set)
    await asyncio.wait_for(app(scope, receive, send), PATIENCE)
    return sent


def test_whoever_goes_away_ends_the_search() -> None:
    service = Slow()
    asyncio.run(ask(service, leave=True))
    assert service.left.is_set()


def test_whoever_stays_has_the_answer() -> None:
    service = Slow()
    sent = asyncio.run(ask(service, leave=False))
    assert not service.left.is_set()
    assert sent[0]["status"] == 200
