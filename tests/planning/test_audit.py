"""What is met, what remains and what does not count, by the best use of what is held (D3)."""

from __future__ import annotations

from datetime import date

from recommender.ledger.record import Dropped
from recommender.planning import make_audit
from recommender.planning.audit import Audit
from recommender.planning.plan import Status
from recommender.rules.all_of import AllOf
from recommender.rules.recognition import ElectiveOutput
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.vocabulary import EntryId, Interval, ItemId, NodeId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    STRANGE,
    cap,
    catalogue,
    count,
    credits,
    granted,
    item,
    qualification,
    record,
    refused,
    request,
    result,
    rule,
    running,
)

ANY = ItemSet()
A = ItemSet(subjects=frozenset({"A"}))


def all_of(*children: object) -> AllOf:
    return AllOf(NodeId("root"), children)  # type: ignore[arg-type]


def statuses(audit: Audit) -> dict[str, str]:
    root = audit.goals[0].requirements
    return {node.node: node.status for node in (root, *root.children)}


def reasons(audit: Audit) -> dict[str, tuple[str, str]]:
    return {one.key: (one.reason, one.detail) for one in audit.not_counted}


def test_granted_available_and_open_are_kept_apart() -> None:
    tree = all_of(count("one", 1, "a"), count("two", 1, "b"), count("three", 1, "c"))
    items = [item("a"), item("b"), item("c"), item("cert", issuer=SCHOOL)]
    world = catalogue([qualification(tree)], items, [rule("r", ["cert"], "b")])
    audit = make_audit(world, record(result("a"), result("cert")), request())
    assert audit.status is Status.OPTIMAL
    assert statuses(audit) == {"root": "partly", "one": "met", "two": "met_if_granted", "three": "open"}
    assert (audit.goals[0].granted_units, audit.goals[0].available_units) == (3 * ONE, 3 * ONE)
    assert [(one.rule, one.sources, one.after_term) for one in audit.applications] == [
        ("r", ("held:e-cert",), None)
    ]
    assert audit.remaining_units == 3 * ONE


def test_what_is_granted_is_met_and_a_grant_uses_up_its_source() -> None:
    tree = all_of(count("one", 1, "b"), credits("two", 3, of=ANY))
    items = [item("b"), item("cert", issuer=SCHOOL)]
    goal = qualification(tree, accepts=None)
    have = record(result("cert"), granted("r", ["e-cert"], "b"))
    audit = make_audit(catalogue([goal], items), have, request())
    assert statuses(audit) == {"root": "partly", "one": "met", "two": "open"}
    assert audit.remaining_units == 3 * ONE
    assert reasons(audit) == {}


def test_the_best_assignment_is_found_where_the_first_that_fits_is_not_enough() -> None:
    """`a` fits both requirements and `b` only the first: taken in order, `a` would go to the first."""
    tree = all_of(count("first", 1, "a", "b"), count("second", 1, "a"))
    world = catalogue([qualification(tree)], [item("a"), item("b")])
    audit = make_audit(world, record(result("a"), result("b")), request())
    assert statuses(audit) == {"root": "met", "first": "met", "second": "met"}
    assert {claim.place: claim.key for claim in audit.claims} == {"first": "held:e-b", "second": "held:e-a"}


def test_what_can_be_granted_only_from_a_later_day_is_not_available_now() -> None:
    later = rule("r", ["cert"], "a", applied_within=Interval(date(2027, 1, 1), None))
    world = catalogue([qualification(count("one", 1, "a"))], [item("a"), item("cert", 3, SCHOOL)], [later])
    audit = make_audit(world, record(result("cert")), request())
    assert (statuses(audit)["one"], audit.applications) == ("open", ())


def test_what_is_in_progress_meets_nothing_yet() -> None:
    world = catalogue([qualification(count("one", 1, "a"))], [item("a")])
    audit = make_audit(world, record(running("a")), request())
    assert (statuses(audit)["one"], audit.remaining_units) == ("open", 3 * ONE)


def test_a_missing_milestone_is_open_and_no_credit_is_missing() -> None:
    tree = all_of(count("core", 1, "a"), count("defence", 1, "d"))
    world = catalogue([qualification(tree, 3)], [item("a"), item("d", 0, kind="milestone")])
    audit = make_audit(world, record(result("a")), request())
    assert statuses(audit) == {"root": "partly", "core": "met", "defence": "open"}
    assert audit.remaining_units == 0
    done = make_audit(world, record(result("a"), result("d", 0)), request())
    assert statuses(done)["defence"] == "met"


def test_a_missing_course_costs_the_cheapest_that_is_open() -> None:
    world = catalogue(
        [qualification(count("one", 2, "a", "b", "c"))], [item("a", 4), item("b", 2), item("c", 5)]
    )
    assert make_audit(world, record(), request()).remaining_units == 4 * ONE


def test_one_course_of_many_credits_is_missing_whatever_the_cheapest_has() -> None:
    tree = count("one", 1, "a", "b", most=1, least_units=4 * ONE)
    audit = make_audit(catalogue([qualification(tree)], [item("a", 4), item("b", 2)]), record(), request())
    assert (audit.status, audit.remaining_units) == (Status.OPTIMAL, 4 * ONE)


