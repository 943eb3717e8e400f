"""How does a catalogue grow tenfold while its degrees stay as they are: more institutions, items and rules like those?

A copy has ids, an issuer and a lineage of its own, and everything else of what it copies: subjects, levels, tags,
seasons. So a set that is named by such attributes grows, and every copied rule is one more way to the same credit.
"""

from __future__ import annotations

from dataclasses import replace

from recommender.catalogue.objects import Catalogue, Item
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite
from recommender.rules.recognition import Recognition
from recommender.vocabulary import InstitutionId, ItemId, RuleId


def times(catalogue: Catalogue, factor: int) -> Catalogue:
    """The catalogue with `factor - 1` copies of its items and rules beside it."""
    homes = {version.institution for several in catalogue.qualifications.values() for version in several}
    items, rules, places = dict(catalogue.items), dict(catalogue.rules), dict(catalogue.institutions)
    for number in range(1, factor):
        tail = f"~{number}"
        for place in catalogue.institutions.values():
            key = InstitutionId(place.id + tail)
            places[key] = replace(place, id=key)
        for item in catalogue.items.values():
            copy = _item(item, tail)
            items[copy.id] = copy
        for rule in catalogue.rules.values():
            again = _rule(rule, tail, homes)
            rules[again.id] = again
    version = f"{catalogue.version}x{factor}"
    return replace(catalogue, version=version, items=items, rules=rules, institutions=places)


def _item(item: Item, tail: str) -> Item:
    return replace(
        item,
        id=ItemId(item.id + tail),
        issuer=InstitutionId(item.issuer + tail),
        lineage=None if item.lineage is None else item.lineage + tail,
        excludes=frozenset(ItemId(one + tail) for one in item.excludes),
        prerequisites=_before(item.prerequisites, tail),
        corequisites=_before(item.corequisites, tail),
    )


def _before(asked: Prerequisite, tail: str) -> Prerequisite:
    match asked:
        case Passed():
            return replace(asked, item=ItemId(asked.item + tail))
        case Every(parts) | Either(parts):
            return replace(asked, parts=tuple(_before(part, tail) for part in parts))
        case _:
            return asked


def _rule(rule: Recognition, tail: str, homes: set[InstitutionId]) -> Recognition:
    """From copies to the same credit; between institutions without a degree, between their copies."""
    recogniser = rule.recogniser if rule.recogniser in homes else InstitutionId(rule.recogniser + tail)
    sources = tuple(
        replace(
            one,
            item=ItemId(one.item + tail),
            issued_by=frozenset(InstitutionId(place + tail) for place in one.issued_by),
        )
        for one in rule.sources
    )
    gone = frozenset(ItemId(one + tail) for one in rule.withdrawn_by)
    return replace(rule, id=RuleId(rule.id + tail), recogniser=recogniser, sources=sources, withdrawn_by=gone)
