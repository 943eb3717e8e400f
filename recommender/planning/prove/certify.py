"""Can what an answer says of its length be shown to anyone?  If so, the answer carries the proof (D5)."""

from __future__ import annotations

from dataclasses import replace
from time import monotonic

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.certificate import Proof
from recommender.planning.check.layout import TooLarge
from recommender.planning.check.proof import Unsound, proven
from recommender.planning.check.relaxation import relaxation
from recommender.planning.plan import Level, Plan, Status
from recommender.planning.prove.search import Effort, find_proof
from recommender.planning.request import PlanRequest

SECONDS = 5.0
"""How long a proof may be looked for; the number of nodes is what makes answers repeatable."""
NODES = 400


def certify(
    catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan, deadline: float | None = None
) -> Plan:
    """The plan with a proof of its length, or that there is none; unchanged where none was found in time."""
    if plan.status is Status.REFUSED or (plan.levels and plan.levels[0].objective != "length"):
        return plan
    left = SECONDS if deadline is None else min(SECONDS, deadline - monotonic())
    found = _proof(catalogue, record, request, plan, left) if left > 0 else None
    if found is None:
        return plan
    if plan.status is Status.INFEASIBLE:
        return replace(plan, proof=found)
    assert plan.length is not None
    length = Level("length", plan.length, plan.length, "certified", "credit")
    return replace(
        plan,
        status=Status.OPTIMAL,
        lower_bound=plan.length,
        levels=(length, *plan.levels[1:]),
        proof=found,
    )


def _proof(
    catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan, seconds: float
) -> Proof | None:
    ground = relaxation(catalogue, record, request)
    if ground is None:
        return None
    try:
        found = find_proof(ground, plan.length, Effort(NODES, seconds))
    except (TooLarge, ArithmeticError, LookupError, MemoryError, RuntimeError, ValueError):
        return None  # numbers that the kernel would refuse, or what the solver throws: an answer does without a proof
    if found is None:
        return None
    try:
        shown = proven(ground, found)
    except Unsound:
        return None  # rounding lost what floating point had found
    reached = shown is None if plan.length is None else shown is not None and shown >= plan.length
    return found if reached else None
