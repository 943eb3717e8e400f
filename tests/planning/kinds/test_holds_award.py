"""An award that is asked for is a fact: held, planned together, or missing; no study can bring it about (A8)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Award
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Status
from recommender.rules.all_of import AllOf
from recommender.rules.conditions import Awarded
from recommender.rules.holds_award import HoldsAward
from recommender.rules.n_of import NOf
from recommender.rules.registry import Requirement
from recommender.vocabulary import EntryId, NodeId, QualificationId
from tests.planning.worlds import ONE, catalogue, count, credits, item, qualification, record, request, result

FIRST = HoldsAward(NodeId("first"), Awarded(frozenset({QualificationId("diploma")})))
KIND = HoldsAward(NodeId("kind"), Awarded(award="associate"))
DIPLOMA = replace(qualification(count("d", 1, "x"), key="diploma", electives=None), award="associate")
AWARD = Award(EntryId("w"), QualificationId("diploma"), "2026", date(2026, 1, 1))


def world(*parts: Requirement) -> Catalogue:
    tree = AllOf(NodeId("root"), parts)
    goal = qualification(tree, electives=None)
    return catalogue([goal, DIPLOMA], [item("a"), item("b"), item("x")])


def test_the_award_in_the_ledger_is_inside() -> None:
    have = replace(record(), awards=(AWARD,))
    for node in (FIRST, KIND):
        plan = make_plan(world(node, count("one", 1, "a")), have, request())
        assert (plan.status, plan.length) == (Status.OPTIMAL, 3 * ONE)


def test_without_it_there_is_no_path_and_the_requirement_is_named() -> None:
    for node in (FIRST, KIND):
        plan = make_plan(world(node, count("one", 1, "a")), record(), request())
        assert plan.status is Status.INFEASIBLE
        assert [(one.code, one.about) for one in plan.causes] == [("conflict_requirement", node.id)]


def test_planned_together_the_other_goal_is_held() -> None:
    plan = make_plan(world(FIRST, KIND, count("one", 1, "a")), record(), request("degree", "diploma"))
    assert (plan.status, {step.item for step in plan.steps}) == (Status.OPTIMAL, {"a", "x"})


def test_an_award_is_one_way_among_others() -> None:
    either = NOf(NodeId("either"), 1, (FIRST, count("long", 2, "a", "b")))
    assert make_plan(world(either), replace(record(), awards=(AWARD,)), request()).length == 0
    assert make_plan(world(either), record(), request()).length == 6 * ONE


def test_an_audit_leaves_a_missing_award_open_and_counts_the_way_that_study_can_go() -> None:
    either = NOf(NodeId("either"), 1, (FIRST, count("long", 2, "a", "b")))
    audit = make_audit(world(either), record(result("a")), request())
    assert audit.remaining_units == 3 * ONE
    audit = make_audit(world(FIRST, credits("one", 3, "a")), record(), request())
    root = audit.goals[0].requirements
    assert (audit.remaining_units, [one.status for one in root.children]) == (3 * ONE, ["open", "open"])
    nowhere = NOf(NodeId("either"), 1, (FIRST, AllOf(NodeId("both"), (KIND, count("one", 1, "a")))))
    assert make_audit(world(nowhere), record(), request()).status is Status.OPTIMAL
    met = make_audit(world(FIRST), replace(record(), awards=(AWARD,)), request())
    assert (met.remaining_units, met.goals[0].requirements.status) == (0, "met")


def test_the_checker_refuses_a_plan_once_the_award_is_gone() -> None:
    have = replace(record(), awards=(AWARD,))
    made = make_plan(world(FIRST, count("one", 1, "a")), have, request())
    found = check(world(FIRST, count("one", 1, "a")), record(), request(), made)
    assert ("holds_award", "first") in {(one.kind, one.rule) for one in found}
