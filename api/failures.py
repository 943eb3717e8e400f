"""Where are failures caught, and who gets them as JSON and who as a page?"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from api.answering import encoded
from api.guard import HEADERS
from api.language import HTML_LANGUAGE, negotiate
from api.problems import MEDIA_TYPE, Problem, of_status, problem_of
from api.solving import Busy
from api.validation import invalid
from recommender.errors import CheckFailed, CreditpathError

log = logging.getLogger("creditpath.api")

PageOf = Callable[[Request, Problem], Response]


def install(app: FastAPI, page_of: PageOf) -> None:
    """Tell every failure as a problem; `page_of` renders it where a reader asked for a page."""

    def told(request: Request, problem: Problem) -> Response:
        wants_page = "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(
            "/v1/"
        )
        return page_of(request, problem) if wants_page else as_json(request, problem)

    def expected(request: Request, error: Exception) -> Response:
        if isinstance(error, CheckFailed):
            log.error("%s: %s", request.url.path, error)
        return told(request, problem_of(error))

    def unexpected(request: Request, error: Exception) -> Response:
        # The framework answers these outside of the guard, so its headers are added here.
        response = told(request, problem_of(error))
        response.raw_headers.extend(HEADERS)
        return response

    def malformed(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        return told(request, invalid(error.errors()))

    def framework(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        return told(request, of_status(error.status_code, tuple((error.headers or {}).items())))

    handlers: dict[type[Exception], Callable[[Request, Exception], Response | Awaitable[Response]]] = {
        CreditpathError: expected,
        Busy: expected,
        RequestValidationError: malformed,
        HTTPException: framework,
        Exception: unexpected,
    }
    for kind, handler in handlers.items():
        app.add_exception_handler(kind, handler)


def as_json(request: Request, problem: Problem) -> Response:
    """The problem as RFC 9457 says, in the caller's language."""
    language = negotiate(request.headers.get("accept-language"))
    headers = {
        **dict(problem.headers),
        "Content-Language": HTML_LANGUAGE[language],
        "Cache-Control": "no-store",
    }
    content = encoded(problem.body(language, request.url.path))
    return Response(content, problem.kind.status, headers, MEDIA_TYPE)
