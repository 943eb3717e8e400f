"""Check of `single_use`: an achievement serves a goal once, and of a lineage as many as may (A1, A3, B6, B11)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.planning.check import excluded, sharing
from recommender.planning.check.amounts import sent
from recommender.planning.check.chain import grant, link, resting_on
from recommender.planning.check.facts import Facts
from recommender.planning.check.repeatable import bounds
from recommender.planning.check.violation import Violation
from recommender.planning.check.witness import achievement
from recommender.rules.claims import Claim
from recommender.rules.repeatable import ONCE, Repeatable
from recommender.rules.sharing import Sharing
from recommender.rules.single_use import KIND, SingleUse
from recommender.vocabulary import NodeId


def check(facts: Facts, goal: Qualification, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """The law holds for every version, whether its text repeats it or not."""
    law = next((limit.id for limit in goal.limits if isinstance(limit, SingleUse)), SingleUse().id)
    uses = Counter(_claimed(facts, goal, claims))
    fixed = set(_fixed_in_ledger(facts, goal))
    uses.update(fixed)
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        if one.goal == goal.key and rule is not None and not rule.reuse:
            uses.update(one.sources)
    uses.update(_granted_elsewhere(facts, goal))
    twice = [
        Violation(KIND, law, key, f"counts {count} times towards {goal.key}")
        for key, count in sorted(pair for pair in uses.items() if pair[1] > 1)
    ]
    return (
        *twice,
        *_used_up(facts, goal, fixed, law),
        *_too_many(facts, goal, claims, law),
        *excluded.check(facts, goal, claims, law),
    )


def _used_up(facts: Facts, goal: Qualification, fixed: set[str], law: str) -> Iterator[Violation]:
    """What the ledger used up is free for no further rule, not even for one that lets its sources count otherwise."""
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        if one.goal == goal.key and rule is not None and rule.reuse:
            for key in sorted(fixed.intersection(one.sources)):
                yield Violation(KIND, law, key, f"was used up by a recognition in the ledger, in {goal.key}")


def _too_many(facts: Facts, goal: Qualification, claims: Sequence[Claim], law: str) -> Iterator[Violation]:
    """Of a lineage one counts, or as many and as much as it says of itself."""
    catalogue = facts.catalogue
    most = catalogue.kept("check repeatable", goal.scheme, lambda: _repeatable(catalogue, goal.scheme))
    members = _members(facts, goal, claims, most)
    for lineage in sorted(one for one, keys in members.items() if len(keys) > 1 or one in most):
        bound, keys = most.get(lineage, ONCE), members[lineage]
        if not bound.allows(_units(facts, goal, key) for key in keys):
            said = f"are of one lineage, {lineage}, in {goal.key}"
            yield Violation(KIND, law, ", ".join(sorted(keys)), said)
        if lineage in most:
            yield from _as_both(facts, goal, claims, lineage, law)


def _repeatable(catalogue: Catalogue, scheme: str) -> Mapping[str, Repeatable]:
    """Lineages of items that say how often they count, with that."""
    named = {one.lineage_key for one in catalogue.items.values() if one.repeatable is not None}
    most = bounds(catalogue, named, scheme)
    return {lineage: bound for lineage, bound in most.items() if bound != ONCE}


def _as_both(
    facts: Facts, goal: Qualification, claims: Sequence[Claim], lineage: str, law: str
) -> Iterator[Violation]:
    """One result counts as itself and as what it was recognised as: that is one achievement, not two."""
    own: dict[str, set[str]] = {}
    for claim in claims:
        if claim.lineage == lineage:
            known = _lineages(facts, {claim.key, *_own_sources(facts, goal, claim.key)})
            own[claim.key] = known.get(lineage, set())
    for one, other in combinations(sorted(own), 2):
        if own[one] & own[other]:
            yield Violation(KIND, law, f"{one}, {other}", f"are one achievement of {lineage}, in {goal.key}")


def _units(facts: Facts, goal: Qualification, key: str) -> int | None:
    """The credit of a member; None where it is no amount of the goal's scheme."""
    source = facts.source(key)
    if source is not None:
        return sent(facts.catalogue, source[0], source[1], goal.scheme)
    found = achievement(facts, goal, key)
    return None if isinstance(found, str) else found.units


def _claimed(facts: Facts, goal: Qualification, claims: Sequence[Claim]) -> Iterator[str]:
    """A key for each use as itself; places that a sharing law opens to one achievement are one use."""
    laws = [limit for limit in goal.limits if isinstance(limit, Sharing)]
    below = facts.wording(goal).below if laws else {}
    at: dict[str, list[NodeId]] = {}
    for claim in claims:
        at.setdefault(claim.key, []).append(claim.place)
    for key, places in at.items():
        together = len(places) == 1 or all(
            any(sharing.allows(law, below, one, other) for law in laws)
            for one, other in combinations(places, 2)
        )
        yield from [key] if together else [key] * len(places)


