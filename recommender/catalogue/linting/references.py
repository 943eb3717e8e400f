"""What still rests on something that has ended, and which amounts are on schemes that do not convert?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.supply import Supply, supply_of, usable
from recommender.catalogue.objects import Finding, Item, Qualification
from recommender.rules.count_from import CountFrom
from recommender.rules.prerequisite import Every, Passed, Prerequisite
from recommender.rules.registry import leaves
from recommender.rules.sets import EVERYTHING
from recommender.vocabulary import ItemId

SHOWN = 3


def check(book: Book) -> Iterator[Finding]:
    """Everything that has ended, and every mismatch of schemes."""
    for version in book.versions:
        if version.last_award is None or version.last_award >= book.day:
            yield from _of_version(book, version)
        yield from _units(book, version)
    for item in book.catalogue.items.values():
        if not _ended(item, book):
            yield from _before(book, item)
    for rule in book.catalogue.rules.values():
        end = rule.applied_within.end
        if usable(rule) and end is not None and end <= book.day:
            yield book.found("expired_rule", "rule", rule.id, "/applied_within/to", end=end.isoformat())


def _ended(item: Item | None, book: Book) -> bool:
    return item is not None and item.life.end is not None and item.life.end <= book.day


def _of_version(book: Book, version: Qualification) -> Iterator[Finding]:
    """A leaf whose open items, without what has ended, are fewer than it asks for."""
    items = book.catalogue.items
    for leaf in leaves(version.requirement):
        if not leaf.of.items:
            continue
        known = [
            items[key] for key in sorted(leaf.of.items) if key in items and items[key].attributes in leaf.of
        ]
        ended = [item for item in known if _ended(item, book)]
        left = [item for item in known if item not in ended]
        if isinstance(leaf, CountFrom):
            short = sum(item.results_most for item in left) < leaf.least
        else:
            short = sum(item.credit_most for item in left) < leaf.least_units
        if ended and short:
            yield _expired(book, ended, "qualification", version.key, book.path_of(version, leaf.id), leaf.id)


def _before(book: Book, item: Item) -> Iterator[Finding]:
    """A prerequisite that cannot do without something that has ended."""
    for name, rule in (("prerequisite", item.prerequisites), ("corequisite", item.corequisites)):
        ended = [
            book.catalogue.items[key] for key in _needed(rule) if _ended(book.catalogue.items.get(key), book)
        ]
        if ended:
            yield _expired(book, ended, "prerequisite", item.id, f"/{name}", item.id)


def _needed(rule: Prerequisite) -> Iterator[ItemId]:
    """The items without which the rule cannot hold."""
    if isinstance(rule, Passed):
        yield rule.item
    elif isinstance(rule, Every):
        for part in rule.parts:
            yield from _needed(part)


def _expired(book: Book, ended: Iterable[Item], kind: str, key: str, path: str, node: str) -> Finding:
    known = list(ended)
    ends = sorted({str(item.life.end) for item in known})
    values = {"item": _some([item.id for item in known]), "end": ", ".join(ends[:SHOWN]), "node": node}
    return book.found("expired_item", kind, key, path, **values)


def _units(book: Book, version: Qualification) -> Iterator[Finding]:
    """Items that would count as themselves, were their credit convertible."""
    supply, items = supply_of(book, version), book.catalogue.items
    lost: dict[str, list[str]] = defaultdict(list)
    named = frozenset(key for leaf in leaves(version.requirement) for key in leaf.of.named_items())
    narrow = tuple(of for of in supply.places if of != EVERYTHING)
    for item in items.values():
        if not version.takes(item.issuer) or supply.units(item, None) is not None:
            continue
        if item.id in named or any(item.attributes in of for of in narrow):
            lost[item.scheme].append(item.id)
    for scheme, keys in sorted(lost.items()):
        values = {"items": _some(keys), "source": scheme, "target": version.scheme}
        yield book.found("unit_mismatch", "qualification", version.key, "/scheme", **values)
    yield from _of_rules(book, version, supply)


def _of_rules(book: Book, version: Qualification, supply: Supply) -> Iterator[Finding]:
    """Credit that the recogniser states on its own scheme, where the version counts on another."""
    home = book.catalogue.institutions[version.institution].scheme
    lost = [
        one.rule.id
        for one in supply.given
        if one.units is not None
        and any(one.view in of for of in supply.places)
        and _lost(book, one.units, home, version.scheme)
    ]
    if lost:
        values = {"items": _some(list(dict.fromkeys(lost))), "source": home, "target": version.scheme}
        yield book.found("unit_mismatch", "qualification", version.key, "/scheme", **values)


def _lost(book: Book, units: int, source: str, target: str) -> bool:
    try:
        return book.catalogue.convert(units, source, target).denominator != 1
    except KeyError:
        return True


def _some(keys: list[str]) -> str:
    text = ", ".join(keys[:SHOWN])
    return f"{text}, ... ({len(keys)})" if len(keys) > SHOWN else text
