"""Three models of one question: they agree on medium worlds, and a wrong one is found out."""

from __future__ import annotations

from collections import Counter

import pytest

from benchmarks.planner import agree
from benchmarks.planner.agree import NO_PATH, Verdict, kinds_of, main, one
from benchmarks.planner.medium import medium_world
from benchmarks.planner.statement_limits import LIMITS

WORLDS = [f"tests/{number}" for number in range(8)]


def test_a_world_comes_from_its_seed() -> None:
    assert medium_world("a") == medium_world("a")
    assert medium_world("a") != medium_world("b")
    assert 20 <= len(medium_world("a").catalogue.items) <= 60


def test_worlds_have_every_kind_that_the_other_statement_can_say() -> None:
    found = set().union(*(kinds_of(medium_world(f"kinds/{number}")) for number in range(40)))
    assert found >= {"all_of", "n_of", "count_from", "credits_from", "pool", *LIMITS}


@pytest.mark.parametrize("seed", WORLDS)
def test_all_three_agree(seed: str) -> None:
    counts: Counter[str] = Counter()
    assert one(medium_world(seed), counts) == ""
    assert counts["all agree"] == counts["worlds"] == 1


def test_a_limit_that_one_of_them_overlooks_is_found_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(
        "benchmarks.planner.statement_goal.LIMITS",
        {**LIMITS, "total": lambda goal, limit: None, "residency": lambda goal, limit: None},
    )
    assert main(["--n", "12", "--seed", "tests"]) == 1
    told = capsys.readouterr().out
    assert "Verdict(planner=" in told
    assert "'differ': 0" not in told


def test_terms_are_asked_for_where_the_relaxed_length_is_shorter(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = []

    def other(task: object, terms: bool) -> int | None:
        timed.append(terms)
        return 0 if not terms else None

    monkeypatch.setattr(agree, "_other", other)
    task = next(
        task
        for seed in WORLDS
        if (found := agree.verdict(task := medium_world(seed))).unreduced not in (0, NO_PATH)
    )
    timed.clear()
    found = agree.verdict(task)
    assert timed == [False, True]
    assert (found.decided, found.differs, found.by_terms) == (False, False, True)


def test_what_contradicts_is_told_apart_from_what_is_not_decided() -> None:
    assert not Verdict(600, 600, 600).differs
    assert Verdict(600, 600, NO_PATH).differs
    assert Verdict(600, None, 1200).differs
    assert not Verdict(600, None, 600).differs
    assert not Verdict(600, None, 600).decided
