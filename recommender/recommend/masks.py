"""Which items are never recommended to a learner: what they have, what brings nothing beside it, what is closed (E2)?

A step of a plan needs no mask: the planner closes what is held by its own exact rules, and may ask for a repeat where a
held mark is too low (B21).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.catalogue import Catalogue, Item
from recommender.graph import equivalents, gives_alone, yields
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.completed import completed_units
from recommender.planning.holdings import whole_units
from recommender.planning.repeatable import bound
from recommender.planning.study import ordinals
from recommender.recommend.bank import Bank
from recommender.rules.learner import NOBODY, Learner, known
from recommender.rules.prerequisite import Atom, Completed, Passed, Prerequisite, holds
from recommender.rules.recognition import CreditOutput
from recommender.vocabulary import Grade, InstitutionId, ItemId, ItemKind, Term, reaches


def redundant_items(
    bank: Bank, record: Record, request: PlanRequest, at: Collection[InstitutionId] | None = None
) -> frozenset[ItemId]:
    """Held, in progress, already to be had by recognition, and whatever brings nothing beside one of these.

    With a goal only what its institutions (`at`) recognise counts; None: what anyone recognises.
    """
    graph, day, allowed = bank.graph, request.as_of, request.assurance
    running = {one.item for one in record.in_progress}
    again = _repeatable(bank.catalogue, record, running)
    have = {result.item for result in record.results} | running
    have |= {
        output.item
        for one in record.granted
        for output in one.outputs
        if output.item is not None and output.type == "credit"
    }
    for item in running:
        have |= gives_alone(graph, item, day, allowed, at)
    have |= recognisable_items(bank, record, request, at)
    same = (equivalents(graph, item, day, allowed, at) for item in have - again)
    return frozenset((have - again).union(*same)) | _excluded(bank, have)


def _repeatable(catalogue: Catalogue, record: Record, running: Collection[ItemId]) -> set[ItemId]:
    """What is held and may be held once more: the bound of its lineage leaves room (A1)."""
    held = [(one.item, one.units, one.scheme) for one in record.results]
    given = [output for one in record.granted for output in one.outputs if output.type == "credit"]
    held += [(output.item, output.units, output.scheme) for output in given if output.item is not None]
    found: set[ItemId] = set()
    for lineage, items in catalogue.repeatable.items():
        ids = {item.id for item in items}
        if not ids.isdisjoint(running):
            continue
        for item in items:
            have = [
                whole_units(catalogue, units, scheme, item.scheme)
                for key, units, scheme in held
                if key in ids
            ]
            if bound(catalogue, lineage, item.scheme).allows([*have, item.units_most]):
                found.add(item.id)
    return found


def _excluded(bank: Bank, have: Collection[ItemId]) -> frozenset[ItemId]:
    """What does not count beside something that is had (B11)."""
    items = bank.catalogue.items
    lineages = {items[key].lineage_key for key in have if key in items}
    apart = [pair - lineages for pair in bank.catalogue.exclusions if not pair.isdisjoint(lineages)]
    closed = frozenset[str]().union(*apart)
    return frozenset(key for key, item in items.items() if item.lineage_key in closed)


def recognisable_items(
    bank: Bank, record: Record, request: PlanRequest, at: Collection[InstitutionId] | None = None
) -> frozenset[ItemId]:
    """Items that a recognition could give now, for what is held."""
    return frozenset(
        output.item
        for one in yields(bank.graph, record, request.as_of, request.assurance)
        if at is None or bank.catalogue.rules[one.rule].recogniser in at
        for output in one.outputs
        if isinstance(output, CreditOutput) and output.option is None
    )


@dataclass(frozen=True)
class NextTerm:
    """What a learner could begin in the next term."""

    catalogue: Catalogue
    as_of: date
    passed: Mapping[ItemId, tuple[Grade | None, ...]]
    """Grades with which an item is held; an item that a recognition gives now passes with none."""
    beside: frozenset[ItemId] = frozenset()
    """What is studied in the same term, for corequisites."""
    learner: Learner = NOBODY
    """What is known of the learner beside what is passed."""
    record: Record | None = None
    """For credit completed; None: none is."""
    terms: Sequence[Term] = ()
    """Terms of the goal's calendar; empty: each item goes by the calendar of its issuer."""

    def label(self, item: Item) -> str | None:
        """The next term in which the item can be begun by what is passed, None where it cannot be begun next."""
        terms = self.terms or issuer_terms(self.catalogue, item.issuer, self.as_of)
        if not terms or not self._allowed(item):
            return None
        when = ordinals(item, terms, {term.season for term in terms})
        return terms[0].label if when and when[0] == 0 else None

    def _allowed(self, item: Item) -> bool:
        return (
            item.studyable
            and all(known(one, self.learner) is True for one in item.takers)
            and item.kind is not ItemKind.MILESTONE
            and self._holds(item, item.prerequisites, frozenset())
            and self._holds(item, item.corequisites, self.beside)
        )

    def _holds(self, asker: Item, rule: Prerequisite, also: Collection[ItemId]) -> bool:
        def passed(atom: Atom) -> bool:
            if isinstance(atom, Completed):
                return self._completed(asker, atom)
            if not isinstance(atom, Passed):
                return known(atom, self.learner) is True
            schemes = self.catalogue.grade_schemes
            grades = self.passed.get(atom.item, ())
            return atom.item in also or any(reaches(grade, atom.min_grade, schemes) for grade in grades)

        return holds(rule, passed)

    def _completed(self, asker: Item, asked: Completed) -> bool:
        """Whether the credit is there already."""
        if self.record is None:
            return False
        return completed_units(self.catalogue, self.record, asker.scheme, asked.of) >= asked.units


def issuer_terms(catalogue: Catalogue, issuer: InstitutionId, as_of: date) -> tuple[Term, ...]:
    """One year of terms at an institution; none where the catalogue does not know it."""
    known = catalogue.institutions.get(issuer)
    if known is None:
        return ()
    calendar = catalogue.calendars[known.calendar]
    return calendar.terms_from(as_of, len(calendar.seasons))


def passed_items(record: Record, given: Iterable[ItemId] = ()) -> dict[ItemId, tuple[Grade | None, ...]]:
    """Grades with which items are held; what a recognition gave, or gives now (`given`), passes with none."""
    passed: dict[ItemId, tuple[Grade | None, ...]] = {}
    for result in record.results:
        passed[result.item] = (*passed.get(result.item, ()), result.grade)
    granted = [output.item for one in record.granted for output in one.outputs if output.opens]
    for item in (*granted, *given):
        if item is not None:
            passed[item] = (*passed.get(item, ()), None)
    return passed
