"""What became of each deposited result: corrected, revoked, suspended, reinstated?

A result is named by the entry that says what it is now: the deposit, or the latest correction. What happens to it is
taken in order of date, and on one day in the order of recording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from types import MappingProxyType

from recommender.ledger.facts import Fact, day_of, of_type, read_grade, units_of
from recommender.ledger.payloads import EntryType
from recommender.ledger.record import Dropped, Result
from recommender.vocabulary import EntryId, ItemId

__all__ = ["Lives"]

NO_COPIES: Mapping[EntryId, EntryId] = MappingProxyType({})
"""One account alone."""

_STATUS = {
    EntryType.RESULT_REVOKED: "revoked",
    EntryType.RESULT_SUSPENDED: "suspended",
    EntryType.RESULT_REINSTATED: "",
}


@dataclass(slots=True)
class _Life:
    """One deposited result and what became of it."""

    now: Result
    before: tuple[tuple[date, Result], ...] = ()
    """What it said until it was corrected, with the day of that."""
    status: str = ""
    since: date = date.min


@dataclass(slots=True)
class Lives:
    """All results of an account by every entry that ever named them."""

    by_entry: dict[EntryId, _Life] = field(default_factory=dict)
    roots: list[_Life] = field(default_factory=list)
    copies: Mapping[EntryId, EntryId] = field(default_factory=dict)
    """Deposits and grants that came twice, with merged accounts, by the one that stands for both."""
    twice: list[tuple[date, Dropped]] = field(default_factory=list)

    @classmethod
    def of(cls, facts: Sequence[Fact], copies: Mapping[EntryId, EntryId] = NO_COPIES) -> Lives:
        """From the visible facts, in any order; those of other types are passed over."""
        lives = cls(copies=copies)
        for fact in of_type(facts, EntryType.RESULT_DEPOSITED):
            lives._deposit(fact)
        for copy in copies.keys() & lives.by_entry.keys():
            lives.by_entry[copy] = lives.by_entry[copies[copy]]
        events = of_type(facts, EntryType.RESULT_CORRECTED, *_STATUS)
        lives._happen(sorted(events, key=lambda fact: (fact.on, fact.number)))
        return lives

    def _deposit(self, fact: Fact) -> None:
        said = fact.payload
        result = Result(
            fact.id,
            ItemId(said["item"]),
            units_of(said["credits"]),
            said["scheme"],
            read_grade(said.get("grade")),
            day_of(said["completed"]),
            dict(said["measures"]) if "measures" in said else {},
        )
        self.by_entry[fact.id] = life = _Life(result)
        if fact.id in self.copies:
            self.twice.append((fact.on, _lost(result, "duplicate")))
        else:
            self.roots.append(life)

    def _happen(self, events: Sequence[Fact]) -> None:
        # A correction may name a correction: what each names is settled before anything happens.
        waiting = [fact for fact in events if fact.type == EntryType.RESULT_CORRECTED]
        while waiting:
            left = [fact for fact in waiting if not self._name(fact)]
            if len(left) == len(waiting):
                break  # what these correct is not visible yet
            waiting = left
        for fact in events:
            life = self.by_entry.get(fact.payload["result"])
            if life is not None and fact.type in _STATUS:
                life.status, life.since = _STATUS[EntryType(fact.type)], fact.on
            elif life is not None:
                life.before += ((fact.on, life.now),)
                life.now = _corrected(life.now, fact)

    def _name(self, fact: Fact) -> bool:
        life = self.by_entry.get(fact.payload["result"])
        if life is not None:
            self.by_entry[fact.id] = life
        return life is not None

    def standing(self) -> Iterator[Result]:
        """What counts, in no order."""
        return (life.now for life in self.roots if not life.status)

    def dropped(self) -> Iterator[tuple[date, Dropped]]:
        """What does not, with the date from which it does not."""
        yield from self.twice
        for life in self.roots:
            for on, before in life.before:
                yield on, _lost(before, "corrected")
            if life.status:
                yield life.since, _lost(life.now, life.status)

    def now(self, entry: str) -> EntryId:
        """The entry that names the result today; the id itself where none does."""
        life = self.by_entry.get(EntryId(entry))
        return life.now.entry if life else self.copies.get(EntryId(entry), EntryId(entry))

    def item(self, entry: str) -> ItemId:
        """The item of the result that an entry names; "" for none."""
        life = self.by_entry.get(EntryId(entry))
        return life.now.item if life else ItemId("")


def _corrected(result: Result, fact: Fact) -> Result:
    """What a correction does not state stays as it was; `grade: null` takes the grade away, `{}` the measures."""
    said = fact.payload
    return replace(
        result,
        entry=fact.id,
        units=units_of(said["credits"]) if "credits" in said else result.units,
        scheme=said.get("scheme", result.scheme),
        grade=read_grade(said["grade"]) if "grade" in said else result.grade,
        completed=day_of(said["completed"]) if "completed" in said else result.completed,
        measures=dict(said["measures"]) if "measures" in said else result.measures,
    )


def _lost(result: Result, reason: str) -> Dropped:
    return Dropped(result.entry, result.item, reason, result.units, result.scheme)
