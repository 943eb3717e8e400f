"""What may be left out of a problem, and what may not: each condition of the proofs just kept and just broken."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.planning.build import build_problem, resolve_goals
from recommender.planning.problem import Problem
from recommender.planning.reduce import dominated, look_alikes, reduced
from recommender.rules.all_of import AllOf
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Holds
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import ElectiveOutput, Recognition, Source
from recommender.rules.registry import Limit, Requirement
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ItemId, NodeId
from tests.planning import worlds
from tests.planning.worlds import ONE, SCHOOL, cap, count, credits, item, qualification, rule

PLAIN = ItemSet(subjects=frozenset("A"))


@pytest.fixture(autouse=True)
def _few_credits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Plans of five credits are expected: of one-credit items five in a class are enough, not four."""
    for module in (dominated, look_alikes):
        monkeypatch.setattr(module, "planned_for", lambda problem: 5 * ONE)


def _left(bank: Catalogue, **asked: Any) -> tuple[set[str], set[str], int]:
    """Names of the items and rules that stay, and the length up to which that is proven."""
    record, request = worlds.record(), worlds.request(**asked)
    goals = resolve_goals(bank, record, request)
    problem: Problem = build_problem(bank, record, request, goals)
    small = reduced(problem)
    items = {key.removeprefix("new:") for key in small.problem.new}
    return items, {one.rule.id for one in small.problem.variants}, small.most


def _courses(
    plain: int, *others: Any, limits: tuple[Limit, ...] = (), node: Requirement | None = None
) -> Catalogue:
    """So many plain courses of one credit beside others; five credits in all are asked for."""
    alike = [item(f"p{number}", 1, subject="A") for number in range(plain)]
    goal = qualification(node or credits("core", 2, of=PLAIN), 5, *limits)
    return worlds.catalogue([goal], [*alike, *others])


def _single(key: str, **more: Any) -> Any:
    return item(key, 1, subject="A", prerequisites=Passed(ItemId("z")), **more)


def test_an_item_that_asks_for_more_is_left_out_beside_enough_plain_ones() -> None:
    """Given an item with a prerequisite and five plain ones that do the same, then it goes; beside four it stays."""
    items, _, most = _left(_courses(5, _single("x"), item("z", 1, issuer=SCHOOL)))
    assert "x" not in items
    assert most == 6 * ONE - 1
    assert "x" in _left(_courses(4, _single("x"), item("z", 1)))[0]


