"""What rules ask of a learner beside results is known to be so, known not to be so, or unknown."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from recommender.catalogue.rules_data import expression_data
from recommender.rules import learner as rules
from recommender.rules.fields import RuleDataError
from recommender.rules.learner import EnrolledAt, EnteredBefore, Learner, Stated, known, read, read_takers
from recommender.rules.prerequisite import Passed, credit_asked, facts_asked, judged
from recommender.rules.prerequisite import read as read_expression
from recommender.vocabulary import InstitutionId, ItemId, QualificationId
from tests.rules.world import fields

ANN = Learner(
    date(2024, 9, 1),
    frozenset({QualificationId("law")}),
    frozenset({InstitutionId("river")}),
    frozenset({QualificationId("art")}),
    frozenset({"associate"}),
    {"years_of_work": "2.5", "blood": "yes", "married": "否", "odd": "perhaps"},
)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"enrolled_in": ["law", "art"]}, True),
        ({"enrolled_in": ["art"]}, False),
        ({"enrolled_at": ["river"]}, True),
        ({"enrolled_at": ["lake"]}, False),
        ({"holds_award": {"qualification": "art"}}, True),
        ({"holds_award": {"qualifications": ["law"]}}, False),
        ({"holds_award": {"award": "associate"}}, True),
        ({"holds_award": {"award": "bachelor"}}, False),
        ({"entered_before": "2024-09-02"}, True),
        ({"entered_before": "2024-09-01"}, False),
        ({"fact": "years_of_work", "least": "2.5"}, True),
        ({"fact": "years_of_work", "least": 3}, False),
        ({"fact": "blood"}, True),
        ({"fact": "married"}, False),
        ({"fact": "odd"}, None),
        ({"fact": "odd", "least": "1"}, None),
        ({"fact": "unsaid"}, None),
    ],
)
def test_each_is_known_or_not_and_is_written_as_it_was_read(
    data: dict[str, Any], expected: bool | None
) -> None:
    asked = read(fields(data))
    assert known(asked, ANN) is expected
    assert read(fields(rules.data(asked))) == asked


def test_who_may_take_an_item_is_all_that_is_stated() -> None:
    takers = read_takers(
        fields({"enrolled_at": ["river"], "years_of_work": "3", "other": "pilot", "enrolled_in": ["law"]})
    )
    assert Stated("years_of_work", Fraction(3)) in takers
    assert Stated("pilot") in takers
    assert EnrolledAt(frozenset({InstitutionId("river")})) in takers
    assert read_takers(fields(rules.takers_data(takers))) == takers


@pytest.mark.parametrize(
    ("data", "place"),
    [
        ({}, "/"),
        ({"enrolled_at": []}, "/enrolled_at"),
        ({"years_of_work": "many"}, "/years_of_work"),
        ({"years_of_work": -1}, "/years_of_work"),
        ({"years_of_work": 0.5}, "/years_of_work"),
        ({"colour": "red"}, "/colour"),
        ({"holds_award": {}}, "/holds_award"),
    ],
)
def test_anything_else_is_refused_by_its_place(data: dict[str, Any], place: str) -> None:
    with pytest.raises(RuleDataError) as caught:
        read_takers(fields(data))
    assert caught.value.path == "/rule" + place.rstrip("/")


def test_a_fact_takes_no_other_field() -> None:
    with pytest.raises(RuleDataError, match="/least: unknown field"):
        read(fields({"enrolled_in": ["law"], "least": 1}))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ({"all": [{"fact": "blood"}, {"fact": "unsaid"}]}, None),
        ({"all": [{"fact": "married"}, {"fact": "unsaid"}]}, False),
        ({"any": [{"fact": "blood"}, {"fact": "unsaid"}]}, True),
        ({"any": [{"fact": "married"}, {"fact": "unsaid"}]}, None),
        ({"any": [{"fact": "married"}, {"item": "a"}]}, True),
        ({"all": [{"fact": "blood"}, {"unknown": "consent"}]}, None),
    ],
)
def test_an_expression_is_unknown_only_where_it_hangs_on_what_is_unknown(
    data: dict[str, Any], expected: bool | None
) -> None:
    rule = read_expression(fields(data))
    passed = {ItemId("a")}
    assert (
        judged(rule, lambda one: one.item in passed if isinstance(one, Passed) else known(one, ANN))
        is expected
    )
    assert all(not isinstance(one, Passed) for one in facts_asked(rule))


def test_whoever_is_not_enrolled_enters_today() -> None:
    assert known(EnteredBefore(date(2026, 1, 2)), Learner(date(2026, 1, 1))) is True
    assert known(EnteredBefore(date(2026, 1, 1)), Learner(date(2026, 1, 1))) is False


def test_completed_credit_is_read_with_its_set_and_written_again() -> None:
    data = {"any": [{"credits": "60"}, {"credits": "1/3", "of": {"subjects": ["LAW"]}}]}
    rule = read_expression(fields(data))
    assert [one.units for one in credit_asked(rule)] == [36_000, 200]
    assert expression_data(rule) == data
    for wrong in ({"credits": "0"}, {"credits": 0.5}, {"credits": "3", "min_grade": {}}):
        with pytest.raises(RuleDataError, match="/rule/"):
            read_expression(fields(wrong))
