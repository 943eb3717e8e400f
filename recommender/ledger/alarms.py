"""What must somebody be told at once: an account that cannot be trusted, a ledger whose newest entries cannot be read?

An alarm goes to a hook; without one it is a warning in the log `creditpath.ledger`, whose record has it as `alarm`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeAlias

from recommender.errors import Quarantined
from recommender.vocabulary import LearnerId

__all__ = ["LATE", "Alarm", "Hook", "Lag", "Watch", "to_log"]

LATE = 60.0
"""Seconds that a committed entry may wait before somebody is told."""
_REMEMBERED = 100_000
"""Accounts about which nothing more is said; beyond these each refusal is told again."""


@dataclass(frozen=True, slots=True)
class Lag:
    """What is committed and cannot be read yet, since a transaction that began before it still runs."""

    entries: int = 0
    seconds: float = 0.0
    """Since the oldest of them was recorded."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that needs a person."""

    kind: str
    """`quarantine` or `lag`."""
    text: str
    count: int
    """Accounts quarantined so far, each once; entries that wait."""
    account: LearnerId | None = None


Hook: TypeAlias = Callable[[Alarm], None]


def to_log(alarm: Alarm) -> None:
    """A warning whose record carries the alarm."""
    logging.getLogger("creditpath.ledger").warning("%s: %s", alarm.kind, alarm.text, extra={"alarm": alarm})


@dataclass(slots=True)
class Watch:
    """Tells each account once, and a lag when it begins."""

    hook: Hook = to_log
    accounts: set[LearnerId] = field(default_factory=set)
    late: bool = False
    _lock: Lock = field(default_factory=Lock)

    @contextmanager
    def quarantines(self) -> Iterator[None]:
        """Tell of the quarantine that leaves the block, and let it go on."""
        try:
            yield
        except Quarantined as refused:
            self.quarantined(refused)
            raise

    def quarantined(self, refused: Quarantined) -> None:
        """Tell of an account, unless it was told before."""
        account = LearnerId(refused.account)
        with self._lock:
            if account in self.accounts:
                return
            if len(self.accounts) < _REMEMBERED:
                self.accounts.add(account)
            count = len(self.accounts)
        self.hook(Alarm("quarantine", str(refused), count, account))

    def lags(self, lag: Lag) -> None:
        """Tell of entries that wait too long, once until they were read."""
        begins = lag.seconds > LATE and not self.late
        self.late = lag.seconds > LATE
        if begins:
            text = (
                f"{lag.entries} entries wait, the oldest for {lag.seconds:.0f} s: a transaction stands still"
            )
            self.hook(Alarm("lag", text, lag.entries))
