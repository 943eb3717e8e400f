"""How is a core ledger read that is another program's, over HTTP (docs/ledger-contract.md)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx

from recommender.errors import InputError, NotFound, Quarantined, Unavailable
from recommender.ledger.alarms import Lag
from recommender.ledger.chain import chained
from recommender.ledger.contract import FORMAT
from recommender.ledger.entry import Entry
from recommender.ledger.facts import visible
from recommender.ledger.fold import fold
from recommender.ledger.history import History, history_of
from recommender.ledger.reader import PAGE, TOGETHER, Moment, Page, accounts_asked, page_size
from recommender.ledger.record import Record
from recommender.ledger.transport import PATIENT, Transport, Waiting
from recommender.ledger.wire import entry_from
from recommender.vocabulary import LearnerId

__all__ = ["RemoteLedger"]


class RemoteLedger:
    """The ledger at an address; every call is one question, or as many pages as it takes."""

    def __init__(
        self, base: str, token: str = "", waiting: Waiting = PATIENT, via: httpx.BaseTransport | None = None
    ) -> None:
        """Ask at once what it is, so that a wrong address is told now.

        Raises:
            Unavailable: nothing answers, or it is no ledger that this program reads.
        """
        self._base, self._ask = base, Transport(base, token, waiting, via)
        try:
            found = self.about().get("format")
            if found != FORMAT:
                raise self._no(f"it is of format {found!r}, and this reads {FORMAT}")
        except Exception:
            self.close()
            raise

    def about(self) -> dict[str, Any]:
        """What the ledger says of itself: format, types, position, freshness, limits."""
        try:
            return self._object(self._ask.get("/v1/about"), "/v1/about")
        except NotFound:
            raise self._no("it has nothing at /v1/about") from None

    def record(self, learner: LearnerId, as_of: date, position: str | None = None) -> Record:
        """The record of one learner."""
        entries, at = self._account(learner, position)
        return fold(learner, entries, as_of, at)

    def entries(self, learner: LearnerId) -> tuple[Entry, ...]:
        """The entries of one account, by number, unchecked."""
        return self._account(learner, None)[0]

    def feed(self, after: str = "", limit: int = TOGETHER) -> Page:
        """Entries after a cursor."""
        found = self._ask.get("/v1/entries", after=after, limit=page_size(limit))
        data = self._object(found, "/v1/entries")
        more = data.get("more")
        if not isinstance(more, bool):
            raise self._no(f"/v1/entries/more: expected true or false, found {more!r}")
        return Page(self._entries(data, "/v1/entries"), self._text(data, "cursor", "/v1/entries"), more)

    def snapshot(self, learners: Sequence[LearnerId], position: str | None = None) -> Moment:
        """The entries of up to 1,000 accounts at one moment."""
        path, wanted = "/v1/snapshot", accounts_asked(learners)
        at = {} if position is None else {"position": position}
        data = self._object(self._ask.post(path, {"accounts": list(wanted), **at}), path)
        accounts = self._object(data.get("accounts"), f"{path}/accounts")
        found = {
            LearnerId(name): self._entries({"entries": rows}, f"{path}/accounts/{name}")
            for name, rows in accounts.items()
            if name in set(wanted)
        }
        return Moment(self._text(data, "position", path), found)

    def learners(self, limit: int = 20, after: LearnerId | None = None) -> tuple[LearnerId, ...]:
        """Ids of accounts in ascending order, those after `after`."""
        found: list[LearnerId] = []
        while len(found) < limit:
            some = self._page_of_learners(min(TOGETHER, limit - len(found)), found[-1] if found else after)
            if not some:
                break
            found += some
        return tuple(found)

    def _page_of_learners(self, limit: int, after: LearnerId | None) -> list[LearnerId]:
        path = "/v1/accounts"
        data = self._object(self._ask.get(path, after=after, limit=limit), path)
        names = data.get("accounts")
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            raise self._no(f"{path}/accounts: expected a list of ids")
        ordered = all(one < two for one, two in zip([after or "", *names], names, strict=False))
        if not ordered or len(names) > limit:
            raise self._no(
                f"{path}/accounts: expected at most {limit} ids in ascending order after {after!r}"
            )
        return [LearnerId(name) for name in names]

    def histories(self, as_of: date) -> Iterator[History]:
        """What learners completed by that day: account after account, a thousand of them at one moment."""
        last: LearnerId | None = None
        while page := self._page_of_learners(TOGETHER, last):
            moment = self.snapshot(page)
            for learner in page:
                found = _history(learner, moment.entries.get(learner, ()), as_of)
                if found is not None:
                    yield found
            last = page[-1]

    def is_empty(self) -> bool:
        """Whether there are no entries at all."""
        return not self.feed("", 1).entries

    def count(self) -> int:
        """How many entries there are, by the ledger's own word; by reading them where it does not say."""
        try:
            return self._counted(self._object(self._ask.get("/v1/count"), "/v1/count").get("entries"))
        except NotFound:
            return self._read_all()

    def _counted(self, said: Any) -> int:
        if not isinstance(said, int) or isinstance(said, bool) or said < 0:
            raise self._no(f"/v1/count/entries: expected a whole number, found {said!r}")
        return said

    def _read_all(self) -> int:
        counted, page = 0, self.feed("", PAGE)
        while page.entries or page.more:
            counted += len(page.entries)
            page = self.feed(page.cursor, PAGE)
        return counted

    def lag(self) -> Lag:
        """What waits there, by the ledger's own word; nothing where it does not say."""
        said = self.about().get("waiting", {})
        if not isinstance(said, dict):
            raise self._waits(said)
        entries, seconds = said.get("entries", 0), said.get("seconds", 0)
        for one in (entries, seconds):
            if not isinstance(one, int) or isinstance(one, bool) or one < 0:
                raise self._waits(said)
        return Lag(entries, seconds)

    def _waits(self, said: Any) -> Unavailable:
        return self._no(f"/v1/about/waiting: expected entries and seconds, found {said!r}")

    def position(self) -> str:
        """The closed position up to which a read would see now."""
        return self._text(self.about(), "position", "/v1/about")

    def close(self) -> None:
        """Give back the connections."""
        self._ask.close()

    # -- what comes in ---------------------------------------------------------------------------------------

    def _account(self, learner: LearnerId, position: str | None) -> tuple[tuple[Entry, ...], str]:
        path = f"/v1/accounts/{quote(learner, safe='')}/entries"
        try:
            data = self._object(self._ask.get(path, position=position), path)
        except NotFound:
            raise NotFound("learner", learner) from None
        return self._entries(data, path), self._text(data, "position", path)

    def _entries(self, data: dict[str, Any], path: str) -> tuple[Entry, ...]:
        rows = data.get("entries")
        if not isinstance(rows, list):
            raise self._no(f"{path}/entries: expected a list of entries")
        try:
            return tuple(entry_from(row, f"{path}/entries/{n}") for n, row in enumerate(rows))
        except InputError as wrong:
            raise self._no(str(wrong)) from None

    def _object(self, data: Any, path: str) -> dict[str, Any]:
        if not isinstance(data, dict):
            raise self._no(f"{path}: expected an object")
        return data

    def _text(self, data: dict[str, Any], name: str, path: str) -> str:
        if not isinstance(data.get(name), str):
            raise self._no(f"{path}/{name}: expected text, found {data.get(name)!r}")
        return str(data[name])

    def _no(self, reason: str) -> Unavailable:
        return Unavailable("ledger", f"the ledger {self._base} cannot be used: {reason}")


def _history(learner: LearnerId, entries: Sequence[Entry], as_of: date) -> History | None:
    """None where there is none, or the account's entries cannot be trusted."""
    try:
        return history_of(learner, visible(learner, chained(learner, entries), as_of))
    except Quarantined:
        return None
