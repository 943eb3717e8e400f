"""What can be asked about one learner: recommendations, record, audit?

Learner ids may hold a slash (`demo/lin-yue`), so the id is everything up to the last part of the path.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.answering import respond
from api.dependencies import TheGate, TheService, each_once
from api.openapi import PROBLEMS
from api.requests import AuditQuery, RecommendQuery, RecordQuery
from api.responses import AuditAnswer, RecommendationsAnswer, RecordAnswer

router = APIRouter(
    prefix="/v1/learners/{learner:path}",
    tags=["learners"],
    dependencies=[Depends(each_once)],
    responses=PROBLEMS,
)

Learner = Annotated[str, Path(description="the learner's id; a `/` in it may stand as it is or as %2F")]


@router.get("/recommendations", response_model=RecommendationsAnswer, summary="What suits this learner next?")
def recommendations(
    request: Request,
    learner: Learner,
    query: Annotated[RecommendQuery, Query()],
    service: TheService,
    gate: TheGate,
) -> Response:
    """Items that can be started next and lie on a shortest path, best first."""
    with gate.place():
        return respond(request, service.recommend(learner, query.browse()))


@router.get("/record", response_model=RecordAnswer, summary="What does the ledger hold?")
def record(
    request: Request, learner: Learner, query: Annotated[RecordQuery, Query()], service: TheService
) -> Response:
    """The fold of the learner's entries as of a day."""
    return respond(request, service.record(learner, query.as_of))


@router.get("/audit", response_model=AuditAnswer, summary="What is met, what remains, what does not count?")
def audit(
    request: Request,
    learner: Learner,
    query: Annotated[AuditQuery, Query()],
    service: TheService,
    gate: TheGate,
) -> Response:
    """The audit against a goal, or against the learner's enrolment."""
    with gate.place():
        return respond(request, service.audit(learner, query.goals(), query.as_of, query.facts()))
