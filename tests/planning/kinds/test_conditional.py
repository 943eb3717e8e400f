"""Conditions are planned exactly: on the record at once, on the plan by its steps, applications and choices (B12)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Enrolment
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import ClaimRow, Plan, Standing, Status
from recommender.recommend.standing import standing_of
from recommender.rules.all_of import AllOf
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import (
    Averaged,
    Awarded,
    Chose,
    Condition,
    Entered,
    Every,
    Holds,
    Not,
    Some,
    atoms,
)
from recommender.rules.n_of import NOf
from recommender.rules.registry import Requirement
from recommender.rules.scales import Scale, ScaleRow
from recommender.vocabulary import EntryId, ItemId, NodeId, QualificationId, Repeats
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
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

X = Holds(frozenset({ItemId("x")}))
LITTLE, MUCH = count("little", 1, "a"), count("much", 2, "b", "c")
ITEMS = [item(key, 3) for key in "abcx"]


def when(
    condition: Condition, then: Requirement | None = LITTLE, other: Requirement | None = MUCH
) -> Conditional:
    assert then is not None
    return Conditional(NodeId("if"), condition, then, other)


def world(tree: Requirement, *more: object) -> Catalogue:
    return catalogue([qualification(tree, electives=None)], ITEMS, more)  # type: ignore[arg-type]


def steps(plan: Plan) -> set[str]:
    return {step.item for step in plan.steps}


def test_what_the_record_holds_decides_at_once() -> None:
    tree = when(X)
    assert steps(make_plan(world(tree), record(result("x")), request())) == {"a"}
    assert steps(make_plan(world(tree), record(), request(exclude=["x"]))) == {"b", "c"}


def test_the_plan_may_study_an_item_for_the_condition_alone() -> None:
    much = count("much", 3, "b", "c", "d")
    items = [*ITEMS, item("d")]
    plan = make_plan(
        catalogue([qualification(when(X, LITTLE, much), electives=None)], items), record(), request()
    )
    assert (steps(plan), plan.length) == ({"a", "x"}, 6 * ONE)
    assert [row.place for row in plan.claims] == ["little"]


def test_an_added_result_lengthens_a_path_where_holding_it_asks_for_more() -> None:
    """The named world in which the kind is not monotone (D10)."""
    tree = when(X, MUCH, LITTLE)
    before = make_plan(world(tree), record(), request())
    after = make_plan(world(tree), record(result("x")), request())
    assert (before.length, after.length) == (3 * ONE, 6 * ONE)


def test_a_recognition_that_is_applied_for_makes_the_learner_hold_its_item() -> None:
    """Else the plan would no longer stand once it is carried out."""
    tree = AllOf(NodeId("root"), (when(X, MUCH, LITTLE), count("named", 1, "x")))
    given_x = rule("r", ["cert"], "x")
    items = [*ITEMS, item("cert", issuer=SCHOOL)]
    goal = qualification(tree, electives=None)
    have = record(result("cert"))
    plan = make_plan(catalogue([goal], items, [given_x]), have, request())
    assert (steps(plan), [one.rule for one in plan.applications]) == ({"b", "c"}, ["r"])
    eased = replace(goal, requirement=AllOf(NodeId("root"), (when(X), count("named", 1, "x"))))
    audit = make_audit(catalogue([eased], items, [given_x]), record(result("cert"), result("a")), request())
    status = {one.node: one.status for one in audit.goals[0].requirements.children}
    assert (audit.remaining_units, status) == (0, {"if": "met_if_granted", "named": "met_if_granted"})


def test_the_part_that_does_not_apply_takes_no_credit_and_says_so() -> None:
    plan = make_plan(world(when(X)), record(result("b"), result("x"), result("a")), request())
    assert {row.place for row in plan.claims} == {"little"}
    assert [(one.key, one.reason) for one in plan.not_counted] == [
        ("held:e-b", "surplus"),
        ("held:e-x", "no_place"),
    ]
    tree = standing_of(world(when(X)), record(result("b"), result("x"), result("a")), plan)[0].requirements
    assert [(one.node, one.status) for one in tree.children] == [("little", "met"), ("much", "not_asked")]


def test_the_checker_refuses_claims_in_the_part_that_does_not_apply() -> None:
    have = record(result("a"), result("b"), result("c"), result("x"))
    made = make_plan(world(when(X)), have, request())
    rows = [
        ClaimRow("degree@2026", NodeId("much"), f"held:e-{k}", ItemId(k), 3 * ONE, Standing.GRANTED)
        for k in "bc"
    ]
    lost = tuple(one for one in made.not_counted if one.item == "x")
    mutated = replace(made, claims=(*made.claims, *rows), not_counted=lost)
    assert {(v.kind, v.rule) for v in check(world(when(X)), have, request(), mutated)} == {
        ("conditional", "if")
    }


def test_the_checker_refuses_a_plan_that_serves_the_other_part() -> None:
    made = make_plan(world(when(X)), record(), request(exclude=["x"]))
    assert steps(made) == {"b", "c"}
    found = check(world(when(Not(X))), record(), request(exclude=["x"]), made)
    assert ("conditional", "if") in {(v.kind, v.rule) for v in found}


def test_entry_dates_are_those_of_the_enrolment_and_of_today_for_newcomers() -> None:
    tree = when(Entered(date(2026, 1, 1), before=True))
    enrolled = Enrolment(EntryId("n"), QualificationId("degree"), "2026", date(2025, 9, 1))
    assert steps(make_plan(world(tree), replace(record(), enrolments=(enrolled,)), request())) == {"a"}
    assert steps(make_plan(world(tree), record(), request())) == {"b", "c"}


def test_two_goals_planned_together_hold_each_others_award() -> None:
    minor = qualification(count("m", 1, "x"), key="minor", electives=None)
    major = qualification(when(Awarded(frozenset({QualificationId("minor")}))), electives=None)
    both = catalogue([major, minor], ITEMS)
    assert steps(make_plan(both, record(), request("degree"))) == {"b", "c"}
    assert steps(make_plan(both, record(), request("degree", "minor"))) == {"a", "x"}


TRACKS = NOf(NodeId("tracks"), 1, (count("thesis", 1, "x"), count("exam", 2, "b", "c")))


def test_a_choice_made_elsewhere_in_the_tree_decides() -> None:
    tree = AllOf(NodeId("root"), (when(Chose(NodeId("thesis")), credits("more", 6, "a", "d"), None), TRACKS))
    items = [*ITEMS, item("d")]
    goal = qualification(tree, electives=None)
    plan = make_plan(catalogue([goal], items), record(), request())
    assert (steps(plan), plan.length) == ({"b", "c"}, 6 * ONE)
    held = make_plan(catalogue([goal], items), record(result("a"), result("d")), request())
    assert (steps(held), held.length) == ({"x"}, 3 * ONE)


def test_a_choice_is_never_hidden_from_its_condition() -> None:
    """A part that is satisfied by what is claimed in it is chosen, however the plan came to be."""
    tree = AllOf(
        NodeId("root"),
        (when(Chose(NodeId("track")), MUCH, None), NOf(NodeId("tracks"), 1, (
            AllOf(NodeId("track"), (count("thesis", 1, "x"),)), count("exam", 1, "x", "a"))))
    )  # fmt: skip
    have = record(result("x"))
    plan = make_plan(world(tree), have, request())
    assert (plan.length, {row.place for row in plan.claims}) == (0, {"exam"})
    moved = tuple(replace(row, place=NodeId("thesis")) for row in plan.claims)
    assert ("conditional", "if") in {
        (v.kind, v.rule) for v in check(world(tree), have, request(), replace(plan, claims=moved))
    }


def test_where_neither_part_can_be_met_the_condition_is_named() -> None:
    plan = make_plan(world(when(X)), record(), request(exclude=["a", "b"]))
    assert plan.status is Status.INFEASIBLE
    assert {one.about for one in plan.causes} >= {"little", "much"}


CONDITIONS = st.recursive(
    st.sampled_from([X, Holds(frozenset({ItemId("a"), ItemId("c")})), Chose(NodeId("thesis"))]),
    lambda inner: st.one_of(
        st.builds(Not, inner), st.lists(inner, min_size=1, max_size=2).map(lambda parts: Every(tuple(parts))),
        st.lists(inner, min_size=1, max_size=2).map(lambda parts: Some(tuple(parts))),
    ),
    max_leaves=3,
)  # fmt: skip


@settings(max_examples=20, deadline=None)
@given(CONDITIONS, st.booleans(), st.sets(st.sampled_from("abcx"), max_size=2), st.booleans())
def test_lengths_are_those_of_trying_every_plan(
    condition: Condition, optional: bool, held: set[str], both: bool
) -> None:
    part: Requirement = when(condition, LITTLE, MUCH if both else None)
    if optional:
        part = NOf(NodeId("opt"), 1, (part, count("all", 3, "a", "b", "c")))
    tree = AllOf(
        NodeId("root"),
        (part, NOf(NodeId("tracks"), 1, (count("thesis", 1, "x", "b"), count("exam", 1, "c")))),
    )
    have = record(*map(result, sorted(held)))
    asked = request(horizon_years=1)
    found = exhaustive.least(world(tree), have, asked)
    plan = make_plan(world(tree), have, asked)
    assert plan.length == found
    if found is not None and not any(isinstance(atom, Holds) for atom in atoms(condition)):
        # An audit takes what is held for what it is; study may still change which part applies.
        assert make_audit(world(tree), have, asked).remaining_units <= found


def test_an_average_of_the_results_so_far_is_taken_of_the_attempts_that_count() -> None:
    scale = Scale("gpa", (ScaleRow("percent", Fraction(1, 10)),))
    tree = when(Averaged(Fraction(7), "gpa"))
    goal = qualification(tree, electives=None)
    for repeats, expected in (
        (Repeats.BEST, {"a"}),
        (Repeats.LAST, {"b", "c"}),
        (Repeats.AVERAGE, {"b", "c"}),
    ):
        version = replace(goal, repeats=repeats)
        one = replace(catalogue([version], ITEMS), scales={"gpa": scale})
        tries = [
            result("x", grade=70, entry="e1", day=date(2024, 1, 1)),
            result("x", grade=61, entry="e2", day=date(2025, 1, 1)),
        ]
        assert steps(make_plan(one, record(*tries), request())) == expected, repeats
        assert steps(make_plan(one, record(), request(exclude=["x"]))) == {"b", "c"}
