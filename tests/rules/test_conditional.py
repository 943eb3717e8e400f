"""`conditional`: if the learner holds, chose, was awarded, entered before ..., then this, else that (B12)."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from recommender.rules.claims import Circumstances, Claim, Marked, NodeResult
from recommender.rules.conditional import MONOTONE, WHY_MONOTONE, Conditional, data, read
from recommender.rules.conditions import (
    Averaged,
    Awarded,
    Chose,
    EnrolledIn,
    Entered,
    Every,
    Holds,
    Not,
    Some,
)
from recommender.rules.fields import RuleDataError
from recommender.rules.registry import (
    asked_about,
    check_tree,
    evaluate_tree,
    items_asked,
    node_data,
    read_requirement,
)
from recommender.rules.scales import Scale, ScaleRow
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, GradeScheme, ItemId, NodeId, QualificationId
from tests.rules.world import CORE, NAMES, SIDE, claim, fields, refused, without

THEN = {"kind": "count_from", "id": "core", "of": {"items": [NAMES[0]]}, "least": 1}
ELSE = {"kind": "count_from", "id": "side", "of": {}, "least": 2}
DATA: dict[str, Any] = {
    "kind": "conditional",
    "id": "if",
    "titles": {"en": "Thesis"},
    "when": {"holds": ["x"]},
    "then": THEN,
    "else": ELSE,
}
EARLY = date(2024, 9, 1)


def judged(when: dict[str, Any], facts: Circumstances, *claims: Claim, **more: Any) -> NodeResult:
    node = read_requirement(fields(DATA | {"when": when} | more))
    return evaluate_tree(node, claims, facts)


def test_every_field_is_read_and_written_again() -> None:
    node = read(fields(DATA), read_requirement)
    assert (node.id, node.when, node.titles) == ("if", Holds(frozenset({ItemId("x")})), {"en": "Thesis"})
    assert [part.id for part in (node.then, node.otherwise) if part] == ["core", "side"]
    assert read_requirement(fields(node_data(node))) == node
    bare = read_requirement(fields(without(DATA, "else")))
    assert isinstance(bare, Conditional)
    assert bare.otherwise is None
    assert "else" not in data(bare, node_data)


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        ({"holds": ["b", "a"]}, Holds(frozenset({ItemId("a"), ItemId("b")}))),
        ({"chose": "n"}, Chose(NodeId("n"))),
        ({"entered_before": "2024-09-01"}, Entered(EARLY, before=True)),
        ({"entered_from": "2024-09-01"}, Entered(EARLY, before=False)),
        ({"enrolled_in": ["q"]}, EnrolledIn(frozenset({QualificationId("q")}))),
        ({"holds_award": {"qualification": "q"}}, Awarded(frozenset({QualificationId("q")}))),
        ({"holds_award": {"award": "associate"}}, Awarded(award="associate")),
        ({"average": {"least": "2.7", "scale": "gpa"}}, Averaged(Fraction("2.7"), "gpa")),
        (
            {"average": {"least": "3", "scale": "gpa", "of": {"subjects": ["M"]}}},
            Averaged(Fraction(3), "gpa", ItemSet(subjects=frozenset({"M"}))),
        ),
        ({"not": {"chose": "n"}}, Not(Chose(NodeId("n")))),
        (
            {"all": [{"chose": "n"}, {"any": [{"chose": "m"}]}]},
            Every((Chose(NodeId("n")), Some((Chose(NodeId("m")),)))),
        ),
    ],
)
def test_every_condition_is_read_and_written_again(when: dict[str, Any], expected: object) -> None:
    node = read(fields(DATA | {"when": when}), read_requirement)
    assert node.when == expected
    assert read(fields(DATA | {"when": data(node, node_data)["when"]}), read_requirement) == node


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (DATA | {"unless": 1}, "/unless", "unknown field; known are kind, id, titles, when, then, else"),
        (without(DATA, "then"), "/then", "expected a mapping"),
        (DATA | {"when": {}}, "/when", "expected one of holds, chose, entered_before.*; found nothing"),
        (DATA | {"when": {"gpa": 3}}, "/when", "found gpa"),
        (DATA | {"when": {"holds": ["x"], "chose": "y"}}, "/when/chose", "unknown field; known are holds"),
        (DATA | {"when": {"holds": []}}, "/when/holds", "expected a list of at least 1"),
        (DATA | {"when": {"entered_before": "soon"}}, "/when/entered_before", "soon"),
        (DATA | {"when": {"any": [{"not": {"all": []}}]}}, "/when/any/0/not/all", "a list of at least 1"),
        (DATA | {"when": {"holds_award": {}}}, "/when/holds_award", "expected exactly one of qualification"),
        (DATA | {"when": {"average": {"least": 3, "scale": "x"}}}, "/when/average/least", "expected text"),
        (
            DATA | {"when": {"average": {"least": "3.777", "scale": "x"}}},
            "/when/average/least",
            "such as '2.7'",
        ),
        (DATA | {"else": {"kind": "many", "id": "z"}}, "/else/kind", "unknown requirement kind 'many'"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_requirement, wrong, place, message)


def test_the_part_that_applies_decides_and_the_other_asks_for_nothing() -> None:
    holds, not_yet = Circumstances(held=frozenset({ItemId("x")})), Circumstances()
    core, side = claim("algebra", place=CORE), [claim(n, place=SIDE) for n in ("biology", "dance")]
    assert judged({"holds": ["x"]}, holds, core).satisfied
    assert not judged({"holds": ["x"]}, holds, *side).satisfied
    assert judged({"holds": ["x"]}, not_yet, *side).satisfied
    found = judged({"holds": ["x"]}, not_yet, side[0])
    assert not found.satisfied
    assert (found.missing_count, [part.applies for part in found.children]) == (1, [False, True])


def test_without_an_else_nothing_is_asked_where_the_condition_fails() -> None:
    node = read_requirement(fields(without(DATA, "else")))
    assert evaluate_tree(node, []).satisfied
    assert not evaluate_tree(node, [], Circumstances(held=frozenset({ItemId("x")}))).satisfied


@pytest.mark.parametrize(
    ("when", "inside", "outside"),
    [
        ({"entered_before": "2024-09-01"}, Circumstances(entered=date(2024, 8, 31)), Circumstances(entered=EARLY)),
        ({"entered_from": "2024-09-01"}, Circumstances(entered=EARLY), Circumstances(entered=date(2024, 8, 31))),
        ({"entered_from": "2024-09-01"}, Circumstances(as_of=EARLY), Circumstances(as_of=date(2024, 8, 31))),
        ({"enrolled_in": ["q"]}, Circumstances(enrolled=frozenset({QualificationId("q")})), Circumstances()),
        (
            {"holds_award": {"qualifications": ["q", "r"]}},
            Circumstances(awards=frozenset({QualificationId("r")})),
            Circumstances(awards=frozenset({QualificationId("s")})),
        ),
        (
            {"holds_award": {"award": "associate"}},
            Circumstances(award_kinds=frozenset({"associate"})),
            Circumstances(award_kinds=frozenset({"bachelor"})),
        ),
        (
            {"all": [{"holds": ["x"]}, {"not": {"holds": ["y"]}}]},
            Circumstances(held=frozenset({ItemId("x")})),
            Circumstances(held=frozenset({ItemId("x"), ItemId("y")})),
        ),
        ({"any": [{"holds": ["x"]}, {"holds": ["y"]}]}, Circumstances(held=frozenset({ItemId("y")})), Circumstances()),
    ],
)  # fmt: skip
def test_one_learner_just_inside_and_one_just_outside(
    when: dict[str, Any], inside: Circumstances, outside: Circumstances
) -> None:
    core = claim("algebra", place=CORE)
    assert judged(when, inside, core).satisfied
    assert not judged(when, outside, core).satisfied


TREE: dict[str, Any] = {
    "kind": "all_of",
    "id": "top",
    "children": [
        DATA | {"when": {"chose": "thesis"}},
        {
            "kind": "n_of",
            "id": "either",
            "n": 1,
            "children": [
                {"kind": "count_from", "id": "thesis", "of": {}, "least": 1},
                {"kind": "count_from", "id": "exam", "of": {}, "least": 1},
            ],
        },
    ],
}


def test_a_choice_is_a_requirement_of_the_same_tree_that_is_satisfied_wherever_it_stands() -> None:
    root = read_requirement(fields(TREE))
    check_tree(root)
    assert [node.id for node in asked_about(root)] == ["thesis"]
    core = claim("algebra", place=CORE)
    assert evaluate_tree(root, [core, claim("dance", place=NodeId("thesis"))]).satisfied
    assert not evaluate_tree(root, [core, claim("dance", place=NodeId("exam"))]).satisfied


def test_a_condition_on_no_requirement_and_one_on_itself_are_refused() -> None:
    with pytest.raises(RuleDataError, match="asks about 'nowhere', which is no requirement of the tree"):
        check_tree(read_requirement(fields(DATA | {"when": {"chose": "nowhere"}})))
    for name in ("if", "core"):
        around = TREE | {"children": [DATA | {"when": {"chose": name}}]}
        if name == "core":
            check_tree(read_requirement(fields(around)))  # the part below rests on nothing itself
            continue
        with pytest.raises(RuleDataError, match="the condition on 'if' rests on its own outcome"):
            check_tree(read_requirement(fields(around)))


def test_the_items_that_conditions_ask_about_are_known() -> None:
    nested = DATA | {"when": {"any": [{"holds": ["x"]}, {"not": {"holds": ["y"]}}]}}
    assert items_asked(read_requirement(fields(nested))) == {"x", "y"}


def test_it_says_that_it_is_not_monotone() -> None:
    assert not MONOTONE, WHY_MONOTONE


def test_an_average_of_the_results_so_far_is_weighted_by_credit_and_exact() -> None:
    percent = GradeScheme("percent", (), "60", True)
    tenth = Scale("gpa", (ScaleRow("percent", Fraction(1, 10)),))

    def facts(*marks: tuple[str, int, str | None]) -> Circumstances:
        made = [
            Marked(claim(name).attributes, units, None if mark is None else Grade("percent", mark))
            for name, units, mark in marks
        ]
        return Circumstances(schemes={"percent": percent}, scales={"gpa": tenth}, marked=tuple(made))

    def met(*marks: tuple[str, int, str | None], of: ItemSet | None = None) -> bool:
        return Averaged(Fraction("7.5"), "gpa", of).met(facts(*marks))

    assert met(("algebra", 2, "80"), ("biology", 1, "65"))
    assert not met(("algebra", 1, "80"), ("biology", 1, "69"))
    assert met(("algebra", 1, "75"), ("biology", 1, None)), "what has no mark is left out"
    assert not met(("biology", 1, None)), "without a mark there is no average"
    assert met(("algebra", 1, "75"), ("dance", 9, "60"), of=ItemSet(items=frozenset(NAMES)))
    assert not Averaged(Fraction(0), "other").met(facts(("algebra", 1, "75")))
