"""Does the demo make its bank once, tell Lin Yue's path, and serve her page?"""

from __future__ import annotations

import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from recommender.demo.entries import AS_OF
from tests.cli.conftest import SMALL, Places, Run
from tests.suites import ROOT


def test_it_tells_the_path_with_its_reasons_and_says_that_it_is_made_up(run: Run, demo_bank: Places) -> None:
    said = run("demo", "--dir", demo_bank.directory, *SMALL, "--no-serve", "--lang", "zh")
    assert (said.code, said.err) == (0, ""), "the bank and its model are used again"
    for words in (
        "林悦（demo/lin-yue）",
        "合成演示数据",
        "2026 年 9 月 1 日",
        "已证明最短",
        "下一步",
        "全部路径",
        "可以申请的认定",
    ):
        assert words in said.out, words
    assert "求解器判定" not in said.out, "its proof is checked (D4)"


def test_it_speaks_english_and_what_it_proposes_to_try_next_works(run: Run, demo_bank: Places) -> None:
    said = run("demo", "--dir", demo_bank.directory, *SMALL, "--no-serve", "--lang", "en")
    for words in (
        "Lin Yue (demo/lin-yue)",
        "synthetic",
        "Hudong Open University (synthetic)",
        "1 September 2026",
        "Next steps",
        "still to study",
    ):
        assert words in said.out, words
    (line,) = re.findall(r"^Try next: creditpath (.+)$", said.out, re.MULTILINE)
    assert run(*line.split()).code == 0


def test_the_second_bank_has_a_tour_of_its_own(run: Run, tmp_path: Path) -> None:
    words = ("demo", "--bank", "acbs", "--dir", tmp_path / "acbs", "--learners", 20, "--no-serve")
    said = run(*words, "--lang", "zh")
    assert said.code == 0
    assert "尹瑞妍（acbs/yun-seo）" in said.out
    assert "国家学分银行（示例）" in said.out
    found = run(*words, "--json").json
    assert (found["learner"], found["plan"]["status"]) == ("acbs/yun-seo", "optimal")


def test_its_json_is_the_plan_of_the_day_on_which_the_ledger_ends(run: Run, demo_bank: Places) -> None:
    found = run("demo", "--dir", demo_bank.directory, *SMALL, "--no-serve", "--json").json
    assert found["learner"] == "demo/lin-yue"
    assert found["plan"]["as_of"] == AS_OF.isoformat()
    assert found["plan"]["status"] == "optimal"
    assert found["plan"]["mode"] == "champion"


def test_a_model_that_another_bank_was_learnt_from_is_made_again(run: Run, demo_bank: Places) -> None:
    mark = demo_bank.directory / "models" / "learnt-from"
    words = ("demo", "--dir", demo_bank.directory, *SMALL, "--no-serve", "--lang", "en")
    mark.write_text("another bank", encoding="utf-8")
    assert "fitting the model" in run(*words).err
    marker = (demo_bank.directory / "bank.json").read_bytes()
    assert mark.read_text(encoding="utf-8").strip() == hashlib.sha256(marker).hexdigest()
    assert run(*words).err == ""


def test_files_that_no_demo_put_there_are_left_alone(run: Run, tmp_path: Path) -> None:
    precious = tmp_path / "ledger.db"
    precious.write_text("years of work", encoding="utf-8")
    sentence = run("demo", "--dir", tmp_path, *SMALL, "--no-serve", "--json").sentence()
    assert "ledger.db" in sentence
    assert precious.read_text(encoding="utf-8") == "years of work"


@contextmanager
def serving(*words: object) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A run that serves, and the address that it tells on stderr; it is ended as by Ctrl-C."""
    command = [sys.executable, "-m", "recommender.cli", *map(str, words)]
    env = {**os.environ, "LANG": "en_US.UTF-8"}
    running = subprocess.Popen(
        command, cwd=ROOT, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8"
    )
    try:
        assert running.stderr is not None
        told = ""
        for line in running.stderr:
            told += line
            if found := re.search(r"http://\S+", line):
                yield running, found.group(0)
                break
        else:
            pytest.fail(f"no address was told: {told}")
        running.send_signal(signal.SIGINT)
        assert running.wait(20) == 0
    finally:
        running.kill()


def page(url: str) -> str:
    """The page at an address; the socket listens before the service is up, so that this waits."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        text: str = answer.read().decode("utf-8")
        return text


def test_it_serves_the_page_of_the_same_day_until_it_is_stopped(demo_bank: Places) -> None:
    words = ("demo", "--dir", demo_bank.directory, *SMALL, "--port", 0, "--lang", "en", "--json")
    with serving(*words) as (running, url):
        assert "/learners/demo/lin-yue" in url
        assert url.startswith("http://127.0.0.1:")
        text = page(url)
        assert "1 September 2026" in text or AS_OF.isoformat() in text
    assert running.stdout is not None
    plan = json.loads(running.stdout.read())["plan"]
    assert plan["steps"][0]["title"]["en"] in text
    assert f">{plan['length']}<" in text


def test_serve_serves_what_was_named(tiny_bank: Places) -> None:
    with serving("serve", "--port", 0, *tiny_bank.words()) as (_, url):
        ready = json.loads(page(f"{url}/readyz"))
    assert ready["parts"]["catalogue"]["state"] == "ready"
    assert ready["parts"]["model"]["state"] == "degraded"


def test_a_port_that_is_taken_is_named(run: Run, tiny_bank: Places) -> None:
    from recommender.cli.serving import listen

    with listen("127.0.0.1", 0) as taken:
        taken.listen()
        port = taken.getsockname()[1]
        sentence = run("serve", "--port", port, *tiny_bank.words()).sentence()
    assert "--port" in sentence
    assert str(port) in sentence


def test_without_the_service_it_says_what_to_do(
    run: Run, tiny_bank: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("recommender.cli.serving.find_spec", lambda name: None)
    monkeypatch.setattr("recommender.cli.serving.CHECKOUT", Path("nowhere"))
    sentence = run("serve", *tiny_bank.words()).sentence()
    assert "checkout" in sentence


def test_the_host_is_loopback_unless_it_is_stated() -> None:
    from recommender.settings import Settings

    assert Settings.model_fields["host"].default == "127.0.0.1"
