"""What of a learner's record may be used towards a goal, and what falls away before any planning?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.attempts import counting_results
from recommender.ledger.record import Granted, GrantedOutput, Record, Result
from recommender.planning.plan import NotCounted
from recommender.planning.problem import Held
from recommender.planning.used_credit import AwardUses, Uses, award_uses
from recommender.rules.claims import Attributes, Origin
from recommender.vocabulary import EntryId, Grade, InstitutionId, ItemId, ItemKind, QualificationId, Repeats


@dataclass(frozen=True)
class Holdings:
    """The usable achievements by key, the grades with which items are passed, and what was left out."""

    held: Mapping[str, Held]
    passed: Mapping[ItemId, tuple[Grade | None, ...]]
    not_counted: tuple[NotCounted, ...]


def whole_units(catalogue: Catalogue, units: int, source: str, target: str) -> int | None:
    """Units on another scheme, exactly; None where no ratio is known or it gives no whole number of units."""
    if units == 0 or source == target:
        return units  # nothing is nothing on every scheme: a milestone needs no ratio
    try:
        value = catalogue.convert(units, source, target)
    except KeyError:
        return None
    return int(value) if value.denominator == 1 else None


def holdings(
    catalogue: Catalogue, record: Record, scheme: str, goals: Sequence[Qualification] = ()
) -> Holdings:
    """Sort the record into what may be used towards the goals and what may not, with the reason of each."""
    spent, awards = _spent(record), award_uses(catalogue, record)
    gone = _gone(awards.consumed, goals)
    attempts = [result for result in record.results if result.entry not in gone]
    repeatable = catalogue.repeatable_items
    counting = counting_results(attempts, catalogue.grade_schemes, repeats_of(goals), repeatable)
    by_entry = {result.entry: result for result in counting}
    best = {result.item: result for result in counting}
    found: list[Held] = []
    left: list[NotCounted] = []
    for result in record.results:
        reason, detail = (
            ("used_by_award", gone[result.entry])
            if result.entry in gone
            else _why_not(catalogue, result, by_entry.get(result.entry, best[result.item]))
        )
        if not reason:
            counted = by_entry[result.entry]
            found.append(_as_itself(catalogue, counted, scheme, spent.get(result.entry, frozenset())))
        elif result.entry not in spent:
            left.append(NotCounted(f"held:{result.entry}", result.item, result.units, reason, detail))
    sources = {r.entry: catalogue.items[r.item] for r in record.results if r.item in catalogue.items}
    fallen = {one.entry: catalogue.items[one.item] for one in record.dropped if one.item in catalogue.items}
    for granted in record.granted:
        taken = _taken_away(catalogue, granted, record)
        if taken is None:
            given = _granted(catalogue, granted, sources, fallen, scheme)
            used = frozenset().union(*(spent.get(entry, frozenset()) for entry in granted.sources))
            found += (replace(one, spent_at=used - {granted.recogniser}) for one in given)
        else:
            left += _withdrawn(granted, taken)
    found = [_as_awarded(one, awards) for one in found]
    left += [NotCounted(f"held:{lost.entry}", lost.item, lost.units, lost.reason) for lost in record.dropped]
    held = {one.key: one for one in sorted(found, key=lambda one: one.key)}
    return Holdings(held, passed_items(record), tuple(left))


def repeats_of(goals: Sequence[Qualification]) -> Repeats:
    """What the goals say of several attempts; where they differ, and it matters, no answer is given."""
    return goals[0].repeats if goals else Repeats.BEST


def _gone(consumed: Uses, goals: Sequence[Qualification]) -> dict[EntryId, QualificationId]:
    """What an award of some other qualification has used up for all the goals, and which."""
    mine = {goal.id for goal in goals}
    return {entry: min(takers) for entry, takers in consumed.items() if mine.isdisjoint(takers)}


def _as_awarded(held: Held, awards: AwardUses) -> Held:
    entry = EntryId(held.key.partition(":")[2].rpartition("#")[0] if held.rule else held.key[5:])
    used = awards.used.get(entry, frozenset())
    return replace(held, used_by=used, consumed_by=awards.consumed.get(entry, frozenset())) if used else held


def _spent(record: Record) -> dict[EntryId, frozenset[InstitutionId]]:
    """Where each result is used up by a granted recognition (A3)."""
    spent: dict[EntryId, frozenset[InstitutionId]] = {}
    for granted in record.granted:
        for entry in () if granted.reuse else granted.sources:
            spent[entry] = spent.get(entry, frozenset()) | {granted.recogniser}
    return spent


def _why_not(catalogue: Catalogue, result: Result, best: Result) -> tuple[str, str]:
    if result.item not in catalogue.items:
        return "unknown_item", result.item
    if best.entry != result.entry:
        return "repeat", best.entry
    return "", ""


def _as_itself(catalogue: Catalogue, result: Result, scheme: str, spent_at: Set[InstitutionId]) -> Held:
    item = catalogue.items[result.item]
    units = whole_units(catalogue, result.units, result.scheme, scheme)
    origin = Origin(frozenset({item.kind}), frozenset({item.issuer}))
    return Held(
        f"held:{result.entry}",
        item.id,
        item.attributes,
        result.units if units is None else units,
        origin,
        item.lineage_key,
        result.grade,
        result.completed,
        spent_at=frozenset(spent_at),
        foreign=result.scheme if units is None else "",
        measures=result.measures,
    )


def _taken_away(catalogue: Catalogue, granted: Granted, record: Record) -> ItemId | None:
    """The item that is passed or in progress, and by the rule's own terms takes away what was granted (A5)."""
    withdrawing = _withdrawing(catalogue, granted)
    if not withdrawing:
        return None
    items = [*(one.item for one in record.results), *(one.item for one in record.in_progress)]
    return min((item for item in items if item in withdrawing), default=None)


