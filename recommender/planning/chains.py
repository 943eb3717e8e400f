"""Which recognitions can follow from which: every variant of every rule, level by level (A7)?

A variant of depth n rests on variants of smaller depth, and on none of its own rule. So no cycle can support itself,
and none is ever written down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from functools import partial
from itertools import chain, count

from recommender.planning.menu import Listing, Menu, Patched
from recommender.planning.plan import Cause
from recommender.planning.problem import GoalProblem, Variant
from recommender.planning.relevance import Relevant
from recommender.planning.variants import Supplies, TooManyVariants, variants
from recommender.rules.recognition import Recognition
from recommender.vocabulary import RuleId

FIRST_OF_LEARNER = 10**9
"""From here on ids of variants are of one learner; below they are those of a menu."""


def all_variants(
    supplies: Supplies, pending: frozenset[RuleId], matter: Relevant, patched: Patched
) -> tuple[tuple[Variant, ...], tuple[Cause, ...]]:
    """Every way to apply each rule, and a refusal for each rule that has too many."""
    found: list[Variant] = []
    too_many: list[Cause] = []
    ids = count(FIRST_OF_LEARNER)
    changed = {rule.id for item in patched.touched for _, rule in matter.feeding.get(item, ())} | pending
    for goal in supplies.goals:
        listing = patched.menu.listing(goal.index, partial(_listing, supplies, patched.menu, matter, goal))
        own = listing.chained.union(listing.place[rule] for rule in changed if rule in listing.place)
        mine: list[Variant] = []
        for depth in range(1, listing.deepest + 1):
            make = partial(variants, supplies, goal.index, pending=pending, below=tuple(mine), ids=ids)
            places = own if depth == 1 else listing.chained
            ways, many = _ways({place: listing.rules[place] for place in sorted(places)}, depth, make)
            if depth == 1:
                ways, many = _beside(listing, places, ways), many | (listing.too_many - places)
            causes = (listing.rules[place].id for place in sorted(many))
            too_many += (Cause("unsupported", rule, "too many choices of sources") for rule in causes)
            if not ways and depth > 1:
                break
            mine += chain.from_iterable(ways.values())
        found += mine if listing.at_home else _of_use(mine, goal.version.institution)
    return tuple(found), tuple(too_many)


def _ways(
    rules: Mapping[int, Recognition], depth: int, make: Callable[[Recognition], Iterable[Variant]]
) -> tuple[dict[int, tuple[Variant, ...]], set[int]]:
    """By place the variants of the rules that have any of this depth, and the places of those that have too many."""
    found: dict[int, tuple[Variant, ...]] = {}
    too_many: set[int] = set()
    for place, rule in rules.items():
        try:
            ways = tuple(make(rule)) if rule.chain >= depth else ()
        except TooManyVariants:
            too_many.add(place)
        else:
            found |= {place: ways} if ways else {}
    return found, too_many


def _beside(
    listing: Listing, places: Set[int], own: Mapping[int, tuple[Variant, ...]]
) -> dict[int, tuple[Variant, ...]]:
    """The ways of everyone with those of a learner in place of them, in the order of the rules."""
    found = dict(listing.ways)
    for place in places - own.keys():
        found.pop(place, None)
    fresh = own.keys() - found.keys()
    found.update(own)
    return dict(sorted(found.items())) if fresh else found


def _listing(supplies: Supplies, menu: Menu, matter: Relevant, goal: GoalProblem) -> Listing:
    """What anyone can do with the rules of a goal."""
    nobody = replace(supplies, held={}, new=menu.studies, granted=())
    rules = tuple(rule for index, rule in matter.rules if index == goal.index)
    alone = {place: rule for place, rule in enumerate(rules) if rule.chain == 1}
    make = partial(variants, nobody, goal.index, pending=frozenset(), below=(), ids=menu.ids)
    ways, too_many = _ways(alone, 1, make)
    return Listing(
        rules,
        {rule.id: place for place, rule in enumerate(rules)},
        frozenset(range(len(rules))) - alone.keys(),
        max((rule.chain for rule in rules), default=1),
        ways,
        frozenset(too_many),
        all(rule.recogniser == goal.version.institution for rule in rules),
    )


def _of_use(found: Sequence[Variant], home: str) -> list[Variant]:
    """Those of the awarding institution, and those of others that feed one of them."""
    wanted = {below.id for one in found if one.rule.recogniser == home for below in one.chain()}
    return [one for one in found if one.id in wanted]
