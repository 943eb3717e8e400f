"""May this new entry be added: is everything in it what it should be, and does what it refers to exist?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from recommender.errors import InputError
from recommender.ledger.checks import ident, is_entry_id
from recommender.ledger.entry import NewEntry
from recommender.ledger.facts import referred
from recommender.ledger.payloads import LAST, EntryType, Payload, PayloadProblem, check_payload
from recommender.vocabulary import EntryId

__all__ = ["Head", "accept", "refusal"]

_OPENED = str(EntryType.ACCOUNT_OPENED)
_ERASED = str(EntryType.ACCOUNT_ERASED)
_LAST = frozenset(map(str, LAST))


@dataclass(slots=True)
class Head:
    """Where an account stands: its last number and digest, and what its entries are."""

    number: int = 0
    digest: str = ""
    known: dict[EntryId, tuple[str, date]] = field(default_factory=dict)
    """By entry its type and date."""
    opened: bool = False
    ended: str = ""
    """The type of the entry that ended it, if one did."""

    def add(self, id: EntryId, kind: str, on: date) -> None:
        """Note one more entry."""
        self.known[id] = (kind, on)
        self.opened = self.opened or kind == _OPENED
        self.ended = kind if kind in _LAST else self.ended


def accept(new: NewEntry, head: Head) -> None:
    """Return if the entry may follow; the account's head is left as it was.

    Raises:
        InputError: one sentence, with the entry and the field.
    """
    _identity(new)
    try:
        spec = check_payload(new.type, new.on, new.payload)
    except PayloadProblem as problem:
        raise refusal(new, str(problem), problem.field) from None
    _order(new, head)
    if spec.refers:
        _references(new, spec, head.known)


def _identity(new: NewEntry) -> None:
    if not is_entry_id(new.id):
        raise refusal(new, f"expected a UUIDv7 in lower case as id, found {new.id!r}", "id")
    if problem := ident(new.account):
        raise refusal(new, problem, "account")
    if type(new.on) is not date:
        raise refusal(new, f"expected a date, found {new.on!r}", "on")


def _order(new: NewEntry, head: Head) -> None:
    # What was closed or merged can still be erased.
    if head.ended and (new.type != _ERASED or head.ended == _ERASED):
        raise refusal(new, f"the account {new.account!r} is {head.ended.removeprefix('account.')}", "account")
    if new.type == _OPENED and head.opened:
        raise refusal(new, f"the account {new.account!r} is open already", "account")
    if new.type != _OPENED and not head.opened:
        raise refusal(new, f"there is no account {new.account!r}; open it first", "account")


def _references(new: NewEntry, spec: Payload, known: Mapping[EntryId, tuple[str, date]]) -> None:
    for name, wanted in spec.refers.items():
        for target in referred(new.payload, name):
            kind, on = known.get(EntryId(target), ("", new.on))
            if kind not in wanted:
                raise refusal(
                    new,
                    f"expected a {_any(wanted)} of this account, and {target!r} is {kind or 'none'}",
                    name,
                )
            if on > new.on:
                raise refusal(new, f"{target} is of {on}, after this entry's date {new.on}", name)


def _any(wanted: Iterable[EntryType]) -> str:
    return " or ".join(sorted(wanted))


def refusal(new: NewEntry, message: str, field: str) -> InputError:
    """The sentence about one entry."""
    return InputError(message, place=f"entry {new.id}" + (f", {field}" if field else ""))
