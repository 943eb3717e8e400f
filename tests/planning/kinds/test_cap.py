"""`cap` in plans: every condition holds to the letter, the checker sees one unit more, and nothing shorter stands."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.planning import make_audit, make_plan
from recommender.planning.check.kernel import check
from recommender.planning.plan import Plan
from recommender.planning.reuse.cache import PlanCache
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.registry import Limit
from recommender.rules.sets import ItemSet
from recommender.vocabulary import InstitutionId, NodeId
from tests.planning import exhaustive
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
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
)

THIRD = InstitutionId("third")
ASKED = request(horizon_years=1)


def world(*limits: Limit, total: int = 9) -> Catalogue:
    """Nine credits of anything: of the college, of the school, and of a third place, which all count."""
    goal = qualification(credits("any", 0, of=ItemSet()), total, *limits, accepts=None)
    items = [
        *(item(f"own{n}", subject="A", level=1) for n in range(2)),
        *(item(f"school{n}", 3, SCHOOL, subject="B", level=2) for n in range(2)),
        item("third", 3, THIRD, subject="B", level=2),
    ]
    return catalogue([goal], items)


def short(limit: Limit, *have: str, total: int = 9) -> Plan:
    """The plan, and that nothing shorter stands."""
    tiny, held = world(limit, total=total), record(*map(result, have))
    plan = make_plan(tiny, held, ASKED)
    assert plan.length == exhaustive.least(tiny, held, ASKED)
    return plan


def not_counted(plan: Plan) -> dict[str, str]:
    return {one.key: one.reason for one in plan.not_counted}


def test_of_each_institution_at_most_so_much_counts() -> None:
    have = ("school0", "school1", "own0")
    assert short(cap("each", 6, each="issuer"), *have).length == 0
    plan = short(cap("each", 3, each="issuer"), *have)
    assert plan.length == 3 * ONE
    assert sorted(not_counted(plan).values()) == ["capped"]


def test_a_set_confines_a_cap() -> None:
    have = ("school0", "school1", "own0")
    subject = ItemSet(subjects=frozenset({"B"}))
    assert short(cap("b", 6, of=subject), *have).length == 0
    assert short(cap("b", 5, of=subject), *have).length == 3 * ONE


@pytest.mark.parametrize("each", ["subject", "level"])
def test_of_each_subject_or_level_at_most_so_many(each: str) -> None:
    have = ("school0", "school1", "third")
    assert short(cap("each", most_count=3, each=each), *have).length == 0
    assert short(cap("each", most_count=2, each=each), *have).length == 3 * ONE


def test_a_share_of_what_counts_grows_with_what_counts() -> None:
    limit = cap("half", transferred=True, most_share=Fraction(1, 2), share_of=NodeId("any"))
    short_of = qualification(credits("any", 6, of=ItemSet()), 0, limit, accepts=None, electives=None)
    tiny = catalogue([short_of], [item("own", 3), item("school0", 3, SCHOOL), item("school1", 3, SCHOOL)])
    held = record(result("school0"), result("school1"))
    plan = make_plan(tiny, held, ASKED)
    assert plan.length == exhaustive.least(tiny, held, ASKED) == 3 * ONE
    assert sorted(row.key for row in plan.claims)[0].startswith("held:e-school")


def test_results_of_a_grade_scheme_are_bounded_and_new_study_is_not() -> None:
    limit = cap("letters", 3, graded=["letters"])
    tiny = world(limit)
    held = record(*(result(key, grade="B") for key in ("own0", "school0", "school1")))
    plan = make_plan(tiny, held, ASKED)
    assert plan.length == exhaustive.least(tiny, held, ASKED) == 6 * ONE
    marked = record(*(result(key, grade=80) for key in ("own0", "school0", "school1")))
    assert make_plan(tiny, marked, ASKED).length == 0


def test_a_rule_has_a_cap_of_its_own() -> None:
    goal = qualification(
        credits("any", 6, of=ItemSet()), 6, cap("cert", 3, rules=["r0", "r1"]), electives=None
    )
    items = [item("own0"), item("own1"), *(item(f"c{n}", 3, SCHOOL) for n in range(2))]
    tiny = catalogue([goal], items, [rule("r0", ["c0"], 3), rule("r1", ["c1"], 3)])
    held = record(result("c0"), result("c1"))
    plan = make_plan(tiny, held, ASKED)
    assert plan.length == exhaustive.least(tiny, held, ASKED) == 3 * ONE


def test_a_cap_within_a_part_leaves_the_rest_alone_and_holds_for_each() -> None:
    tree = AllOf(NodeId("top"), (count("core", 2, of=ItemSet()), count("side", 2, of=ItemSet())))
    limit = cap("each", most_count=1, within=NodeId("core"), each="issuer")
    goal = qualification(tree, 0, limit, accepts=None)
    items = [item("own0", 3), *(item(f"s{n}", 3, SCHOOL) for n in range(4))]
    tiny, held = catalogue([goal], items), record(*(result(f"s{n}") for n in range(4)))
    plan = make_plan(tiny, held, ASKED)
    assert plan.length == exhaustive.least(tiny, held, ASKED) == 3 * ONE


def test_the_checker_refuses_one_more_than_the_cap_allows() -> None:
    tiny, held = world(cap("each", 6, each="issuer")), record(*map(result, ("school0", "school1", "own0")))
    plan = make_plan(tiny, held, ASKED)
    tighter = world(cap("each", 5, each="issuer"))
    assert {(one.kind, one.rule) for one in check(tighter, held, ASKED, plan)} == {("cap", "each")}
    share = Cap("each", cap("x", 0).source, most_share=Fraction(1, 2), share_of=NodeId("any"))
    half = world(replace(share, share_of=NodeId("any")))
    assert ("cap", "each") in {(one.kind, one.rule) for one in check(half, held, ASKED, plan)}


def test_an_audit_counts_no_more_than_a_plan() -> None:
    tiny, held = world(cap("each", 3, each="issuer")), record(*map(result, ("school0", "school1", "own0")))
    audit, plan = make_audit(tiny, held, ASKED), make_plan(tiny, held, ASKED)
    assert audit.remaining_units == plan.length == 3 * ONE
    assert {row.key for row in audit.claims} == {row.key for row in plan.claims if row.key.startswith("held")}


def test_what_was_granted_for_a_result_that_has_expired_is_credit_of_that_result_still() -> None:
    certificate = item("cert", 3, SCHOOL, kind="certificate", valid_years=1, studyable=False)
    items = [item("a", studyable=False), item("b"), certificate, item("other", studyable=False)]
    have = record(result("cert", day=date(2024, 1, 15)), granted("r", ["e-cert"], "a"))
    rules = [rule("r", ["other"], "a")]
    goal = qualification(count("core", 1, "a", "b"), 0, cap("none", 0, kinds=["certificate"]))
    plan = make_plan(catalogue([goal], items, rules), have, ASKED)
    assert [step.item for step in plan.steps] == ["b"]
    assert [(one.key, one.reason) for one in plan.not_counted if one.key.startswith("held")] == [
        ("held:e-cert", "expired")
    ]
    free = qualification(count("core", 1, "a", "b"))
    counted = make_plan(catalogue([free], items, rules), have, ASKED)
    assert [(row.key, row.kinds) for row in counted.claims] == [("granted:g-r#0", ("certificate",))]
    kept = PlanCache()
    assert make_plan(catalogue([free], items, rules), have, ASKED, kept) == counted
    assert make_plan(catalogue([goal], items, rules), have, ASKED, kept) == plan
