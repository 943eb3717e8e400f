"""How does a run end when it is stopped, when we are at fault, or when a library is not installed?"""

from __future__ import annotations

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import NoReturn

import pytest

from recommender.cli.failures import extra_of
from recommender.errors import CheckFailed
from tests.cli import tiny
from tests.cli.conftest import Places, Run
from tests.suites import ROOT

DAY = ("--as-of", tiny.TODAY.isoformat())


def raising(failure: BaseException) -> Callable[..., NoReturn]:
    """A use case that fails."""

    def fails(*_: object, **__: object) -> NoReturn:
        raise failure

    return fails


def planned(
    run: Run, bank: Places, patch: pytest.MonkeyPatch, failure: BaseException
) -> tuple[int, str, str]:
    """A plan whose use case fails so."""
    patch.setattr("recommender.recommend.plan.plan_for", raising(failure))
    said = run("plan", tiny.CHEN, *DAY, *bank.words(), "--lang", "en")
    return said.code, said.out, said.err


def test_an_answer_that_its_check_refused_is_a_defect_of_ours(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = planned(run, tiny_bank, monkeypatch, CheckFailed(("claim held:e1 stands twice",)))
    assert (code, out) == (3, "")
    assert len(err.splitlines()) == 1
    assert "claim held:e1 stands twice" in err
    assert "defect of ours" in err


def test_what_nobody_expected_is_one_sentence_too(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out, err = planned(run, tiny_bank, monkeypatch, ZeroDivisionError("of\ncredit"))
    assert (code, out) == (3, "")
    assert len(err.splitlines()) == 1
    assert "ZeroDivisionError: of credit" in err
    assert "Traceback" not in err


def test_whoever_mends_it_can_see_where_it_was(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CREDITPATH_TRACEBACK", "1")
    with pytest.raises(ZeroDivisionError):
        planned(run, tiny_bank, monkeypatch, ZeroDivisionError())


def test_ctrl_c_ends_quietly(run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    assert planned(run, tiny_bank, monkeypatch, KeyboardInterrupt()) == (130, "", "")


def test_a_library_that_is_not_installed_names_its_extra(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = ModuleNotFoundError("No module named 'pyarrow'", name="pyarrow.parquet")
    code, _, err = planned(run, tiny_bank, monkeypatch, failure)
    assert code == 2
    assert "'.[train]'" in err


def test_every_library_of_an_extra_is_known_by_it() -> None:
    assert (extra_of("uvicorn"), extra_of("sklearn.svm"), extra_of("highspy")) == ("serve", "train", None)


def test_a_full_disk_is_told_as_the_system_tells_it(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    failure = OSError(28, "No space left on device", "var/creditpath.db")
    code, _, err = planned(run, tiny_bank, monkeypatch, failure)
    assert code == 2
    assert "var/creditpath.db: No space left on device" in err


def started(*words: object) -> subprocess.Popen[str]:
    """A run of its own, its output ours to read or to close."""
    command = [sys.executable, "-m", "recommender.cli", *map(str, words)]
    env = {**os.environ, "LANG": "en_US.UTF-8"}
    # Where the tests themselves run in the background of a shell, Ctrl-C is ignored, and children would inherit that.
    kept = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        return subprocess.Popen(
            command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
        )
    finally:
        signal.signal(signal.SIGINT, kept)


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_reader_that_goes_away_is_no_failure(tiny_bank: Places, form: tuple[str, ...]) -> None:
    running = started("learners", *tiny_bank.words("ledger"), *form)
    assert running.stdout is not None
    assert running.stderr is not None
    running.stdout.close()
    assert running.stderr.read() == ""
    assert running.wait() == 141


def test_ctrl_c_in_the_middle_of_long_work_leaves_no_trace(tmp_path: object) -> None:
    running = started(
        "demo", "--dir", f"{tmp_path}/demo", "--learners", "5000", "--scale", "0.05", "--no-serve"
    )
    assert running.stderr is not None
    assert "..." in running.stderr.readline(), "the first stage has begun"
    running.send_signal(signal.SIGINT)
    assert running.wait() == 130
    assert "Traceback" not in running.stderr.read()


def test_a_terminal_that_cannot_write_chinese_gets_question_marks_and_json_that_means_the_same(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = ("plan", tiny.CHEN, *DAY, *tiny_bank.words(), "--lang", "zh")
    for form in ((), ("--json",)):
        written = io.BytesIO()
        monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="latin-1"))
        assert run(*words, *form).code == 0
        assert written.getvalue()
    assert json.loads(written.getvalue().decode("latin-1"))["goals"][0]["title"]["zh"] == "会计学"
