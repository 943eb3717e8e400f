"""The use case: is this hand-made plan valid, what does it break, what does it leave open, and what would be least?"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic
from typing import Any

from recommender.errors import InputError, Unreadable
from recommender.explanation.violations import explain_violation
from recommender.ledger.document import read_document
from recommender.ledger.record import Record
from recommender.planning import PlanRequest, make_plan
from recommender.planning.build import resolve_goals, terms_of
from recommender.planning.review import Proposed, Review, review_plan
from recommender.recommend import told, view
from recommender.recommend.bank import Bank
from recommender.recommend.replay import replay_key
from recommender.recommend.view import Json
from recommender.vocabulary import ItemId, Term, format_units

PLACE = "plan"


def review_for(
    bank: Bank, record: Record, request: PlanRequest, data: Mapping[str, Any], place: str = PLACE
) -> Json:
    """A hand-made plan, judged; `data` has `steps`, each with `item` and `term` (a label such as 2027-spring).

    The steps of one of our own answers are such a list; whatever else stands in them is not looked at. `place` is what
    messages call the data.

    Raises:
        InputError: a step that is none, an unknown item or term: it is named by its place.
        NotFound: an unknown qualification or catalogue year.
    """
    start = monotonic()
    catalogue = bank.catalogue
    goals = resolve_goals(catalogue, record, request)
    proposed = read_steps(bank, terms_of(catalogue, record, goals, request), data, place)
    found = review_plan(catalogue, record, request, proposed)
    versions = tuple(goal.version for goal in goals)
    return {
        "verdict": found.verdict,
        "synthetic": catalogue.synthetic,
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        "goals": [goal.key for goal in goals],
        "remaining": None if found.plan is None else format_units(found.remaining_units),
        **_plan_json(bank, record, request, found),
        "requirements": [
            told.requirement(catalogue, version, one.requirements)
            for version, one in zip(versions, found.goals, strict=False)
        ],
        "limits": [
            row
            for version, one in zip(versions, found.goals, strict=False)
            for row in told.limits(catalogue, version, one.limits)
        ],
        "violations": [
            {
                "kind": one.kind,
                "rule": one.rule,
                "subject": one.subject,
                "text": explain_violation(one, catalogue, versions),
            }
            for one in found.violations
        ],
        "causes": told.notes(catalogue, found.causes),
        "replay_key": replay_key("review", request, record, catalogue.version, ""),
        "meta": {"seconds": round(monotonic() - start, 3)},
    }


def _plan_json(bank: Bank, record: Record, request: PlanRequest, found: Review) -> Json:
    """The plan as handed in, with its claims, and the least study that there is for comparison."""
    plan, catalogue = found.plan, bank.catalogue
    if plan is None:
        return {
            "length": None,
            "least": None,
            "terms": [],
            "claims": [],
            "applications": [],
            "not_counted": [],
        }
    best = make_plan(catalogue, record, request, bank.plans)
    return {
        "length": format_units(plan.length or 0),
        "least": None if best.length is None else format_units(best.length),
        "terms": [view.term(term) for term in plan.terms],
        "claims": [view.claim(catalogue, row) for row in plan.claims],
        "applications": told.applications(catalogue, record, plan.applications, plan.claims, plan),
        "not_counted": told.not_counted(
            catalogue, record, plan.not_counted, plan.scheme, [goal.key for goal in plan.goals]
        ),
    }


def plan_file(path: Path) -> Mapping[str, Any]:
    """A hand-made plan in a file: CSV with the columns item and term, or JSON or YAML with the list `steps`.

    Raises:
        Unreadable: there is no such file, or it is none of these.
    """
    if path.suffix != ".csv":
        content = read_document(path)
        if not isinstance(content, Mapping):
            raise Unreadable("expected a mapping with the list `steps`", place=str(path))
        return content
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeError, csv.Error) as error:
        raise Unreadable(str(error), place=str(path)) from None
    return {"steps": rows}


def read_steps(
    bank: Bank, terms: Sequence[Term], data: Mapping[str, Any], place: str = PLACE
) -> tuple[Proposed, ...]:
    """The proposed steps; every mistake names the step by its place in the list."""
    rows = data.get("steps")
    if not isinstance(rows, list):
        raise InputError("expected a list `steps`, each with `item` and `term`", place=f"{place}/steps")
    labels = {term.label: term.ordinal for term in terms}
    found: list[Proposed] = []
    for number, row in enumerate(rows):
        here = f"{place}/steps/{number}"
        if not isinstance(row, Mapping):
            raise InputError(f"expected a step with `item` and `term`, found {row!r}", place=here)
        item, term = row.get("item"), row.get("term")
        if not isinstance(item, str) or item not in bank.catalogue.items:
            raise InputError(f"there is no item {item!r}", place=f"{here}/item")
        if term not in labels:
            known = ", ".join(list(labels)[:6])
            raise InputError(f"expected a term such as {known}, found {term!r}", place=f"{here}/term")
        found.append(Proposed(ItemId(item), labels[term]))
    return tuple(found)
