"""Check of exclusions: of an item and what it excludes at most one counts or is studied anew (B11)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim
from recommender.rules.single_use import KIND


@dataclass(frozen=True, slots=True)
class _Counting:
    """Something that counts, its lineage, and the recognitions that it counts through."""

    key: str
    lineage: str
    through: frozenset[str] = frozenset()


def check(facts: Facts, goal: Qualification, claims: Sequence[Claim], law: str) -> tuple[Violation, ...]:
    """What one recognition joins is not judged: credit for what its source excludes is that source's."""
    apart = facts.catalogue.kept("check apart", None, lambda: _apart(facts.catalogue))
    if not apart:
        return ()
    found = {
        frozenset({one.key, other.key}): (one.lineage, other.lineage)
        for one, other in combinations(dict.fromkeys(_counting(facts, goal, claims)), 2)
        if one.lineage != other.lineage
        and frozenset({one.lineage, other.lineage}) in apart
        and not one.through & other.through
    }
    return tuple(
        Violation(KIND, law, ", ".join(sorted(keys)), f"exclude each other in {goal.key}")
        for keys in sorted(found, key=sorted)
    )


def _apart(catalogue: Catalogue) -> frozenset[frozenset[str]]:
    """Lineages of which an item excludes one of the other, by the text of the items alone."""
    return frozenset(
        frozenset({item.lineage_key, catalogue.items[other].lineage_key})
        for item in catalogue.items.values()
        for other in item.excludes
        if other in catalogue.items
    )


def _counting(facts: Facts, goal: Qualification, claims: Sequence[Claim]) -> Iterator[_Counting]:
    applied = [one for one in facts.plan.applications if one.goal == goal.key]
    for claim in claims:
        through = _recognition(claim.key)
        if claim.lineage is not None:
            yield _Counting(claim.key, claim.lineage, through)
        yield from _sources(facts, claim.key, through)
    for one in applied:
        through = frozenset({f"out:{one.rule}"})
        for key in one.sources:
            source = facts.source(key)
            if source is not None:
                yield _Counting(key, source[0].lineage_key, through)
            yield from _sources(facts, key, through | _recognition(key))
    for step in facts.plan.steps:
        item = facts.catalogue.items.get(step.item)
        if item is not None and step.item not in facts.in_progress:
            key = f"new:{step.item}"
            used = frozenset(f"out:{one.rule}" for one in applied if key in one.sources)
            yield _Counting(key, item.lineage_key, used)


def _recognition(key: str) -> frozenset[str]:
    """The recognition of which a key is an output; nothing for a result or a step."""
    return frozenset({key.rpartition("#")[0]} if key.startswith(("granted:", "out:")) else ())


def _sources(facts: Facts, key: str, through: frozenset[str]) -> Iterator[_Counting]:
    """Where a granted output counts, so do the results that it was granted for."""
    granted = (
        facts.granted.get(key.partition(":")[2].rpartition("#")[0]) if key.startswith("granted:") else None
    )
    for entry in granted.sources if granted else ():
        source = facts.source(f"held:{entry}")
        if source is not None:
            yield _Counting(f"held:{entry}", source[0].lineage_key, through)
