"""How does a question reach a ledger over HTTP, and what if the answer does not come?

Every question may be asked again: so what fails for a while (no connection, 429, 5xx) is asked again, later and later,
each time after a random part of the wait, so that many readers do not come back at one moment. What the ledger refuses
is told at once. A token goes over an encrypted connection or to this machine, nowhere else.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpx

from recommender.errors import InputError, NotFound, Unavailable
from recommender.ledger.wire import loads

__all__ = ["PATIENT", "Transport", "Waiting"]

LARGEST = 64 * 2**20
"""Bytes of one answer; a page of 10,000 entries has some 6 MB."""
AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
VERSION = "1"


@dataclass(frozen=True, slots=True)
class Waiting:
    """How long an answer is waited for, and how often a question is asked again."""

    seconds: float = 10.0
    """For one answer."""
    tries: int = 5
    first: float = 0.2
    """Most seconds before the second try; each further one may wait twice as long."""
    longest: float = 10.0
    """Most seconds between two tries, also where the ledger asks for more."""
    sleep: Callable[[float], None] = field(default=time.sleep)
    chance: Callable[[], float] = field(default=random.random)

    def before(self, tried: int, asked: float | None) -> float:
        """Seconds before the next try; `asked` is what the ledger says in Retry-After."""
        most = min(self.longest, self.first * 2.0 ** (tried - 1))
        return min(self.longest, (asked or 0.0) + most * self.chance())


PATIENT = Waiting()


class Transport:
    """Questions to one ledger."""

    def __init__(
        self, base: str, token: str = "", waiting: Waiting = PATIENT, via: httpx.BaseTransport | None = None
    ) -> None:
        """`via`: another way to the ledger than the network, for tests.

        Raises:
            InputError: the address is none, or a token would go over the network in the clear.
        """
        parts = urlsplit(base)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.query:
            raise InputError(f"expected the address of a ledger such as https://host/path, found {base!r}")
        if token and parts.scheme == "http" and parts.hostname not in LOOPBACK:
            raise InputError("a token is sent over https only", place=base)
        self._base, self._waiting = base.rstrip("/"), waiting
        self._client = httpx.Client(
            timeout=waiting.seconds,
            follow_redirects=False,
            trust_env=False,
            transport=via,
            headers={
                "Accept": "application/json",
                "Creditpath-Ledger": VERSION,
                **({"Authorization": f"Bearer {token}"} if token else {}),
            },
        )

    def get(self, path: str, **query: str | int | None) -> Any:
        """What is at a path.

        Raises:
            NotFound: the ledger has no such account.
            InputError: it refuses the question: a cursor or position of nobody, too many accounts.
            Unavailable: there is no answer, or none that can be read.
        """
        return self._asked("GET", path, {k: v for k, v in query.items() if v not in (None, "")}, None)

    def post(self, path: str, body: Mapping[str, Any]) -> Any:
        """The answer to a question too long for an address; as `get`."""
        return self._asked("POST", path, {}, body)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()

    def _asked(self, method: str, path: str, query: Mapping[str, Any], body: Mapping[str, Any] | None) -> Any:
        for tried in range(1, self._waiting.tries + 1):
            asked: float | None = None
            try:
                status, content, headers = self._once(method, path, query, body)
            except httpx.HTTPError as wrong:
                reason = str(wrong) or type(wrong).__name__
            else:
                if status not in AGAIN:
                    return self._answer(path, status, content)
                reason, asked = f"it answers {status}", _seconds(headers.get("Retry-After"))
            if tried < self._waiting.tries:
                self._waiting.sleep(self._waiting.before(tried, asked))
        raise self._no(f"{reason}; asked {self._waiting.tries} times")

    def _once(
        self, method: str, path: str, query: Mapping[str, Any], body: Mapping[str, Any] | None
    ) -> tuple[int, bytes, httpx.Headers]:
        content = bytearray()
        with self._client.stream(method, self._base + path, params=query, json=body) as response:
            for part in response.iter_bytes():
                content += part
                if len(content) > LARGEST:
                    raise self._no(f"an answer is larger than {LARGEST // 2**20} MiB")
        return response.status_code, bytes(content), response.headers

    def _answer(self, path: str, status: int, content: bytes) -> Any:
        if status in (401, 403):
            raise self._no(f"it refuses our token ({status}); CREDITPATH_LEDGER_TOKEN holds it")
        if status == 404:
            raise NotFound("ledger entry", path)
        if status == 422:
            raise InputError(_detail(content))
        if status != 200:
            raise self._no(f"it answers {status}: {content[:200].decode(errors='replace')}")
        try:
            return loads(content, path)
        except InputError as wrong:
            raise self._no(str(wrong)) from None

    def _no(self, reason: str) -> Unavailable:
        return Unavailable("ledger", f"the ledger {self._base} cannot be used: {reason}")


def _detail(content: bytes) -> str:
    """What a problem says; at most a few lines of it, for it is somebody else's."""
    try:
        data = loads(content, "problem")
    except InputError:
        data = None
    detail = data.get("detail") if isinstance(data, dict) else None
    return str(detail)[:500] if isinstance(detail, str) else "the ledger refuses the question"


def _seconds(text: str | None) -> float | None:
    """Retry-After as a number of seconds; a date there is passed over, our own wait will do."""
    return float(text) if text is not None and text.isascii() and text.isdigit() and len(text) < 6 else None
