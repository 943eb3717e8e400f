"""Whom does a change between two rule books touch: those who look at what changed, in whatever way, and nobody else?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from recommender.catalogue.canonical import canonical, digest, item_data, qualification_data
from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.catalogue.rules_data import rule_data
from recommender.ledger.record import Enrolment, Record
from recommender.recommend.rulebook_changes import Affected, affected
from recommender.recommend.rulebook_reach import compare
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Averaged, Holds
from recommender.rules.learner import EnrolledAt
from recommender.rules.prerequisite import Completed, Passed, Prerequisite
from recommender.rules.recognition import Recognition
from recommender.rules.sets import ItemSet
from recommender.vocabulary import EntryId, ItemId, LearnerId, NodeId, QualificationId
from tests.planning.worlds import (
    COLLEGE,
    SCHOOL,
    TODAY,
    award,
    catalogue,
    count,
    item,
    qualification,
    record,
    result,
    rule,
)

FIRST, SECOND = QualificationId("first"), QualificationId("second")
ASKS = count("any", 1, "a")


def book(
    versions: Sequence[Qualification], items: Sequence[Item], rules: Sequence[Recognition] = ()
) -> Catalogue:
    """A catalogue whose objects have the hashes of their content."""
    made = catalogue(versions, items, rules)
    hashes: dict[tuple[str, str], str] = {
        ("item", one.id): digest(canonical(item_data(one))) for one in items
    }
    hashes |= {("rule", one.id): digest(canonical(rule_data(one))) for one in rules}
    hashes |= {("qualification", one.key): digest(canonical(qualification_data(one))) for one in versions}
    return replace(made, hashes=hashes)


def degree(key: str = "second", requirement: Any = ASKS, **more: Any) -> Qualification:
    return qualification(requirement, 0, key=key, electives=None, **more)


def on(key: QualificationId, *entries: Any) -> Record:
    """The record of somebody who is enrolled on a qualification."""
    return record(*entries, enrolments=(Enrolment(EntryId(f"in-{key}"), key, "2026", date(2026, 1, 1)),))


@dataclass(frozen=True)
class OneLearner:
    """A ledger with one account."""

    known: Record

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        return self.known

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        return () if after else (self.known.learner,)


def touched(old: Catalogue, new: Catalogue, known: Record) -> Affected:
    return affected(compare(old, new), OneLearner(known), TODAY, lambda *_: None)  # type: ignore[arg-type]


ITEMS = (item("a"), item("b"), item("c"))


def test_an_award_that_begins_to_use_credit_up_costs_whoever_has_it() -> None:
    done = result("a")
    known = on(SECOND, done, award("first", done.entry))
    old = book([degree("first"), degree()], ITEMS)
    new = book([degree("first", consumes=True), degree()], ITEMS)
    (effect,) = touched(old, new, known).effects
    assert (effect.goal, effect.reason) == ("second@2026", "audit_changed")
    assert effect.status_before != effect.status_after
    assert touched(old, new, on(SECOND, done)).effects == ()


@pytest.mark.parametrize("more", [{"institution": SCHOOL}, {"consumes": True}])
def test_what_others_see_of_a_version_touches_those_who_have_to_do_with_it(more: dict[str, Any]) -> None:
    old = book([degree("first"), degree()], ITEMS)
    comparison = compare(old, book([degree("first", **more), degree()], ITEMS))
    assert comparison.may_touch("second@2026", on(SECOND, award("first")))
    assert comparison.may_touch("second@2026", replace(on(SECOND), enrolments=(*on(FIRST).enrolments,)))
    assert not comparison.may_touch("second@2026", on(SECOND))


def test_the_requirement_of_another_version_touches_nobody_else() -> None:
    old = book([degree("first"), degree()], ITEMS)
    comparison = compare(old, book([degree("first", count("any", 1, "b")), degree()], ITEMS))
    assert not comparison.may_touch("second@2026", on(SECOND, award("first")))
    assert comparison.may_touch("first@2026", on(FIRST))


def asking(when: Any) -> Qualification:
    """Whoever meets the condition has to do more."""
    return degree(requirement=Conditional(NodeId("if"), when, count("then", 1, "a"), count("else", 1, "b")))


def test_what_a_condition_asks_for_can_matter_wherever_it_fits() -> None:
    version = asking(Holds(frozenset({ItemId("c")})))
    old, gives = book([version], ITEMS), [rule("gives", ["d"], "c")]
    assert compare(old, book([version], ITEMS, gives)).may_touch("second@2026", on(SECOND))
    longer = (*ITEMS[:2], replace(ITEMS[2], units=600))
    assert compare(old, book([version], longer)).may_touch("second@2026", on(SECOND))
    other = [rule("gives", ["d"], "e")]
    assert not compare(old, book([version], ITEMS, other)).may_touch("second@2026", on(SECOND))


@pytest.mark.parametrize(
    ("of", "touches"),
    [(None, True), (ItemSet(tags=frozenset({"x"})), True), (ItemSet(subjects=frozenset({"y"})), False)],
)
def test_an_average_that_a_condition_asks_for_looks_at_every_result_of_its_set(
    of: ItemSet | None, touches: bool
) -> None:
    version = asking(Averaged(Fraction(2), "gpa", of))
    items = (*ITEMS, item("d", tags=("x",)))
    comparison = compare(book([version], items), book([version], (*ITEMS, item("d", tags=("z",)))))
    assert comparison.may_touch("second@2026", on(SECOND)) is touches


@pytest.mark.parametrize(
    ("asked", "touches"),
    [
        (Completed(600, ItemSet(tags=frozenset({"x"}))), True),
        (Completed(600), True),
        (Passed(ItemId("d")), True),
        (Passed(ItemId("e")), False),
        (EnrolledAt(frozenset({COLLEGE})), False),
    ],
)
@pytest.mark.parametrize("where", ["prerequisites", "corequisites", "entry"])
def test_credit_that_is_counted_before_looks_at_every_item_of_its_set(
    asked: Prerequisite, touches: bool, where: str
) -> None:
    version = degree(entry=asked) if where == "entry" else degree()
    more: dict[str, Any] = {} if where == "entry" else {where: asked}
    first = item("a", **more)
    old = book([version], (first, item("d", tags=("x",))))
    new = book([version], (first, item("d", 4, tags=("x",))))
    assert compare(old, new).may_touch("second@2026", on(SECOND)) is touches
