"""What is the shortest path, and is a plan made by hand a path: for a learner, or for a record that is handed in?"""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Depends, Response

from api.answering import respond_once
from api.certificate_requests import CERTIFICATE_BODY, Content
from api.certificate_responses import SolveAnswer, VerifyAnswer
from api.choice_requests import AlternativesRequest, ReplanRequest, SolveRequest
from api.choice_responses import AlternativesAnswer, ReplanAnswer
from api.dependencies import TheGate, TheService, each_once
from api.leaving import Left
from api.openapi import PROBLEMS
from api.places import places_in_body
from api.requests import ReviewRequest, WhatIfRequest, WhyRequest
from api.responses import ReviewAnswer
from api.why_responses import WhatIfAnswer, WhyAnswer

router = APIRouter(prefix="/v1", tags=["paths"], dependencies=[Depends(each_once)], responses=PROBLEMS)

EXAMPLE = {"learner": "demo/lin-yue", "goals": [], "load": "12"}
INQUIRY = {"learner": "demo/lin-yue", "items": ["jiangnan/acc201"], "shorter": "3", "certificates": True}
SUPPOSED = {
    "learner": "demo/lin-yue",
    "changes": [{"kind": "result", "item": "jiangnan/acc201", "grade": {"scheme": "percent", "mark": "75"}}],
}
OTHERS = {"learner": "demo/lin-yue", "k": 2, "objectives": ["length"]}
AFTER = {"learner": "demo/lin-yue", "before": ["jiangnan/acc201", "jiangnan/acc301"]}
BY_HAND = {
    "learner": "demo/lin-yue",
    "goals": [],
    "steps": [{"item": "jiangnan/acc201", "term": "2027-spring"}],
}


@router.post(
    "/paths:solve", response_model=SolveAnswer, summary="What is the shortest path to a qualification?"
)
def solve(
    body: Annotated[SolveRequest, Body(examples=[EXAMPLE])], service: TheService, gate: TheGate, left: Left
) -> Response:
    """A plan with its terms, claims, rules, reasons and causes; "no path" and "refused" are answers too."""
    with gate.place(), places_in_body():
        return respond_once({"certificate": None, **service.plan(body.whose(), body.wish(), cancelled=left)})


@router.post(
    "/paths:alternatives", response_model=AlternativesAnswer, summary="Which other plans are as good?"
)
def alternatives(
    body: Annotated[AlternativesRequest, Body(examples=[OTHERS])], service: TheService, gate: TheGate
) -> Response:
    """Plans equal at every level, or within a slack, each as different as can be from those before, each checked."""
    with gate.place(), places_in_body():
        return respond_once(service.alternatives(body.whose(), body.wish(), body.k, body.leeway()))


@router.post("/paths:replan", response_model=ReplanAnswer, summary="Which plan is nearest to an old one?")
def replan(
    body: Annotated[ReplanRequest, Body(examples=[AFTER])], service: TheService, gate: TheGate
) -> Response:
    """The shortest path with the fewest steps new or gone; each step that goes has its reason."""
    with gate.place(), places_in_body():
        return respond_once(service.replan(body.whose(), body.wish(), body.before, body.keep_steps))


@router.post("/paths:what-if", response_model=WhatIfAnswer, summary="What if something were otherwise?")
def what_if(
    body: Annotated[WhatIfRequest, Body(examples=[SUPPOSED])], service: TheService, gate: TheGate
) -> Response:
    """Two plans, each solved and checked for itself, and what they differ in."""
    with gate.place(), places_in_body():
        return respond_once(service.what_if(body.whose(), body.wish(), body.rows()))


@router.post("/paths:why", response_model=WhyAnswer, summary="Why this path, why not another, why none?")
def why(
    body: Annotated[WhyRequest, Body(examples=[INQUIRY])], service: TheService, gate: TheGate
) -> Response:
    """Each answer is a changed problem, solved and checked again; what was not settled is said."""
    with gate.place(), places_in_body():
        return respond_once(service.why(body.whose(), body.wish(), body.question()))


@router.post(
    "/paths:verify",
    response_model=VerifyAnswer,
    summary="Does a certificate show what it says?",
    openapi_extra=CERTIFICATE_BODY,
)
def verify(content: Content, service: TheService, gate: TheGate) -> Response:
    """Everything is derived anew from the catalogue that is here and the record in it; no solver is asked."""
    with gate.place():
        return respond_once(service.verify(content))


@router.post("/plans:audit", response_model=ReviewAnswer, summary="Is a plan made by hand valid?")
def audit_plan(
    body: Annotated[ReviewRequest, Body(examples=[BY_HAND])], service: TheService, gate: TheGate
) -> Response:
    """The verdict with every rule that the plan breaks, what it leaves open, and the least study there is."""
    with gate.place(), places_in_body():
        return respond_once(service.review(body.whose(), body.wish(), body.proposed()))
