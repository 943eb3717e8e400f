"""Twice as much of a source is about twice the work of its import, counted in steps and not in time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.interchange.coverage import Coverage
from recommender.interchange.fireroad import subjects
from recommender.interchange.native import Native, head
from recommender.interchange.scribe.grammar import blocks_of
from recommender.interchange.scribe.tokens import Token
from tests.interchange.bank import block


def is_linear(steps: Callable[[int], int], size: int) -> None:
    once, twice = steps(size), steps(2 * size)
    assert 0 < twice < 2.5 * once


class Compared(str):
    """A text that counts how often it is compared."""

    times = 0
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        Compared.times += 1
        return str.__eq__(self, other)


def test_the_report_of_many_objects() -> None:
    def steps(size: int) -> int:
        coverage, Compared.times = Coverage(), 0
        for number in range(size):
            for _ in range(3):
                coverage.keep(coverage.clause(Compared(f"a/{number}"), "f:1", "text"))
            assert coverage.unread(Compared(f"a/{number}")) == []
        assert coverage.answer()["objects"]["whole"] == size
        return Compared.times

    is_linear(steps, 40)


def test_a_file_of_many_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[int] = []
    key = Token.key

    class Counted:
        def __get__(self, token: Token, owner: type) -> str:
            looked.append(token.line)
            return str(key.__get__(token, owner))

    monkeypatch.setattr(Token, "key", Counted())

    def steps(size: int) -> int:
        looked.clear()
        assert len(blocks_of(block("6 Credits in ACC @ MaxTransfer 3 Credits") * size, "a.scribe")) == size
        return len(looked)

    is_linear(steps, 10)


def test_many_subjects_that_had_another_number(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    split: list[str] = []
    numbers = subjects._numbers

    def counted(cell: str) -> list[str]:
        split.append(cell)
        return numbers(cell)

    monkeypatch.setattr(subjects, "_numbers", counted)

    def steps(size: int) -> int:
        split.clear()
        rows = "".join(f"1.{one},x,12,U,None,,2.{one},,,,f22\n" for one in range(size))
        (tmp_path / subjects.FILE).write_text(",".join(subjects.COLUMNS) + "\n" + rows)
        assert subjects.read_subjects(tmp_path, Native(head("a", "b", "c"))).counts["earlier numbers"] == size
        return len(split)

    is_linear(steps, 20)
