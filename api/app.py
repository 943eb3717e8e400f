"""How is the service put together?  `create_app` is what uvicorn and the tests call."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from fastapi import FastAPI
from fastapi.staticfiles import StaticFiles

from api import failures
from api.bank import BankService
from api.guard import Guard
from api.openapi import DESCRIPTION, TITLE, VERSION, description_of
from api.pages.errors import problem_page
from api.pages.routes import router as pages
from api.routes import answers, health, learners, paths
from api.service import Service
from api.solving import Gate
from recommender.errors import CreditpathError
from recommender.recommend.keeping import open_keeper
from recommender.settings import Settings

if TYPE_CHECKING:
    from recommender.recommend import Bank

STATIC = Path(__file__).parent / "pages" / "static"

WAITING_PER_PLACE = 8
"""Callers that may wait for each place before the solver."""


def create_app(
    bank: Bank | None = None, settings: Settings | None = None, service: Service | None = None
) -> FastAPI:
    """The application.

    Args:
        bank: An opened bank; absent: opened from the settings.
        settings: Absent: from the environment (`CREDITPATH_*`).
        service: Answers in place of a bank, for tests.
    """
    settings = settings or (bank.settings if bank is not None else Settings())
    app = FastAPI(title=TITLE, version=VERSION, description=DESCRIPTION, docs_url=None, redoc_url=None)
    app.state.service = service or _open(bank, settings)
    app.state.gate = Gate(
        settings.concurrent_solves, settings.concurrent_solves * WAITING_PER_PLACE, settings.time_limit
    )
    app.openapi = lambda: description_of(app)  # type: ignore[method-assign]
    app.add_middleware(Guard)
    failures.install(app, problem_page)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    for router in (health.router, learners.router, paths.router, answers.router, pages):
        app.include_router(router)
    return app


def _open(bank: Bank | None, settings: Settings) -> Service | Exception:
    """The service of a bank; what keeps it from opening is kept, told by /readyz and by every answer."""
    if bank is not None:
        return BankService(bank, open_keeper(settings))
    from recommender.recommend import open_bank

    try:
        return BankService(open_bank(settings), open_keeper(settings))
    except CreditpathError as error:
        from recommender.errors import Unavailable

        return Unavailable("catalogue", str(error))
