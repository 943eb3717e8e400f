"""Where are the parts, and which limits hold, when the environment says so and when it does not?"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from recommender.settings import Settings

SAID: list[tuple[str, str, object]] = [
    ("store_url", "elsewhere.db", "elsewhere.db"),
    ("answers_url", "postgresql://bank/answers", "postgresql://bank/answers"),
    ("keep_answers", "cut", "cut"),
    ("keep_days", "30", 30),
    ("ledger_url", "sqlite:///bank.db", "sqlite:///bank.db"),
    ("ledger_token", "secret", "secret"),
    ("model_dir", "models/x", Path("models/x")),
    ("today", "2026-02-28", date(2026, 2, 28)),
    ("time_limit", "0.5", 0.5),
    ("node_limit", "1", 1),
    ("concurrent_solves", "64", 64),
    ("host", "::1", "::1"),
    ("port", "0", 0),
]


@pytest.fixture(autouse=True)
def _no_settings_of_this_shell(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.upper().startswith("CREDITPATH_"):
            monkeypatch.delenv(name)


def test_nothing_said_means_the_folder_of_the_demo_and_this_machine_alone() -> None:
    settings = Settings()
    assert (settings.store_url, settings.ledger_url) == ("var/creditpath.db", "var/ledger.db")
    assert settings.model_dir == Path("var/models/champion")
    assert (settings.host, settings.port, settings.today) == ("127.0.0.1", 8000, None)
    assert (settings.time_limit, settings.node_limit, settings.concurrent_solves) == (30.0, 200_000, 2)


@pytest.mark.parametrize(("name", "text", "value"), SAID)
def test_every_setting_comes_from_the_environment(
    monkeypatch: pytest.MonkeyPatch, name: str, text: str, value: object
) -> None:
    monkeypatch.setenv(f"CREDITPATH_{name.upper()}", text)
    assert getattr(Settings(), name) == value


def test_the_table_above_has_every_setting_and_each_says_what_it_is() -> None:
    assert {name for name, _, _ in SAID} == set(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())


def test_a_name_without_the_prefix_is_not_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PORT", "1")
    assert Settings().port == 8000


@pytest.mark.parametrize(
    ("name", "inside", "outside"),
    [
        ("time_limit", 600, 601),
        ("time_limit", 0.001, 0),
        ("node_limit", 1, 0),
        ("concurrent_solves", 1, 0),
        ("concurrent_solves", 64, 65),
        ("port", 65535, 65536),
        ("port", 0, -1),
    ],
)
def test_a_limit_holds_at_its_edge_and_not_beyond(name: str, inside: Any, outside: Any) -> None:
    assert getattr(Settings(**{name: inside}), name) == inside
    with pytest.raises(ValidationError, match=name):
        Settings(**{name: outside})


@pytest.mark.parametrize(("name", "value"), [("today", "soon"), ("port", "http"), ("time_limit", "nan")])
def test_a_value_of_another_kind_is_refused_by_name(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"CREDITPATH_{name.upper()}", value)
    with pytest.raises(ValidationError, match=name):
        Settings()


def test_an_unknown_setting_in_code_is_refused_by_name() -> None:
    unknown: dict[str, Any] = {"ledger": "x.db"}
    with pytest.raises(ValidationError, match=r"ledger\n  Extra inputs are not permitted"):
        Settings(**unknown)


def test_settings_do_not_change() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        Settings().port = 1
