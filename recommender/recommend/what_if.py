"""The use case: what if something were otherwise, both plans side by side (D9)?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from time import monotonic
from typing import Any

from recommender.explanation import both
from recommender.explanation.whys import explain_change, explain_effect
from recommender.ledger.record import Record
from recommender.planning import Plan, PlanRequest
from recommender.planning.why.case import Case
from recommender.planning.why.what_if import Comparison, what_if
from recommender.recommend import told, view
from recommender.recommend.bank import Bank
from recommender.recommend.changes import change_json, changes_from, check_changes
from recommender.recommend.plan import answer_versions
from recommender.recommend.replay import replay_key
from recommender.recommend.view import Json
from recommender.vocabulary import format_units


def what_if_for(
    bank: Bank,
    record: Record,
    request: PlanRequest,
    rows: Sequence[Mapping[str, Any]],
    place: str = "changes",
) -> Json:
    """Both plans and what they differ in; `rows` are changes as objects, `place` is what messages call them.

    Raises:
        InputError: a change that means nothing, named by its place; or none at all.
        NotFound: an unknown qualification, catalogue year, item, requirement or rule.
        CheckFailed: the checker refused one of the plans.
    """
    start = monotonic()
    case = Case(bank.catalogue, record, request, bank.plans)
    goals = tuple(goal.key for goal in case.goals())
    changes = changes_from(rows, goals, place)
    check_changes(case, changes, place)
    found = what_if(case, changes)
    return {
        "changes": [
            {**change_json(one), "text": both(explain_change(one, bank.catalogue, goals))} for one in changes
        ],
        **comparison_json(bank, found),
        "synthetic": bank.catalogue.synthetic,
        "scheme": found.before.scheme or found.after.scheme,
        "goals": list(goals),
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        "versions": answer_versions(bank, record),
        "replay_key": replay_key(
            "what-if",
            request,
            record,
            bank.catalogue.version,
            bank.fit.version,
            changes=[change_json(one) for one in changes],
        ),
        "meta": {"seconds": round(monotonic() - start, 3)},
    }


def comparison_json(bank: Bank, found: Comparison) -> Json:
    """Both sides in short, and what they differ in."""
    return {
        "before": side(bank, found.before),
        "after": side(bank, found.after),
        "shorter": None if found.shorter is None else format_units(found.shorter),
        "fewer_terms": found.fewer_terms,
        "gained": [titled(bank, item) for item in found.gained],
        "lost": [titled(bank, item) for item in found.lost],
        "text": both(explain_effect(found)),
    }


def side(bank: Bank, plan: Plan) -> Json:
    """One plan in short: how long, until when, whose word, and its steps."""
    return {
        "status": plan.status.value,
        "length": None if plan.length is None else format_units(plan.length),
        "lower_bound": None if plan.lower_bound is None else format_units(plan.lower_bound),
        "proof": plan.levels[0].proof if plan.levels else "none",
        "terms": None if plan.length is None else plan.busy_terms,
        "steps": [
            {
                **titled(bank, step.item),
                "term": plan.terms[step.term].label,
                "study": format_units(step.study_units),
            }
            for step in plan.steps
        ],
        "rules": sorted({one.rule for one in plan.applications}),
        "causes": told.notes(bank.catalogue, plan.causes),
    }


def titled(bank: Bank, item: str) -> Json:
    """An item with its title."""
    return {"item": item, "title": view.item_title(bank.catalogue, item)}
