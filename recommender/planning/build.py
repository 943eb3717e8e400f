"""How is the problem put together from catalogue, record and request?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.errors import InputError
from recommender.ledger.record import Record
from recommender.planning.award import award_day, last_day
from recommender.planning.chains import all_variants
from recommender.planning.choices import ordinal_of, unstated
from recommender.planning.circumstances import circumstances
from recommender.planning.completed import credit_of
from recommender.planning.holdings import holdings
from recommender.planning.learner import learner_of
from recommender.planning.new_study import (
    Offer,
    asked_grades,
    closed_items,
    new_studies,
    unread_prerequisites,
)
from recommender.planning.plan import Assumption, Cause, NotCounted
from recommender.planning.problem import GoalProblem, Held, NewStudy, Problem
from recommender.planning.relevance import relevant
from recommender.planning.repeatable import bounds
from recommender.planning.request import (
    DEFAULT_HORIZON_YEARS,
    DEFAULT_LOAD_UNITS,
    OBJECTIVES,
    GoalRef,
    PlanRequest,
)
from recommender.planning.study import states_no_load
from recommender.planning.template import goal_of
from recommender.planning.used_credit import unknown_uses
from recommender.planning.variants import Supplies
from recommender.planning.waived import for_learner, proposals
from recommender.rules.prerequisite import unknown_texts
from recommender.vocabulary import Calendar, ItemId, Term


def resolve_goals(catalogue: Catalogue, record: Record, request: PlanRequest) -> tuple[GoalProblem, ...]:
    """The version of each goal: the caller's, else that of the enrolment, else the one open now (A8).

    Raises:
        InputError: no goal is named, or one qualification twice, be it in two years: nobody is awarded it twice.
        NotFound: a qualification or year that there is not.
    """
    if not request.goals:
        raise InputError("expected at least one goal", place="goals")
    named = [ref.qualification for ref in request.goals]
    twice = next((one for one in named if named.count(one) > 1), None)
    if twice is not None:
        raise InputError(f"expected each qualification once, found {twice!r} more than once", place="goals")
    together = [_version(catalogue, record, ref, request) for ref in request.goals]
    found = []
    for index, version in enumerate(together):
        facts = circumstances(catalogue, record, version, together, request.assume)
        facts = replace(facts, award=award_day(version, facts, request.as_of))
        found.append(goal_of(catalogue, index, version, facts))
    return tuple(found)


def _version(catalogue: Catalogue, record: Record, ref: GoalRef, request: PlanRequest) -> Qualification:
    version = catalogue.qualification(ref.qualification, _year(record, ref), request.as_of)
    return for_learner(version, record)


def _year(record: Record, ref: GoalRef) -> str | None:
    """The catalogue year that the caller chose, else that of the enrolment."""
    enrolled = [e.year for e in record.enrolments if e.qualification == ref.qualification]
    return ref.year or (enrolled[-1] if enrolled else None)


def unread_goals(catalogue: Catalogue, record: Record, request: PlanRequest) -> tuple[Cause, ...]:
    """A refusal for each goal whose text, or that of a version which may be meant, was not understood (D4)."""
    years = {ref.qualification: _year(record, ref) for ref in request.goals}
    named = {f"{goal}@{year}" for goal, year in years.items() if year}
    any_year = {goal for goal, year in years.items() if not year}
    return tuple(
        Cause("unread_requirement", unread.id, unread.reason)
        for unread in catalogue.unread
        if unread.kind == "qualification" and (unread.id in named or unread.id.rpartition("@")[0] in any_year)
    )


def build_problem(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: tuple[GoalProblem, ...]
) -> Problem:
    """Everything that may be used, what was left out and why, and what is refused."""
    scheme = goals[0].version.scheme
    terms = terms_of(catalogue, record, goals, request)
    load = _load(request, goals)
    loads = _loads(request, goals, terms)
    have = holdings(catalogue, record, scheme, [goal.version for goal in goals])
    matter = relevant(catalogue, record, request, goals)
    grades = asked_grades(catalogue, matter)
    learner = learner_of(catalogue, record, request, [goal.version for goal in goals])
    seasons = _seasons(catalogue, goals[0].version)
    most = max(
        (load, *loads.values())
    )  # what some term holds is on offer; in which one, the rows of load say
    offer = Offer(catalogue, request, goals, have, terms, seasons, most, grades, learner, matter.chains)
    patched, forced = new_studies(offer, record, matter)
    held_items: dict[ItemId, list[Held]] = defaultdict(list)
    for one in have.held.values():
        if one.rule is None and one.item is not None:
            held_items[one.item].append(one)
    granted = tuple(one for one in have.held.values() if one.rule is not None)
    supplies = Supplies(catalogue, request, scheme, goals, held_items, patched.studies, terms, granted)
    found, too_many = all_variants(supplies, frozenset(one.rule for one in record.applied), matter, patched)
    return Problem(
        request,
        goals,
        scheme,
        have.held,
        have.passed,
        patched.keyed,
        found,
        terms,
        load,
        grades,
        tuple(sorted(have.not_counted + _unknown_in_progress(catalogue, record), key=lambda one: one.key)),
        (*_unread_rules(catalogue), *_proposed(record, goals), *closed_items(offer, matter)),
        (
            *_check_request(request, goals),
            *_repeats(catalogue, record, goals),
            *(cause for goal in goals for cause in unknown_uses(catalogue, record, goal.version)),
            *unread_prerequisites(catalogue, patched.studies.keys()),
            *too_many,
            *(cause for cause in forced if cause.code != "pinned"),
        ),
        tuple(cause for cause in forced if cause.code == "pinned"),
        learner,
        credit=credit_of(catalogue, record, scheme, (one.item for one in patched.studies.values())),
        excluded=catalogue.exclusions,
        repeatable=bounds(catalogue, scheme),
        loads=loads,
    )


def _check_request(request: PlanRequest, goals: Sequence[GoalProblem]) -> Iterator[Cause]:
    for objective in request.objectives:
        if objective not in request.known_objectives:
            yield Cause("unknown_objective", objective, ", ".join(OBJECTIVES))
    if not request.objectives or len(set(request.objectives)) < len(request.objectives):
        yield Cause("unknown_objective", "the objectives", "each once")
    for objective in request.at_most.keys() - set(OBJECTIVES):
        yield Cause("unknown_objective", objective, ", ".join(OBJECTIVES))
    for goal in goals[1:]:
        if goal.version.scheme != goals[0].version.scheme:
            yield Cause("scheme_unconvertible", goal.key, goal.version.scheme)
    for goal in goals:
        closed, last = goal.version.last_award, last_day(goal.version, goal.facts)
        if closed is not None and closed < request.as_of:
            yield Cause("version_closed", goal.key, closed.isoformat())
        elif last is not None and last < award_day(goal.version, goal.facts, request.as_of):
            yield Cause("no_award_day", goal.key, last.isoformat())
        elif request.by is not None and request.by < award_day(goal.version, goal.facts, request.as_of):
            yield Cause("no_award_day", goal.key, request.by.isoformat())


def terms_of(
    catalogue: Catalogue, record: Record, goals: Sequence[GoalProblem], request: PlanRequest
) -> tuple[Term, ...]:
    """The terms that end within the horizon, and in time for the last day on which every goal is awarded (A8, B19).

    The horizon is the caller's; else the limit of registration, where a goal has one; else eight years.

    Study in progress is a step of its own term (B22): where there is some, the present term comes first, and nothing
    new begins in it.
    """
    calendar = _calendar(catalogue, goals[0].version)
    last = _horizon(goals, request)
    running = any(one.item in catalogue.items for one in record.in_progress)
    coming = calendar.terms_around if running else calendar.terms_from
    many = len(calendar.seasons) * max(1, last.year - request.as_of.year + 1)
    about = (catalogue.institutions[goals[0].version.institution].calendar, running, request.as_of, many)
    terms = catalogue.kept("terms", about, lambda: coming(request.as_of, many))
    return tuple(
        term for term in terms if term.end <= last and all(_in_time(goal, term, request.by) for goal in goals)
    )


def _horizon(goals: Sequence[GoalProblem], request: PlanRequest) -> date:
    """The last day that is looked at."""
    if request.horizon_years is not None:
        return _years_later(request.as_of, request.horizon_years)
    registered = (goal.version.timing.latest(goal.facts.entered or request.as_of) for goal in goals)
    eight = _years_later(request.as_of, DEFAULT_HORIZON_YEARS)
    return max((day for day in registered if day is not None), default=eight)


def _in_time(goal: GoalProblem, term: Term, by: date | None) -> bool:
    """Whether the goal can still be awarded to whom the term completes it."""
    ends = [day for day in (last_day(goal.version, goal.facts), by) if day is not None]
    return not ends or award_day(goal.version, goal.facts, term.end) <= min(ends)


def _repeats(catalogue: Catalogue, record: Record, goals: Sequence[GoalProblem]) -> Iterator[Cause]:
    """Goals that count different attempts are refused together, where there are several attempts at an item (B21)."""
    items = [one.item for one in record.results if one.item not in catalogue.repeatable_items]
    several = len(set(items)) < len(items)
    for goal in goals[1:]:
        if several and goal.version.repeats is not goals[0].version.repeats:
            yield Cause("repeats_differ", goal.key, goal.version.repeats.value)


def _calendar(catalogue: Catalogue, version: Qualification) -> Calendar:
    return catalogue.calendars[catalogue.institutions[version.institution].calendar]


def _seasons(catalogue: Catalogue, version: Qualification) -> frozenset[str]:
    return frozenset(season.name for season in _calendar(catalogue, version).seasons)


def _years_later(day: date, years: int) -> date:
    if day.year + years > date.max.year:
        return date.max
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year + years, day=28 if leap_day else day.day)


def _load(request: PlanRequest, goals: Iterable[GoalProblem]) -> int:
    stated = [goal.version.load_units for goal in goals] + [request.load_units]
    return min((units for units in stated if units is not None), default=DEFAULT_LOAD_UNITS)


def _loads(request: PlanRequest, goals: Iterable[GoalProblem], terms: Sequence[Term]) -> dict[int, int]:
    """By ordinal what the caller allows in one term, within what the versions do."""
    stated = [goal.version.load_units for goal in goals if goal.version.load_units is not None]
    return {
        ordinal_of(terms, label, "term_loads", label): min((units, *stated))
        for label, units in request.loads.items()
    }


def _unknown_in_progress(catalogue: Catalogue, record: Record) -> tuple[NotCounted, ...]:
    return tuple(
        NotCounted(f"held:{one.entry}", one.item, 0, "unknown_item", one.item)
        for one in record.in_progress
        if one.item not in catalogue.items
    )


def _unread_rules(catalogue: Catalogue) -> tuple[Assumption, ...]:
    """Recognition rules that could not be read are left out and named: leaving out a permission is safe (D4)."""

    def found() -> tuple[Assumption, ...]:
        unread = (one for one in catalogue.unread if one.kind == "rule")
        return tuple(Assumption("unread_rule", one.id, one.reason) for one in unread)

    return catalogue.kept("unread_rules", None, found)


def _proposed(record: Record, goals: Sequence[GoalProblem]) -> Iterator[Assumption]:
    """What somebody proposed to waive and nobody has decided: not counted on, and named (B15)."""
    for goal in goals:
        for one in proposals(record, goal.version):
            yield Assumption("proposed_waiver", one.requirement, goal.key)


def step_assumptions(
    catalogue: Catalogue, problem: Problem, steps: Iterable[NewStudy]
) -> tuple[Assumption, ...]:
    """What the chosen steps take to hold."""
    found: list[Assumption] = []
    for step in steps:
        item = step.item
        found += [
            Assumption("unknown_prerequisite", item.id, text)
            for text in (*unknown_texts(item.prerequisites), *unknown_texts(item.corequisites))
        ]
        known = item.seasons is not None and problem.terms[step.ordinals[0]].season in item.seasons
        if not known and step.forced != "in_progress":
            found.append(Assumption("unknown_offering", item.id))
        if item.units != item.units_most:
            found.append(Assumption("most_credit", item.id))
        if states_no_load(catalogue, item, problem.scheme):
            found.append(Assumption("missing_study_load", item.id))
        if step.forced != "in_progress":
            found += unstated(catalogue, problem.request, item)
    return tuple(found)
