"""The use cases: keep an answer as a certificate, and tell what one shows by the catalogue that is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation.violations import explain_violation
from recommender.ledger.record import Record
from recommender.planning.certificates.disk import read_certificate, write_certificate
from recommender.planning.certificates.form import certificate
from recommender.planning.certificates.verify import verify
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest
from recommender.vocabulary import format_units

Json = dict[str, Any]


def keep_certificate(
    catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan, path: Path
) -> None:
    """Write the certificate of an answer; packed by gzip where the name ends in `.gz`."""
    write_certificate(path, certificate(catalogue, record, request, plan))


def verify_file(catalogue: Catalogue, path: Path) -> Json:
    """The verdict on a file, as plain data; `certified` says that all of it has been shown.

    Raises:
        InputError: it is no certificate, or not one that can be read.
    """
    one = read_certificate(path)
    found = verify(catalogue, one)
    about, plan = one.versions.catalogue, one.plan
    return {
        "verdict": found.outcome.value,
        "certified": found.certified,
        "catalogue": {
            "id": catalogue.id,
            "version": catalogue.version,
            "about": {"id": about.id, "version": about.version},
            "same": found.same_catalogue,
        },
        "synthetic": catalogue.synthetic,
        "learner": one.record.learner,
        "as_of": one.request.as_of.isoformat(),
        "goals": [goal.key for goal in plan.goals],
        "scheme": plan.scheme,
        "length": None if plan.length is None else format_units(plan.length),
        "lower_bound": None if plan.lower_bound is None else format_units(plan.lower_bound),
        "proof": _proof(plan),
        "bytes": path.stat().st_size,
        "violations": [
            {
                "kind": one.kind,
                "rule": one.rule,
                "subject": one.subject,
                "text": explain_violation(one, catalogue, goals_of(catalogue, plan)),
            }
            for one in found.violations
        ],
        "versions": {"code": one.versions.code},
    }


def _proof(plan: Plan) -> Json | None:
    """How much there is of it to check."""
    return None if plan.proof is None else {"rows": len(plan.proof.rows), "leaves": plan.proof.leaves}


def goals_of(catalogue: Catalogue, plan: Plan) -> tuple[Qualification, ...]:
    """Those versions that the plan names and the catalogue has."""
    named = {goal.key for goal in plan.goals}
    return tuple(
        one for versions in catalogue.qualifications.values() for one in versions if one.key in named
    )
