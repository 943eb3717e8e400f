"""What is the shortest path, for a learner or for a record that is handed in?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from api.answering import respond_once
from api.dependencies import TheGate, TheService, each_once
from api.openapi import PROBLEMS
from api.requests import PathRequest
from api.responses import PlanAnswer
from recommender.errors import InputError

router = APIRouter(prefix="/v1", tags=["paths"], dependencies=[Depends(each_once)], responses=PROBLEMS)

EXAMPLE = {"learner": "demo/lin-yue", "goals": [], "load": "12"}


@router.post(
    "/paths:solve", response_model=PlanAnswer, summary="What is the shortest path to a qualification?"
)
def solve(
    body: Annotated[PathRequest, Body(examples=[EXAMPLE])], service: TheService, gate: TheGate
) -> Response:
    """A plan with its terms, claims, rules, reasons and causes; "no path" and "refused" are answers too."""
    whose = body.learner if body.learner is not None else body.record
    if whose is None:
        raise InputError("expected exactly one of `learner` and `record`", place="learner")
    with gate.place():
        return respond_once(service.plan(whose, body.wish()))
