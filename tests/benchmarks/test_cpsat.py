"""The other model, by hand: each law of the semantics lengthens or shortens a path that can be counted on fingers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import pytest

from benchmarks.planner.cpsat import Question, least_length, nothing_shorter, suffices
from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Catalogue, CreditScheme, Institution, Item, Qualification
from recommender.ledger.record import InProgress, Record, Result
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Either, Every, Passed, Unknown
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, Source
from recommender.rules.registry import Limit, Requirement
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import Calendar, Interval, ItemKind, Season

DAY = date(2025, 1, 1)
CREDIT = 600


def item(key: str, credits: int, issuer: str = "home", **more: object) -> Item:
    units = credits * CREDIT
    return Item(key, ItemKind.COURSE, issuer, {}, "credit", units, units, **more)


def course(key: str) -> CountFrom:
    return CountFrom(key, ItemSet(items=frozenset({key})), 1)


def all_of(*children: Requirement) -> AllOf:
    return AllOf("all", children)


def question(
    items: Iterable[Item],
    requirement: Requirement,
    rules: Iterable[Recognition] = (),
    held: Mapping[str, int] = {},
    total: int = 0,
    limits: Iterable[Limit] = (),
    **more: object,
) -> Question:
    version = Qualification(
        "home/award", "2025", "home", {}, "bachelor", "credit", total * CREDIT, requirement,
        (Total("total", total * CREDIT), SingleUse(), *limits), ItemSet(),
    )  # fmt: skip
    calendar = Calendar("year", (Season("spring", (1, 10), (5, 1)), Season("fall", (9, 1), (12, 20))))
    catalogue = Catalogue(
        "test", {}, "", True, {"credit": CreditScheme("credit")}, {}, {}, {"year": calendar},
        {key: Institution(key, {}, "year", "credit") for key in ("home", "away")},
        {one.id: one for one in items}, {rule.id: rule for rule in rules}, {version.id: (version,)}, {},
    )  # fmt: skip
    results = tuple(
        Result(f"e{n}", key, units * CREDIT, "credit", None, date(2024, 1, 1))
        for n, (key, units) in enumerate(held.items())
    )
    return Question(catalogue, Record("l", DAY, "file", results=results), version, **more)


def credits(asked: Question) -> float | None:
    answer = least_length(asked)
    return None if answer.length is None else answer.length / CREDIT


def gives(key: str, sources: Iterable[str], *outputs: object, **more: object) -> Recognition:
    found = tuple(Source(one) for one in sources)
    need = more.pop("need", len(found))
    return Recognition(key, "home", found, need, outputs, **more)


A, B, C = item("A", 3), item("B", 4), item("C", 2)


def test_a_required_course_is_studied_unless_it_is_held() -> None:
    assert credits(question([A, B], all_of(course("A"), course("B")))) == 7
    assert credits(question([A, B], all_of(course("A"), course("B")), held={"A": 3})) == 4


def test_the_cheapest_children_are_chosen() -> None:
    choice = NOf("n", 2, (course("A"), course("B"), course("C")))
    assert credits(question([A, B, C], all_of(choice))) == 5


def test_credit_from_a_set_and_the_total_are_met_in_the_least_way() -> None:
    leaf = CreditsFrom("leaf", ItemSet(items=frozenset({"A", "C"})), 4 * CREDIT)
    assert credits(question([A, B, C], all_of(leaf))) == 5
    assert credits(question([A, B, C], all_of(leaf), total=7)) == 9


def test_a_course_serves_one_requirement() -> None:
    both = ItemSet(items=frozenset({"A", "B"}))
    one, other = CountFrom("one", both, 1), CountFrom("two", both, 1)
    assert credits(question([A, B], all_of(one, other))) == 7


def test_a_prerequisite_counts_and_a_way_round_is_taken() -> None:
    asks = Either((Passed("B"), Every((Passed("C"), Passed("A")))))
    last = item("D", 1, prerequisites=asks)
    assert credits(question([A, B, C, last], all_of(course("D")))) == 5
    assert credits(question([A, B, C, last], all_of(course("D")), held={"C": 2, "A": 3})) == 1
    both = item("D", 1, prerequisites=Every((Passed("A"), Passed("C"))))
    assert credits(question([A, C, both], all_of(course("D")))) == 6
    free = item("D", 1, prerequisites=Either((Passed("B"), Unknown("consent"))))
    assert credits(question([A, B, free], all_of(course("D")))) == 1


def test_a_recognition_needs_all_its_sources_and_uses_them_up() -> None:
    away = [item("X", 1, "away"), item("Y", 1, "away")]
    rule = gives("r", ["X", "Y"], CreditOutput("B"))
    assert credits(question([A, B, *away], all_of(course("B")), [rule])) == 2
    assert credits(question([A, B, *away], all_of(course("B")), [rule], held={"X": 1})) == 1
    twice = gives("s", ["X"], CreditOutput("A"))
    asked = question([A, B, *away], all_of(course("A"), course("B")), [rule, twice], held={"X": 1, "Y": 1})
    assert credits(asked) == 3  # B by recognition, A by study


def test_elective_credit_is_in_sets_by_attribute_only() -> None:
    away = item("X", 5, "away")
    rule = gives("r", ["X"], ElectiveOutput(subject="MATH", level=2000))
    by_subject = CreditsFrom("leaf", ItemSet(subjects=frozenset({"MATH"}), level_from=2000), 5 * CREDIT)
    assert credits(question([A, away], all_of(by_subject), [rule], held={"X": 5})) == 0
    assert credits(question([A, away], all_of(course("A")), [rule], held={"X": 5})) == 3


def test_a_refusal_and_a_recommendation_give_nothing() -> None:
    refusal = gives("r", ["X"])
    advice = replace(gives("s", ["X"], CreditOutput("A")), assurance="recommendation")
    assert credits(question([A, item("X", 1, "away")], all_of(course("A")), [refusal, advice])) == 3


def test_of_a_lineage_one_member_counts() -> None:
    old, new = item("OLD", 3, lineage="L"), item("NEW", 3, lineage="L")
    assert credits(question([old, new, A], all_of(), held={"OLD": 3}, total=6)) == 3
    assert credits(question([old, new], all_of(), held={"OLD": 3}, total=6)) is None


def test_caps_and_residency_bound_what_counts() -> None:
    away = item("X", 3, "away")
    rule = gives("r", ["X"], CreditOutput("B", 4 * CREDIT))
    cap = Cap("cap", SourceSelector(transferred=True), most_units=3 * CREDIT)
    asked = question([A, B, away], all_of(), [rule], held={"X": 3}, total=4)
    assert credits(asked) == 0
    limits = (*asked.version.limits, cap)
    assert credits(replace(asked, version=replace(asked.version, limits=limits))) == 4
    limits = (*asked.version.limits, Residency("home", 3 * CREDIT))
    assert credits(replace(asked, version=replace(asked.version, limits=limits))) == 3


def test_new_study_only_where_the_caller_allows_it() -> None:
    away = item("X", 1, "away")
    rule = gives("r", ["X"], CreditOutput("B"))
    asked = question([B, away], all_of(course("B")), [rule])
    assert credits(asked) == 1
    assert credits(replace(asked, institutions=frozenset({"home"}))) == 4


def test_terms_decide_where_a_set_has_no_schedule() -> None:
    chain = [item("A", 3), item("B", 4, prerequisites=Passed("A")), item("D", 6)]
    either = NOf("n", 1, (course("B"), course("D")))
    asked = question(chain, all_of(course("A"), either), horizon_years=1)
    assert credits(replace(asked, timed=True)) == 7
    one_term = question(
        [replace(one, seasons=frozenset({"fall"})) for one in chain],
        all_of(course("A"), either),
        horizon_years=1,
    )
    assert credits(one_term) == 7
    assert credits(replace(one_term, timed=True)) == 9
    assert credits(replace(one_term, timed=True, load_units=5 * CREDIT)) is None
    together = [chain[0], item("B", 4, corequisites=Passed("A"), seasons=frozenset({"fall"})), chain[2]]
    assert credits(question(together, all_of(course("A"), either), horizon_years=1, timed=True)) == 7


def test_what_is_asked_of_a_plan() -> None:
    asked = question([A, B], all_of(course("A"), course("B")))
    assert nothing_shorter(asked, 7 * CREDIT)
    assert not nothing_shorter(asked, 8 * CREDIT)
    assert suffices(asked, ["A", "B"])
    assert not suffices(asked, ["A"])
    assert not suffices(asked, ["A", "B", "Z"])


def test_what_the_model_does_not_know_is_an_error_and_never_an_answer() -> None:
    asked = question([A], all_of(course("A")))
    running = InProgress("e", "A", DAY)
    with pytest.raises(Unsupported, match="in progress"):
        least_length(replace(asked, record=replace(asked.record, in_progress=(running,))))
    away = item("X", 1, "away")
    old = gives("r", ["X"], CreditOutput("A"), shelf_life_years=1)
    with pytest.raises(Unsupported, match="shelf life"):
        least_length(question([A, away], all_of(course("A")), [old], held={"X": 1}))


def test_a_source_that_may_be_used_again_gives_both() -> None:
    away = item("X", 1, "away")
    both = all_of(course("A"), course("B"))
    rules = [gives("r", ["X"], CreditOutput("A")), gives("s", ["X"], CreditOutput("B"))]
    again = [replace(rule, reuse=True) for rule in rules]
    assert credits(question([A, B, away], both, rules)) == 4  # one of them by recognition, the dearer one
    assert credits(question([A, B, away], both, again)) == 1
    assert credits(question([A, B, away], both, again, held={"X": 1})) == 0


def test_a_result_outside_the_dates_of_a_rule_does_not_fit_it() -> None:
    away = item("X", 1, "away", studyable=False)
    late = gives("r", ["X"], CreditOutput("A"), completed_within=Interval(date(2024, 6, 1), None))
    asked = question([A, away], all_of(course("A")), [late], held={"X": 1})
    assert credits(asked) == 3
    early = replace(late, completed_within=Interval(None, date(2024, 6, 1)))
    assert credits(question([A, away], all_of(course("A")), [early], held={"X": 1})) == 0
    over = replace(early, applied_within=Interval(None, date(2024, 12, 1)))
    assert credits(question([A, away], all_of(course("A")), [over], held={"X": 1})) == 3
