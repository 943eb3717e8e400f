"""Who is erased in a ledger has no record and no payload any more, not a byte of it; the chain and the others stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.errors import Erased, InputError, NotFound
from recommender.ledger import EmbeddedLedger, open_ledger
from recommender.ledger.chain import chained
from recommender.ledger.erasing import erase
from recommender.vocabulary import LearnerId
from tests.ledger.conftest import written
from tests.ledger.pen import ANN, BO, TODAY, Pen, day

SECRET = "marker-of-ann"


def bank(folder: Path) -> Path:
    ann, bo = Pen(ANN, region="region-of-ann"), Pen(BO)
    ann.deposit("river/secret-of-ann", 10)
    ann.write("account.closed", 40, reason=SECRET)
    bo.deposit("river/A", 30)
    return written(folder / "ledger.db", [*ann.new, *bo.new])


def bytes_of(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file())


def test_no_byte_of_a_payload_is_left_and_the_others_are_as_they_were(tmp_path: Path) -> None:
    file = bank(tmp_path)
    marks = [b"region-of-ann", b"secret-of-ann", SECRET.encode()]
    assert all(mark in bytes_of(tmp_path) for mark in marks)
    before = open_ledger(str(file)).record(BO, TODAY).digest()
    done = erase(file, ANN, TODAY)
    assert done.payloads == 3
    assert not any(mark in bytes_of(tmp_path) for mark in marks)
    ledger = open_ledger(str(file))
    assert ledger.record(BO, TODAY).digest() == before
    for when in (TODAY, day(20)):
        with pytest.raises(Erased):
            ledger.record(ANN, when)
    entries = chained(ANN, ledger.entries(ANN))
    assert [one.payload for one in entries] == [None, None, None, {}]
    assert all(one.salt == "" for one in entries[:3])
    assert [one.learner for one in ledger.histories(TODAY)] == [BO]


def test_again_is_nothing_more_and_nobody_writes_to_the_account(tmp_path: Path) -> None:
    file = bank(tmp_path)
    erase(file, ANN, TODAY)
    assert erase(file, ANN, TODAY).payloads == 0
    assert open_ledger(str(file)).count() == 6
    late = Pen(ANN)
    for number in range(8):
        late.deposit(f"river/{number}", 50)
    with EmbeddedLedger(file) as ledger, pytest.raises(InputError, match="is erased"):
        ledger.append(late.new[-1:])


def test_what_was_broken_off_is_finished_by_the_next_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = bank(tmp_path)

    def broken(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("recommender.ledger.erasing._take_payloads", broken)
        with pytest.raises(KeyboardInterrupt):
            erase(file, ANN, TODAY)
    with pytest.raises(Erased):
        open_ledger(str(file)).record(ANN, TODAY)
    assert SECRET.encode() in bytes_of(tmp_path)
    assert erase(file, ANN, TODAY).payloads == 3
    assert SECRET.encode() not in bytes_of(tmp_path)


def test_copies_of_an_older_format_go_too(tmp_path: Path) -> None:
    file = bank(tmp_path)
    (tmp_path / "ledger.db.backup-1").write_bytes(file.read_bytes())
    assert erase(file, ANN, TODAY).copies == 1
    assert SECRET.encode() not in bytes_of(tmp_path)


def test_an_account_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no learner 'demo/nobody'"):
        erase(bank(tmp_path), LearnerId("demo/nobody"), TODAY)
