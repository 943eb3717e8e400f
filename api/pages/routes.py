"""Which pages are there?  Read-only, without scripts, in two languages."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import Field

from api.dependencies import TheGate, TheService, each_once
from api.pages.errors import problem_page
from api.pages.render import page
from api.pages.view import learner_page
from api.problems import TYPES, of_status
from api.requests import Asked, Id
from api.service import Json, Service, Wish
from api.solving import Gate
from recommender.errors import Unavailable

router = APIRouter(include_in_schema=False, dependencies=[Depends(each_once)])

SHOWN_LEARNERS = 12


class PageQuery(Asked):
    """Query of a page."""

    lang: Literal["zh", "en"] = "zh"


class LearnerQuery(PageQuery):
    """Query of the learner page."""

    goal: Id | None = None


class OpenQuery(PageQuery):
    """Query of the form on the start page."""

    id: str = Field("", max_length=256)


@router.get("/")
def home(request: Request, query: Annotated[PageQuery, Query()], service: TheService) -> Response:
    """Choose a learner."""
    known, missing = [], ""
    try:
        known = service.learners(SHOWN_LEARNERS)
    except Unavailable as error:
        missing = str(error)
    synthetic = service.is_synthetic()
    return page("home.html", query.lang, "/", known=known, missing=missing, synthetic=synthetic)


@router.get("/learners")
def open_learner(query: Annotated[OpenQuery, Query()]) -> Response:
    """The form's target: go to the learner's own address."""
    learner = query.id.strip()
    target = f"/learners/{quote(learner, safe='/')}" if learner else "/"
    return RedirectResponse(f"{target}?lang={query.lang}", status_code=303)


@router.get("/learners/{learner:path}")
def learner(
    request: Request,
    learner: str,
    query: Annotated[LearnerQuery, Query()],
    service: TheService,
    gate: TheGate,
) -> Response:
    """Progress, next steps, path and requirements of one learner."""
    record = service.record(learner, None)
    plan, audit = _answers(service, gate, record, query.goal)
    shown = learner_page(record, plan, audit, service.choices(), query.goal or "", query.lang)
    synthetic = service.is_synthetic()
    return page(
        "learner.html", query.lang, request.url.path, page=shown, synthetic=synthetic, goal=query.goal
    )


def _answers(service: Service, gate: Gate, record: Json, goal: str | None) -> tuple[Json | None, Json | None]:
    """The plan, and the audit where there is no path to show; neither without a goal."""
    if goal is None and not has_goal(record):
        return None, None
    goals = (goal,) if goal else ()
    with gate.place():
        plan = service.plan(record["learner"], Wish(goals=goals))
        if plan["status"] != "infeasible":
            return plan, None
        return plan, service.audit(record["learner"], goals, None)


def has_goal(record: Json) -> bool:
    """Whether the learner is enrolled on something that is not awarded yet."""
    awarded = {award["qualification"] for award in record["awards"]}
    return any(one["qualification"] not in awarded for one in record["enrolments"])


@router.get("/problems/{slug}")
def problem(request: Request, slug: str, query: Annotated[PageQuery, Query()]) -> Response:
    """What a problem type means."""
    kind = TYPES.get(slug)
    if kind is None:
        return problem_page(request, of_status(404))
    title, detail = kind.title(query.lang), kind.meaning(query.lang)
    return page(
        "problem.html", query.lang, request.url.path, title=title, kind=kind, detail=detail, errors=()
    )
