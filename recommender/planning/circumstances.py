"""What may the rules of a qualification ask of this learner, apart from what is claimed?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.attempts import counting_results
from recommender.ledger.record import Record
from recommender.planning.holdings import whole_units
from recommender.planning.learner import award_kinds
from recommender.rules.claims import Circumstances, Marked
from recommender.rules.scales import Assumed
from recommender.vocabulary import InstitutionId, ItemId


def circumstances(
    catalogue: Catalogue,
    record: Record,
    version: Qualification,
    together: Iterable[Qualification],
    assume: Assumed | None = None,
) -> Circumstances:
    """The facts of one learner for one version; `together` are all those of the same goal (A8)."""
    home = catalogue.institutions.get(version.institution)
    since = [one.since for one in record.enrolments if one.qualification == version.id]
    others = [one for one in together if one.key != version.key]
    homes = {version.institution, *(one.institution for one in others)}
    ids = frozenset(one.id for one in others)
    return Circumstances(
        record.as_of,
        max(since, default=None),
        ids.union(one.qualification for one in record.awards),
        held_items(record, homes),
        catalogue.grade_schemes,
        catalogue.calendars.get(home.calendar) if home else None,
        award_kinds=frozenset((*award_kinds(catalogue, record), *(one.award for one in others))),
        enrolled=ids.union(one.qualification for one in record.enrolments),
        scales=catalogue.scales,
        assume=assume or Assumed(),
        marked=tuple(_marked(catalogue, record, version)),
    )


def held_items(record: Record, homes: Collection[InstitutionId]) -> frozenset[ItemId]:
    """Items of which there is a result, or credit that an institution of the goals recognised (B12)."""
    here = (one for one in record.granted if one.recogniser in homes)
    granted = (output for one in here for output in one.outputs if output.type == "credit")
    recognised = frozenset(output.item for output in granted if output.item is not None)
    return recognised.union(result.item for result in record.results)


def _marked(catalogue: Catalogue, record: Record, version: Qualification) -> Iterator[Marked]:
    """The results whose credit can be said on the scheme of the version, each with the mark that counts."""
    schemes, repeatable = catalogue.grade_schemes, catalogue.repeatable_items
    for result in counting_results(record.results, schemes, version.repeats, repeatable):
        item = catalogue.items.get(result.item)
        units = whole_units(catalogue, result.units, result.scheme, version.scheme)
        if item is not None and units is not None:
            yield Marked(item.attributes, units, result.grade)
