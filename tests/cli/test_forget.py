"""Who is forgotten is in no byte of ours: every file of the data directory is read for what was said of them."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from recommender.errors import Erased, InputError, NotFound
from recommender.ledger import open_ledger
from recommender.recommend.forget import forget_learner
from recommender.recommend.keeping import answers_url
from recommender.settings import Settings
from recommender.store import Answer, open_store
from tests.cli import tiny
from tests.cli.conftest import Places, Run

DAY = ("--as-of", tiny.TODAY.isoformat())


@pytest.fixture
def own_bank(tmp_path: Path) -> Places:
    """A tiny bank for one test alone: what is erased does not come back."""
    directory = tiny.write(tmp_path / "catalogue")
    return Places(directory, directory, tiny.write_ledger(tmp_path / "ledger.db"), tmp_path / "no-model")


def settings_of(bank: Places) -> Settings:
    words = dict(zip(map(str, bank.words()[::2]), map(str, bank.words()[1::2]), strict=True))
    return Settings(
        store_url=words["--store"], ledger_url=words["--ledger"], model_dir=Path(words["--model"])
    )


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {str(file): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()}


def holding(folder: Path, mark: bytes) -> list[str]:
    return [name for name, content in bytes_of(folder).items() if mark in content]


def answer_of(key: str) -> Answer:
    body = f'{{"learner": "{tiny.CHEN}"}}'.encode()
    return Answer(
        key, tiny.CHEN, "plan", "{}", tiny.TODAY, "v1", "digest", "5", "", "0", "solver", False, body
    )


def test_not_a_byte_is_left(run: Run, own_bank: Places) -> None:
    settings = settings_of(own_bank)
    ledger = Path(settings.ledger_url.removeprefix("sqlite:///"))
    folder, account = ledger.parent, tiny.CHEN.encode()
    marks = [one.salt.encode() for one in open_ledger(settings.ledger_url).entries(tiny.CHEN)]
    key = run("plan", tiny.CHEN, *DAY, *own_bank.words(), "--json").json["replay_key"]
    with open_store(answers_url(settings)) as store:
        store.keep(answer_of(key))
        assert store.answers(key)
    assert all(holding(folder, mark) for mark in marks)

    answer = forget_learner(settings, tiny.CHEN, tiny.TODAY)
    assert answer["store"]["answers"] == 1
    assert answer["ledger"]["payloads"] == len(marks)
    assert [mark for mark in marks if mark and holding(folder, mark)] == []
    # Of the ledger the account itself stays, for the chain; nothing else of ours knows it.
    assert {Path(name).name for name in holding(folder, account)} <= {ledger.name}
    with pytest.raises(Erased):
        open_ledger(settings.ledger_url).record(tiny.CHEN, tiny.TODAY)
    with open_store(answers_url(settings)) as store, pytest.raises(Erased):
        store.answers(key)


def test_the_others_are_as_they_were(own_bank: Places) -> None:
    settings = settings_of(own_bank)
    before = open_ledger(settings.ledger_url).record(tiny.NOVA, tiny.TODAY).digest()
    forget_learner(settings, tiny.CHEN, tiny.TODAY)
    assert open_ledger(settings.ledger_url).record(tiny.NOVA, tiny.TODAY).digest() == before


def test_a_ledger_that_is_not_ours_is_left_alone(own_bank: Places) -> None:
    settings = settings_of(own_bank).model_copy(update={"ledger_url": "https://bank.example/ledger"})
    with pytest.raises(NotFound):
        forget_learner(settings, tiny.CHEN, tiny.TODAY)


@pytest.mark.parametrize("account", ["demo/nobody"])
def test_whom_nobody_knows(own_bank: Places, account: str) -> None:
    with pytest.raises(NotFound, match=account):
        forget_learner(settings_of(own_bank), account, tiny.TODAY)
    with pytest.raises(InputError, match="account: "):
        forget_learner(settings_of(own_bank), "a\nb", tiny.TODAY)


def test_the_command_wants_to_be_meant(run: Run, own_bank: Places) -> None:
    assert "--yes" in run("ledger", "forget", tiny.CHEN, *own_bank.words()).sentence()
    said = run("ledger", "forget", tiny.CHEN, "--yes", *DAY, *own_bank.words(), "--lang", "en")
    assert (said.code, f"{tiny.CHEN} is erased" in said.out) == (0, True)
    assert run("audit", tiny.CHEN, *DAY, *own_bank.words()).code == 2
    with sqlite3.connect(settings_of(own_bank).ledger_url.removeprefix("sqlite:///")) as file:
        payloads = file.execute(
            "SELECT count(*) FROM ledger_entry WHERE account = ? AND payload <> '{}'", (tiny.CHEN,)
        )
        assert payloads.fetchone() == (0,)
