"""Items that exclude each other: one counts or is studied anew, and what does not count closes nothing (B11)."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue.objects import Catalogue, Item
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import ClaimRow, Plan, Standing, Status
from recommender.rules.all_of import AllOf
from recommender.rules.registry import Requirement, evaluate_tree
from recommender.vocabulary import ItemId, NodeId
from tests.planning import exhaustive
from tests.planning.kinds.brute import least_study
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    catalogue,
    count,
    credits,
    granted,
    item,
    qualification,
    record,
    request,
    result,
    rule,
    running,
)


def excluding(key: str, *others: str, **more: Any) -> Item:
    return replace(item(key, 3, **more), excludes=frozenset(map(ItemId, others)))


OLD, NEW, REST = excluding("old", "new"), item("new", 3), item("rest", 3)
TWO = credits("two", 6, "old", "new", "rest")


def world(tree: Requirement, *items: Item, rules: Any = (), electives: bool = False) -> Catalogue:
    more: dict[str, Any] = {} if electives else {"electives": None}
    return catalogue([qualification(tree, **more)], items or (OLD, NEW, REST), rules)


def steps(plan: Plan) -> list[str]:
    return [step.item for step in plan.steps]


def test_one_of_two_that_exclude_each_other_is_studied() -> None:
    plan = make_plan(world(TWO), record(), request())
    assert plan.length == 6 * ONE
    assert len({"old", "new"} & set(steps(plan))) == 1
    assert make_plan(world(TWO), record(), request(exclude=["rest"])).status is Status.INFEASIBLE


@pytest.mark.parametrize("held", ["old", "new"])
def test_a_held_one_that_counts_closes_new_study_of_the_other_whichever_says_so(held: str) -> None:
    plan = make_plan(world(TWO), record(result(held)), request())
    assert (steps(plan), [row.key for row in plan.claims if row.key.startswith("held")]) == (
        ["rest"],
        [f"held:e-{held}"],
    )


def test_a_held_one_that_counts_nowhere_closes_nothing_and_says_why() -> None:
    tree = AllOf(NodeId("root"), (count("must", 1, "new"), count("may", 1, "old", "rest")))
    plan = make_plan(world(tree), record(result("old"), result("rest")), request())
    assert steps(plan) == ["new"]
    assert [(one.key, one.reason, one.detail) for one in plan.not_counted] == [
        ("held:e-old", "excluded", "new:new")
    ]


def test_of_two_that_are_held_the_more_useful_counts_and_the_audit_says_why_the_other_does_not() -> None:
    tree = AllOf(NodeId("root"), (credits("must", 3, "new"), credits("may", 2, "old", "rest")))
    have = record(result("old"), result("new"))
    audit = make_audit(world(tree), have, request())
    assert audit.remaining_units == 2 * ONE
    assert [(one.key, one.reason, one.detail) for one in audit.not_counted] == [
        ("held:e-old", "excluded", "held:e-new")
    ]


def test_what_was_renumbered_is_excluded_with_its_lineage() -> None:
    renumbered = replace(item("newer", 3), lineage="new")
    tree = credits("two", 6, "old", "newer", "rest")
    items = (replace(OLD, excludes=frozenset({ItemId("new")})), replace(NEW, lineage="new"), renumbered, REST)
    assert steps(make_plan(world(tree, *items), record(result("old")), request())) == ["rest"]


def test_an_exclusion_is_between_two_and_not_among_all_whom_one_excludes() -> None:
    middle = excluding("middle", "left", "right")
    tree = credits("two", 6, "left", "middle", "right")
    plan = make_plan(world(tree, middle, item("left"), item("right")), record(), request())
    assert sorted(steps(plan)) == ["left", "right"]


def test_a_certificate_that_was_recognised_as_the_course_that_it_excludes_counts_once() -> None:
    certificate = excluding("cert", "new", issuer=SCHOOL)
    given_new = rule("r", ["cert"], "new")
    named = count("must", 1, "new")
    plan = make_plan(world(named, certificate, NEW, rules=[given_new]), record(result("cert")), request())
    assert (plan.length, [one.rule for one in plan.applications]) == (0, ["r"])
    done = record(result("cert"), granted("r", ["e-cert"], "new"))
    assert make_plan(world(named, certificate, NEW, rules=[given_new]), done, request()).length == 0
    anew = make_plan(
        world(named, certificate, replace(NEW, studyable=False), rules=[given_new]), record(), request()
    )
    assert steps(anew) == ["cert"]


def test_beside_the_course_itself_the_certificate_counts_nowhere_else() -> None:
    certificate = excluding("cert", "new", issuer=SCHOOL)
    elective = rule("r", ["cert"], 3)
    tree = AllOf(NodeId("root"), (count("must", 1, "new"), credits("any", 3, of=REST_OR_CREDIT)))
    have = record(result("cert"), result("new"))
    plan = make_plan(world(tree, certificate, NEW, REST, rules=[elective]), have, request())
    assert (steps(plan), plan.applications) == (["rest"], ())


REST_OR_CREDIT = count("x", 1).of


def test_study_in_progress_excludes_only_where_it_counts() -> None:
    have = record(running("old"))
    tree = AllOf(NodeId("root"), (count("must", 1, "new"),))
    assert sorted(steps(make_plan(world(tree), have, request()))) == ["new", "old"]


def test_the_checker_refuses_both() -> None:
    tree = count("one", 1, "old", "new")
    have = record(result("old"), result("new"))
    made = make_plan(world(tree), have, request())
    rows = tuple(
        ClaimRow("degree@2026", NodeId("one"), f"held:e-{key}", ItemId(key), 3 * ONE, Standing.GRANTED)
        for key in ("new", "old")
    )
    both = replace(made, claims=rows, not_counted=())
    found = check(world(tree), have, request(), both)
    assert {(one.kind, one.rule, one.subject) for one in found} == {
        ("single_use", "single-use", "held:e-new, held:e-old")
    }
    other = make_plan(world(tree), record(result("old")), request(pins=["rest"]))
    study = make_plan(world(count("one", 1, "new")), record(result("old")), request())
    beside = replace(study, claims=(*study.claims, rows[1]), not_counted=())
    assert "single_use" in {one.kind for one in check(world(tree), record(result("old")), request(), beside)}
    assert check(world(tree), record(result("old")), request(pins=["rest"]), other) == ()


NAMES = "abcd"
PAIRS = list(combinations(NAMES, 2))


@settings(max_examples=25, deadline=None)
@given(
    st.sets(st.sampled_from(PAIRS), max_size=3),
    st.sets(st.sampled_from(NAMES), max_size=2),
    st.integers(0, 4),
    st.booleans(),
)
def test_lengths_are_those_of_trying_everything(
    apart: set[tuple[str, str]], held: set[str], least: int, electives: bool
) -> None:
    items = [excluding(one, *(other for left, other in apart if left == one)) for one in NAMES]
    tree = AllOf(NodeId("root"), (count("one", 1, "a", "b"), credits("two", 3 * min(least, 2), *NAMES)))
    one = world(tree, *items, electives=electives)
    have, asked = record(*map(result, sorted(held))), request(horizon_years=1)

    def together(counted: frozenset[str], studied: frozenset[str]) -> bool:
        return not any({left, right} <= counted | studied for left, right in apart)

    expected = least_study(one, have, lambda claims: evaluate_tree(tree, claims).satisfied, together=together)
    assert make_plan(one, have, asked).length == expected
    assert exhaustive.least(one, have, asked) == expected
