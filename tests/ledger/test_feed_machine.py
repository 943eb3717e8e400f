"""Whatever writers and readers do in whatever order, the pages that were kept are every entry once (C1).

Writers begin, write, commit, give up and die; a reader asks for a page, keeps it, or dies before it has; an entry
is handed in again. Hypothesis looks for an order that loses or doubles something.
"""

from __future__ import annotations

from dataclasses import replace

import psycopg
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from recommender.ledger import Entry, fold
from recommender.ledger.sql import SqlLedger
from recommender.vocabulary import EntryId, LearnerId
from tests.counts import worlds
from tests.ledger.conftest import settled, written
from tests.ledger.hands import Hand
from tests.ledger.pen import TODAY, Pen, sealed

pytestmark = pytest.mark.suite("postgres")

WRITERS = 4
writers = st.integers(0, WRITERS - 1)


class Bank:
    """A ledger that stays for all runs, each with accounts of its own, and reads from where the last one ended."""

    def __init__(self, url: str) -> None:
        self.url, self.runs = written(url, []), 0
        self.ledger = SqlLedger(url)
        self.hands = [Hand(url) for _ in range(WRITERS)]

    def begin(self) -> int:
        """The number of the next run."""
        for hand in self.hands:
            hand.abort()
        settled(self.ledger)
        self.runs += 1
        return self.runs


class Feed(RuleBasedStateMachine):
    """Four writers, each with an account of its own, and one reader."""

    bank: Bank

    def __init__(self) -> None:
        super().__init__()
        run = self.run = self.bank.begin()
        self.ledger, self.hands = self.bank.ledger, self.bank.hands
        names = (LearnerId(f"demo/{run}/{number}") for number in range(WRITERS))
        self.pens = [Pen(name, opened=None) for name in names]
        self.open: list[list[Entry]] = [[] for _ in range(WRITERS)]
        self.committed: list[list[Entry]] = [[] for _ in range(WRITERS)]
        self.kept: list[Entry] = []
        self.cursor = self.ledger.position()

    @initialize(first=writers)
    def somebody_stands_still(self, first: int) -> None:
        """So that from the beginning positions are drawn which are committed much later."""
        self.hands[first].ask("SELECT pg_current_xact_id()")

    @rule(writer=writers, number=st.integers(1, 3))
    def write(self, writer: int, number: int) -> None:
        pen, there = self.pens[writer], len(self.committed[writer]) + len(self.open[writer])
        del pen.new[there:]
        for _ in range(number):
            if pen.new:
                pen.deposit("river/A", len(pen.new))
            else:
                pen.write("account.opened", 0, region="Shanghai")
        for place in range(there, len(pen.new)):
            key = f"01900000-0000-7000-8000-{self.run:06x}{writer:02x}{place:04x}"
            pen.new[place] = replace(pen.new[place], id=EntryId(key))
        new = sealed(pen.new)[there:]
        self.hands[writer].put(new)
        self.open[writer] += new

    @rule(writer=writers)
    def commit(self, writer: int) -> None:
        self.hands[writer].commit()
        self.committed[writer] += self.open[writer]
        self.open[writer] = []

    @rule(writer=writers)
    def give_up(self, writer: int) -> None:
        self.hands[writer].abort()
        self.open[writer] = []

    @rule(writer=writers)
    def die(self, writer: int) -> None:
        self.hands[writer].die()
        self.hands[writer], self.open[writer] = Hand(self.bank.url), []

    @precondition(lambda self: any(self.committed))
    @rule(writer=writers)
    def hand_in_again(self, writer: int) -> None:
        """The ledger has it already, and says so; what was open is lost with it."""
        if self.committed[writer]:
            with pytest.raises(psycopg.IntegrityError):
                self.hands[writer].put(self.committed[writer][-1:])
            self.give_up(writer)

    @rule(limit=st.integers(1, 9))
    def read(self, limit: int) -> None:
        page = self.ledger.feed(self.cursor, limit)
        assert page.more is False or len(page.entries) == limit
        self.kept += page.entries
        self.cursor = page.cursor

    @rule(limit=st.integers(1, 9))
    def read_and_die(self, limit: int) -> None:
        """A reader that dies before it has kept the page will ask for it again."""
        self.ledger.feed(self.cursor, limit)

    @invariant()
    def what_was_kept_is_right(self) -> None:
        assert len({entry.id for entry in self.kept}) == len(self.kept), "one came twice"
        for committed in self.committed:
            own = [entry for entry in self.kept if committed and entry.account == committed[0].account]
            assert own == committed[: len(own)], (
                "an account's entries come in its order, and none is left out"
            )

    def teardown(self) -> None:
        for writer in range(WRITERS):
            self.commit(writer)
        while not self._all_read():
            self.read(2)
        self.what_was_kept_is_right()
        assert len(self.kept) == sum(map(len, self.committed)), "one was left out"
        for committed in filter(None, self.committed):
            account = committed[0].account
            own = [entry for entry in reversed(self.kept) if entry.account == account]
            folded = fold(account, own, TODAY, self.cursor)
            assert self.ledger.record(account, TODAY, self.cursor) == folded

    def _all_read(self) -> bool:
        return not self.ledger.feed(self.cursor, 1).entries and not self.ledger.lag().entries


@pytest.mark.hypothesis
def test_no_order_of_events_loses_or_doubles_an_entry(schema: str) -> None:
    bank = Bank(schema)
    machine = type("FeedOfBank", (Feed,), {"bank": bank})
    run_state_machine_as_test(machine, settings=settings(max_examples=worlds(100), stateful_step_count=20))
    bank.ledger.close()
    for hand in bank.hands:
        hand.die()
