"""Worlds in which a proof once showed more than is so: each has a shorter plan than the bound that was believed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import InProgress, Record
from recommender.planning import PlanRequest, make_plan
from recommender.planning.certificate import Leaf, Proof
from recommender.planning.check.kernel import check
from recommender.planning.check.proof import Unsound, proven
from recommender.planning.check.relaxation import Relaxation, relaxation
from recommender.planning.prove.program import Program
from recommender.planning.prove.search import Effort, find_proof
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Either, Passed
from recommender.rules.sets import ItemSet
from recommender.rules.targets import Learner
from recommender.vocabulary import EntryId, InstitutionId, ItemId, NodeId
from tests.planning.worlds import (
    COLLEGE,
    ONE,
    SCHOOL,
    cap,
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

ASKED = request(objectives=("length",))
ANY = credits("any", 9, of=ItemSet())
EFFORT = Effort(nodes=100, seconds=5.0)


def ground(bank: Catalogue, held: Record, asked: PlanRequest = ASKED) -> Relaxation:
    """What a proof stands on."""
    found = relaxation(bank, held, asked)
    assert found is not None
    return found


def holds(bank: Catalogue, held: Record, least: int, asked: PlanRequest = ASKED) -> None:
    """The shortest plan is so long, and no proof reaches beyond it."""
    plan = make_plan(bank, held, asked)
    assert plan.length == least * ONE
    relaxed = ground(bank, held, asked)
    for length in (plan.length + 1, 2 * plan.length, None):
        found = find_proof(Program(relaxed), length, EFFORT)
        try:
            shown = 0 if found is None else proven(relaxed, found)
        except Unsound:
            continue
        assert shown is not None
        assert shown <= plan.length


def test_what_is_held_makes_room_under_a_share_though_nothing_held_falls_under_it() -> None:
    """Half of what counts may be of elsewhere: six credits held at home leave room for three."""
    half = cap("half", transferred=True, most_share=Fraction(1, 2), share_of=NodeId("any"))
    items = [item("own0"), item("own1"), item("school0", 3, SCHOOL), item("long", 9)]
    bank = catalogue([qualification(ANY, 0, half, accepts=None, electives=None)], items)
    holds(bank, record(result("own0"), result("own1")), 3)


def test_what_is_on_offer_makes_room_under_a_share_though_nothing_on_offer_falls_under_it() -> None:
    half = cap("half", graded=["letters"], most_share=Fraction(1, 2), share_of=NodeId("any"))
    of = credits("any", 6, of=ItemSet())
    goal = qualification(of, 0, half, accepts=None, electives=None)
    bank = catalogue([goal], [item("h"), item("n"), item("long", 6)])
    holds(bank, record(result("h", grade="B")), 3)


def test_a_share_for_each_value_is_left_out() -> None:
    half = cap("half", each="issuer", most_share=Fraction(1, 2), share_of=NodeId("any"))
    items = [item("own0"), item("own1"), item("school0", 3, SCHOOL), item("school1", 3, SCHOOL)]
    goal = qualification(credits("any", 6, of=ItemSet()), 0, half, accepts=None, electives=None)
    holds(catalogue([goal], items), record(result("own0")), 3)


def test_a_renumbered_item_that_comes_back_through_a_chain_is_one_achievement() -> None:
    new = credits("any", 3, of=ItemSet(items=frozenset({ItemId("new")})))
    items = [
        item("old", 3, SCHOOL, lineage="L"),
        item("mid", 3, InstitutionId("third"), studyable=False),
        item("new", 3, lineage="L", study_units=6 * ONE),
    ]
    rules = [rule("r1", ["old"], "mid"), rule("r2", ["mid"], "new", chain=2)]
    holds(catalogue([qualification(new, 0, electives=None)], items, rules), record(), 3)


@pytest.mark.parametrize("homes", [None, frozenset({COLLEGE})])
def test_study_in_progress_is_recognised_wherever_new_study_may_be(
    homes: frozenset[InstitutionId] | None,
) -> None:
    goal = qualification(credits("any", 6, of=ItemSet()), 0, electives=None)
    items = [item("cert", 3, SCHOOL), item("own"), item("big", 6)]
    bank = catalogue([goal], items, [rule("r", ["cert"], 3)])
    held = record(InProgress(EntryId("p"), ItemId("cert"), date(2025, 9, 1)))
    holds(bank, held, 6, replace(ASKED, institutions=homes))


def test_what_an_item_asks_for_may_hang_on_a_rule_that_is_of_no_use_to_the_goal() -> None:
    """A certificate asks for what it yields (D1): less for a learner to whom no rule about it is open."""
    either = Either((Passed(ItemId("x")), Passed(ItemId("alt"))))
    items = [item("x", 10, SCHOOL, kind="certificate"), item("alt", 5), item("adv", 3, prerequisites=either)]
    only = Learner(regions=frozenset({"R"}))
    goal = qualification(credits("any", 3, of=ItemSet(items=frozenset({ItemId("adv")}))), 0, electives=None)
    bank = catalogue([goal], items, [rule("r", ["x", "gone"], "adv", learner=only)])
    for held in (record(region="R"), record()):
        relaxed, plan = ground(bank, held), make_plan(bank, held, ASKED)
        assert plan.length is not None
        found = find_proof(Program(relaxed), plan.length, EFFORT)
        assert found is None or proven(relaxed, found) == plan.length


def test_what_is_joined_by_a_recognition_of_no_use_to_the_goal_is_joined_all_the_same() -> None:
    both = Either((Passed(ItemId("A")),)), Either((Passed(ItemId("B")),))
    items = [
        item("A", 3, excludes=frozenset({ItemId("B")})),
        item("B", 3),
        item("adv0", 3, prerequisites=both[0]),
        item("adv1", 3, prerequisites=both[1]),
    ]
    goal = qualification(count("all", 2, "adv0", "adv1"), 0, electives=None)
    bank = catalogue([goal], items, [rule("r", ["A", "B"], 3)])
    apart = list(ground(bank, record()).family(("apart", "0", "A")))
    assert apart == []


@pytest.mark.parametrize("multiplier", [2**62 // 600 // 3, 2**62 // 600, 10**30])
def test_numbers_that_would_not_fit_are_refused(multiplier: int) -> None:
    """A block with many streams adds up a price of each: the guard knows how many come together."""
    goal = qualification(credits("any", 6, of=ItemSet()), 6, electives=None)
    items = [item("c", 2, SCHOOL, study_units=2 * ONE), *(item(f"o{number}", 1) for number in range(6))]
    bank = catalogue([goal], items, [rule("r", ["c"], *[1] * 8)])
    proof = Proof((("credits_from", "0", "any", "least"),), Leaf(((0, multiplier),)))
    with pytest.raises(Unsound, match="too large"):
        proven(ground(bank, record()), proof)


def test_a_row_without_common_terms_guards_its_multiplier_too() -> None:
    tree = NOf(NodeId("top"), 1, (count("one", 1, "a"), count("two", 1, "b")))
    bank = catalogue([qualification(tree, 0, electives=None)], [item("a"), item("b")])
    plan = make_plan(bank, record(), ASKED)
    bad = replace(plan, proof=Proof((("n_of", "0", "top"),), Leaf(((0, 10**30),))))
    assert [one.subject for one in check(bank, record(), ASKED, bad)] == ["unsound"]
