"""What does every route get: the service, the gate before the solver, and a look at the query?"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Request

from api.service import Service
from api.solving import Gate
from recommender.errors import InputError

LISTS = frozenset({"exclude", "fact", "pin"})
"""Query parameters that may stand more than once."""


def service_of(request: Request) -> Service:
    """The service; Unavailable where the bank could not be opened."""
    opened = request.app.state.service
    if isinstance(opened, Exception):
        raise opened
    found: Service = opened
    return found


def gate_of(request: Request) -> Gate:
    """The gate before the solver."""
    gate: Gate = request.app.state.gate
    return gate


def each_once(request: Request) -> None:
    """Refuse a parameter that stands twice and takes one value: never let the last one win in silence."""
    for name in request.query_params:
        if name not in LISTS and len(request.query_params.getlist(name)) > 1:
            raise InputError("expected it once, found it more than once", place=name)


TheService = Annotated[Service, Depends(service_of)]
TheGate = Annotated[Gate, Depends(gate_of)]
