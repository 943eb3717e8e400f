"""What does an answer claim: optimal, bounded, infeasible, refused (D4)?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recommender.catalogue.objects import Unread
from recommender.errors import InputError, NotFound
from recommender.ledger.record import Enrolment
from recommender.planning import GoalRef, levels, make, make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.planning.review import review_plan
from recommender.planning.solve import Outcome, Solution, minimise
from recommender.rules.sets import ItemSet
from recommender.vocabulary import EntryId, Interval, QualificationId
from tests.planning.worlds import (
    HOUR,
    ONE,
    SCHOOL,
    TODAY,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)


def no_prover(*_: Any) -> None:
    """As if no proof had been found in time."""


GOAL = qualification(credits("core", 3, of=ItemSet()))
WORLD = catalogue([GOAL], [item("a"), item("b", fee=5)])


def test_an_optimal_plan_states_its_length_as_bound_and_whose_word_that_is() -> None:
    plan = make_plan(WORLD, record(), request())
    assert (plan.status, plan.length, plan.lower_bound) == (Status.OPTIMAL, 3 * ONE, 3 * ONE)
    assert [(one.objective, one.value, one.proof) for one in plan.levels[:2]] == [
        ("length", 3 * ONE, "certified"),
        ("terms", 1, "solver"),
    ]
    assert plan.versions["catalogue"] == WORLD.version


def test_a_search_that_ends_early_gives_the_best_found_with_its_bound(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*given: Any, **_: Any) -> Solution:
        return replace(minimise(*given), outcome=Outcome.FEASIBLE, bound=ONE)

    monkeypatch.setattr(levels, "minimise_surely", stopped)
    certified = make_plan(WORLD, record(), request(objectives=("length",)))
    assert (certified.status, certified.levels[0].proof) == (Status.OPTIMAL, "certified")  # by its own proof
    monkeypatch.setattr(make, "prover_of", no_prover)
    plan = make_plan(WORLD, record(), request(objectives=("length",)))
    assert (plan.status, plan.length, plan.lower_bound) == (Status.BOUNDED, 3 * ONE, ONE)
    assert plan.levels[0].proof == "none"


def test_a_plan_that_is_not_proven_shortest_holds_nothing_useless_either(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def worst(model: Any, objective: Any, given: Any, **_: Any) -> Solution:
        most = minimise(model, {column: -value for column, value in objective.items()}, given)
        return replace(most, outcome=Outcome.FEASIBLE, objective=-most.objective, bound=0)

    monkeypatch.setattr(levels, "minimise_surely", worst)
    monkeypatch.setattr(make, "prover_of", no_prover)
    plan = make_plan(WORLD, record(), request(objectives=("length",)))
    assert (plan.status, plan.length, len(plan.steps)) == (Status.BOUNDED, 3 * ONE, 1)


def test_a_search_that_found_nothing_in_time_is_refused_and_not_called_infeasible() -> None:
    plan = make_plan(WORLD, record(), request(time_limit=1e-9))
    assert plan.status is Status.REFUSED
    assert [cause.code for cause in plan.causes] == ["limit_reached"]


def test_no_path_names_the_rules_in_conflict_and_states_no_length() -> None:
    plan = make_plan(catalogue([GOAL], [item("a", 2)]), record(), request())
    assert (plan.status, plan.length, plan.steps) == (Status.INFEASIBLE, None, ())
    assert [(cause.code, cause.about) for cause in plan.causes] == [("conflict_requirement", "core")]


def test_an_unread_prerequisite_refuses_the_answers_that_it_can_touch() -> None:
    unread = [Unread("prerequisite", "a", "at least 40 credits")]
    touched = make_plan(catalogue([GOAL], [item("a")], unread=unread), record(), request())
    assert [(cause.code, cause.about) for cause in touched.causes] == [("unread_prerequisite", "a")]
    goal = qualification(count("core", 1, "b"), electives=None)
    apart = make_plan(catalogue([goal], [item("a"), item("b")], unread=unread), record(), request())
    assert apart.status is Status.OPTIMAL
    held = make_plan(catalogue([GOAL], [item("a")], unread=unread), record(result("a")), request())
    assert held.status is Status.OPTIMAL


@pytest.mark.parametrize("year", [None, "2026"])
@pytest.mark.parametrize("ask", [make_plan, make_audit, lambda *asked: review_plan(*asked, ())])
def test_one_qualification_is_no_two_goals(ask: Any, year: str | None) -> None:
    degree = QualificationId("degree")
    twice = replace(request(), goals=(GoalRef(degree, "2026"), GoalRef(degree, year)))
    with pytest.raises(
        InputError, match="goals: expected each qualification once, found 'degree' more"
    ) as told:
        ask(WORLD, record(), twice)
    assert told.value.place == "goals"


def test_an_unread_qualification_refuses_its_own_version_only() -> None:
    world = catalogue([GOAL], [item("a")], unread=[Unread("qualification", "degree@2025", "a new kind")])
    assert make_plan(world, record(), request()).status is Status.REFUSED
    pinned = replace(request(), goals=(GoalRef(QualificationId("degree"), "2026"),))
    assert make_plan(world, record(), pinned).status is Status.OPTIMAL


def test_an_enrolment_on_a_version_that_was_read_is_not_touched_by_one_that_was_not() -> None:
    world = catalogue([GOAL], [item("a")], unread=[Unread("qualification", "degree@2025", "a new kind")])
    on_2026 = Enrolment(EntryId("n"), QualificationId("degree"), "2026", date(2026, 3, 1))
    assert make_plan(world, record(enrolments=(on_2026,)), request()).status is Status.OPTIMAL
    on_2025 = replace(on_2026, year="2025")
    assert make_plan(world, record(enrolments=(on_2025,)), request()).status is Status.REFUSED


def test_an_unread_rule_is_left_out_and_named() -> None:
    world = catalogue([GOAL], [item("a")], unread=[Unread("rule", "R-9", "partial recognition")])
    plan = make_plan(world, record(), request())
    assert plan.status is Status.OPTIMAL
    assert ("unread_rule", "R-9") in {(one.code, one.about) for one in plan.assumptions}


def test_an_objective_that_nobody_knows_is_refused_by_name() -> None:
    plan = make_plan(WORLD, record(), request(objectives=("length", "joy")))
    assert [(cause.code, cause.about) for cause in plan.causes] == [("unknown_objective", "joy")]


def test_no_objective_stands_twice_and_there_is_one() -> None:
    for objectives in ((), ("fee", "length", "fee")):
        plan = make_plan(WORLD, record(), request(objectives=objectives))
        assert [cause.code for cause in plan.causes] == ["unknown_objective"]


def test_a_rule_with_too_many_choices_of_sources_is_refused_rather_than_cut_short() -> None:
    names = [f"s{number:02}" for number in range(12)]
    items = [item(name, issuer=SCHOOL) for name in names]
    plan = make_plan(catalogue([GOAL], items, [rule("r", names, 3, need=6)]), record(), request())
    assert [(cause.code, cause.about) for cause in plan.causes] == [("unsupported", "r")]


def test_goals_on_different_schemes_are_not_planned_together() -> None:
    other = replace(qualification(count("two", 1, "a"), key="second"), scheme=HOUR)
    plan = make_plan(catalogue([GOAL, other], [item("a")]), record(), request("degree", "second"))
    assert [cause.code for cause in plan.causes] == ["scheme_unconvertible"]


def test_a_version_is_planned_until_its_last_award_and_then_refused() -> None:
    closed = replace(GOAL, last_award=date(2026, 7, 31))
    plan = make_plan(catalogue([closed], [item("a")]), record(), request())
    assert [cause.code for cause in plan.causes] == ["version_closed"]


def test_a_learner_keeps_the_version_of_the_enrolment_unless_another_year_is_chosen() -> None:
    old = qualification(credits("core", 6, of=ItemSet()), year="2024", entrants=Interval(None, TODAY))
    world = catalogue([old, GOAL], [item("a"), item("b")])
    enrolled = record(
        enrolments=(Enrolment(EntryId("n"), QualificationId("degree"), "2024", date(2024, 9, 1)),)
    )
    assert make_plan(world, enrolled, request()).length == 6 * ONE
    assert make_plan(world, record(), request()).length == 3 * ONE
    chosen = replace(request(), goals=(GoalRef(QualificationId("degree"), "2026"),))
    assert make_plan(world, enrolled, chosen).length == 3 * ONE


def test_a_question_that_means_nothing_is_an_error_and_names_its_place() -> None:
    with pytest.raises(InputError, match="goals"):
        make_plan(WORLD, record(), replace(request(), goals=()))
    with pytest.raises(InputError, match="as_of"):
        make_plan(WORLD, record(), request(as_of=date(2026, 8, 2)))
    with pytest.raises(NotFound, match="qualification 'nothing'"):
        make_plan(WORLD, record(), request("nothing"))
    with pytest.raises(NotFound, match="item 'nothing'"):
        make_plan(WORLD, record(), request(pins=["nothing"]))


def test_that_there_is_no_path_is_said_of_the_goal_that_was_asked_for() -> None:
    bank = catalogue([GOAL], [item("a", 2)])
    plan = make_plan(bank, record(), request())
    assert check(bank, record(), request(), plan) == ()
    other = replace(plan, goals=(replace(plan.goals[0], year="1999", key="degree@1999"),))
    assert any(one.kind == "goal" for one in check(bank, record(), request(), other))
