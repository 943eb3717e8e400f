"""Is everything that the terminal says there in both languages, and is nothing there that nobody says?"""

from __future__ import annotations

import re
import string

import pytest

from recommender.cli.language import language_of
from recommender.cli.texts import TEXTS, say
from tests.suites import ROOT

CODE = "\n".join(
    file.read_text(encoding="utf-8")
    for file in sorted((ROOT / "recommender" / "cli").rglob("*.py"))
    if not file.name.startswith("texts_")
)
MADE = (
    "help.", "panel.", "stage.", "no_", "erased_", "unavailable_", "count_", "object_", "part_of_", "part_",
    "scenario_", "mode_", "split_", "graph_", "verdict_", "shown_",
    "explained_", "side_", "cert_", "state_", "standing_", "severity_", "change_", "reason_", "clause_",
)  # fmt: skip
"""Beginnings of keys that the code puts together."""


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_both_languages_have_the_same_keys() -> None:
    assert list(TEXTS["zh"]) == list(TEXTS["en"])


@pytest.mark.parametrize("key", TEXTS["en"])
def test_a_text_is_there_with_the_same_placeholders(key: str) -> None:
    zh, en = TEXTS["zh"][key], TEXTS["en"][key]
    assert zh.strip()
    assert en.strip()
    assert placeholders(zh) == placeholders(en)


def test_chinese_is_chinese_and_english_is_not() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    plain = {"part_of_python", "part_of_chromium", "demo_person", "usage"}
    assert [key for key, text in TEXTS["en"].items() if han.search(text)] == []
    assert {key for key, text in TEXTS["zh"].items() if not han.search(text)} <= plain


def test_every_key_in_the_code_has_a_text() -> None:
    said = set(re.findall(r"""\bsay\(\s*["']([^"'{}]+)["']""", CODE)) | set(
        re.findall(r'help="([^"]+)"', CODE)
    )
    assert len(said) > 60
    assert said <= set(TEXTS["en"])


def test_every_text_is_said_somewhere() -> None:
    code = CODE.replace("'", '"')
    silent = [key for key in TEXTS["en"] if f'"{key}"' not in code and not key.startswith(MADE)]
    assert silent == []


def test_a_text_may_be_given_a_value_called_key() -> None:
    assert "demo/nobody" in say("no_learner", "en", key="demo/nobody")


@pytest.mark.parametrize(
    ("words", "environment", "language"),
    [
        ((), {}, "zh"),
        ((), {"LANG": "C.UTF-8"}, "zh"),
        ((), {"LANG": "de_DE.UTF-8"}, "zh"),
        ((), {"LANG": "en_GB.UTF-8"}, "en"),
        ((), {"LANG": "en_GB.UTF-8", "LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ((), {"LANG": "zh_CN.UTF-8", "LC_ALL": ""}, "zh"),
        (("plan", "x", "--lang", "en"), {"LANG": "zh_CN.UTF-8"}, "en"),
        (("plan", "x", "--lang=zh"), {"LANG": "en_US.UTF-8"}, "zh"),
        (("plan", "x", "--lang"), {"LANG": "en_US.UTF-8"}, "en"),
        (("plan", "x", "--lang", "fr"), {}, "zh"),
    ],
)
def test_the_language_is_what_was_asked_for(
    words: tuple[str, ...], environment: dict[str, str], language: str
) -> None:
    assert language_of(words, environment) == language
