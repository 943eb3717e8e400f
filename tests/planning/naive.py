"""What do the words of a rule mean, written down a second time and as plainly as possible, for the oracle?

Nothing here is shared with `recommender.planning` or with the evaluation in `recommender.rules`: only the data of
catalogue, record and request are read.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Record, Result
from recommender.planning.request import PlanRequest
from recommender.rules.cap import SourceSelector
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Assurance, Calendar, Grade, InstitutionId, Interval, ItemKind


@dataclass(frozen=True)
class Look:
    """What a set can see of an achievement."""

    item: str | None
    issuer: str
    kind: str
    subject: str | None
    level: int | None
    tags: frozenset[str]


@dataclass(frozen=True)
class Piece:
    """One achievement that may be claimed towards one qualification, at most once."""

    key: str
    look: Look
    units: int
    kinds: frozenset[str]
    issuers: frozenset[str]
    recognised: bool
    agreement: str | None
    lineage: str | None


@dataclass(frozen=True)
class Slot:
    """One term: its season, first and last day."""

    season: str
    start: date
    end: date

    @property
    def decided(self) -> date:
        """The day on which what waits for this term can be decided."""
        return self.end + timedelta(days=1)


def slots(calendar: Calendar, as_of: date, years: int, *, running: bool) -> list[Slot]:
    """The terms that begin on or after the day and end within so many years; the present one where study runs."""
    found = []
    for year in range(as_of.year - 1, as_of.year + years + 2):
        for season in calendar.seasons:
            wraps = season.end < season.start
            found.append(
                Slot(season.name, date(year, *season.start), date(year + 1 if wraps else year, *season.end))
            )
    last = as_of.replace(year=as_of.year + years)
    wanted = [
        slot
        for slot in found
        if slot.end <= last and (slot.start >= as_of or (running and slot.end >= as_of))
    ]
    return sorted(wanted, key=lambda slot: slot.start)


def within(day: date, interval: Interval) -> bool:
    """A half-open interval, open where an end is missing."""
    if interval.start is not None and day < interval.start:
        return False
    return interval.end is None or day < interval.end


def position(catalogue: Catalogue, grade: Grade) -> Fraction | None:
    """Where a mark stands on its scheme, None where the scheme does not know it."""
    scheme = catalogue.grade_schemes.get(grade.scheme)
    if scheme is None:
        return None
    if scheme.numeric:
        return Fraction(grade.mark)
    return Fraction(scheme.marks.index(grade.mark)) if grade.mark in scheme.marks else None


def good_enough(catalogue: Catalogue, grade: Grade | None, floor: Grade | None) -> bool:
    """A comparison that nothing covers is not true (A2)."""
    if floor is None:
        return True
    if grade is None or grade.scheme != floor.scheme:
        return False
    have, need = position(catalogue, grade), position(catalogue, floor)
    return have is not None and need is not None and have >= need


def exact(catalogue: Catalogue, units: int, source: str, target: str) -> int | None:
    """Units on another scheme; None where there is no ratio, or no whole number."""
    if source == target or units == 0:
        return units
    if (source, target) not in catalogue.ratios:
        return None
    value = units * catalogue.ratios[(source, target)]
    return int(value) if value == int(value) else None


def member(of: ItemSet, look: Look) -> bool:
    """Whether a set holds what it sees (B4)."""
    if of.items and look.item not in of.items:
        return False
    if of.issuers and look.issuer not in of.issuers:
        return False
    if of.kinds and look.kind not in of.kinds:
        return False
    if of.subjects and look.subject not in of.subjects:
        return False
    if of.level_from is not None and (look.level is None or look.level < of.level_from):
        return False
    if of.level_to is not None and (look.level is None or look.level > of.level_to):
        return False
    if of.tags and not of.tags & look.tags:
        return False
    if of.union and not any(member(part, look) for part in of.union):
        return False
    return all(member(part, look) for part in of.intersection) and not any(
        member(part, look) for part in of.minus
    )


def under(source: SourceSelector, piece: Piece, home: InstitutionId) -> bool:
    """Whether a cap looks at this credit (B7)."""
    if source.kinds and not source.kinds & piece.kinds:
        return False
    if source.issuers and not source.issuers & piece.issuers:
        return False
    if source.agreements and piece.agreement not in source.agreements:
        return False
    if source.recognised is not None and source.recognised != piece.recognised:
        return False
    elsewhere = bool(piece.issuers - {home})
    return source.transferred is None or source.transferred == elsewhere


def look_of(item: Item) -> Look:
    """An item as a set sees it."""
    return Look(item.id, item.issuer, item.kind, item.subject, item.level, item.tags)


def takes(goal: Qualification, issuer: InstitutionId) -> bool:
    """Whether items of an issuer count as themselves (A8)."""
    return goal.accepts is None or issuer == goal.institution or issuer in goal.accepts


def holds(rule: Prerequisite, passed: object) -> bool:
    """And/or over items; what was not understood is taken to hold (B17)."""
    if isinstance(rule, Passed):
        return bool(passed(rule))  # type: ignore[operator]
    if isinstance(rule, Every):
        return all(holds(part, passed) for part in rule.parts)
    if isinstance(rule, Either):
        return any(holds(part, passed) for part in rule.parts)
    return True


def best_results(catalogue: Catalogue, record: Record) -> dict[str, Result]:
    """Of repeats the best attempt: of those that no comparable mark betters, the last (B21)."""
    best: dict[str, Result] = {}
    for result in sorted(record.results, key=lambda one: (one.completed, one.entry)):
        others = [one for one in record.results if one.item == result.item]
        if not any(_betters(catalogue, other, result) for other in others):
            best[result.item] = result
    return best


def _betters(catalogue: Catalogue, one: Result, other: Result) -> bool:
    if one.grade is None or other.grade is None or one.grade.scheme != other.grade.scheme:
        return False
    have, need = position(catalogue, one.grade), position(catalogue, other.grade)
    return have is not None and need is not None and have > need


def output_pieces(
    catalogue: Catalogue, rule: Recognition, sources: list[Piece], amounts: list[int | None], scheme: str
) -> list[Piece] | None:
    """What an application gives; None where an amount cannot be said exactly in the goal's scheme."""
    home = catalogue.institutions[rule.recogniser].scheme
    kinds = frozenset(kind for source in sources for kind in source.kinds)
    issuers = frozenset(issuer for source in sources for issuer in source.issuers)
    found = []
    for number, output in enumerate(rule.outputs):
        units: int | None
        lineage: str | None = None
        if isinstance(output, CreditOutput):
            item = catalogue.items[output.item]
            look, lineage = look_of(item), item.lineage or item.id
            if output.units is None:
                units = exact(catalogue, item.units_most, item.scheme, scheme)
            else:
                units = exact(catalogue, output.units, home, scheme)
        else:
            assert isinstance(output, ElectiveOutput)
            look = Look(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
            if output.units is not None:
                units = exact(catalogue, output.units, home, scheme)
            else:
                units = None if None in amounts else sum(amount for amount in amounts if amount is not None)
        if units is None:
            return None
        found.append(
            Piece(f"out:{rule.id}#{number}", look, units, kinds, issuers, True, rule.agreement, lineage)
        )
    return found


def usable_rules(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: list[Qualification]
) -> Iterator[Recognition]:
    """Rules that an application may rest on, dates apart (A3, A5, A6); one that was granted is not applied again."""
    homes = {goal.institution for goal in goals}
    refused = {(one.rule, one.rule_version) for one in record.refused}
    granted = {one.rule for one in record.granted}
    for rule in catalogue.rules.values():
        version = catalogue.hashes.get(("rule", rule.id), "")[:12]
        if rule.status != "approved" or not rule.outputs or rule.recogniser not in homes:
            continue
        if rule.assurance not in request.assurance or rule.assurance == Assurance.PREDICTED:
            continue
        if rule.applied_within.end is not None and rule.applied_within.end <= request.as_of:
            continue
        if (rule.id, version) not in refused and rule.id not in granted:
            yield rule


def as_itself(key: str, item: Item, units: int) -> Piece:
    """A result or new study of an item."""
    kinds, issuers = frozenset({str(item.kind)}), frozenset({str(item.issuer)})
    return Piece(key, look_of(item), units, kinds, issuers, False, None, item.lineage or item.id)


def is_award(kind: ItemKind) -> bool:
    """Certificates and exams: their study has to be stated, or is taken from what they yield (D1)."""
    return kind in (ItemKind.CERTIFICATE, ItemKind.EXAM)
