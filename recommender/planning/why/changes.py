"""Which single things could be otherwise: a result, a grade, a waiver, a rule, the load (D9)?

Each change is plain data and knows how to make a changed problem. A change that names nothing is refused by name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from recommender.catalogue.objects import Qualification
from recommender.errors import InputError, NotFound
from recommender.ledger.record import Result
from recommender.planning.build import resolve_goals
from recommender.planning.request import DEFAULT_LOAD_UNITS
from recommender.planning.why.case import Case
from recommender.rules.outputs import CreditOutput
from recommender.rules.recognition import Recognition, Source
from recommender.rules.waiver import WAIVE, Waiver, has_effect
from recommender.vocabulary import (
    ALWAYS,
    Assurance,
    EntryId,
    Grade,
    ItemId,
    NodeId,
    QualificationId,
    RuleId,
    RuleStatus,
)

ENTRY = "what-if:"
"""Ids of what is supposed begin with this: no ledger writes such ids."""


@dataclass(frozen=True, slots=True)
class HasResult:
    """A further result of an item, deposited on the day of the answer; with the credit that new study is planned at."""

    item: ItemId
    grade: Grade | None = None

    def made_in(self, case: Case, number: int) -> Case:
        """The problem with it."""
        item = case.catalogue.item(self.item)
        _known_grade(case, self.grade)
        one = Result(
            EntryId(f"{ENTRY}{number}"), item.id, item.units_most, item.scheme, self.grade, case.record.as_of
        )
        results = sorted((*case.record.results, one), key=lambda row: (row.completed, row.entry))
        running = tuple(row for row in case.record.in_progress if row.item != item.id)
        pins = case.request.pins - {item.id}
        return replace(
            case,
            record=replace(case.record, results=tuple(results), in_progress=running),
            request=replace(case.request, pins=pins),
        )


@dataclass(frozen=True, slots=True)
class BetterGrade:
    """Every held result of an item with another mark."""

    item: ItemId
    grade: Grade

    def made_in(self, case: Case, number: int) -> Case:
        """The problem with it."""
        _known_grade(case, self.grade)
        if not any(one.item == self.item for one in case.record.results):
            raise InputError(
                f"expected an item of which there is a result, found {self.item!r}", place="grade"
            )
        results = tuple(
            replace(one, grade=self.grade) if one.item == self.item else one for one in case.record.results
        )
        return replace(case, record=replace(case.record, results=results))


@dataclass(frozen=True, slots=True)
class Waived:
    """A requirement, or a limit that may be waived, does not hold for this learner."""

    qualification: QualificationId
    requirement: NodeId

    def made_in(self, case: Case, number: int) -> Case:
        """The problem with it."""
        goal = _goal(case, self.qualification)
        entry, day = EntryId(f"{ENTRY}{number}"), case.record.as_of
        waiver = Waiver(entry, self.qualification, self.requirement, WAIVE, "what-if", "what-if", day)
        if not has_effect(waiver, goal.limits, goal.requirement):
            raise NotFound(f"requirement of {goal.key} that can be waived", self.requirement)
        return replace(case, record=replace(case.record, waivers=(*case.record.waivers, waiver)))


@dataclass(frozen=True, slots=True)
class InForce:
    """A recognition rule that is proposed, refused, withdrawn or out of its dates can be applied from today."""

    rule: RuleId

    def made_in(self, case: Case, number: int) -> Case:
        """The problem with it."""
        rule = case.catalogue.rules.get(self.rule)
        if rule is None:
            raise NotFound("recognition rule", self.rule)
        if rule.is_refusal:
            raise InputError(
                f"expected a rule that gives something, found the refusal {self.rule!r}", place="rule"
            )
        allowed = rule.assurance in case.request.assurance and rule.assurance is not Assurance.PREDICTED
        opened = replace(
            rule,
            status=RuleStatus.APPROVED,
            applied_within=ALWAYS,
            assurance=rule.assurance if allowed else Assurance.AGREEMENT,
        )
        request = replace(case.request, assurance=case.request.assurance | {opened.assurance})
        refused = tuple(one for one in case.record.refused if one.rule != self.rule)
        return replace(
            _with_rule(case, opened), request=request, record=replace(case.record, refused=refused)
        )


@dataclass(frozen=True, slots=True)
class Agreement:
    """A new rule: the institution of the goal recognises one item as another one."""

    source: ItemId
    target: ItemId

    def made_in(self, case: Case, number: int) -> Case:
        """The problem with it."""
        source, target = case.catalogue.item(self.source), case.catalogue.item(self.target)
        if source.id == target.id:
            raise InputError(f"expected two items, found {source.id!r} twice", place="agreement")
        made = case
        for institution in sorted({goal.institution for goal in case.goals()}):
            rule = RuleId(f"{ENTRY}{number}:{institution}")
            made = _with_rule(
                made, Recognition(rule, institution, (Source(source.id),), 1, (CreditOutput(target.id),))
            )
        request = replace(made.request, assurance=made.request.assurance | {Assurance.AGREEMENT})
        return replace(made, request=request)


@dataclass(frozen=True, slots=True)
class MoreLoad:
    """So much more credit of new study in one term, wherever the limit is stated."""

    units: int

    def made_in(self, case: Case, number: int) -> Case:
        """The problem with it."""
        if self.units <= 0:
            raise InputError("expected more than 0 credits", place="load")
        stated = case.request.load_units
        if stated is None and all(goal.load_units is None for goal in case.goals()):
            stated = DEFAULT_LOAD_UNITS
        more = None if stated is None else stated + self.units
        raised = replace(case, request=replace(case.request, load_units=more))
        return raised.with_goals(self._raised)

    def _raised(self, goal: Qualification) -> Qualification:
        return goal if goal.load_units is None else replace(goal, load_units=goal.load_units + self.units)


Change: TypeAlias = HasResult | BetterGrade | Waived | InForce | Agreement | MoreLoad


def changed(case: Case, changes: tuple[Change, ...]) -> Case:
    """The problem with every change made, in their order.

    Raises:
        InputError: a change that means nothing here, or one that names nothing.
    """
    for number, change in enumerate(changes):
        case = change.made_in(case, number)
    return case


def _with_rule(case: Case, rule: Recognition) -> Case:
    return replace(case, catalogue=replace(case.catalogue, rules={**case.catalogue.rules, rule.id: rule}))


def _goal(case: Case, key: QualificationId) -> Qualification:
    """The version of a goal as it holds for the learner now: what is waived already cannot be waived again."""
    for goal in resolve_goals(case.catalogue, case.record, case.request):
        if goal.version.id == key:
            return goal.version
    raise NotFound("goal", key)


def _known_grade(case: Case, grade: Grade | None) -> None:
    """Refuse a mark that its scheme does not have: nothing could be compared with it."""
    if grade is None:
        return
    scheme = case.catalogue.grade_schemes.get(grade.scheme)
    if scheme is None:
        raise NotFound("grade scheme", grade.scheme)
    rank, least = scheme.rank(grade.mark), scheme.rank(scheme.pass_mark)
    if rank is None:
        raise InputError(f"expected a mark of {grade.scheme}, found {grade.mark!r}", place="grade")
    if least is not None and rank < least:
        raise InputError(
            f"expected a mark that passes ({scheme.pass_mark}), found {grade.mark!r}", place="grade"
        )
