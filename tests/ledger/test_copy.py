"""A copy has what its source has, entry for entry, however often it is broken off; and it is the copy of one source."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from recommender.errors import InputError, Unavailable
from recommender.ledger import EmbeddedLedger, open_ledger
from recommender.ledger.copied import LedgerCopy, copy_from
from tests.counts import worlds
from tests.fakes.ledger import FakeLedger
from tests.ledger.conftest import written
from tests.ledger.pen import ANN, BO, TODAY, Pen, sealed
from tests.suites import ROOT

COPYING = """
import sys
from pathlib import Path
from recommender.ledger import open_ledger
from recommender.ledger.copied import LedgerCopy, copy_from
with LedgerCopy(Path(sys.argv[2]), "source") as copy:
    copy_from(open_ledger(sys.argv[1]), copy, lambda done: None, size=3)
"""


def pens(results: int) -> list[Pen]:
    found = [Pen(ANN), Pen(BO)]
    for number in range(results):
        found[number % 2].deposit(f"river/{number}", number + 1)
    return found


def nothing(done: int) -> None:
    """Nobody looks."""


def test_the_copy_is_the_source_and_grows_with_it(tmp_path: Path) -> None:
    ann, bo = pens(6)
    source = FakeLedger(sealed([*ann.new, *bo.new]))
    with LedgerCopy(tmp_path / "copy.db", "bank") as copy:
        assert copy_from(source, copy, nothing, 2).written == 8
        ann.deposit("river/more", 30)
        source.delivered[:] = sealed([*ann.new[:4], *bo.new, *ann.new[4:]])
        done = copy_from(source, copy, nothing, 2)
        assert (done.written, done.repeated) == (1, 0)
    found = open_ledger(str(tmp_path / "copy.db"))
    assert found.entries(ANN) == source.entries(ANN)
    assert found.record(BO, TODAY).digest() == source.record(BO, TODAY).digest()


def test_what_is_delivered_again_is_there_once_and_what_differs_is_refused(tmp_path: Path) -> None:
    entries = sealed(pens(3)[0].new)
    other = Pen(ANN)
    other.deposit("river/other", 9)
    with LedgerCopy(tmp_path / "copy.db", "bank") as copy:
        assert copy.add([*entries, entries[0]], "1").written == len(entries)
        assert copy.add(entries, "2").repeated == len(entries)
        with pytest.raises(InputError, match=r"entry .*: there is an entry with this id"):
            copy.add(other.entries()[1:], "3")
        assert copy.cursor == "2"
    assert open_ledger(str(tmp_path / "copy.db")).count() == len(entries)


def test_a_ledger_of_its_own_and_the_copy_of_another_are_left_alone(tmp_path: Path) -> None:
    own = written(tmp_path / "own.db", Pen().new)
    with pytest.raises(Unavailable, match="is a ledger of its own"):
        LedgerCopy(own, "bank")
    LedgerCopy(tmp_path / "copy.db", "bank").close()
    with pytest.raises(Unavailable, match="is the copy of bank"):
        LedgerCopy(tmp_path / "copy.db", "another")
    with EmbeddedLedger(own) as ledger:
        assert ledger.append(Pen().new).repeated == 1


@pytest.mark.parametrize("seed", range(worlds(3)))
def test_killed_at_any_moment_it_goes_on_and_nothing_is_lost_or_double(tmp_path: Path, seed: int) -> None:
    source = written(tmp_path / "source.db", [new for pen in pens(150) for new in pen.new])
    command = [sys.executable, "-c", COPYING, str(source), str(tmp_path / "copy.db")]
    chance = Random(seed)
    for _ in range(3):
        running = subprocess.Popen(command, cwd=ROOT)
        time.sleep(chance.uniform(0.3, 0.9))
        os.kill(running.pid, signal.SIGKILL)
        running.wait()
    subprocess.run(command, cwd=ROOT, check=True)
    ours, theirs = open_ledger(str(tmp_path / "copy.db")), open_ledger(str(source))
    assert ours.count() == theirs.count() == 152
    assert [ours.entries(name) for name in (ANN, BO)] == [theirs.entries(name) for name in (ANN, BO)]
