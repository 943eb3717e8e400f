"""Which results of a record can change a plan, and of which of them the day?  In doubt: all, and the day as it is.

Wider than `relevance`, which says what a plan may be made of: here counts too what closes something, stands in the way
of something, is counted before something may be begun, or gives the columns of a proof another shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Record
from recommender.planning.check.offers import offers_of
from recommender.planning.problem import GoalProblem
from recommender.planning.relevance import Relevant, relevant
from recommender.planning.request import PlanRequest
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Averaged, atoms
from recommender.rules.outputs import ElectiveOutput
from recommender.rules.prerequisite import credit_asked
from recommender.rules.registry import Limit, kind_of, walk
from recommender.rules.residency import Residency
from recommender.vocabulary import ItemId

BLIND = frozenset({"average", "breadth", "cap", "min_grade", "sharing", "single_use", "total"})
"""Kinds of limit that do not look at the day of a result; any kind that is not named here may."""


@dataclass(frozen=True)
class Matters:
    """What can change the answer to one question."""

    items: frozenset[ItemId] | None = None
    """Items whose results can; None: every result."""
    bounds: Mapping[ItemId, tuple[date, ...]] | None = None
    """By item the days at which something changes for its results; None: each day may be another."""
    dated: frozenset[ItemId] = frozenset()
    """Items whose results keep their day in any case."""


def what_matters(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: tuple[GoalProblem, ...]
) -> Matters:
    """What can change the answer, worked out once for all learners to whom the same rules are open."""
    versions = tuple(goal.version for goal in goals)
    matter = relevant(catalogue, record, request, goals)
    if matter.key is None or not _is_plain(goals):
        return Matters()

    def found() -> Matters:
        offers = offers_of(catalogue, versions, request)
        shown = {*offers.sources, *offers.group_of, *offers.texts.named, *matter.items}
        items = frozenset(_grown(catalogue, matter, shown))
        return Matters(items, _bounds(catalogue, versions), frozenset(_dated(catalogue)))

    known = catalogue.kept("matters", (matter.key, request.institutions), found)
    # A step of every plan whatever the goals ask for: what it asks for in turn was not looked at.
    running = {one.item for one in record.in_progress if one.item in catalogue.items}
    return known if known.items is not None and running <= known.items else Matters()


def _is_plain(goals: Sequence[GoalProblem]) -> bool:
    """Whether no rule looks at all results together, or at how many attempts there are at anything."""
    first = goals[0].version
    conditions = (
        atom
        for goal in goals
        for node in walk(goal.version.requirement)
        if isinstance(node, Conditional)
        for atom in atoms(node.when)
    )
    same = all(
        goal.version.scheme == first.scheme and goal.version.repeats is first.repeats for goal in goals
    )
    return same and not any(isinstance(atom, Averaged) for atom in conditions)


def _grown(catalogue: Catalogue, matter: Relevant, shown: Collection[ItemId]) -> set[ItemId]:
    """What a plan may be made of, and all that touches any of it."""
    found = {*shown, *_given(matter)}
    known = [catalogue.items[item] for item in found if item in catalogue.items]
    found |= {other for item in known for other in item.excludes}
    lineages = {item.lineage_key for item in known}
    lineages |= {one for pair in catalogue.exclusions if not lineages.isdisjoint(pair) for one in pair}
    asked = [
        amount.of
        for item in known
        for rule in (item.prerequisites, item.corequisites)
        for amount in credit_asked(rule)
    ]

    def touches(item: Item) -> bool:
        beside = item.lineage_key in lineages or not item.excludes.isdisjoint(found)
        return beside or any(item.attributes in some for some in asked)

    found |= {item.id for item in catalogue.items.values() if touches(item)}
    return found.union(*(rule.withdrawn_by for rule in catalogue.rules.values()))


def _given(matter: Relevant) -> Iterator[ItemId]:
    for _, rule in matter.rules:
        yield from (source.item for source in rule.sources)
        yield from (output.item for output in rule.outputs if not isinstance(output, ElectiveOutput))


def _bounds(
    catalogue: Catalogue, versions: Iterable[Qualification]
) -> Mapping[ItemId, tuple[date, ...]] | None:
    """The days at which some rule begins or ends to take a result; None where a limit looks at the day itself.

    None too where a rule may rest on what another recognised and looks at days: it then sees those of results that it
    does not name.
    """
    rules = catalogue.rules.values()
    if any(one.chain > 1 and (one.shelf_life_years or not one.completed_within.is_open) for one in rules):
        return None
    if not all(_is_blind(limit) for version in versions for limit in version.limits):
        return None
    found: dict[ItemId, set[date]] = defaultdict(set)
    for rule in rules:
        span = rule.completed_within
        for source in () if span.is_open else rule.sources:
            found[source.item].update(day for day in (span.start, span.end) if day is not None)
    return {item: tuple(sorted(days)) for item, days in found.items()}


def _is_blind(limit: Limit) -> bool:
    if isinstance(limit, Residency):
        return limit.last_units is None
    return kind_of(limit) in BLIND


def _dated(catalogue: Catalogue) -> Iterator[ItemId]:
    """Items of which a result grows old."""
    yield from catalogue.valid_years
    for rule in catalogue.rules.values():
        if rule.shelf_life_years:
            yield from (source.item for source in rule.sources)
