"""Which entries say once more what another entry says, so that it counts once?

Of accounts that were merged both may hold the same result and the same grant. And a conversion may be posted of a grant
that has an entry of its own.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from recommender.ledger.entry import canonical
from recommender.ledger.facts import Fact, of_type, undone, units_of
from recommender.ledger.payloads import EntryType
from recommender.vocabulary import EntryId

__all__ = ["copies_of"]

_OF_A_RESULT = ("item", "scheme", "grade", "completed")
_OF_A_GRANT = ("rule", "recogniser", "outputs")


def copies_of(accounts: Sequence[Sequence[Fact]]) -> dict[EntryId, EntryId]:
    """By copy the entry that stands for both; of several accounts the first one's."""
    copies: dict[EntryId, EntryId] = {}
    facts = [fact for account in accounts for fact in account]
    corrected = {
        fact.id: EntryId(fact.payload["result"]) for fact in of_type(facts, EntryType.RESULT_CORRECTED)
    }
    for kind in (EntryType.RESULT_DEPOSITED, EntryType.RECOGNITION_GRANTED):
        known: dict[str, list[EntryId]] = {}
        for account in accounts:
            _of_account(sorted(of_type(account, kind), key=_in_time), known, copies, corrected)
    for fact in sorted(of_type(facts, EntryType.CONVERSION_POSTED), key=_in_time):
        if (decision := _decision(fact, facts, copies, corrected)) is not None:
            copies[fact.id] = copies.get(decision, decision)
    return copies


def _in_time(fact: Fact) -> tuple[object, ...]:
    return fact.on, fact.number, fact.id


def _of_account(
    mine: Sequence[Fact],
    known: dict[str, list[EntryId]],
    copies: dict[EntryId, EntryId],
    corrected: Mapping[EntryId, EntryId],
) -> None:
    """Two equal entries of one account are two attempts, and stay two: the second is a copy of another's second."""
    seen: dict[str, int] = {}
    for fact in mine:
        content = _content(fact, copies, corrected)
        place = seen[content] = seen.get(content, -1) + 1
        standing = known.setdefault(content, [])
        if place < len(standing):
            copies[fact.id] = standing[place]
        else:
            standing.append(fact.id)


def _content(fact: Fact, copies: Mapping[EntryId, EntryId], corrected: Mapping[EntryId, EntryId]) -> str:
    """What two entries that say the same have in common."""
    said = fact.payload
    if fact.type == EntryType.RESULT_DEPOSITED:
        return canonical(
            {"units": units_of(said["credits"])} | {name: said.get(name) for name in _OF_A_RESULT}
        )
    return canonical(_granted(fact, copies, corrected) | {"decided": said["decided"]})


def _granted(
    fact: Fact, copies: Mapping[EntryId, EntryId], corrected: Mapping[EntryId, EntryId]
) -> dict[str, object]:
    said = fact.payload
    sources = sorted(_root(EntryId(one), copies, corrected) for one in said["sources"])
    return {"sources": sources} | {name: said[name] for name in _OF_A_GRANT}


def _root(entry: EntryId, copies: Mapping[EntryId, EntryId], corrected: Mapping[EntryId, EntryId]) -> EntryId:
    """The deposit that an entry is about, or the one that stands for it."""
    while entry in corrected:
        entry = corrected[entry]
    return copies.get(entry, entry)


def _decision(
    posting: Fact,
    facts: Sequence[Fact],
    copies: Mapping[EntryId, EntryId],
    corrected: Mapping[EntryId, EntryId],
) -> EntryId | None:
    """The grant that was posted: the one named, or one that stood on that day with the same rule, sources and outputs.

    None where the posting is the only word of it, and so the grant itself.
    """
    if "recognition" in posting.payload:
        return EntryId(posting.payload["recognition"])
    same = _granted(posting, copies, corrected)
    reversals = undone(facts, EntryType.RECOGNITION_REVERSED, "recognition")
    for fact in sorted(of_type(facts, *_GRANTS), key=_in_time):
        if fact.id == posting.id or fact.id in copies:
            continue
        later = fact.type == EntryType.CONVERSION_POSTED and _in_time(fact) > _in_time(posting)
        gone = fact.id in reversals and reversals[fact.id].on < posting.on
        if not later and not gone and _granted(fact, copies, corrected) == same:
            return fact.id
    return None


_GRANTS = EntryType.RECOGNITION_GRANTED, EntryType.CONVERSION_POSTED
