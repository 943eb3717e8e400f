"""Is the tree of failures that the docstring draws the tree that the classes are, and what does each say?"""

from __future__ import annotations

import inspect
import re

import pytest

from recommender import errors
from recommender.errors import (
    CheckFailed,
    CreditpathError,
    InputError,
    ModelUnavailable,
    NotFound,
    Quarantined,
    Unavailable,
    Unreadable,
)

LINE = re.compile(r"^    ((?:\|   )*)(\+-- )?([A-Z]\w+)  +\S")


def drawn() -> dict[str, str]:
    """Each class of the drawing with the class that it hangs from."""
    parents: dict[str, str] = {}
    above: list[str] = []
    for line in (errors.__doc__ or "").splitlines():
        if match := LINE.match(line):
            depth = len(match[1]) // 4 + bool(match[2])
            del above[depth:]
            parents[match[3]] = above[-1] if above else "Exception"
            above.append(match[3])
    return parents


def test_the_drawing_is_the_tree_of_the_classes() -> None:
    classes = [
        one
        for _, one in inspect.getmembers(errors, inspect.isclass)
        if issubclass(one, Exception) and one.__module__ == errors.__name__
    ]
    assert drawn() == {one.__name__: one.__base__.__name__ for one in classes if one.__base__}


def test_every_failure_is_public_and_one_catch_takes_them_all() -> None:
    assert sorted(drawn()) == errors.__all__
    assert all(issubclass(getattr(errors, name), CreditpathError) for name in errors.__all__)


def test_a_mistake_in_the_input_names_its_place() -> None:
    error = InputError("expected a day", place="--as-of")
    assert (str(error), error.place) == ("--as-of: expected a day", "--as-of")
    assert (str(InputError("no input")), InputError("no input").place) == ("no input", None)
    assert str(Unreadable("not a database", place="bank.db")) == "bank.db: not a database"


def test_an_id_that_names_nothing_is_shown_as_it_was_given() -> None:
    error = NotFound("learner", "ann ")
    assert str(error) == "there is no learner 'ann '"
    assert (error.what, error.key, error.place) == ("learner", "ann ", None)


@pytest.mark.parametrize(
    ("error", "what"),
    [
        (Unavailable("catalogue", "why"), "catalogue"),
        (ModelUnavailable("why"), "model"),
        (Quarantined("ann", "why"), "ledger"),
    ],
)
def test_what_is_not_there_is_named(error: Unavailable, what: str) -> None:
    assert (error.what, str(error)) == (what, "why")


def test_a_quarantine_names_the_account() -> None:
    assert Quarantined("ann", "a broken chain").account == "ann"


def test_a_plan_that_was_refused_tells_every_reason() -> None:
    error = CheckFailed(("too short", "too late"))
    assert error.violations == ("too short", "too late")
    assert str(error) == "the checker refused the plan: too short; too late"
