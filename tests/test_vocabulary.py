"""What do ids, exact credits and grades mean (A2, A10)?"""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.vocabulary import (
    MAX_UNITS,
    UNITS_PER_CREDIT,
    Credits,
    Grade,
    GradeScheme,
    check_id,
    format_units,
    parse_units,
    reaches,
)

# Ids (A10)


@pytest.mark.parametrize(
    "text", ["a", "home/algebra", "家/代数", "é", "with blank", "A", "a" * 128, "é" * 64]
)
def test_an_id_is_kept_as_it_is(text: str) -> None:
    assert check_id(text) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "must not be empty"),
        ("e\u0301", "is not in Unicode normal form C"),
        ("\u212b", "is not in Unicode normal form C"),
        ("a" * 129, "is longer than 128 bytes"),
        ("é" * 65, "is longer than 128 bytes"),
        (" a", "has surrounding blanks or control characters"),
        ("a\u3000", "has surrounding blanks or control characters"),
        ("a\n", "has surrounding blanks or control characters"),
        ("a\tb", "has surrounding blanks or control characters"),
        ("a\x00b", "has surrounding blanks or control characters"),
        ("a\x85b", "has surrounding blanks or control characters"),
        ("\ud800", "surrogates not allowed"),
    ],
)
def test_anything_else_is_no_id_and_the_reason_is_said(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        check_id(text)


# Credit (A2)

HUNDREDTHS = st.builds(Fraction, st.integers(0, 10**8), st.just(100))
PARTS = st.builds(Fraction, st.integers(0, 10**6), st.sampled_from([3, 6, 8]))


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("3", 1800),
        ("3.0", 1800),
        ("1.5", 900),
        ("0.01", 6),
        ("1/3", 200),
        ("5/6", 500),
        ("0.125", 75),
        ("1/600", 1),
        ("0", 0),
        (" 2 ", 1200),
    ],
)
def test_an_amount_is_read_exactly(text: str, units: int) -> None:
    assert parse_units(text) == units


@given(HUNDREDTHS | PARTS)
def test_hundredths_thirds_sixths_and_eighths_are_exact(value: Fraction) -> None:
    assert Fraction(parse_units(str(value)), UNITS_PER_CREDIT) == value


@given(st.integers(0, MAX_UNITS))
def test_every_amount_is_written_so_that_it_is_read_back(units: int) -> None:
    text = format_units(units)
    assert parse_units(text) == units
    assert Fraction(text) == Fraction(units, UNITS_PER_CREDIT)
    assert "e" not in text.lower()


@given(st.integers(0, 10**7), st.integers(1, 2000))
def test_an_amount_between_two_units_is_refused_and_never_rounded(numerator: int, denominator: int) -> None:
    exact = Fraction(numerator, denominator) * UNITS_PER_CREDIT
    text = f"{numerator}/{denominator}"
    if exact.denominator == 1 and exact <= MAX_UNITS:
        assert parse_units(text) == exact
    else:
        with pytest.raises(ValueError, match=r"is not a whole number of 1/600 credits|is outside 0 to"):
            parse_units(text)


@pytest.mark.parametrize("text", ["1/7", "0.001", "0.333", "1/1200", "0.000000001", "3.14159"])
def test_what_is_no_whole_number_of_units_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=f"{text!r} is not a whole number of 1/600 credits"):
        parse_units(text)


@pytest.mark.parametrize("text", ["-1", "-0.01", "1666667", "9999999"])
def test_what_is_less_than_nothing_or_more_than_anybody_has_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is outside 0 to 1666666 credits"):
        parse_units(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "three",
        "1,5",
        "1/0",
        "1/3.0",
        "1 / 3",
        "-1/3",
        "0x3",
        "NaN",
        "Infinity",
        "1e999999999",
        "9" * 5000,
    ],
)
def test_what_is_no_amount_is_refused_at_once(text: str) -> None:
    with pytest.raises(ValueError, match="is not an amount of credit; expected a decimal or n/d"):
        parse_units(text)


