"""Does a plan claim no more than it can about its length: sums, levels, bounds, proof (D2, D4)?"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.violation import Violation
from recommender.planning.plan import Level, Plan, Status
from recommender.planning.request import PlanRequest

PROOFS = ("certified", "solver", "none")


def check_bounds(request: PlanRequest, plan: Plan) -> tuple[Violation, ...]:
    """Length, bound and status agree with the steps and with each other; each level is the sum that it names."""
    study = sum(step.study_units for step in plan.steps)
    objective = request.objectives[0] if request.objectives else "length"
    found = [Violation("level", "length", what, message) for what, message in _length(plan, study, objective)]
    values = {
        "length": study,
        "fee": sum(step.fee or 0 for step in plan.steps) + sum(one.fee or 0 for one in plan.applications),
        "terms": max((step.term + 1 for step in plan.steps), default=0),
        "fit": sum(step.units * request.dislikes.get(step.item, 0) for step in plan.steps),
    }
    if request.before is not None:
        values["change"] = len({step.item for step in plan.steps} ^ request.before)
    for name, most in request.at_most.items():
        if values.get(name, most) > most:
            found.append(Violation("level", name, "value", f"is {values[name]}, the caller allows {most}"))
    if plan.ties is not None and plan.ties.count < 1:
        found.append(Violation("level", "ties", "count", f"states {plan.ties.count}, the plan itself is one"))
    for level in plan.levels:
        found.extend(
            Violation("level", level.objective, what, message)
            for what, message in _level(level, values.get(level.objective))
        )
    return tuple(found)


def _length(plan: Plan, study: int, objective: str) -> Iterator[tuple[str, str]]:
    if plan.length != study:
        yield "length", f"states {plan.length}, its steps have {study}"
    if plan.lower_bound is None or plan.length is None or not 0 <= plan.lower_bound <= plan.length:
        yield "lower_bound", f"states {plan.lower_bound}, expected 0 to {plan.length}"
    first = plan.levels[0] if plan.levels else None
    if first is None or first.objective != objective:
        yield "levels", f"expected {objective} as the first level"
        return
    if (plan.status is Status.OPTIMAL) != (first.lower_bound == first.value):
        yield (
            "status",
            f"states {plan.status}, with a bound of {first.lower_bound} and {objective} of {first.value}",
        )
    for level in plan.levels:
        stated = (level.value, level.lower_bound)
        if level.objective == "length" and stated != (plan.length, plan.lower_bound):
            yield "levels", "the level of the length states another length or bound than the plan"
    if plan.status is Status.OPTIMAL and first.proof == "none":
        yield "proof", "an optimal plan has a proof of its first level"


def _level(level: Level, value: int | None) -> Iterator[tuple[str, str]]:
    if value is None:
        yield "objective", "is none that is known"
    elif level.value != value:
        yield "value", f"states {level.value}, the steps have {value}"
    if level.lower_bound > level.value:
        yield "lower_bound", f"states {level.lower_bound}, which is over the value {level.value}"
    if level.proof not in PROOFS:
        yield "proof", f"states {level.proof!r}, expected one of {', '.join(PROOFS)}"
