"""Which achievements have earlier awards used, and which of them are gone for good (B16)?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Award, Record
from recommender.planning.plan import Cause
from recommender.vocabulary import EntryId, QualificationId

Uses = Mapping[EntryId, frozenset[QualificationId]]


@dataclass(frozen=True)
class AwardUses:
    """By entry of a result or of a granted recognition: the qualifications whose awards used it."""

    used: Uses
    consumed: Uses
    """Those of them that use credit up."""


def award_uses(catalogue: Catalogue, record: Record) -> AwardUses:
    """Using a result uses what a recognition made of it, and using that uses the results that it was made of."""
    used: dict[EntryId, frozenset[QualificationId]] = {}
    consumed: dict[EntryId, frozenset[QualificationId]] = {}
    for award in record.awards:
        for entry in _touched(record, award):
            used[entry] = used.get(entry, frozenset()) | {award.qualification}
            if consumes(catalogue, award):
                consumed[entry] = consumed.get(entry, frozenset()) | {award.qualification}
    return AwardUses(used, consumed)


def consumes(catalogue: Catalogue, award: Award) -> bool:
    """Whether the version that was awarded uses credit up; what the catalogue does not have is taken not to."""
    versions = catalogue.qualifications.get(award.qualification, ())
    return any(version.consumes for version in versions if version.year == award.year)


def _touched(record: Record, award: Award) -> set[EntryId]:
    named = set(award.uses)
    found = set(named)
    for granted in record.granted:
        if granted.entry in named:
            found.update(granted.sources)
        elif not named.isdisjoint(granted.sources):
            found.add(granted.entry)
    return found


def unknown_uses(catalogue: Catalogue, record: Record, version: Qualification) -> Iterator[Cause]:
    """A refusal for each award that may have taken credit from this goal, and does not say what it was made for."""
    for award in record.awards:
        if award.qualification == version.id or award.uses:
            continue
        if consumes(catalogue, award) or version.counts_again_units is not None:
            yield Cause("unknown_award_use", award.qualification, version.key)
