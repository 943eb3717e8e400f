"""How do tests write accounts: one line for each entry, ids and digests made along the way?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from recommender.ledger import Entry, NewEntry, Record, fold
from recommender.ledger.entry import seal
from recommender.vocabulary import EntryId, LearnerId

START = date(2025, 1, 1)
TODAY = date(2026, 9, 1)
RECORDED = 1_700_000_000_000_000
ANN = LearnerId("demo/ann")
BO = LearnerId("demo/bo")


def day(number: int) -> date:
    """The n-th day of the tests' time."""
    return START + timedelta(days=number)


def entry_id(number: int, account: str = "") -> EntryId:
    """A UUIDv7 of that number, different for each account; its order is not that of the numbers."""
    mark = sum(ord(c) * (n + 1) for n, c in enumerate(account)) & 0xFFFF
    return EntryId(f"01900000-0000-7000-8000-{mark:04x}{number * 2_654_435_761 & 0xFFFFFFFF:08x}")


class Pen:
    """Writes one account; every method gives the id of its entry."""

    def __init__(self, account: LearnerId = ANN, opened: int | None = 0, region: str = "Shanghai") -> None:
        self.account = account
        self.new: list[NewEntry] = []
        if opened is not None:
            self.write("account.opened", opened, region=region)

    def write(self, kind: str, on: int | date, /, **payload: Any) -> EntryId:
        """An entry of any type; a number is a day of the tests' time."""
        key = entry_id(len(self.new) + 1, self.account)
        when = day(on) if isinstance(on, int) else on
        self.new.append(NewEntry(key, self.account, kind, when, payload))
        return key

    def deposit(self, item: str, on: int, mark: str = "80", credits: str = "3", **more: Any) -> EntryId:
        """A result of the day of its entry."""
        grade = {"scheme": "percent", "mark": mark}
        said = {"item": item, "credits": credits, "scheme": "credit", "grade": grade}
        return self.write("result.deposited", on, **said, completed=day(on).isoformat(), **more)

    def grant(self, on: int, sources: list[EntryId], item: str = "river/X", **more: Any) -> EntryId:
        """A recognition that gives three credits of an item."""
        said = {"rule": "river/R1", "rule_version": "v1", "recogniser": "river", "sources": sources}
        outputs = [{"item": item, "credits": "3", "scheme": "credit"}]
        return self.write(
            "recognition.granted", on, **{**said, "outputs": outputs, "decided": day(on).isoformat(), **more}
        )

    def entries(self) -> list[Entry]:
        """The account as a ledger keeps it."""
        return sealed(self.new)

    def record(self, as_of: date = TODAY) -> Record:
        """Its record."""
        return fold(self.account, self.entries(), as_of, "1")


def sealed(entries: Iterable[NewEntry]) -> list[Entry]:
    """Entries of any accounts as a ledger keeps them."""
    heads: dict[str, Entry] = {}
    found: list[Entry] = []
    for new in entries:
        before = heads.get(new.account)
        number, previous = (before.number + 1, before.digest) if before else (1, "")
        heads[new.account] = seal(new, number, RECORDED, "ab" * 16, previous)
        found.append(heads[new.account])
    return found