@pytest.mark.parametrize(
    ("units", "text"),
    [
        (0, "0"),
        (600, "1"),
        (6000, "10"),
        (900, "1.5"),
        (75, "0.125"),
        (6, "0.01"),
        (200, "1/3"),
        (1, "1/600"),
    ],
)
def test_an_amount_is_written_as_a_decimal_where_exact_and_else_as_a_fraction(units: int, text: str) -> None:
    assert format_units(units) == text


def test_credits_of_one_scheme_add_up() -> None:
    found = Credits.parse("1/3", "semester") + Credits.parse("2/3", "semester")
    assert (found, str(found)) == (Credits(600, "semester"), "1")


@pytest.mark.parametrize("other", [Credits(600, "ects"), 600, "1", None])
def test_credits_of_two_schemes_do_not_add_and_neither_does_a_bare_number(other: object) -> None:
    with pytest.raises(TypeError, match=r"cannot add .* to credits of scheme 'semester'"):
        Credits(600, "semester") + other  # type: ignore[operator]


def test_credits_know_their_scheme_when_compared() -> None:
    assert Credits(600, "semester") != Credits(600, "ects")


# Grades (A2)

PERCENT = GradeScheme("percent", (), "60", numeric=True)
LETTERS = GradeScheme("letters", ("F", "D", "C", "B", "A"), "D")
SCHEMES = {scheme.id: scheme for scheme in (PERCENT, LETTERS)}


@pytest.mark.parametrize(
    ("scheme", "inside", "outside", "floor"),
    [
        (PERCENT, "60", "59.9", "60"),
        (PERCENT, "100", "9", "10"),
        (LETTERS, "C", "D", "C"),
        (LETTERS, "A", "F", "D"),
    ],
)
def test_a_mark_reaches_its_floor_or_is_just_below(
    scheme: GradeScheme, inside: str, outside: str, floor: str
) -> None:
    assert scheme.at_least(inside, floor)
    assert not scheme.at_least(outside, floor)


@pytest.mark.parametrize("unknown", ["", "A+", "good", "NaN", "sNaN", "Infinity", "1e999999999"])
@pytest.mark.parametrize("scheme", [PERCENT, LETTERS], ids=lambda scheme: scheme.id)
def test_an_unknown_comparison_is_never_true(scheme: GradeScheme, unknown: str) -> None:
    assert scheme.rank(unknown) is None
    assert not scheme.at_least(unknown, scheme.pass_mark)
    assert not scheme.at_least(scheme.pass_mark, unknown)
    assert not scheme.at_least(unknown, unknown)


def test_a_letter_is_no_percentage() -> None:
    assert PERCENT.rank("A") is None
    assert LETTERS.rank("60") is None


@given(st.lists(st.sampled_from(LETTERS.marks), min_size=3, max_size=3))
def test_listed_marks_are_in_one_order(marks: list[str]) -> None:
    a, b, c = marks
    assert LETTERS.at_least(a, b) or LETTERS.at_least(b, a)
    assert LETTERS.at_least(a, c) or not (LETTERS.at_least(a, b) and LETTERS.at_least(b, c))
    assert (a == b) is (LETTERS.at_least(a, b) and LETTERS.at_least(b, a))


def test_no_floor_is_always_reached() -> None:
    assert reaches(None, None, {})
    assert reaches(Grade("nowhere", "?"), None, {})


def test_a_floor_is_reached_on_its_own_scheme_alone() -> None:
    floor = Grade("percent", "60")
    assert reaches(Grade("percent", "60"), floor, SCHEMES)
    assert not reaches(Grade("percent", "59"), floor, SCHEMES)
    assert not reaches(None, floor, SCHEMES)
    assert not reaches(Grade("letters", "A"), floor, SCHEMES)
    assert not reaches(Grade("letters", "60"), floor, SCHEMES)
    assert not reaches(Grade("percent", "99"), floor, {"letters": LETTERS})