def _withdrawing(catalogue: Catalogue, granted: Granted) -> frozenset[ItemId]:
    rule = catalogue.rules.get(granted.rule)
    return rule.withdrawn_by if rule else frozenset()


def _withdrawn(granted: Granted, taken: ItemId) -> Iterable[NotCounted]:
    for number, output in enumerate(granted.outputs):
        if output.type != "prerequisite":
            name = output.item or ItemId(output.subject or "")
            yield NotCounted(f"granted:{granted.entry}#{number}", name, output.units, "taken_away", taken)


def _granted(
    catalogue: Catalogue,
    granted: Granted,
    items: Mapping[EntryId, Item],
    fallen: Mapping[EntryId, Item],
    scheme: str,
) -> Iterable[Held]:
    known = {entry: items[entry] for entry in granted.sources if entry in items}
    # What was granted stays (A5): a result that does not stand any more is still where the credit was earned.
    past = [fallen[entry] for entry in granted.sources if entry in fallen and entry not in known]
    origin = _origin(catalogue, granted, [*known.values(), *past])
    sources = tuple((f"held:{entry}", known[entry].lineage_key) for entry in sorted(known))
    for number, output in enumerate(granted.outputs):
        units = whole_units(catalogue, output.units, output.scheme, scheme)
        attributes, lineage = _output_view(catalogue, granted, output)
        if units is None or attributes is None or output.type == "prerequisite":
            continue
        yield Held(
            f"granted:{granted.entry}#{number}",
            output.item,
            attributes,
            units,
            origin,
            lineage,
            None,
            granted.decided,
            granted.rule,
            granted.recogniser,
            sources,
            exemption=output.type == "exemption",
            withdrawn_by=_withdrawing(catalogue, granted),
        )


def _origin(catalogue: Catalogue, granted: Granted, sources: Collection[Item]) -> Origin:
    """Where granted credit comes from: its results; where the ledger lacks them, what its rule starts from."""
    if not sources and granted.rule in catalogue.rules:
        named = [source.item for source in catalogue.rules[granted.rule].sources]
        sources = [catalogue.items[item] for item in named if item in catalogue.items]
    kinds = frozenset(item.kind for item in sources) or frozenset({ItemKind.EXPERIENCE})
    issuers = frozenset(item.issuer for item in sources) or frozenset({InstitutionId("")})
    return Origin(kinds, issuers, True, granted.agreement, granted.rule)


def _output_view(
    catalogue: Catalogue, granted: Granted, output: GrantedOutput
) -> tuple[Attributes | None, str | None]:
    if output.item is None:
        tags = frozenset(output.tags)
        return Attributes(None, granted.recogniser, output.kind, output.subject, output.level, tags), None
    item = catalogue.items.get(output.item)
    return (item.attributes, item.lineage_key) if item else (None, None)


def passed_items(record: Record) -> dict[ItemId, tuple[Grade | None, ...]]:
    """Grades with which an item is held, used or not; a granted named output passes with no grade."""
    passed: dict[ItemId, list[Grade | None]] = {}
    for result in record.results:
        passed.setdefault(result.item, []).append(result.grade)
    for granted in record.granted:
        for output in granted.outputs:
            if output.item is not None and output.opens:
                passed.setdefault(output.item, []).append(None)
    return {item: tuple(grades) for item, grades in passed.items()}


def hours_as_units(hours: Fraction, per_credit: Fraction) -> int | None:
    """Study hours as units of 1/600 credit; None where that is no whole number of units."""
    value = hours / per_credit * 600
    return int(value) if value.denominator == 1 else None
