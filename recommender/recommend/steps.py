"""How is one step of a plan told: what it is, when, what it serves, what leaving it out would cost, whom it suits?"""

from __future__ import annotations

from collections.abc import Mapping

from recommender.catalogue import Catalogue
from recommender.explanation import Cost, each, explain_step
from recommender.ledger.record import Record
from recommender.planning.plan import Plan, Status, Step
from recommender.planning.removal import Removal
from recommender.ranking.serve import Ranked
from recommender.recommend import view
from recommender.recommend.fitting import fit_json
from recommender.recommend.view import Json
from recommender.rules.claims import FREE
from recommender.vocabulary import format_units


def step_json(
    catalogue: Catalogue,
    record: Record,
    plan: Plan,
    step: Step,
    removal: Removal | None,
    fit: Ranked | None,
    titles: Mapping[tuple[str, str], Json],
) -> Json:
    """A step with its reasons; `removal` None where it was not tested, `fit` None where nothing was ranked."""
    item = catalogue.items[step.item]
    issuer = catalogue.institutions.get(item.issuer)
    reasons = explain_step(step, plan, catalogue, cost_of(removal), fit, record)
    return {
        "item": step.item,
        "title": view.item_title(catalogue, step.item),
        "kind": item.kind.value,
        "issuer": item.issuer,
        "issuer_title": view.institution_title(catalogue, item.issuer),
        "region": issuer.region if issuer else "",
        "modes": list(item.modes),
        "study": format_units(step.study_units),
        "credits": format_units(step.units),
        "term": plan.terms[step.term].label,
        "term_ordinal": step.term,
        "why": step.why,
        "needs_grade": [view.grade(one) for one in step.needs_grade],
        "fee": step.fee,
        "serves": serves(plan, step, titles),
        "through": through(plan, step),
        "removal": None if removal is None else _removal_json(removal),
        "fit": None if fit is None else fit_json(catalogue, fit),
        "text": each(reasons),
    }


def through(plan: Plan, step: Step) -> list[str]:
    """The recognitions that the step feeds."""
    return sorted({one.rule for one in plan.applications if f"new:{step.item}" in one.sources})


def places(plan: Plan, step: Step) -> list[tuple[str, str]]:
    """Each (goal, requirement) that counts the step, as itself or through a recognition."""
    key = f"new:{step.item}"
    outputs = {(a.goal, out) for a in plan.applications if key in a.sources for out in a.outputs}
    found = {(c.goal, c.place) for c in plan.claims if c.key == key or (c.goal, c.key) in outputs}
    return sorted(found, key=lambda place: (place[0], place[1] == FREE, place[1]))


def serves(plan: Plan, step: Step, titles: Mapping[tuple[str, str], Json]) -> list[Json]:
    """The requirements that count the step, free electives last."""
    return [
        {"goal": goal, "requirement": place, "title": titles[goal, place]}
        for goal, place in places(plan, step)
    ]


def cost_of(removal: Removal | None) -> Cost:
    """What leaving a step out costs, as explanations take it."""
    if removal is None:
        return "untested"
    if removal.added_units is not None:
        return removal.added_units
    return None if removal.status is Status.INFEASIBLE else "unknown"


def _removal_json(removal: Removal) -> Json:
    added = removal.added_units
    return {"added": None if added is None else format_units(added), "status": removal.status.value}
