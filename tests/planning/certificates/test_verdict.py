"""What a certificate says of itself is not believed: hashes, proof and question have to fit each other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.planning.certificates.form import CatalogueVersion, certificate_of
from recommender.planning.certificates.verify import Outcome, Verdict, verify
from recommender.planning.request import GoalRef
from recommender.vocabulary import QualificationId
from tests.planning.certificates.broken import put
from tests.planning.certificates.material import bank, data_of, made, without_a_path


def judged(*changes: tuple[str, object], nothing: bool = False) -> Verdict:
    """The verdict once somebody has changed these fields."""
    data = data_of(without_a_path() if nothing else made())
    for path, value in changes:
        put(path, value)(data)
    return verify(bank(), certificate_of(data))


def told(found: Verdict) -> set[tuple[str, str]]:
    return {(one.kind, one.rule) for one in found.violations}


def test_what_the_planner_made_is_certified() -> None:
    assert judged().outcome is Outcome.PROVEN
    assert judged(nothing=True).outcome is Outcome.NO_PATH
    assert judged().certified
    assert judged(nothing=True).certified


@pytest.mark.parametrize(
    "tree", [{"leaf": [[0, 27720]]}, {"leaf": []}, {"leaf": [[0, -1]]}, {"leaf": [[7, 1]]}]
)
def test_a_proof_that_shows_less_is_none(tree: object) -> None:
    for nothing in (False, True):
        found = judged(("proof/tree", tree), nothing=nothing)
        assert found.outcome is Outcome.INVALID
        assert {kind for kind, _ in told(found)} == {"proof"}


def test_a_row_that_no_rule_gives_is_named() -> None:
    (found,) = judged(("proof/rows", [["credits_from", "0", "minor", "least"]])).violations
    assert "no rule gives the row credits_from 0 minor least" in str(found)


def test_certified_is_no_word_that_one_can_write() -> None:
    assert ("proof", "length") in told(judged(("proof", None)))


def test_no_path_is_about_what_was_asked() -> None:
    changes = (("plan/goals/0/year", "2025"), ("plan/goals/0/key", "river/accounting@2025"))
    found = judged(*changes, ("versions/goals", {"river/accounting@2025": "b339a15d1479"}), nothing=True)
    assert found.outcome is Outcome.INVALID
    assert {kind for kind, _ in told(found)} == {"goal"}


def test_an_unknown_goal_is_no_goal_without_a_path() -> None:
    one = without_a_path()
    request = replace(one.request, goals=(GoalRef(QualificationId("river/nothing"), "2026"),))
    found = verify(bank(), replace(one, request=request))
    assert (found.outcome, found.certified) == (Outcome.INVALID, False)


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("versions/record", "0" * 64, "record"),
        ("record/region", "北京", "record"),
        ("versions/goals", {}, "goals"),
        ("plan/versions/record", "0" * 64, "record"),
        ("plan/versions/catalogue", "0" * 64, "catalogue"),
    ],
)
def test_every_hash_is_that_of_what_the_file_holds(path: str, value: object, rule: str) -> None:
    assert ("certificate", rule) in told(judged((path, value)))


def test_another_catalogue_certifies_nothing() -> None:
    one = made()
    for other in (CatalogueVersion("tiny", "0" * 64), CatalogueVersion("huge", bank().version)):
        found = verify(bank(), replace(one, versions=replace(one.versions, catalogue=other)))
        assert (found.same_catalogue, found.certified) == (False, False)