@pytest.mark.parametrize(
    "better",
    [
        {"study_units": ONE // 2},
        {"most": 2},
        {"lineage": "l"},
    ],
)
def test_an_item_that_is_better_in_anything_stays(better: dict[str, Any]) -> None:
    """Given less study, or more credit, then it stays; a lineage of its own makes no difference."""
    kept = "x" in _left(_courses(5, _single("x", **better), item("z", 1)))[0]
    assert kept == ("lineage" not in better)


def test_a_cheaper_item_stays() -> None:
    """Given plain courses that cost a fee, then one without a fee stays, and a dearer one goes."""
    alike = [item(f"p{number}", 1, subject="A", fee=100) for number in range(5)]
    others = [_single("x"), _single("y", fee=200), item("z", 1)]
    bank = worlds.catalogue([qualification(credits("core", 2, of=PLAIN), 5)], [*alike, *others])
    items = _left(bank)[0]
    assert "x" in items
    assert "y" not in items


def test_nothing_is_left_out_where_an_earlier_plan_is_compared_with() -> None:
    """Given a plan to stay near to, or to differ from, then every item may be the one that matters."""
    bank = _courses(5, _single("x"), item("z", 1))
    assert "x" in _left(bank, before=frozenset({ItemId("x")}))[0]
    assert "x" in _left(bank, apart_from=(frozenset({ItemId("p0")}),))[0]


def test_a_liked_item_stays() -> None:
    """Given dislikes, when too few of the plain courses are as little disliked, then the item stays."""
    bank = _courses(6, _single("x"), item("z", 1))
    assert "x" not in _left(bank, dislikes={ItemId("p0"): 9})[0]
    assert "x" in _left(bank, dislikes={ItemId("p0"): 9, ItemId("p1"): 9})[0]


def test_what_a_limit_tells_apart_stays() -> None:
    """Given a cap on exams, then an exam is no stand-in's affair: it falls under the cap and the courses do not."""
    exam = _single("x", kind="exam", study_units=ONE)
    assert "x" not in _left(_courses(5, exam, item("z", 1)))[0]
    limits = (cap("exams", most_count=1, kinds=["exam"]),)
    assert "x" in _left(_courses(5, exam, item("z", 1), limits=limits))[0]


def test_what_stands_at_a_further_place_stays() -> None:
    """Given an item of a second requirement, which the plain courses do not serve, then it stays."""
    node = count("other", 1, "x")
    both = AllOf(NodeId("all"), (credits("core", 2, of=PLAIN), node))
    assert "x" in _left(_courses(5, _single("x"), item("z", 1), node=both))[0]


def test_what_another_item_asks_for_or_a_condition_names_stays() -> None:
    """Given an item that an item of another requirement asks for, or on which a condition hangs, then it stays."""
    needed = item("big", 3, subject="B", prerequisites=Passed(ItemId("x")))
    assert "x" in _left(_courses(5, _single("x"), item("z", 1), needed))[0]
    node = Conditional(NodeId("c"), Holds(frozenset({ItemId("x")})), credits("core", 2, of=PLAIN))
    assert "x" in _left(_courses(5, _single("x"), item("z", 1), node=node))[0]


def _recognised(*rules: Recognition, limits: tuple[Limit, ...] = (), **sources: Any) -> Catalogue:
    """`h` is taught here and needed, for two credits; s, t and u elsewhere, for two unless told otherwise."""
    here = [item("h", 2, prerequisites=sources.pop("first", worlds.item("z").prerequisites))]
    there = [item(key, 2, SCHOOL, **sources.get(key, {})) for key in "stuz"]
    goal = qualification(count("core", 1, "h"), 2, *limits, accepts=frozenset())
    return worlds.catalogue([goal], [*here, *there], rules)


ASKS = Passed(ItemId("z"))


def test_of_two_ways_to_one_item_the_cheaper_stays() -> None:
    """Given two recognitions as the same item, then the one with less study, or less fee, stands for the other."""
    two = (rule("r", ["s"], "h"), rule("q", ["t"], "h"))
    assert _left(_recognised(*two, first=ASKS, s={"study_units": ONE}))[1] == {"r"}
    assert _left(_recognised(*two, first=ASKS, s={"fee": 100}))[1] == {"q"}
    apart = _recognised(*two, first=ASKS, s={"study_units": ONE, "fee": 100})
    assert _left(apart)[1] == {"r", "q"}


def test_a_way_that_a_limit_or_a_grade_tells_apart_stays() -> None:
    """Given a cap on one agreement, or a least mark of one source, then both ways stay."""
    capped = (rule("r", ["s"], "h", agreement="x"), rule("q", ["t"], "h"))
    assert len(_left(_recognised(*capped, first=ASKS))[1]) == 1
    limits = (cap("x", 1, agreements=["x"]),)
    assert len(_left(_recognised(*capped, first=ASKS, limits=limits))[1]) == 2
    graded = (rule("r", [Source(ItemId("s"), worlds.mark(80))], "h"), rule("q", ["t"], "h"))
    assert len(_left(_recognised(*graded, first=ASKS))[1]) == 2


def test_a_source_of_further_use_stays() -> None:
    """Given a source that feeds a second rule, or that another item asks for, then its way stays."""
    two = (rule("r", ["s"], "h"), rule("q", ["t"], "h"))
    again = rule("again", ["t"], ElectiveOutput(ONE))
    assert "q" in _left(_recognised(*two, again, first=ASKS))[1]
    named = _recognised(*two, first=Passed(ItemId("t")))
    assert "q" in _left(named)[1]
    reused = (rule("r", ["s"], "h"), rule("q", ["t"], "h", reuse=True))
    assert "q" in _left(_recognised(*reused, first=ASKS))[1]


def test_what_can_be_studied_itself_needs_no_recognition() -> None:
    """Given an item that is taught here for no more and asks for nothing, then no way to it by study stays."""
    assert not _left(_recognised(rule("r", ["s"], "h")))[1]
    assert _left(_recognised(rule("r", ["s"], "h"), first=ASKS))[1]
    assert _left(_recognised(rule("r", ["s"], "h"), s={"study_units": ONE}))[1]


def test_a_limit_on_what_is_studied_here_keeps_the_recognition() -> None:
    """Given a cap on credit of the college itself, then credit earned elsewhere may do what study here cannot."""
    here = (cap("own", 1, transferred=False),)
    assert _left(_recognised(rule("r", ["s"], "h"), limits=here))[1]
    abroad = (cap("foreign", 1, transferred=True), Residency("home", ONE))
    assert not _left(_recognised(rule("r", ["s"], "h"), limits=abroad))[1]
    foreign = (Residency("elsewhere", ONE, frozenset({SCHOOL})),)
    assert not _left(_recognised(rule("r", ["s"], "h"), limits=foreign))[1]


def test_of_elective_credit_as_much_stays_as_a_plan_can_hold() -> None:
    """Given six ways to two elective credits each for two, then of five credits two are enough."""
    there = [item(f"s{number}", 2, SCHOOL) for number in range(6)]
    rules = [rule(f"r{number}", [f"s{number}"], 2) for number in range(6)]
    bank = worlds.catalogue([qualification(count("core", 0, "h"), 5, accepts=frozenset())], there, rules)
    items, ways, most = _left(bank)
    assert len(items) == len(ways) == 2
    assert most == 6 * ONE - 1
