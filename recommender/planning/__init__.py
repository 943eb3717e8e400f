"""Stage 4: which steps complete the qualification for the least study?

The names are looked up when first used: whoever checks a plan, or verifies a certificate, loads no solver.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recommender.planning.audit import Audit, make_audit
    from recommender.planning.make import make_plan
    from recommender.planning.plan import Plan
    from recommender.planning.removal import removal_costs
    from recommender.planning.request import GoalRef, PlanRequest

__all__ = ["Audit", "GoalRef", "Plan", "PlanRequest", "make_audit", "make_plan", "removal_costs"]

_HOME = {
    "Audit": "audit",
    "GoalRef": "request",
    "Plan": "plan",
    "PlanRequest": "request",
    "make_audit": "audit",
    "make_plan": "make",
    "removal_costs": "removal",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    return found
