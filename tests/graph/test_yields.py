"""What a record already yields: every derivation is true, and nothing that is due is missing."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.graph import credit_graph, yields
from recommender.ledger.record import Applied, Granted, GrantedOutput, Record, Refused
from recommender.rules.recognition import ElectiveOutput, Recognition, Source, source_fits, usable_on
from recommender.vocabulary import (
    DEFAULT_ASSURANCE,
    Assurance,
    EntryId,
    Interval,
    ItemId,
    RuleId,
    RuleStatus,
)
from tests.graph.world import COLLEGE, SCHOOL, TODAY, catalogue, course, marks, record, result, rule

ITEMS = [course("logic"), *(course(name, SCHOOL) for name in ("a", "b", "c"))]


def found(rules: list[Recognition], who: Record, on: date = TODAY) -> dict[str, tuple[str, ...]]:
    """Rule -> entries used."""
    graph = credit_graph(catalogue(ITEMS, rules))
    return {one.rule: tuple(s.entry for s in one.sources) for one in yields(graph, who, on)}


def test_all_sources_together_give_the_output() -> None:
    rules = [rule("R", ["a", "b"], ["logic"])]
    assert found(rules, record(result("e1", "a"))) == {}
    assert found(rules, record(result("e1", "a"), result("e2", "b"))) == {"R": ("e1", "e2")}


def test_of_k_of_n_any_k_will_do_and_the_rest_is_spare() -> None:
    rules = [rule("R", ["a", "b", "c"], ["logic"], need=2)]
    assert found(rules, record(result("e3", "c"))) == {}
    graph = credit_graph(catalogue(ITEMS, rules))
    everything = record(result("e1", "a"), result("e2", "b"), result("e3", "c"))
    (one,) = yields(graph, everything, TODAY)
    assert [s.entry for s in one.sources] == ["e1", "e2"]
    assert [s.entry for s in one.spare] == ["e3"]


def test_elective_credit_is_an_output_like_any_other() -> None:
    elective = ElectiveOutput(1200, "HUM")
    graph = credit_graph(catalogue(ITEMS, [rule("R", ["a"], [elective])]))
    (one,) = yields(graph, record(result("e1", "a")), TODAY)
    assert one.outputs == (elective,)


def test_a_refusal_on_record_yields_nothing() -> None:
    assert found([rule("R", ["a"], [])], record(result("e1", "a"))) == {}


def test_the_day_of_the_decision_and_the_day_of_completion_are_different_questions() -> None:
    ended = rule("ended", ["a"], ["logic"], applied_within=Interval(None, TODAY))
    until = rule("until", ["a"], ["logic"], applied_within=Interval(None, date(2026, 6, 2)))
    old = rule("old", ["a"], ["logic"], completed_within=Interval(date(2025, 6, 1), None))
    assert set(found([ended, until, old], record(result("e1", "a")))) == {"until"}
    later = record(result("e1", "a", completed=date(2025, 6, 1)))
    assert set(found([ended, until, old], later)) == {"until", "old"}


def test_a_mark_that_is_too_low_or_cannot_be_compared_is_no_source() -> None:
    rules = [rule("R", [Source(ItemId("a"), marks(75))], ["logic"])]
    assert found(rules, record(result("e1", "a", 74))) == {}
    assert found(rules, record(result("e1", "a", 75))) == {"R": ("e1",)}


def test_of_two_attempts_the_better_counts() -> None:
    rules = [rule("R", [Source(ItemId("a"), marks(75))], ["logic"])]
    again = record(result("e1", "a", 90), result("e2", "a", 61, date(2026, 1, 1)))
    assert found(rules, again) == {"R": ("e1",)}


def test_only_approved_rules_of_an_allowed_assurance_yield() -> None:
    rules = [
        rule("proposed", ["a"], ["logic"], status=RuleStatus.PROPOSED),
        rule("advice", ["a"], ["logic"], assurance=Assurance.RECOMMENDATION),
        rule("law", ["a"], ["logic"], assurance=Assurance.STATUTORY),
    ]
    assert set(found(rules, record(result("e1", "a")))) == {"law"}


def test_what_was_granted_is_spent_and_its_output_is_no_source() -> None:
    rules = [rule("R", ["a"], ["b"]), rule("other", ["a"], ["logic"]), rule("chained", ["b"], ["logic"])]
    done = Granted(
        EntryId("g1"),
        RuleId("R"),
        "",
        COLLEGE,
        (EntryId("e1"),),
        (GrantedOutput(ItemId("b"), 1800, "credit"),),
        TODAY,
    )
    assert found(rules, record(result("e1", "a"), granted=[done])) == {}


def test_refused_under_the_same_version_is_not_proposed_again_under_another_it_is() -> None:
    rules = [rule("R", ["a"], ["logic"])]
    version = catalogue(ITEMS, rules).version_of("rule", "R")
    same = Refused(EntryId("r1"), RuleId("R"), version, TODAY)
    older = Refused(EntryId("r1"), RuleId("R"), "another", TODAY)
    assert found(rules, record(result("e1", "a"), refused=[same])) == {}
    assert found(rules, record(result("e1", "a"), refused=[older])) == {"R": ("e1",)}


def test_an_application_not_decided_yet_is_marked() -> None:
    graph = credit_graph(catalogue(ITEMS, [rule("R", ["a"], ["logic"])]))
    waiting = Applied(EntryId("p1"), RuleId("R"), (EntryId("e1"),), TODAY)
    (one,) = yields(graph, record(result("e1", "a"), applied=(waiting,)), TODAY)
    assert one.pending


NAMES = [f"i{n}" for n in range(6)]
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
intervals = st.builds(Interval, st.none() | days, st.none() | days)


@st.composite
def rules_of_all_kinds(draw: st.DrawFn) -> list[Recognition]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        items = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
        sources = [
            Source(ItemId(i), draw(st.none() | st.sampled_from([marks(60), marks(85)]))) for i in items
        ]
        gives = draw(st.lists(st.sampled_from([*NAMES, "nowhere"]), max_size=2))
        found.append(
            rule(
                f"R{number}",
                sources,
                gives,
                draw(st.integers(1, len(items))),
                status=draw(st.sampled_from(list(RuleStatus))),
                assurance=draw(st.sampled_from(list(Assurance))),
                completed_within=draw(intervals),
                applied_within=draw(intervals),
            )
        )
    return found


@st.composite
def records(draw: st.DrawFn) -> Record:
    held = draw(st.lists(st.tuples(st.sampled_from(NAMES), st.sampled_from([50, 70, 90]), days), max_size=6))
    return record(*(result(f"e{n}", item, mark, day) for n, (item, mark, day) in enumerate(held)))


@settings(max_examples=200)
@given(rules_of_all_kinds(), records(), days)
def test_every_derivation_is_true_and_no_usable_rule_is_missing(
    rules: list[Recognition], who: Record, on: date
) -> None:
    world = catalogue([course(name) for name in NAMES], rules)
    answered = {one.rule: one for one in yields(credit_graph(world), who, on)}
    best: dict[str, object] = {}
    for one in sorted(who.results, key=lambda r: (r.completed, r.entry)):
        known = best.get(one.item)
        if known is None or int(known.grade.mark) <= int(one.grade.mark):  # type: ignore[attr-defined,union-attr]
            best[one.item] = one
    for each in rules:
        fitting = [
            s
            for s in each.sources
            if s.item in best
            and source_fits(each, s, best[s.item].grade, best[s.item].completed, world.grade_schemes)  # type: ignore[attr-defined]
        ]
        due = usable_on(each, on, DEFAULT_ASSURANCE) and len(fitting) >= each.need
        assert due == (each.id in answered)
    for one in answered.values():
        assert one.on in one.applied_within
        assert len(one.sources) == one.need
        entries = {result.entry: result for result in who.results}
        for source in (*one.sources, *one.spare):
            assert entries[source.entry].item == source.item
            assert entries[source.entry].completed in one.completed_within
