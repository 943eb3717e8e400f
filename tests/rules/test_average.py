"""`average`: do the marks of what counts reach it, weighted by credit, in exact fractions (B10, B20)?"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from functools import partial
from typing import Any

import pytest

from recommender.rules.average import Average, data, evaluate, outdone, points_text, read
from recommender.rules.claims import Attributes, Circumstances, Claim, Ground, LimitResult
from recommender.rules.scales import Assumed, Scale, ScaleRow
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, GradeScheme, ItemId, ItemKind, NodeId
from tests.rules.world import CERTIFIED, CORE, CREDIT, HOME, SIDE, claim, fields, refused, without

SCHEMES = {
    "percent": GradeScheme("percent", (), "60", True),
    "letters": GradeScheme("letters", ("F", "D", "C", "B", "A"), "D"),
}
GPA = Scale(
    "gpa",
    (
        ScaleRow("letters", Fraction(4), "A"),
        ScaleRow("letters", Fraction(3), "B"),
        ScaleRow("letters", Fraction(2), "C"),
        ScaleRow("letters", Fraction(1), "D"),
        ScaleRow("percent", Fraction(4), "90"),
        ScaleRow("percent", Fraction(1), "60"),
    ),
)
FACTS = Circumstances(schemes=SCHEMES, scales={"gpa": GPA})
DATA = {
    "kind": "average",
    "id": "gpa",
    "least": "2.75",
    "scale": "gpa",
    "of": {"subjects": ["MATH"]},
    "within": "core",
}
LIMIT = Average("gpa", Fraction(3), "gpa")
read_it = partial(read, total_units=0)


def marked(name: str, mark: str, units: int = 3 * CREDIT, **more: Any) -> Claim:
    scheme = "percent" if mark[0].isdigit() else "letters"
    return replace(claim(name, units), grade=Grade(scheme, mark), **more)


def new(name: str, units: int = 3 * CREDIT) -> Claim:
    return replace(claim(name, units), key=f"new:home/{name}")


def judged(
    limit: Average, *claims: Claim, facts: Circumstances = FACTS, places: set[NodeId] | None = None
) -> LimitResult:
    below = {limit.within: frozenset(places)} if limit.within is not None and places is not None else {}
    (found,) = evaluate(limit, claims, Ground(HOME, below, facts))
    return found


def test_every_field_is_read_and_written() -> None:
    maths = ItemSet(subjects=frozenset({"MATH"}))
    limit = Average("gpa", Fraction("2.75"), "gpa", maths, CORE)
    assert read_it(fields(DATA)) == limit
    assert data(limit) == DATA


@pytest.mark.parametrize(
    ("wrong", "place", "message"),
    [
        (DATA | {"most": "4"}, "/most", "unknown field; known are kind, id, least, scale"),
        (DATA | {"least": 2.7}, "/least", "expected text, found 2.7"),
        (DATA | {"least": "2.755"}, "/least", "expected points as text such as '2.7'"),
        (DATA | {"least": "-1"}, "/least", "expected points as text"),
        (without(DATA, "scale"), "/scale", "expected text"),
        (without(DATA, "id"), "/id", "expected text"),
        (DATA | {"within": 7}, "/within", "expected text, found 7"),
    ],
)
def test_a_mistake_is_refused_at_its_place(wrong: dict[str, Any], place: str, message: str) -> None:
    refused(read_it, wrong, place, message)


@pytest.mark.parametrize(
    ("mark", "points"),
    [("A", 4), ("F", None), ("95.5", 4), ("90", 4), ("89.9", 1), ("59", None), ("Z", None)],
)
def test_a_numeric_mark_has_the_points_of_the_highest_floor_that_it_reaches(
    mark: str, points: int | None
) -> None:
    scheme = "percent" if mark[0].isdigit() else "letters"
    assert GPA.points(Grade(scheme, mark), SCHEMES) == points


def test_a_numeric_scheme_may_count_by_a_factor() -> None:
    scale = Scale("out-of-four", (ScaleRow("percent", Fraction(1, 25)),))
    assert scale.points(Grade("percent", "75"), SCHEMES) == 3
    assert scale.points(Grade("letters", "A"), SCHEMES) is None
    assert scale.points(None, SCHEMES) is None


def test_the_average_at_the_least_is_inside_and_one_unit_of_a_low_mark_more_is_outside() -> None:
    at = judged(LIMIT, marked("algebra", "A"), marked("biology", "C"))
    assert (at.satisfied, at.have, at.bound) == (True, 1800, 1800)
    below = judged(LIMIT, marked("algebra", "A"), marked("biology", "C", 3 * CREDIT + 1))
    assert (below.satisfied, below.have) == (False, 1799)


def test_what_has_no_mark_on_the_scale_is_left_out() -> None:
    nothing = [claim("biology"), marked("chemistry", "F"), replace(claim("dance"), origin=CERTIFIED)]
    assert judged(LIMIT, *nothing).satisfied
    assert judged(LIMIT, marked("algebra", "B"), *nothing).members == ("held:algebra",)


def test_a_set_and_a_part_confine_it() -> None:
    low = marked("algebra", "D")
    assert judged(replace(LIMIT, of=ItemSet(items=frozenset({ItemId("x")}))), low).satisfied
    inside = replace(LIMIT, within=CORE)
    assert judged(inside, replace(low, place=SIDE), places={CORE}).satisfied
    assert not judged(inside, low, places={CORE}).satisfied


def test_new_study_counts_at_the_mark_that_is_assumed_of_it_else_at_the_pass_mark() -> None:
    assert judged(LIMIT, new("algebra")).have == 600
    overall = replace(FACTS, assume=Assumed(Grade("percent", "90")))
    assert judged(LIMIT, new("algebra"), facts=overall).have == 2400
    single = replace(FACTS, assume=Assumed(None, {ItemId("home/algebra"): Grade("letters", "B")}))
    assert judged(LIMIT, new("algebra"), facts=single).satisfied
    assert not judged(LIMIT, new("biology"), facts=single).satisfied
    strange = replace(FACTS, assume=Assumed(Grade("stars", "5")))
    assert judged(LIMIT, new("algebra"), facts=strange).have == 600


def test_an_unknown_scale_maps_nothing() -> None:
    assert judged(replace(LIMIT, scale="x"), marked("algebra", "D"), new("biology")).satisfied


def test_new_study_may_lift_where_a_result_pulls_down() -> None:
    good = replace(FACTS, assume=Assumed(Grade("letters", "A")))
    assert outdone(LIMIT, marked("algebra", "C"), good)
    assert not outdone(LIMIT, marked("algebra", "A"), good)
    assert not outdone(LIMIT, marked("algebra", "C"), FACTS)
    other = Attributes(None, HOME, ItemKind.COURSE, "ART")
    only = replace(LIMIT, of=ItemSet(subjects=frozenset({"MATH"})))
    assert not outdone(only, replace(marked("algebra", "C"), attributes=other), good)


def test_points_are_said_rounded_up() -> None:
    assert [points_text(Fraction(text)) for text in ("3", "27/10", "8/3")] == ["3", "2.7", "2.67"]
