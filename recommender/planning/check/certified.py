"""Does a plan's own proof show what the plan says: that none is shorter, or that there is none (D4, D5)?"""

from __future__ import annotations

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.check.proof import Unsound, proven
from recommender.planning.check.relaxation import relaxation
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest


def check_proof(
    catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan
) -> tuple[Violation, ...]:
    """The proof is sound and reaches the bound that it stands for; nothing is called certified without one."""
    first = plan.levels[0] if plan.levels else None
    if plan.proof is None:
        said = [one for one in plan.levels if one.proof == "certified"]
        return tuple(
            Violation("proof", one.objective, "certified", "there is no proof of it") for one in said
        )
    ground = relaxation(catalogue, record, request)
    if ground is None:
        return (Violation("proof", "goals", "versions", "there is nothing to prove anything about"),)
    try:
        shown = proven(ground, plan.proof)
    except Unsound as error:
        return (Violation("proof", "length", "unsound", str(error)),)
    if plan.status is Status.INFEASIBLE:
        return (
            ()
            if shown is None
            else (_less(f"shows no more than a length of {shown}, expected no path at all"),)
        )
    if first is None or first.objective != "length" or first.proof != "certified":
        return (_less("belongs to a first level of length that says so, and there is none"),)
    if shown is None or shown < first.lower_bound:
        reached = "that there is no path" if shown is None else f"{shown}"
        return (_less(f"shows {reached}, expected {first.lower_bound}"),)
    others = [one for one in plan.levels[1:] if one.proof == "certified"]
    return tuple(
        Violation("proof", one.objective, "certified", "the proof is of the length") for one in others
    )


def _less(message: str) -> Violation:
    return Violation("proof", "length", "bound", message)
