"""Does a ledger keep the contract?  The checks that anybody can point at theirs: `creditpath ledger check URL`.

They only read, through the same port as the program: a ledger that passes is one that is read right. What they see is
a sample, the first accounts and the first pages; each check says what it looked at and, where it fails, what it
expected and what it found.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from recommender.errors import CreditpathError, Erased, InputError, NotFound, Quarantined
from recommender.ledger.chain import chained
from recommender.ledger.entry import SCHEMA, Entry
from recommender.ledger.fold import fold
from recommender.ledger.joined import OtherAccounts
from recommender.ledger.payloads import PAYLOADS
from recommender.ledger.reader import PAGE, TOGETHER, LedgerReader, Page
from recommender.ledger.record import Record
from recommender.vocabulary import LearnerId

__all__ = ["CHECKS", "Effort", "Verdict", "conformance"]

NOBODY = LearnerId("creditpath/conformance/nobody")
PAGES = (1, 7, 100)
"""Sizes of pages in which the feed is read: what comes must not depend on them."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How much of a ledger is looked at."""

    accounts: int = 50
    entries: int = 2000


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one check."""

    name: str
    passed: bool
    said: str
    """What was looked at; of a failed check, what is wrong."""


class _Broken(Exception):
    """A check's sentence about what is wrong."""


@dataclass(frozen=True)
class _Sample:
    ledger: LedgerReader
    effort: Effort
    accounts: tuple[LearnerId, ...]
    today: date


def conformance(
    ledger: LedgerReader, today: date, effort: Effort = Effort(), told: Callable[[int], None] | None = None
) -> Iterator[Verdict]:
    """The verdict of each check, in their order; one that fails keeps no other from being made."""
    try:
        accounts = ledger.learners(effort.accounts)
    except CreditpathError as error:
        yield Verdict("accounts", passed=False, said=str(error))
        return
    sample = _Sample(ledger, effort, accounts, today)
    for number, (name, check) in enumerate(CHECKS.items(), 1):
        try:
            said = check(sample)
            yield Verdict(name, passed=True, said=said)
        except (_Broken, CreditpathError) as error:
            yield Verdict(name, passed=False, said=str(error))
        if told is not None:
            told(number)


def _accounts(sample: _Sample) -> str:
    """Ids ascend, and pages of any size give the same."""
    whole = sample.accounts
    if list(whole) != sorted(set(whole)):
        raise _Broken("expected ids of accounts in ascending order, each once")
    found: list[LearnerId] = []
    while len(found) < len(whole):
        some = sample.ledger.learners(min(3, len(whole) - len(found)), found[-1] if found else None)
        if not some:
            break
        found += some
    if tuple(found) != whole:
        raise _Broken(f"expected the same {len(whole)} ids in pages of 3, found {len(found)}")
    return f"{len(whole)} accounts"


def _entries(sample: _Sample) -> str:
    """Numbers without gaps from 1, and a chain that fits."""
    counted = 0
    for account in sample.accounts:
        found = sample.ledger.entries(account)
        if [one.number for one in found] != list(range(1, len(found) + 1)):
            raise _Broken(f"account {account!r}: expected numbers from 1 without gaps, in order")
        chained(account, found)
        counted += len(found)
    return f"{counted} entries of {len(sample.accounts)} accounts"


def _unknown(sample: _Sample) -> str:
    """An account that is not there is not found, and is absent from a snapshot."""
    try:
        sample.ledger.entries(NOBODY)
    except NotFound:
        if NOBODY in sample.ledger.snapshot([NOBODY]).entries:
            raise _Broken("an account that is not there stands in a snapshot") from None
        return "one that is not there"
    raise _Broken("expected that an account which is not there is not found")


def _feed(sample: _Sample) -> str:
    """Every entry once, whatever the pages; of an account in the order of numbers."""
    first, seen = _read(sample, max(PAGES)), 0
    _each_once(first)
    for size in PAGES:
        few = first[: 40 * size]
        again = _read(sample, size, len(few))
        if [one.id for one in again] != [one.id for one in few]:
            raise _Broken(f"expected the same entries in pages of {size}")
        seen += len(again)
    return f"{len(first)} entries, in pages of {', '.join(map(str, PAGES))}"


def _each_once(entries: Iterable[Entry]) -> None:
    ids: set[str] = set()
    last: dict[str, int] = defaultdict(int)
    for one in entries:
        if one.id in ids:
            raise _Broken(f"entry {one.id} comes twice in the feed")
        ids.add(one.id)
        if one.number != last[one.account] + 1:
            raise _Broken(
                f"account {one.account!r}: expected number {last[one.account] + 1} next, found {one.number}"
            )
        last[one.account] = one.number


def _read(sample: _Sample, size: int, most: int | None = None) -> list[Entry]:
    most = sample.effort.entries if most is None else most
    found: list[Entry] = []
    page = Page((), "", more=True)
    while page.more and len(found) < most:
        before = page.cursor
        page = sample.ledger.feed(before, min(size, most - len(found)))
        if len(page.entries) > size:
            raise _Broken(f"expected at most {size} entries in a page, found {len(page.entries)}")
        if page.more and page.cursor == before:
            raise _Broken("expected another cursor after a page with more behind it")
        found += page.entries
    return found


