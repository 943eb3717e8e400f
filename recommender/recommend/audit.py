"""The use case: what of the goal is met, what remains, and which credits do not count?"""

from __future__ import annotations

from time import monotonic

from recommender.ledger.record import Record
from recommender.planning import Audit, PlanRequest, make_audit
from recommender.planning.make import versions
from recommender.recommend import told, view
from recommender.recommend.bank import Bank
from recommender.recommend.replay import replay_key
from recommender.recommend.view import Json
from recommender.vocabulary import format_units


def audit_for(bank: Bank, record: Record, request: PlanRequest) -> Json:
    """The audit of a record against the goals of a request, as plain data.

    Raises:
        NotFound: an unknown qualification or catalogue year.
    """
    start = monotonic()
    catalogue = bank.catalogue
    audit = make_audit(catalogue, record, request)
    goals = [(told.version_of(catalogue, one.goal), one) for one in audit.goals]
    keys = [one.goal.key for one in audit.goals]
    return {
        "status": audit.status.value,
        "scheme": audit.scheme,
        "synthetic": catalogue.synthetic,
        "goals": audited_goals(bank, record, request, audit),
        "requirements": [told.requirement(catalogue, v, one.requirements) for v, one in goals],
        "limits": [row for v, one in goals for row in told.limits(catalogue, v, one.limits)],
        "remaining": format_units(audit.remaining_units),
        "claims": [view.claim(catalogue, row) for row in audit.claims],
        "applications": told.applications(catalogue, record, audit.applications, audit.claims),
        "not_counted": told.not_counted(catalogue, record, audit.not_counted, audit.scheme, keys),
        "assumptions": told.notes(catalogue, audit.assumptions),
        "causes": told.notes(catalogue, audit.causes),
        "versions": versions(catalogue, record),
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        # No ranking takes part in an audit, so no model stands in its key.
        "replay_key": replay_key("audit", request, record, catalogue.version, ""),
        "meta": {"seconds": round(monotonic() - start, 3)},
    }


def audited_goals(bank: Bank, record: Record, request: PlanRequest, audit: Audit) -> list[Json]:
    """The goals of an audit with their amounts; what is missing is still to study.

    Of several goals planned together only the sum of what is missing is known, so that each shows the rest of its
    total instead.
    """
    lost = told.lost_units(bank.catalogue, record, audit.not_counted, audit.scheme)
    alone = len(audit.goals) == 1
    return [
        told.goal(
            bank.catalogue,
            record,
            request,
            one.goal,
            granted=one.granted_units,
            available=one.available_units,
            study=audit.remaining_units
            if alone
            else max(0, one.total_units - one.granted_units - one.available_units),
            lost=lost,
            award=one.award,
        )
        for one in audit.goals
    ]
