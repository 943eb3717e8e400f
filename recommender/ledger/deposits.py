"""How do deposits that come from elsewhere enter a ledger of the reference format, whose accounts may not exist yet?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from recommender.ledger.entry import NewEntry
from recommender.ledger.reader import TOGETHER
from recommender.vocabulary import EntryId, LearnerId

__all__ = ["with_accounts"]


def with_accounts(entries: Sequence[NewEntry], file: Path) -> Iterator[NewEntry]:
    """The entries, before them an opening for each account that the ledger in the file does not have."""
    accounts = sorted({one.account for one in entries})
    known = _known(accounts, file)
    first: dict[LearnerId, date] = {}
    for one in entries:
        if one.account not in known:
            first[one.account] = min(one.on, first.get(one.account, one.on))
    for account, on in sorted(first.items()):
        since = datetime(on.year, on.month, on.day, tzinfo=UTC) - datetime(1970, 1, 1, tzinfo=UTC)
        stamp, mark = f"{max(0, since.days) * 86_400_000:012x}", hashlib.sha256(account.encode()).hexdigest()
        id = f"{stamp[:8]}-{stamp[8:]}-7{mark[:3]}-8{mark[3:6]}-{mark[6:18]}"
        yield NewEntry(EntryId(id), account, "account.opened", on, {})
    yield from entries


def _known(accounts: Sequence[LearnerId], file: Path) -> set[LearnerId]:
    """Those that the ledger has; a thousand are asked for at a time."""
    from recommender.ledger.sql import SqlLedger

    ledger = SqlLedger(file)
    try:
        found: set[LearnerId] = set()
        for start in range(0, len(accounts), TOGETHER):
            found |= ledger.snapshot(accounts[start : start + TOGETHER]).entries.keys()
        return found
    finally:
        ledger.close()
