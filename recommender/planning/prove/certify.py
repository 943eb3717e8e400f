"""Can what an answer says of its length be shown to anyone?  If so, the answer carries the proof (D5)."""

from __future__ import annotations

from dataclasses import replace

from recommender.planning.plan import Level, Plan, Status
from recommender.planning.prove.prover import Prover


def certify(plan: Plan, prover: Prover | None) -> Plan:
    """The plan with a proof of its length, or that there is none; unchanged where none was found in time."""
    if prover is None or plan.status is Status.REFUSED:
        return plan
    if plan.levels and plan.levels[0].objective != "length":
        return plan
    found = prover.proof(plan.length)
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
