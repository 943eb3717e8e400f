"""What does a reader see when something fails?"""

from __future__ import annotations

from fastapi import Request, Response

from api.pages.render import page
from api.problems import Problem
from recommender.explanation import Language


def language_of(request: Request) -> Language:
    """The language that the address asks for; Chinese unless it says English."""
    return "en" if request.query_params.get("lang") == "en" else "zh"


def problem_page(request: Request, problem: Problem) -> Response:
    """The failure as a page, with the same status and sentence as the API gives."""
    language = language_of(request)
    response = page(
        "problem.html",
        language,
        request.url.path,
        problem.kind.status,
        title=problem.kind.title(language),
        kind=problem.kind,
        detail=problem.detail(language),
        errors=problem.errors,
    )
    response.headers.update(dict(problem.headers))
    return response
