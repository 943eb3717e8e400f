"""Is the process alive, and can it answer?"""

from __future__ import annotations

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from api.answering import encoded
from api.response_parts import Alive, Readiness
from api.service import Part, Service

router = APIRouter(tags=["health"])

NEEDED = ("catalogue", "ledger")
"""Without these nothing can be answered; without the model only the order of equals is lost."""


@router.get("/livez", response_model=Alive, summary="Is the process alive?")
def livez() -> dict[str, str]:
    """200 as long as the process runs."""
    return {"status": "alive"}


@router.get("/readyz", response_model=Readiness, summary="Can it answer, and what is missing?")
def readyz(request: Request) -> Response:
    """200 when the catalogue and the ledger are there, else 503; every part with its state."""
    parts = _parts(request.app.state.service)
    missing = [name for name in NEEDED if name not in parts or parts[name].state == "unavailable"]
    reduced = any(part.state != "ready" for part in parts.values())
    body = {
        "status": "unavailable" if missing else "degraded" if reduced else "ready",
        "parts": {name: asdict(part) for name, part in parts.items()},
    }
    headers = {"Cache-Control": "no-store"}
    return Response(encoded(body), 503 if missing else 200, headers, "application/json")


def _parts(opened: Service | Exception) -> dict[str, Part]:
    if isinstance(opened, Exception):
        return {"catalogue": Part("unavailable", problem=str(opened))}
    return opened.parts()