def test_a_limit_that_lacks_credit_counts_among_what_remains() -> None:
    goal = qualification(credits("core", 3, of=ANY), 3, Residency("home", 2 * ONE), accepts=None)
    world = catalogue([goal], [item("a", 3, SCHOOL), item("b", 2)])
    audit = make_audit(world, record(result("a")), request())
    assert audit.remaining_units == 2 * ONE
    limits = {one.limit: (one.satisfied, one.have) for one in audit.goals[0].limits}
    assert limits == {"total": (True, 3 * ONE), "home": (False, 0)}


def test_two_goals_are_audited_together_each_with_its_own_tree() -> None:
    goals = [qualification(count("one", 1, "a")), qualification(count("two", 1, "b"), key="second")]
    world = catalogue(goals, [item("a"), item("b")])
    audit = make_audit(world, record(result("a")), request("degree", "second"))
    assert [one.requirements.status for one in audit.goals] == ["met", "open"]
    assert audit.remaining_units == 3 * ONE


def test_a_result_of_an_issuer_that_is_not_taken_names_the_refusal_on_record() -> None:
    goal = qualification(count("one", 1, "a"))
    items = [item("a"), item("x", issuer=SCHOOL), item("y", issuer=SCHOOL)]
    no = rule("no", ["x"])
    audit = make_audit(catalogue([goal], items, [no]), record(result("x"), result("y")), request())
    assert reasons(audit) == {"held:e-x": ("not_accepted", "no"), "held:e-y": ("not_accepted", "")}


def test_a_rule_refused_to_this_learner_is_not_proposed_again() -> None:
    goal = qualification(count("one", 1, "a"))
    world = catalogue([goal], [item("a"), item("x", issuer=SCHOOL)], [rule("r", ["x"], "a")])
    audit = make_audit(world, record(result("x"), refused("r")), request())
    assert (audit.applications, reasons(audit)) == ((), {"held:e-x": ("not_accepted", "")})


def test_a_result_that_fits_nowhere_has_no_place() -> None:
    goal = qualification(count("one", 1, "a"), electives=A)
    audit = make_audit(catalogue([goal], [item("a"), item("x")]), record(result("x")), request())
    assert reasons(audit) == {"held:e-x": ("no_place", "")}


def test_a_result_whose_places_are_full_is_surplus() -> None:
    goal = qualification(count("one", 1, "a", "b", most=1), electives=None)
    have = record(result("a"), result("b"))
    audit = make_audit(catalogue([goal], [item("a"), item("b")]), have, request())
    assert sorted(reasons(audit).values()) == [("surplus", "")]


def test_a_result_over_a_cap_is_capped_and_names_the_cap() -> None:
    goal = qualification(credits("one", 6, of=ANY), 6, cap("few", 3, transferred=True), accepts=None)
    items = [item("a", issuer=SCHOOL), item("b", issuer=SCHOOL), item("c")]
    audit = make_audit(catalogue([goal], items), record(result("a"), result("b")), request())
    assert sorted(reasons(audit).values()) == [("capped", "few")]
    assert audit.remaining_units == 3 * ONE


def test_of_a_lineage_and_of_repeats_one_counts_and_the_other_names_it() -> None:
    items = [item("a", lineage="l"), item("b", lineage="l"), item("c")]
    have = record(
        result("a"),
        result("b"),
        result("c", grade=90, entry="good"),
        result("c", grade=70, entry="bad", day=date(2025, 6, 1)),
    )
    goal = qualification(credits("one", 6, of=ANY))
    audit = make_audit(catalogue([goal], items), have, request())
    assert audit.remaining_units == 0
    left = reasons(audit)
    assert left.pop("held:bad") == ("repeat", "good")
    assert left in (
        {"held:e-a": ("lineage", "held:e-b")},
        {"held:e-b": ("lineage", "held:e-a")},
    )


def test_unknown_items_other_schemes_and_what_was_revoked_are_listed_and_harmless() -> None:
    goal = qualification(count("one", 1, "a"))
    items = [item("a"), item("x", scheme=STRANGE)]
    have = record(
        result("a"),
        result("gone"),
        result("x", scheme=STRANGE),
        dropped=(Dropped(EntryId("old"), ItemId("a"), "revoked", 3 * ONE),),
    )
    audit = make_audit(catalogue([goal], items), have, request())
    assert audit.remaining_units == 0
    assert reasons(audit) == {
        "held:e-gone": ("unknown_item", "gone"),
        "held:e-x": ("other_scheme", STRANGE),
        "held:old": ("revoked", ""),
    }


def test_elective_credit_is_in_sets_by_attribute_and_never_in_sets_by_id() -> None:
    gives = rule("r", ["cert"], ElectiveOutput(3 * ONE, "A"))
    items = [item("a", subject="A"), item("cert", issuer=SCHOOL)]
    for tree, status in ((credits("one", 3, of=A), "met_if_granted"), (credits("one", 3, "a"), "open")):
        goal = qualification(tree, electives=None)
        audit = make_audit(catalogue([goal], items, [gives]), record(result("cert")), request())
        assert statuses(audit)["one"] == status


def test_of_k_of_n_sources_just_k_are_used_up() -> None:
    goal = qualification(credits("one", 6, of=ANY), accepts=None)
    items = [item(name, issuer=SCHOOL) for name in ("a", "b", "c")]
    two = rule("r", ["a", "b", "c"], 3, need=2)
    have = record(result("a", 1), result("b", 1), result("c", 3))
    audit = make_audit(catalogue([goal], items, [two]), have, request())
    assert [one.sources for one in audit.applications] == [("held:e-a", "held:e-b")]
    assert audit.remaining_units == 0
