"""What does a certificate hold: the question, the record, the answer with its proof, and what they rest on (D5)?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any

from recommender import __version__
from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.ledger.record import Record
from recommender.planning.certificate import proof_data, proof_of
from recommender.planning.certificates.codec import plain, read, short
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest

FORMAT = "creditpath-certificate"
VERSION = 1
FIELDS = ("format", "version", "versions", "request", "record", "plan", "proof")
MOST_YEARS = 50
"""How far a certificate may look: the checker counts terms, and whoever wrote the file is a stranger."""

MOST_ROWS = 2_000
"""Of one sort in a record, or of steps and claims: nobody has more, and the checker judges them beside each other."""
MOST_RESULTS = 10_000
"""Of results, and of what does not count: those it finds by their keys."""

_OF_RESULTS = {"record/results", "record/dropped", "plan/not_counted"}

MOST_SAID = 280
"""Letters of a message."""


@dataclass(frozen=True, slots=True)
class CatalogueVersion:
    """Which catalogue, and which of its texts."""

    id: str
    version: str


@dataclass(frozen=True, slots=True)
class Versions:
    """What a certificate is about, by the hashes of what it rests on."""

    catalogue: CatalogueVersion
    record: str
    """Digest of the record in the file."""
    code: str
    """Release of the program that wrote it."""
    goals: dict[str, str] = field(default_factory=dict, hash=False)
    """By key of each qualification version the hash of its text."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """An answer that can be checked by whoever has the catalogue."""

    versions: Versions
    request: PlanRequest
    record: Record
    plan: Plan


def certificate(catalogue: Catalogue, record: Record, request: PlanRequest, plan: Plan) -> Certificate:
    """The certificate of an answer, about the record as the planner took it: without what does not pass."""
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    versions = Versions(
        CatalogueVersion(catalogue.id, catalogue.version),
        record.digest(),
        __version__,
        {goal.key: goal.hash for goal in plan.goals},
    )
    return Certificate(versions, request, record, plan)


def certificate_data(one: Certificate) -> dict[str, Any]:
    """The certificate as JSON can hold it; `certificate_of` makes it again."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "versions": plain(one.versions),
        "request": plain(one.request),
        "record": plain(one.record),
        "plan": {
            name: value for name, value in plain(replace(one.plan, proof=None)).items() if name != "proof"
        },
        "proof": None if one.plan.proof is None else proof_data(one.plan.proof),
    }


def certificate_of(data: object, place: str = "certificate") -> Certificate:
    """Read a certificate; whatever is in it is untrusted.

    Raises:
        InputError: a field that is missing, unknown, of another sort, or out of all bounds, with its place.
    """
    try:
        return _read(data, place)
    except InputError as wrong:
        said = str(wrong)
        if len(said) <= MOST_SAID:
            raise
        # The place of a branch far below, or a name that a stranger chose, may be longer than anyone reads.
        raise InputError(f"{said[: MOST_SAID // 2]} ... {said[-MOST_SAID // 2 :]}") from None


def _read(data: object, place: str) -> Certificate:
    if not isinstance(data, Mapping):
        raise InputError(f"expected an object, found {type(data).__name__}", place=place)
    for name, expected in (("format", FORMAT), ("version", VERSION)):
        found = data.get(name)
        if found != expected or isinstance(found, bool):
            raise InputError(f"expected {expected!r}, found {short(found)}", place=f"{place}/{name}")
    for name in sorted(set(FIELDS) ^ set(data)):
        said = "is missing" if name in FIELDS else f"is unknown; known are {', '.join(FIELDS)}"
        raise InputError(f"the field {short(name)} {said}", place=place)
    one = Certificate(
        read(Versions, data["versions"], f"{place}/versions"),
        read(PlanRequest, data["request"], f"{place}/request"),
        read(Record, data["record"], f"{place}/record"),
        _plan(data["plan"], data["proof"], place),
    )
    _within_bounds(one, place)
    return one


def _plan(data: object, proof: object, place: str) -> Plan:
    if isinstance(data, Mapping) and "proof" in data:
        raise InputError("stands in the certificate, not in its plan", place=f"{place}/plan/proof")
    plan = read(Plan, data, f"{place}/plan")
    return plan if proof is None else replace(plan, proof=proof_of(proof, f"{place}/proof"))


def _within_bounds(one: Certificate, place: str) -> None:
    """What would make the checker count without end is no certificate of ours."""
    request = one.request
    for where, rows in _judged_together(one):
        most = MOST_RESULTS if where in _OF_RESULTS else MOST_ROWS
        if len(rows) > most:
            raise InputError(f"expected at most {most} of them, found {len(rows)}", place=f"{place}/{where}")
    if one.record.as_of != request.as_of:
        raise InputError(
            f"expected the day of the record, {one.record.as_of}", place=f"{place}/request/as_of"
        )
    if not 1900 <= request.as_of.year <= 2200:
        raise InputError(
            f"expected a year from 1900 to 2200, found {request.as_of}", place=f"{place}/request/as_of"
        )
    years = request.horizon_years
    if years is not None and not 0 <= years <= MOST_YEARS:
        raise InputError(
            f"expected 0 to {MOST_YEARS}, found {short(years)}", place=f"{place}/request/horizon_years"
        )


def _judged_together(one: Certificate) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Every list of which each row is looked at for each, by its place."""
    for told in fields(one.record):
        rows = getattr(one.record, told.name)
        if isinstance(rows, tuple):
            yield f"record/{told.name}", rows
    yield "request/goals", one.request.goals
    for name in ("goals", "steps", "claims", "applications", "terms", "levels", "not_counted", "awards"):
        yield f"plan/{name}", getattr(one.plan, name)
