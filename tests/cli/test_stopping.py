"""Ctrl-C in the middle of a search: once for what has been found, twice for nothing at all."""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator
from typing import Any

import pytest

from recommender.cli.stopping import stoppable
from recommender.recommend.plan import plan_for
from tests.cli import tiny
from tests.cli.conftest import Places, Run

WORDS = ("plan", tiny.CHEN, "--as-of", tiny.TODAY.isoformat(), "--json")


@pytest.fixture(autouse=True)
def _heard() -> Iterator[None]:
    """Where tests run in the background of a shell, Ctrl-C is ignored."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def press() -> None:
    os.kill(os.getpid(), signal.SIGINT)


def pressing(times: int) -> Any:
    """The use case, with Ctrl-C pressed so often as it begins."""

    def pressed(*given: Any, **more: Any) -> Any:
        for _ in range(times):
            press()
        return plan_for(*given, **more)

    return pressed


@pytest.mark.parametrize(("times", "status"), [(0, "optimal"), (1, "refused")])
def test_the_first_ends_the_search(
    times: int, status: str, run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.recommend.plan.plan_for", pressing(times))
    said = run(*WORDS, *tiny_bank.words())
    answer = json.loads(said.out)
    assert (said.code, answer["status"]) == (0, status)
    assert [cause["code"] for cause in answer["causes"]] == ["cancelled"] * times


def test_the_second_ends_the_program_without_a_word(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.recommend.plan.plan_for", pressing(2))
    said = run(*WORDS, *tiny_bank.words())
    assert (said.code, said.out, said.err) == (130, "", "")


def test_afterwards_it_ends_the_program_again() -> None:
    with stoppable() as cancelled:
        press()
        assert cancelled()
    with pytest.raises(KeyboardInterrupt):
        press()


def test_elsewhere_it_is_left_as_it_is() -> None:
    found: list[bool] = []

    def aside() -> None:
        with stoppable() as cancelled:
            found.append(cancelled())

    thread = threading.Thread(target=aside)
    thread.start()
    thread.join()
    assert found == [False]
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with stoppable() as cancelled:
        press()
        assert not cancelled()
