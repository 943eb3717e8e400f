"""Can anybody complete this version at all?  An empty record is planned over the whole catalogue, without terms.

Where that is impossible, further looks give the learner what cannot be studied for - facts and enrolments, results and
awards, then all of it: where one of them succeeds, the version is not wrong, but asks for what one has to bring along.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from fractions import Fraction

from recommender.catalogue import Catalogue, Qualification
from recommender.catalogue.timing import ANY_TIME
from recommender.explanation import both, explain_cause
from recommender.ledger.record import Award, Enrolment, Record, Result
from recommender.planning import GoalRef, PlanRequest
from recommender.planning.build import build_problem, resolve_goals
from recommender.planning.compile import compile_problem
from recommender.planning.conflict import conflict
from recommender.planning.make import limits_of
from recommender.planning.plan import Cause
from recommender.planning.solve import Outcome, minimise_surely
from recommender.recommend.facts import asked
from recommender.rules.average import Average
from recommender.rules.learner import EnteredBefore, Stated
from recommender.rules.min_grade import MinGrade
from recommender.rules.scales import Assumed
from recommender.vocabulary import EntryId, Grade, LearnerId, QualificationId

_NOBODY = LearnerId("nobody")
YEARS = 40
"""A horizon that never matters."""
SECONDS = 20.0


class Verdict(StrEnum):
    """What was found; the values are codes of the linter."""

    POSSIBLE = "possible"
    NEVER = "unsatisfiable"
    BROUGHT_ALONG = "needs_what_cannot_be_studied"
    UNDECIDED = "not_decided"


def verdict(catalogue: Catalogue, version: Qualification, day: date) -> tuple[Verdict, dict[str, str]]:
    """Whether the version can be completed, and why not, in both languages."""
    on, catalogue = _day_of(version, day), _at_leisure(catalogue, version)
    request = PlanRequest(
        (GoalRef(version.id, version.year),),
        on,
        horizon_years=YEARS,
        time_limit=SECONDS,
        assume=Assumed(_best(catalogue, version)),
    )
    outcome, causes = _look(catalogue, Record(_NOBODY, on, "none"), request)
    if outcome is Verdict.NEVER:
        others = dict(_with_more(catalogue, version, request))
        if Verdict.POSSIBLE in others:
            outcome = Verdict.BROUGHT_ALONG
        elif Verdict.UNDECIDED in others:
            outcome, causes = Verdict.UNDECIDED, others[Verdict.UNDECIDED]
    said = [both(explain_cause(cause, catalogue)) for cause in causes]
    return outcome, {
        "zh": "".join(one["zh"] for one in said),
        "en": " ".join(one["en"] for one in said).removesuffix("."),
    }


def _at_leisure(catalogue: Catalogue, version: Qualification) -> Catalogue:
    """The catalogue in which the version is awarded for ever, and study for it may take as long as it takes."""
    leisurely = replace(version, last_award=None, timing=ANY_TIME)
    several = tuple(leisurely if one is version else one for one in catalogue.qualifications[version.id])
    return replace(catalogue, qualifications={**catalogue.qualifications, version.id: several})


def _day_of(version: Qualification, day: date) -> date:
    """A day on which learners enter on the version: the last one where it is closed to new ones."""
    end = version.entrants.end
    if end is not None and end <= day:
        day = _day_before(end)
    start = version.entrants.start
    return day if start is None else max(start, day)


def _day_before(day: date) -> date:
    """The day before; the first of all days has none, and is its own."""
    return max(day, date.min + timedelta(days=1)) - timedelta(days=1)


def _look(catalogue: Catalogue, record: Record, request: PlanRequest) -> tuple[Verdict, tuple[Cause, ...]]:
    problem = build_problem(catalogue, record, request, resolve_goals(catalogue, record, request))
    refusals = tuple(
        cause
        for cause in problem.refusals
        if cause.code not in {"no_award_day", "unread_prerequisite", "version_closed"}
    )
    if refusals:
        return Verdict.UNDECIDED, refusals
    compiled = compile_problem(problem, catalogue.grade_schemes)
    limits = limits_of(request)
    outcome = minimise_surely(compiled.model, {}, limits).outcome
    if outcome is Outcome.OPTIMAL:
        return Verdict.POSSIBLE, ()
    if outcome is not Outcome.INFEASIBLE:
        return Verdict.UNDECIDED, (Cause("limit_reached", "solver"),)
    return Verdict.NEVER, conflict(problem, catalogue.grade_schemes, limits, timed=False)


def _with_more(
    catalogue: Catalogue, version: Qualification, request: PlanRequest
) -> Iterator[tuple[Verdict, tuple[Cause, ...]]]:
    """What is found for learners who bring more along, up to the first who can complete it.

    One by one, since a version may ask for the one and forbid the other.
    """
    brought = _brought(catalogue, version, request.as_of)
    known = replace(request, facts=_facts(catalogue))
    enrolments = _enrolments(catalogue, version, request.as_of)
    nothing = Record(_NOBODY, request.as_of, "none", enrolments=enrolments)
    for record, asked_of in (
        (nothing, known),
        (brought, request),
        (replace(brought, enrolments=enrolments), known),
    ):
        outcome, causes = _look(catalogue, record, asked_of)
        yield outcome, causes
        if outcome is Verdict.POSSIBLE:
            return


def _facts(catalogue: Catalogue) -> dict[str, str]:
    """Every fact that is asked, as good as the most demanding asks for."""
    most: dict[str, Fraction | None] = {}
    for one in asked(catalogue):
        if isinstance(one, Stated):
            known = most.get(one.name)
            most[one.name] = one.least if known is None or (one.least or 0) > known else known
    return {name: "yes" if least is None else str(least) for name, least in most.items()}


def _enrolments(catalogue: Catalogue, version: Qualification, on: date) -> tuple[Enrolment, ...]:
    """On everything but the version, and on something elsewhere, before any day that is asked."""
    days = [one.day for one in asked(catalogue) if isinstance(one, EnteredBefore)]
    since = _day_before(min((on, *days)))
    versions = [several[-1] for key, several in catalogue.qualifications.items() if key != version.id]
    known = [(one.id, one.year) for one in versions]
    return tuple(
        Enrolment(EntryId(f"enrolment-{key}"), key, year, since)
        for key, year in (*known, (QualificationId("elsewhere"), str(since.year)))
    )


def _brought(catalogue: Catalogue, version: Qualification, on: date) -> Record:
    """Everything that no new study leads to: items with the best mark, and every other award, on the day before."""
    day = _day_before(on)
    grade = _best(catalogue, version)
    results = tuple(
        Result(EntryId(f"result-{place}"), item.id, item.units_most, item.scheme, grade, day)
        for place, item in enumerate(catalogue.items.values())
        if not item.studyable
    )
    awards = tuple(
        Award(EntryId(f"award-{key}"), key, several[-1].year, day, (EntryId("elsewhere"),))
        for key, several in catalogue.qualifications.items()
        if key != version.id
    )
    return Record(_NOBODY, on, "none", results=results, awards=awards)


def _best(catalogue: Catalogue, version: Qualification) -> Grade | None:
    """The best mark, on a scheme that the version asks for where it asks for one."""
    asked = [
        grade.scheme for limit in version.limits if isinstance(limit, MinGrade) for grade in limit.grades
    ]
    for limit in version.limits:
        scale = catalogue.scales.get(limit.scale) if isinstance(limit, Average) else None
        asked += [row.grade_scheme for row in scale.rows] if scale is not None else []
    for key in [*asked, *catalogue.grade_schemes]:
        scheme = catalogue.grade_schemes.get(key)
        if scheme is not None:
            return Grade(key, "100" if scheme.numeric else scheme.marks[-1])
    return None
