"""The least study for a small world, by trying every set of new items and every placement of everything."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, product

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Record
from recommender.rules.claims import FREE, Claim, Origin
from recommender.rules.registry import evaluate_tree, leaves
from recommender.vocabulary import NodeId


def least_study(
    catalogue: Catalogue,
    record: Record,
    done: Callable[[Sequence[Claim]], bool],
    shares: Callable[[NodeId, NodeId], bool] = lambda one, other: False,
    together: Callable[[frozenset[str], frozenset[str]], bool] = lambda counted, studied: True,
) -> int | None:
    """The least units over all sets of new items; `done` judges claims, `shares` allows two places at once.

    `together` judges which items count and which are studied anew. A leaf that carries claims has to be satisfied
    (B1): `done` is asked about the tree, and a leaf with claims that is not satisfied is refused here.
    """
    goal = next(iter(catalogue.qualifications.values()))[-1]
    held = [(f"held:{one.entry}", catalogue.items[one.item], one.units) for one in record.results]
    open_to = [one for one in catalogue.items.values() if one.id not in {item.id for _, item, _ in held}]
    found: int | None = None
    for size in range(len(open_to) + 1):
        for some in combinations(open_to, size):
            length = sum(one.units for one in some)
            if found is not None and length >= found:
                continue
            supplies = [*held, *((f"new:{one.id}", one, one.units) for one in some)]
            studied = frozenset(str(one.id) for one in some)
            if any(
                together(frozenset(str(c.attributes.item) for c in claims), studied) and done(claims)
                for claims in _assignments(goal, supplies, shares)
            ):
                found = length
    return found


def _assignments(
    goal: Qualification,
    supplies: Sequence[tuple[str, Item, int]],
    shares: Callable[[NodeId, NodeId], bool],
) -> Sequence[list[Claim]]:
    choices = [_placings(goal, key, item, units, shares) for key, item, units in supplies]
    made = ([claim for some in chosen for claim in some] for chosen in product(*choices))
    return [claims for claims in made if _no_leaf_half_full(goal, claims)]


def _placings(
    goal: Qualification,
    key: str,
    item: Item,
    units: int,
    shares: Callable[[NodeId, NodeId], bool],
) -> list[tuple[Claim, ...]]:
    places = [leaf.id for leaf in leaves(goal.requirement) if item.attributes in leaf.of]
    if goal.electives is not None and item.attributes in goal.electives:
        places.append(FREE)
    origin = Origin(frozenset({item.kind}), frozenset({item.issuer}))
    found: list[tuple[Claim, ...]] = []
    for size in range(len(places) + 1):
        found += [
            tuple(Claim(key, place, item.attributes, units, origin) for place in some)
            for some in combinations(places, size)
            if all(shares(one, other) for one, other in combinations(some, 2))
        ]
    return found


def _no_leaf_half_full(goal: Qualification, claims: Sequence[Claim]) -> bool:
    taken = {claim.place for claim in claims}
    return all(evaluate_tree(leaf, claims).satisfied for leaf in leaves(goal.requirement) if leaf.id in taken)
