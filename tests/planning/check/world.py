"""One small world with a plan written by hand: a college, a school, and a learner half way to a bachelor's degree.

The plan sits exactly on every limit, so that one unit more or less is one learner just outside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction
from typing import Any, Protocol

from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.ledger.record import Record, Result
from recommender.planning.check.kernel import check
from recommender.planning.check.violation import Violation
from recommender.planning.plan import Plan, Standing, TermPlan
from recommender.planning.request import PlanRequest
from recommender.rules.recognition import Recognition
from recommender.vocabulary import EntryId, GradeScheme, ItemId
from tests.planning.check.material import (
    COLLEGE,
    CREDIT,
    HASHES,
    ITEMS,
    PLAN,
    QUALIFICATION,
    RECORD,
    REQUEST,
    RULES,
    SCHOOL,
    TWO_TERMS,
    claim_row,
    course,
    mark,
)


@dataclass(frozen=True)
class World:
    """Catalogue parts, record, request and plan, each of which a test may change in one place."""

    items: Mapping[str, Item] = field(default_factory=lambda: {item.id: item for item in ITEMS})
    rules: Mapping[str, Recognition] = field(default_factory=lambda: {rule.id: rule for rule in RULES})
    versions: tuple[Qualification, ...] = (QUALIFICATION,)
    record: Record = RECORD
    request: PlanRequest = REQUEST
    plan: Plan = PLAN
    catalogue_fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The snapshot."""
        fields: dict[str, Any] = {
            "id": "small",
            "titles": {},
            "version": "v",
            "synthetic": True,
            "schemes": {
                "credit": CreditScheme("credit", hours_per_credit=Fraction(16)),
                "point": CreditScheme("point"),
            },
            "ratios": {("point", "credit"): Fraction(1, 2)},
            "grade_schemes": {"percent": GradeScheme("percent", (), "60", True)},
            "calendars": {"year": TWO_TERMS},
            "institutions": {one: Institution(one, {}, "year", "credit") for one in (COLLEGE, SCHOOL)},
            "items": dict(self.items),
            "rules": dict(self.rules),
            "qualifications": {self.versions[0].id: self.versions},
            "hashes": HASHES,
        }
        return Catalogue(**(fields | dict(self.catalogue_fields)))

    def check(self) -> tuple[Violation, ...]:
        """What the checker says."""
        return check(self.catalogue, self.record, self.request, self.plan)

    def item(self, key: str, /, **changes: Any) -> World:
        """With an item changed, or a new one of three credits at the college."""
        changed = replace(self.items[key], **changes) if key in self.items else course(key, **changes)
        return replace(self, items={**self.items, key: changed})

    def rule(self, key: str, /, **changes: Any) -> World:
        """With a rule changed."""
        return replace(self, rules={**self.rules, key: replace(self.rules[key], **changes)})

    def version(self, **changes: Any) -> World:
        """With the first version of the qualification changed."""
        return replace(self, versions=(replace(self.versions[0], **changes), *self.versions[1:]))

    def limit(self, key: str, /, **changes: Any) -> World:
        """With a limit changed."""
        limits = [replace(one, **changes) if one.id == key else one for one in self.versions[0].limits]
        return self.version(limits=tuple(limits))

    def node(self, key: str, /, **changes: Any) -> World:
        """With a part of the requirement changed; it stands in the first or second level of the tree."""

        def changed(node: Any) -> Any:
            if node.id == key:
                return replace(node, **changes)
            children = getattr(node, "children", None)
            return replace(node, children=tuple(map(changed, children))) if children else node

        return self.version(requirement=changed(self.versions[0].requirement))

    def learner(self, **changes: Any) -> World:
        """With other facts in the record."""
        return replace(self, record=replace(self.record, **changes))

    def result(self, key: str, /, **changes: Any) -> World:
        """With a result changed, or added."""
        base = next((one for one in self.record.results if one.entry == key), None)
        others = tuple(one for one in self.record.results if one.entry != key)
        if base is None:
            base = Result(EntryId(key), ItemId("law"), 3 * CREDIT, "credit", mark(80), date(2025, 1, 1))
        return self.learner(results=(*others, replace(base, **changes)))

    def without_result(self, key: str) -> World:
        """With a result taken out of the record."""
        return self.learner(results=tuple(one for one in self.record.results if one.entry != key))

    def asked(self, **changes: Any) -> World:
        """With another request."""
        return replace(self, request=replace(self.request, **changes))

    def planned(self, **changes: Any) -> World:
        """With another plan."""
        return replace(self, plan=replace(self.plan, **changes))

    def step(self, key: str, /, **changes: Any) -> World:
        """With a step of the plan changed."""
        steps = tuple(replace(one, **changes) if one.item == key else one for one in self.plan.steps)
        return self.planned(steps=steps)

    def claim(self, key: str, /, **changes: Any) -> World:
        """With a claim of the plan changed."""
        rows = tuple(replace(one, **changes) if one.key == key else one for one in self.plan.claims)
        return self.planned(claims=rows)

    def without_claim(self, key: str) -> World:
        """With a claim dropped."""
        return self.planned(claims=tuple(one for one in self.plan.claims if one.key != key))

    def with_claim(self, place: str, key: str, item: str | None, credits: int, standing: Standing) -> World:
        """With a claim more."""
        return self.planned(claims=(*self.plan.claims, claim_row(place, key, item, credits, standing)))

    def application(self, key: str, /, **changes: Any) -> World:
        """With an application of the plan changed."""
        rows = tuple(replace(one, **changes) if one.rule == key else one for one in self.plan.applications)
        return self.planned(applications=rows)

    def settled(self) -> World:
        """With sums, terms and levels of the plan made to fit its steps, so that only the steps can be at fault."""
        return replace(
            self, plan=settled(self.plan, self.request, TWO_TERMS.terms_from(self.request.as_of, 40))
        )


class Days(Protocol):
    """A term of the calendar: its season, first and last day."""

    @property
    def season(self) -> str: ...
    @property
    def start(self) -> date: ...
    @property
    def end(self) -> date: ...


def settled(plan: Plan, request: PlanRequest, calendar: Sequence[Days]) -> Plan:
    """A plan whose length, terms and levels agree with its steps; `calendar` has the terms from the first."""
    length = sum(step.study_units for step in plan.steps)
    last = max((step.term for step in plan.steps), default=-1)
    terms = tuple(
        TermPlan(
            number,
            f"{one.start.year}-{one.season}",
            one.season,
            one.start,
            one.end,
            tuple(step.item for step in plan.steps if step.term == number),
            sum(step.study_units for step in plan.steps if step.term == number),
        )
        for number, one in enumerate(calendar[: last + 1])
    )
    values = {
        "length": length,
        "terms": last + 1,
        "fee": sum(step.fee or 0 for step in plan.steps),
        "fit": sum(step.units * request.dislikes.get(step.item, 0) for step in plan.steps),
    }
    levels = tuple(
        replace(level, value=values[level.objective], lower_bound=values[level.objective])
        for level in plan.levels
    )
    return replace(plan, length=length, lower_bound=length, terms=terms, levels=levels)


def broken(world: World) -> set[tuple[str, str]]:
    """Kind and rule of everything that the checker finds."""
    return {(one.kind, one.rule) for one in world.check()}


def said(world: World) -> str:
    """Everything that the checker says, as text."""
    return "\n".join(map(str, world.check()))
