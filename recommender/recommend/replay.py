"""What names an answer: the SHA-256 of everything that it is a function of (rule 7 of the house)?"""

from __future__ import annotations

import hashlib
import json
from dataclasses import fields
from datetime import date
from enum import Enum
from fractions import Fraction
from typing import Any

from recommender import __version__
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.solve import solver_version


def replay_key(
    kind: str, request: PlanRequest, record: Record, catalogue: str, model: str, **more: object
) -> str:
    """The key: request with defaults, record digest, catalogue and model version, code and solver version.

    What fits whom follows from record and model; that it was asked for, so that it broke ties, is said. Of an answer
    that no model takes part in, `model` is empty, and no order that was asked for changes its key.
    """
    body = {
        "kind": kind,
        "request": {f.name: getattr(request, f.name) for f in fields(request) if f.name != "dislikes"},
        "personalised": bool(model and request.dislikes),
        "record": record.digest(),
        "catalogue": catalogue,
        "model": model,
        "code": __version__,
        "solver": solver_version(),
        **more,
    }
    return hashlib.sha256(canonical(body).encode()).hexdigest()


def canonical(value: object) -> str:
    """Canonical JSON: sorted keys, no blanks, sets in order."""
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=_plain)


def _plain(value: Any) -> Any:
    if isinstance(value, frozenset | set):
        return sorted(str(one) for one in value)
    if isinstance(value, date | Fraction):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if hasattr(value, "__dataclass_fields__"):
        return {f.name: getattr(value, f.name) for f in fields(value)}
    raise TypeError(f"{type(value).__name__} has no canonical form")
