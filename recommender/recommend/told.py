"""Which parts do a plan and an audit share, each as plain data with its sentences in both languages?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from recommender.catalogue import Catalogue, Qualification
from recommender.explanation import (
    both,
    explain_application,
    explain_assumption,
    explain_cause,
    explain_entry,
    explain_limit,
    explain_not_counted,
    explain_requirement,
    explain_waiver,
)
from recommender.ledger.record import Record
from recommender.planning.entry import entry_conditions
from recommender.planning.holdings import whole_units
from recommender.planning.plan import Application, Assumption, Cause, ClaimRow, GoalVersion, NotCounted, Plan
from recommender.planning.request import PlanRequest
from recommender.planning.standing import LimitStatus, RequirementStatus
from recommender.planning.waived import effect, waivers_of
from recommender.recommend import view
from recommender.recommend.view import Json
from recommender.rules.registry import Requirement, walk
from recommender.vocabulary import QualificationId, format_units


def version_of(catalogue: Catalogue, goal: GoalVersion) -> Qualification:
    """The qualification version that an answer names."""
    versions = catalogue.qualifications[QualificationId(goal.qualification)]
    return next(version for version in versions if version.year == goal.year)


def held_items(record: Record) -> dict[str, str]:
    """The item of each held key: `held:ENTRY`, and `granted:ENTRY#N` where an item was named."""
    granted: dict[str, str] = {
        f"granted:{one.entry}#{number}": output.item
        for one in record.granted
        for number, output in enumerate(one.outputs)
        if output.item is not None
    }
    return granted | {f"held:{result.entry}": result.item for result in record.results}


def goal(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    one: GoalVersion,
    *,
    granted: int,
    available: int,
    study: int,
    lost: int,
    award: date | None,
) -> Json:
    """A goal with its amounts in units of its scheme: granted, available, still to study, not counted (D3)."""
    version = version_of(catalogue, one)
    return {
        "key": one.key,
        "qualification": one.qualification,
        "year": one.year,
        "title": view.filled(version.titles, one.key),
        "institution": version.institution,
        "institution_title": view.institution_title(catalogue, version.institution),
        "hash": one.hash,
        "total": format_units(version.total_units),
        "granted": format_units(granted),
        "available": format_units(available),
        "study": format_units(study),
        "not_counted": format_units(lost),
        "award": award.isoformat() if award else None,
        "entry_notes": [
            both(explain_entry(note, catalogue))
            for note in entry_conditions(catalogue, record, request, version)
        ],
        "waivers": waivers(catalogue, record, version),
    }


def waivers(catalogue: Catalogue, record: Record, version: Qualification) -> list[Json]:
    """What was waived or substituted in the version, or is proposed to be: who, when, why, with what effect (B15)."""
    return [
        {
            "entry": one.entry,
            "kind": one.kind,
            "requirement": one.requirement,
            "item": one.item,
            "replaces": one.replaces,
            "by": one.by,
            "why": one.why,
            "on": one.on.isoformat(),
            "effect": effect(one, version),
            "text": both(explain_waiver(one, effect(one, version), version, catalogue)),
        }
        for one in waivers_of(record, version)
    ]


def requirement(catalogue: Catalogue, version: Qualification, status: RequirementStatus) -> Json:
    """The requirement tree of a goal, every node in words."""
    nodes: dict[str, Requirement] = {node.id: node for node in walk(version.requirement)}
    return _worded(catalogue, view.requirement(catalogue, status), nodes, version)


def _worded(
    catalogue: Catalogue, told: Json, nodes: Mapping[str, Requirement], version: Qualification
) -> Json:
    children = [_worded(catalogue, child, nodes, version) for child in told["children"]]
    words = both(explain_requirement(nodes[told["id"]], catalogue, version))
    return {**told, "children": children, "text": words}


def limits(catalogue: Catalogue, version: Qualification, found: Iterable[LimitStatus]) -> list[Json]:
    """The limits of a goal, each in words."""
    known = {limit.id: limit for limit in version.limits}
    return [
        {
            "goal": version.key,
            **view.limit(status),
            "text": both(explain_limit(known[status.limit], catalogue, version)),
        }
        for status in found
    ]


def applications(
    catalogue: Catalogue,
    record: Record,
    applied: Iterable[Application],
    claims: Iterable[ClaimRow],
    plan: Plan | None = None,
) -> list[Json]:
    """Recognitions to apply for: what is handed in, what it gives in credit of the goal, how and until when."""
    items = held_items(record)
    units = {(claim.goal, claim.key): claim.units for claim in claims}
    found = []
    for one in applied:
        told = view.application(catalogue, one, items)
        for output in told["outputs"]:
            output["credits"] = format_units(units[one.goal, output["key"]])
        found.append({**told, "text": both(explain_application(one, catalogue, plan, items))})
    return found


def not_counted(
    catalogue: Catalogue,
    record: Record,
    lost: Iterable[NotCounted],
    scheme: str,
    goals: Sequence[str],
) -> list[Json]:
    """What is held and counts nothing, with the reason; credit on the goal's scheme where that is exact."""
    items = held_items(record)
    return [
        {
            "key": one.key,
            "item": one.item,
            "title": view.item_title(catalogue, one.item),
            "credits": format_units(_units(catalogue, record, one, scheme)),
            "reason": one.reason,
            "detail": one.detail,
            "text": both(explain_not_counted(one, catalogue, goals, items)),
        }
        for one in lost
    ]


def lost_units(catalogue: Catalogue, record: Record, lost: Iterable[NotCounted], scheme: str) -> int:
    """Credit that stands in the ledger and counts nothing; what was failed or revoked never was credit."""
    fallen = {f"held:{one.entry}" for one in record.dropped}
    return sum(_units(catalogue, record, one, scheme) for one in lost if one.key not in fallen)


def _units(catalogue: Catalogue, record: Record, one: NotCounted, scheme: str) -> int:
    result = next((r for r in record.results if one.key == f"held:{r.entry}"), None)
    if result is None:
        return one.units
    converted = whole_units(catalogue, result.units, result.scheme, scheme)
    return result.units if converted is None else converted


def notes(catalogue: Catalogue, found: Iterable[Assumption | Cause]) -> list[Json]:
    """Assumptions or causes, said."""
    return [
        {
            "code": one.code,
            "about": one.about,
            "detail": one.detail,
            "text": both(
                explain_cause(one, catalogue)
                if isinstance(one, Cause)
                else explain_assumption(one, catalogue)
            ),
        }
        for one in found
    ]
