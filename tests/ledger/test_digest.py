"""Does a record keep its digest when the format gains a field that this record says nothing in?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from recommender.ledger.record import (
    Applied,
    Award,
    Dropped,
    Enrolment,
    Granted,
    GrantedOutput,
    InProgress,
    Record,
    Refused,
    Result,
)
from recommender.vocabulary import (
    EntryId,
    Grade,
    InstitutionId,
    ItemId,
    ItemKind,
    LearnerId,
    QualificationId,
    RuleId,
)

RIVER, RULE, VERSION = InstitutionId("river"), RuleId("river/r1"), QualificationId("river/Q")
E1, E2, E3, E4, E5, E6, E7, E8, E9 = (EntryId(f"e{number}") for number in range(1, 10))
A, B = ItemId("river/A"), ItemId("river/B")
DAY = date(2026, 3, 1)

EVERYTHING = Record(
    LearnerId("ann"),
    date(2026, 9, 1),
    "7",
    results=(Result(E1, A, 1800, "credit", Grade("percent", "75"), DAY),),
    in_progress=(InProgress(E2, B, DAY),),
    granted=(
        Granted(
            E3, RULE, "v1", RIVER, (E1,),
            (
                GrantedOutput(B, 600, "credit"),
                GrantedOutput(None, 1200, "credit", ItemKind.EXAM, "law", 3, ("core",)),
            ),
            DAY, "pact", True,
        ),
    ),
    applied=(Applied(E4, RULE, (E1,), DAY),),
    refused=(Refused(E5, RULE, "v1", DAY),),
    enrolments=(Enrolment(E6, VERSION, "2026", DAY),),
    awards=(Award(E7, VERSION, "2025", DAY),),
    dropped=(Dropped(E8, A, "failed", 600, "credit"),),
    region="Shanghai",
    personalised=False,
)  # fmt: skip
FIRST = "9b4f2e45ffed9669beea0f81b78032c4abd7743dd75dc7103826eb093d21ee8d"
"""Its digest by the first version of the format, when outputs had no type and awards no uses."""


def test_a_record_has_the_digest_that_it_had_by_the_first_version_of_the_format() -> None:
    assert EVERYTHING.digest() == FIRST


def test_who_and_at_which_position_is_no_part_of_it() -> None:
    assert replace(EVERYTHING, learner=LearnerId("bo"), position="8").digest() == FIRST


@pytest.mark.parametrize("change", [{"type": "exemption"}, {"prerequisite": False}])
def test_what_a_later_field_says_counts(change: dict[str, Any]) -> None:
    (granted,) = EVERYTHING.granted
    first, *rest = granted.outputs
    changed = replace(granted, outputs=(replace(first, **change), *rest))
    assert replace(EVERYTHING, granted=(changed,)).digest() != FIRST


def test_measures_and_uses_count() -> None:
    (result,), (award,) = EVERYTHING.results, EVERYTHING.awards
    measured = replace(EVERYTHING, results=(replace(result, measures={"attendance": "80"}),))
    used = replace(EVERYTHING, awards=(replace(award, uses=(E1,)),))
    assert len({FIRST, measured.digest(), used.digest()}) == 3