def _granted_elsewhere(facts: Facts, goal: Qualification) -> list[str]:
    """Results of what another institution granted, where a recognition here rests on that (A7)."""
    entries = set()
    for one in facts.plan.applications:
        rule = facts.catalogue.rules.get(one.rule)
        if one.goal == goal.key and rule is not None and not rule.reuse:
            found = (grant(facts, key) for key in one.sources)
            entries |= {held[0].entry for held in found if held and held[0].recogniser != goal.institution}
    return [f"held:{result}" for entry in sorted(entries) for result in facts.granted[entry].sources]


def _fixed_in_ledger(facts: Facts, goal: Qualification) -> list[str]:
    """Results that a recognition in the ledger has used up towards awards of this institution."""
    return [
        f"held:{entry}"
        for granted in facts.record.granted
        if granted.recogniser == goal.institution and not granted.reuse
        for entry in granted.sources
    ]


def _members(
    facts: Facts, goal: Qualification, claims: Sequence[Claim], repeatable: Mapping[str, Repeatable]
) -> dict[str, set[str]]:
    """By lineage: what counts, what it counts through, and what is studied anew."""
    sources = {key for one in facts.plan.applications if one.goal == goal.key for key in one.sources}
    studied = {f"new:{step.item}" for step in facts.plan.steps if step.item not in facts.in_progress}
    members = _lineages(facts, sources | studied)
    for key in filter(_is_recognised, sources):
        # What was recognised on the way is a member too, unless what it came from is already.
        named = _recognised_item(facts, goal, key)
        if named and named not in _through(facts, goal, key):
            members.setdefault(named, set()).add(key)
    claimed: dict[str, set[str]] = {}
    for claim in claims:
        if claim.lineage is not None:
            claimed.setdefault(claim.lineage, set()).add(claim.key)
    for lineage, keys in claimed.items():
        # A renumbered item recognised as its successor is one achievement, not two.
        both = len(keys) > 1 and lineage not in repeatable
        own = set() if both else {key for key in keys if lineage in _through(facts, goal, key)}
        members.setdefault(lineage, set()).update(keys - own)
    fixed = {
        source
        for key in (*(claim.key for claim in claims), *sources)
        if key.startswith("granted:")
        for source in _own_sources(facts, goal, key)
    }
    for lineage, keys in _lineages(facts, fixed).items():
        # What one granted recognition joined is not judged again: its sources of a lineage are one member,
        # unless each of them may count for itself.
        kept = keys if lineage in repeatable else {min(keys)}
        members[lineage] = {*(members.get(lineage, set()) - keys), *kept}
    return members


def _lineages(facts: Facts, keys: Iterable[str]) -> dict[str, set[str]]:
    """Results and steps by their lineage."""
    found: dict[str, set[str]] = {}
    for key in keys:
        source = facts.source(key)
        if source is not None:
            found.setdefault(source[0].lineage_key, set()).add(key)
    return found


def _is_recognised(key: str) -> bool:
    """Whether a key stands for what was recognised: nothing else came from anything."""
    return key.startswith(("out:", "granted:"))


def _own_sources(facts: Facts, goal: Qualification, key: str) -> set[str]:
    kind, _, rest = key.partition(":")
    owner = rest.rpartition("#")[0]
    if kind == "out":
        found = [one for one in facts.inside.through.get(owner, ()) if one.goal == goal.key]
        chain = [below for one in found for below in resting_on(facts, one)]
        direct = {source for one in chain for source in one.sources}
        granted = [source for source in direct if source.startswith("granted:")]
        return direct.union(*(_own_sources(facts, goal, source) for source in granted))
    if kind == "granted" and owner in facts.granted:
        return {f"held:{entry}" for entry in facts.granted[owner].sources}
    return set()


def _through(facts: Facts, goal: Qualification, key: str) -> set[str]:
    """Lineages of everything that it came from."""
    if not _is_recognised(key):
        return set()
    own = _own_sources(facts, goal, key)
    named = (_recognised_item(facts, goal, source) for source in own)
    return {*_lineages(facts, own), *(lineage for lineage in named if lineage)}


def _recognised_item(facts: Facts, goal: Qualification, key: str) -> str | None:
    """The lineage of what a source was recognised as already."""
    found, held = link(facts, goal.key, key), grant(facts, key)
    named = found.output.item if found else held[1].item if held else None
    item = facts.catalogue.items.get(named) if named is not None else None
    return item.lineage_key if item else None
