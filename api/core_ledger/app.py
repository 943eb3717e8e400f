"""The read endpoints of a ledger, as docs/ledger-contract.md states them: for small banks, and to try a reader on.

    creditpath ledger serve --ledger bank.db

Everything is read through the port: what the endpoints say is what any reader of the ledger sees. Nothing writes.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import FastAPI, Query, Request, Response
from fastapi.responses import JSONResponse
from starlette.concurrency import run_in_threadpool

from recommender.errors import InputError, NotFound, Unavailable
from recommender.ledger import LedgerReader, open_ledger
from recommender.ledger.contract import FORMAT, about
from recommender.ledger.reader import PAGE, TOGETHER
from recommender.ledger.wire import entry_to, loads
from recommender.vocabulary import LearnerId

__all__ = ["create_app", "ledger_app"]

MEDIA_TYPE = "application/problem+json"
LARGEST_BODY = 2**20
Limit = Annotated[int, Query(ge=1)]


def create_app() -> FastAPI:
    """The endpoints over the ledger that the environment names."""
    ledger = open_ledger(os.environ["CREDITPATH_LEDGER_URL"])
    return ledger_app(ledger, os.environ.get("CREDITPATH_LEDGER_TOKEN", ""))


def ledger_app(ledger: LedgerReader, token: str = "") -> FastAPI:
    """The endpoints over an opened ledger; `token`: only who sends it may read."""
    app = FastAPI(title="creditpath core ledger", version=FORMAT, docs_url=None, redoc_url=None)
    _guard(app, token)
    _failures(app)

    @app.get("/v1/about")
    def said_about() -> Any:
        return about(ledger)

    @app.get("/v1/count")
    def count() -> Any:
        return {"entries": ledger.count()}

    @app.get("/v1/accounts")
    def accounts(limit: Limit = TOGETHER, after: str = "") -> Any:
        most = min(limit, TOGETHER)
        return {"accounts": list(ledger.learners(most, LearnerId(after) if after else None))}

    @app.get("/v1/accounts/{account:path}/entries")
    def entries(account: str, position: str = "") -> Any:
        moment = ledger.snapshot([LearnerId(account)], position or None)
        found = moment.entries.get(LearnerId(account))
        if found is None:
            raise NotFound("account", account)
        return {"position": moment.position, "entries": [entry_to(one) for one in found]}

    @app.get("/v1/entries")
    def feed(limit: Limit = 1000, after: str = "") -> Any:
        page = ledger.feed(after, min(limit, PAGE))
        return {"entries": [entry_to(one) for one in page.entries], "cursor": page.cursor, "more": page.more}

    @app.post("/v1/snapshot")
    async def snapshot(request: Request) -> Any:
        moment = await run_in_threadpool(ledger.snapshot, *_asked(await request.body()))
        found = {name: [entry_to(one) for one in some] for name, some in moment.entries.items()}
        return {"position": moment.position, "accounts": found}

    return app


def _asked(body: bytes) -> tuple[list[LearnerId], str | None]:
    """The accounts that a question names, and the position at which they are asked for."""
    if len(body) > LARGEST_BODY:
        raise InputError(f"expected at most {LARGEST_BODY} bytes", place="body")
    data = loads(body, "body")
    known = isinstance(data, dict) and {"accounts"} <= data.keys() <= {"accounts", "position"}
    names = data["accounts"] if known else None
    if not isinstance(names, list) or not all(isinstance(name, str) and name for name in names):
        raise InputError('expected {"accounts": [ids]}', place="body")
    if not isinstance(data.get("position", ""), str):
        raise InputError("expected text", place="body/position")
    return [LearnerId(name) for name in names], data.get("position")


def _guard(app: FastAPI, token: str) -> None:
    @app.middleware("http")
    async def guarded(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        sent = request.headers.get("Authorization", "")
        if token and not hmac.compare_digest(sent.encode(), f"Bearer {token}".encode()):
            return _problem(401, "unauthorized", "expected the token of this ledger")
        wanted = request.headers.get("Creditpath-Ledger", "1")
        if wanted != "1":
            return _problem(
                406, "unknown-version", f"this ledger serves version 1, asked for {wanted[:20]!r}"
            )
        unknown = sorted(set(request.query_params) - {"after", "limit", "position"})
        if unknown:
            return _problem(422, "invalid-request", f"unknown parameter {', '.join(unknown)}"[:200])
        return await call_next(request)


def _failures(app: FastAPI) -> None:
    @app.exception_handler(NotFound)
    async def not_found(_: Request, error: NotFound) -> Response:
        return _problem(404, "unknown-account", str(error))

    @app.exception_handler(InputError)
    async def wrong(_: Request, error: InputError) -> Response:
        return _problem(422, "invalid-request", str(error))

    @app.exception_handler(Unavailable)
    async def unavailable(_: Request, error: Unavailable) -> Response:
        return _problem(503, "unavailable", str(error))


def _problem(status: int, slug: str, detail: str) -> JSONResponse:
    body = {"type": f"/problems/{slug}", "title": slug.replace("-", " "), "status": status, "detail": detail}
    return JSONResponse(body, status, media_type=MEDIA_TYPE)
