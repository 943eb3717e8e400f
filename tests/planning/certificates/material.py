"""Certificates that the tests read, break and verify: of the tiny bank, and of one world where there is no path."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from recommender.catalogue import load
from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Enrolment, Record, Result
from recommender.planning import make_plan
from recommender.planning.certificates.disk import packed
from recommender.planning.certificates.form import Certificate, certificate
from recommender.planning.request import GoalRef, PlanRequest
from recommender.vocabulary import EntryId, Grade, ItemId, LearnerId, QualificationId
from tests.cli import tiny

GOLDEN = Path(__file__).parent / "golden"
GOAL = QualificationId(tiny.GOAL)


@cache
def bank() -> Catalogue:
    """The catalogue of the tiny bank."""
    with TemporaryDirectory() as folder:
        return load(tiny.write(Path(folder))).catalogue


def learner() -> Record:
    """Somebody with the English course and the certificate."""
    day = tiny.TODAY.replace(month=3)
    results = (
        Result(EntryId("e1"), ItemId("river/eng"), 1800, "credit", Grade("percent", "82"), day),
        Result(EntryId("e2"), ItemId("craft/cert"), 1800, "credit", None, day, {"attendance": "90"}),
    )
    enrolled = (Enrolment(EntryId("e0"), GOAL, "2026", day),)
    return Record(LearnerId("tiny/chen"), tiny.TODAY, "6", results, enrolments=enrolled, region="上海")


@cache
def made(**choices: Any) -> Certificate:
    """The certificate of what the planner answers this learner."""
    request = PlanRequest((GoalRef(GOAL, "2026"),), tiny.TODAY, **choices)
    return certificate(bank(), learner(), request, make_plan(bank(), learner(), request))


def without_a_path() -> Certificate:
    """Every course of the major but one is excluded: too little is left."""
    return made(exclude=frozenset(ItemId(f"river/{name}") for name in ("acc2", "acc3", "tax")))


def data_of(one: Certificate) -> Any:
    """A certificate as a reader of JSON finds it, to be changed at will."""
    return json.loads(packed(one))


ANSWERS = {"plan": made, "no-path": without_a_path}
"""By the name of its golden file."""


def golden(name: str) -> str:
    """The bytes of a certificate as text, whatever the release of the solver."""
    one = ANSWERS[name]()
    return packed(one).decode().replace(one.plan.versions["solver"], "HiGHS")


if __name__ == "__main__":
    for which in ANSWERS:
        (GOLDEN / f"{which}.json").write_text(golden(which), encoding="utf-8")
