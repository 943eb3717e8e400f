"""What was answered before?"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from api.answering import respond_kept
from api.dependencies import TheService, each_once
from api.openapi import PROBLEMS
from api.requests import AnswerQuery

router = APIRouter(
    prefix="/v1/answers", tags=["answers"], dependencies=[Depends(each_once)], responses=PROBLEMS
)

Key = Annotated[
    str,
    Path(
        pattern="^[0-9a-f]{64}$",
        description="the `replay_key` of an answer, or its `recommendation_id`",
        examples=["0" * 64],
    ),
]


@router.get("/{key}", response_model=dict[str, Any], summary="What was answered under this replay key?")
def answer(
    request: Request, key: Key, query: Annotated[AnswerQuery, Query()], service: TheService
) -> Response:
    """The same bytes as that day, whatever ledger, catalogue and model say now; 410 once the learner is erased."""
    return respond_kept(request, service.answer(key, query.learner))
