"""Which single changes could shorten a path at all, each once for all that are alike?

All kinds are here to the last one: a further result of every item that can matter, with no mark and with each mark that
a rule in sight asks for; each held result with each such mark above its own; every requirement and limit waived; every
recognition rule that is not in force; one more course a term. What is left out changes nothing: an item that cannot
matter (`relevance`), or one that is interchangeable with another (`classes`), whose result would do what the other's
does, since exchanging the two changes no row of the problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recommender.catalogue.objects import Item
from recommender.planning.build import resolve_goals
from recommender.planning.classes import StudyClass, study_classes
from recommender.planning.problem import NewStudy, Problem
from recommender.planning.relevance import admitted, relevant
from recommender.planning.settle import depends_on_terms
from recommender.planning.why.case import Case
from recommender.planning.why.changes import BetterGrade, Change, HasResult, InForce, MoreLoad, Waived
from recommender.rules.min_grade import MinGrade
from recommender.rules.recognition import Recognition
from recommender.rules.registry import Leaf, walk
from recommender.rules.waiver import WAIVE, Waiver, has_effect
from recommender.vocabulary import (
    UNITS_PER_CREDIT,
    EntryId,
    Grade,
    ItemId,
    ItemKind,
    NodeId,
    RuleStatus,
    reaches,
)

USUAL_COURSE = 3 * UNITS_PER_CREDIT
"""What a course has where there is none to look at."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """One change, with the items that would do the same, and what it can save at most."""

    change: Change
    alike: tuple[ItemId, ...] = ()
    most: int | None = None
    """No more than this can be saved, in units; None: nothing is known."""
    effort: int = 0
    """How much credit the change itself is, in units; 0 where it is a decision and no study."""


def candidates(case: Case, length: int) -> list[Candidate]:
    """All of them; `length` is that of the shortest path as things are, by which some are bounded."""
    problem = case.problem()
    return [
        *_results(case, problem, length),
        *_grades(case, problem),
        *_waivers(case),
        *_rules(case),
        Candidate(MoreLoad(usual_course(problem)), effort=usual_course(problem)),
    ]


def usual_course(problem: Problem) -> int:
    """The most frequent load of a course that may be studied, of equal ones the least."""
    loads = Counter(
        one.study_units
        for one in problem.new.values()
        if one.item.kind is ItemKind.COURSE and one.study_units
    )
    return min(loads, key=lambda units: (-loads[units], units)) if loads else USUAL_COURSE


def _results(case: Case, problem: Problem, length: int) -> Iterator[Candidate]:
    held = {one.item for one in case.record.results} - case.catalogue.repeatable_items
    for study in study_classes(problem):
        first = study.first.item
        alike = tuple(member.item.id for member in study.members if member.item.id not in held)
        if alike and first.id not in held:
            most = _most(problem, study, length)
            yield from _with_marks(case, problem, first, alike[1:], most)
    goals = resolve_goals(case.catalogue, case.record, case.request)
    matter = relevant(case.catalogue, case.record, case.request, goals).items
    for key in sorted(matter - held - {one.item.id for one in problem.new.values()}):
        yield from _with_marks(case, problem, case.catalogue.items[key], (), None)


def _with_marks(
    case: Case, problem: Problem, item: Item, alike: tuple[ItemId, ...], most: int | None
) -> Iterator[Candidate]:
    for grade in (None, *_floors(problem, item)):
        yield Candidate(HasResult(item.id, grade), alike, most, item.units_most)


def _floors(problem: Problem, item: Item) -> list[Grade]:
    """The marks that any rule in sight asks of it, each once."""
    asked = set(problem.grades.get(item.id, ()))
    for goal in problem.goals:
        for limit in goal.version.limits:
            if isinstance(limit, MinGrade) and (limit.of is None or item.attributes in limit.of):
                asked |= set(limit.grades)
    return sorted(asked, key=lambda one: (one.scheme, len(one.mark), one.mark))


def _most(problem: Problem, study: StudyClass, length: int) -> int | None:
    """Its own study, where a path with a result of it becomes one without by studying it too.

    That is so of an item that no rule and no prerequisite looks at, where nothing asks for a time and some term has
    room: a path no longer than `length` cannot have filled all the terms in which the item is offered.
    """
    first: NewStudy = study.first
    gains = any(asked.gains.get(first.item.id, 0) for asked in problem.credit.values())
    if study.special or gains or problem.load_least or depends_on_terms(problem):
        return None
    if any(isinstance(limit, MinGrade) for goal in problem.goals for limit in goal.version.limits):
        return None
    terms = [ordinal for ordinal in first.ordinals if ordinal > 0]
    roomy = length <= len(terms) * (problem.load_units - first.study_units)
    return first.study_units if roomy else None


def _grades(case: Case, problem: Problem) -> Iterator[Candidate]:
    seen: set[tuple[ItemId, Grade]] = set()
    for one in case.record.results:
        item = case.catalogue.items.get(one.item)
        for floor in _floors(problem, item) if item is not None else ():
            if not reaches(one.grade, floor, case.catalogue.grade_schemes) and (one.item, floor) not in seen:
                seen.add((one.item, floor))
                yield Candidate(BetterGrade(one.item, floor))


def _waivers(case: Case) -> Iterator[Candidate]:
    for goal in resolve_goals(case.catalogue, case.record, case.request):
        version = goal.version
        root = version.requirement
        # A waiver of everything is a gift, and no change: of a tree its parts are looked at.
        nodes = [node for node in walk(root) if node is not root or isinstance(root, Leaf)]
        ids = [node.id for node in nodes] + [NodeId(limit.id) for limit in version.limits]
        for key in dict.fromkeys(ids):
            waiver = Waiver(EntryId(""), version.id, key, WAIVE, "", "", case.record.as_of)
            if has_effect(waiver, version.limits, version.requirement):
                yield Candidate(Waived(version.id, key))


def _rules(case: Case) -> Iterator[Candidate]:
    goals = resolve_goals(case.catalogue, case.record, case.request)
    done = {granted.rule for granted in case.record.granted}
    for rule in case.catalogue.rules.values():
        towards = any(rule.towards.takes(goal.version.target) for goal in goals)
        if (
            rule.id in done
            or rule.is_refusal
            or not towards
            or not admitted(case.catalogue, case.record, rule)
        ):
            continue
        if not _in_force(case, rule):
            yield Candidate(InForce(rule.id))


def _in_force(case: Case, rule: Recognition) -> bool:
    """Whether it can be applied today by what the caller allows, as far as its own text goes."""
    version = case.catalogue.version_of("rule", rule.id)
    refused = any(one.rule == rule.id and one.rule_version == version for one in case.record.refused)
    return (
        rule.status is RuleStatus.APPROVED
        and rule.assurance in case.request.assurance
        and case.request.as_of in rule.applied_within
        and not refused
    )
