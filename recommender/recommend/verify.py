"""The use cases: keep an answer as a certificate, and tell what one shows by the catalogue that is here."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.explanation import both
from recommender.explanation.verdicts import Shown, judged_by
from recommender.explanation.violations import explain_violation
from recommender.explanation.words import Units
from recommender.ledger.record import Record
from recommender.planning.certificates.disk import certificate_from, read_certificate, write_certificate
from recommender.planning.certificates.form import Certificate, certificate
from recommender.planning.certificates.verify import Outcome, verify
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest
from recommender.recommend import told
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
    return _verdict(catalogue, read_certificate(path), path.stat().st_size)


def verify_content(catalogue: Catalogue, content: bytes, place: str) -> Json:
    """The verdict on what was handed in as bytes; `place` is what messages call it.

    Raises:
        InputError: it is no certificate, or not one that can be read.
    """
    return _verdict(catalogue, certificate_from(content, place), len(content))


def _verdict(catalogue: Catalogue, one: Certificate, size: int) -> Json:
    found = verify(catalogue, one)
    about, plan = one.versions.catalogue, one.plan
    named, here = (about.id, about.version), (catalogue.id, catalogue.version)
    return {
        "verdict": found.outcome.value,
        "certified": found.certified,
        "text": both(_shown(found.outcome, plan)),
        "catalogue": {
            "id": catalogue.id,
            "version": catalogue.version,
            "about": {"id": about.id, "version": about.version},
            "same": found.same_catalogue,
            "text": None if found.same_catalogue else both(judged_by(named, here)),
        },
        "synthetic": catalogue.synthetic,
        "learner": one.record.learner,
        "as_of": one.request.as_of.isoformat(),
        "goals": [goal.key for goal in plan.goals],
        "scheme": plan.scheme,
        "length": None if plan.length is None else format_units(plan.length),
        "lower_bound": None if plan.lower_bound is None else format_units(plan.lower_bound),
        "proof": _proof(plan),
        "bytes": size,
        "causes": told.notes(catalogue, plan.causes),
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


def _shown(outcome: Outcome, plan: Plan) -> Shown:
    length, bound = (None if one is None else Units(one) for one in (plan.length, plan.lower_bound))
    return Shown(outcome=outcome.value, length=length, lower_bound=bound)


def _proof(plan: Plan) -> Json | None:
    """How much there is of it to check."""
    return None if plan.proof is None else {"rows": len(plan.proof.rows), "leaves": plan.proof.leaves}


def goals_of(catalogue: Catalogue, plan: Plan) -> tuple[Qualification, ...]:
    """Those versions that the plan names and the catalogue has."""
    named = {goal.key for goal in plan.goals}
    return tuple(
        one for versions in catalogue.qualifications.values() for one in versions if one.key in named
    )
