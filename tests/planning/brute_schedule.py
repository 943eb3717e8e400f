"""Is there a schedule for these steps and applications?  Part of the oracle: term by term, every subset is tried.

A step is taken in one term in which it is offered, within the load, after what it asks for. An application is decided
on the as-of day, or on the day after a term that ends within the horizon, once all its new sources are finished.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from recommender.catalogue.objects import Item
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput, Recognition
from tests.planning import naive
from tests.planning.naive import Slot


@dataclass(frozen=True)
class Applied:
    """One rule applied towards one goal with exactly these sources: entries of results, and new items."""

    rule: Recognition
    held: tuple[str, ...]
    new: tuple[str, ...]
    outputs: tuple[naive.Piece, ...] = ()

    @property
    def sources(self) -> tuple[str, ...]:
        """Keys of the sources."""
        return (*(f"held:{entry}" for entry in self.held), *(f"new:{item}" for item in self.new))

    def passes(self, item: str) -> bool:
        """Whether it grants the named item."""
        return any(isinstance(one, CreditOutput) and one.item == item for one in self.rule.outputs)


@dataclass(frozen=True)
class Timetable:
    """What a schedule depends on."""

    slots: Sequence[Slot]
    seasons: frozenset[str]
    as_of: naive.date
    load: int
    running: frozenset[str]
    lengths: Mapping[str, int]
    given: Callable[[Passed], bool]
    """What the record passes already."""
    latest: int | None = None
    """Where it is said, every step is taken in one of the first so many terms."""


def schedule_exists(table: Timetable, items: Sequence[Item], applied: Sequence[Applied]) -> bool:
    """Whether the items can be placed in terms, and every application be decided."""
    if not all(_decidable(table, one) for one in applied if not one.new):
        return False
    options = {item.id: _terms(table, item, applied) for item in items}
    return _fill(table, items, applied, options, 0, {})


def _decidable(table: Timetable, one: Applied) -> bool:
    days = [table.as_of, *(slot.decided for slot in table.slots)]
    return any(naive.within(day, one.rule.applied_within) for day in days)


def _terms(table: Timetable, item: Item, applied: Sequence[Applied]) -> set[int]:
    """Terms in which an item is offered and finished in time for every rule that it is a source of."""
    found = set()
    for number, slot in enumerate(table.slots[: table.latest]):
        known = item.seasons is not None and bool(item.seasons & table.seasons)
        offered = naive.within(slot.start, item.life) and slot.start >= table.as_of
        offered = offered and (not known or slot.season in (item.seasons or ()))
        if item.id in table.running:
            offered = number == 0
        later = table.slots[number:]
        if offered and all(
            naive.within(slot.end, one.rule.completed_within)
            and any(naive.within(other.decided, one.rule.applied_within) for other in later)
            for one in applied
            if item.id in one.new
        ):
            found.add(number)
    return found


def _fill(
    table: Timetable,
    items: Sequence[Item],
    applied: Sequence[Applied],
    options: Mapping[str, set[int]],
    number: int,
    when: dict[str, int],
) -> bool:
    """Place what is left from this term on: every subset, the largest first."""
    left = [item for item in items if item.id not in when]
    if not left:
        return True
    if number == len(table.slots) or any(max(options[item.id], default=-1) < number for item in left):
        return False
    here = [item for item in left if number in options[item.id]]
    for size in range(len(here), -1, -1):
        for chosen in combinations(here, size):
            then = when | {item.id: number for item in chosen}
            lawful = _lawful(table, chosen, applied, number, then)
            if lawful and _fill(table, items, applied, options, number + 1, then):
                return True
    return False


def _lawful(
    table: Timetable, chosen: Sequence[Item], applied: Sequence[Applied], number: int, when: Mapping[str, int]
) -> bool:
    """Load, prerequisites and corequisites of one term; study in progress was admitted before."""
    study = sum(table.lengths[item.id] for item in chosen if item.id not in table.running)
    fixed = sum(table.lengths[item] for item in table.running) if number == 0 else 0
    if study and study + fixed > table.load:
        return False

    def passed(latest: int) -> Callable[[Passed], bool]:
        def answer(atom: Passed) -> bool:
            if table.given(atom) or when.get(atom.item, len(table.slots)) <= latest:
                return True
            return atom.min_grade is None and any(
                one.passes(atom.item) and _granted_before(table, one, number, when) for one in applied
            )

        return answer

    return all(
        item.id in table.running
        or (
            naive.holds(item.prerequisites, passed(number - 1))
            and naive.holds(item.corequisites, passed(number))
        )
        for item in chosen
    )


def _granted_before(table: Timetable, one: Applied, number: int, when: Mapping[str, int]) -> bool:
    """Whether an application can be decided before a term begins."""
    if not one.new and naive.within(table.as_of, one.rule.applied_within):
        return True
    return any(
        naive.within(slot.decided, one.rule.applied_within)
        and slot.decided <= table.slots[number].start
        and all(when.get(item, number) <= before for item in one.new)
        for before, slot in enumerate(table.slots[:number])
    )