def _again(sample: _Sample) -> str:
    """A cursor means the same whenever it is used; behind the last one comes nothing that was told before."""
    page = sample.ledger.feed("", 5)
    one, two = sample.ledger.feed(page.cursor, 5), sample.ledger.feed(page.cursor, 5)
    both = min(len(one.entries), len(two.entries))
    if one.entries[:both] != two.entries[:both]:
        raise _Broken("expected the same entries after the same cursor")
    told, pages = {entry.id for entry in page.entries}, 1
    while page.more and len(told) < sample.effort.entries:
        page = sample.ledger.feed(page.cursor, min(PAGE, sample.effort.entries))
        twice = next((entry.id for entry in page.entries if entry.id in told), None)
        if twice is not None:
            raise _Broken(f"entry {twice} comes again after a later cursor")
        told.update(entry.id for entry in page.entries)
        pages += 1
    if not page.more and any(entry.id in told for entry in sample.ledger.feed(page.cursor, 100).entries):
        raise _Broken("expected nothing old behind the last cursor")
    return f"{len(told)} entries in {pages} pages"


def _bad_cursor(sample: _Sample) -> str:
    """A cursor of nobody is refused, not read as another."""
    try:
        sample.ledger.feed("no cursor of this ledger", 1)
    except CreditpathError:
        return "a cursor that is none"
    raise _Broken("expected that a cursor which is none is refused")


def _snapshot(sample: _Sample) -> str:
    """All accounts of a snapshot, as the accounts themselves tell it, at one position."""
    moment = sample.ledger.snapshot(sample.accounts)
    for account in sample.accounts:
        now = sample.ledger.entries(account)
        then = moment.entries.get(account)
        if then is None:
            raise _Broken(f"account {account!r} is missing in the snapshot")
        if now[: len(then)] != then:
            raise _Broken(f"account {account!r}: the snapshot tells other entries than the account")
        record = _record(sample, account, moment.position) if _plain(then) else None
        if record is not None and record.digest() != _folded(account, then, sample.today, moment.position):
            raise _Broken(f"account {account!r}: its record as of the snapshot's position is another one")
    return f"{len(sample.accounts)} accounts at position {moment.position}"


def _plain(entries: tuple[Entry, ...]) -> bool:
    """Whether they can be executed: what cannot is told by its own check."""
    return all(one.type in set(map(str, PAYLOADS)) and one.payload is not None for one in entries)


def _record(sample: _Sample, account: LearnerId, position: str) -> Record | None:
    try:
        return sample.ledger.record(account, sample.today, position)
    except (Erased, NotFound, OtherAccounts):
        return None


def _folded(account: LearnerId, entries: tuple[Entry, ...], today: date, position: str) -> str | None:
    try:
        return fold(account, entries, today, position).digest()
    except (Erased, NotFound, OtherAccounts):
        return None


def _too_many(sample: _Sample) -> str:
    """More accounts than the contract allows are refused."""
    names = [LearnerId(f"{NOBODY}/{number}") for number in range(TOGETHER + 1)]
    try:
        sample.ledger.snapshot(names)
    except InputError:
        return f"{len(names)} accounts in one question"
    raise _Broken(f"expected that {len(names)} accounts in one snapshot are refused")


def _executed(sample: _Sample) -> str:
    """Every entry is of a type, schema and content that is executed; what is not is named."""
    strange: list[str] = []
    for account in sample.accounts:
        entries = sample.ledger.entries(account)
        strange += [
            f"{one.id} of type {one.type!r}, schema {one.schema}"
            for one in entries
            if one.schema != SCHEMA or one.type not in set(map(str, PAYLOADS))
        ]
        try:
            fold(account, entries, sample.today, "")
        except (Erased, NotFound, OtherAccounts):
            continue
        except Quarantined as error:
            strange.append(str(error))
    if strange:
        more = f", and {len(strange) - 3} more" if len(strange) > 3 else ""
        raise _Broken("; ".join(strange[:3]) + more)
    return f"{len(sample.accounts)} accounts"


def _grows(sample: _Sample) -> str:
    """What was seen at one moment is there at every later one, unchanged."""
    one, two = sample.ledger.snapshot(sample.accounts), sample.ledger.snapshot(sample.accounts)
    for account, then in one.entries.items():
        if two.entries.get(account, ())[: len(then)] != then:
            raise _Broken(f"account {account!r}: expected at a later moment all that was there before")
    return f"positions {one.position} and {two.position}"


CHECKS: dict[str, Callable[[_Sample], str]] = {
    "accounts": _accounts,
    "entries": _entries,
    "unknown account": _unknown,
    "feed": _feed,
    "cursor": _again,
    "bad cursor": _bad_cursor,
    "snapshot": _snapshot,
    "too many accounts": _too_many,
    "executed": _executed,
    "later moment": _grows,
}
"""By name, in the order in which they are made."""
