"""Which new items are interchangeable to every rule in sight, and so need only one column together?

A class is one *special* item, or all others that agree in credit, length, fee, terms, places in every goal, and in what
every rule sees of them. An item is special if it feeds a rule, has or stands in a prerequisite, is asked about by a
condition, must be a step, may serve several requirements at once, or shares its lineage with anything else. Members of
a class can be exchanged in any plan without touching a rule, so the least length over classes is the least length over
items.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from dataclasses import dataclass
from itertools import combinations

from recommender.planning.problem import GoalProblem, NewStudy, Problem
from recommender.rules.prerequisite import asks_more, atoms
from recommender.rules.registry import items_asked, seen_by_leaf, seen_by_limit
from recommender.vocabulary import ItemId, NodeId


@dataclass(frozen=True, slots=True)
class StudyClass:
    """Interchangeable new items; `members` in order of their ids."""

    key: str
    members: tuple[NewStudy, ...]
    places: tuple[tuple[NodeId, ...], ...]
    """For each goal, the places that a member can serve as itself."""
    special: bool

    @property
    def first(self) -> NewStudy:
        """A member, for all that members share."""
        return self.members[0]


def study_classes(problem: Problem) -> tuple[StudyClass, ...]:
    """Merge the new items of a problem; in order of each class's smallest item id."""
    special = _special(problem)
    # What one goal uses up no other may count: then it matters which member stands where.
    apart = len(problem.goals) > 1 and any(goal.version.consumes for goal in problem.goals)
    merged: dict[tuple[object, ...], list[NewStudy]] = defaultdict(list)
    for key in sorted(problem.new):
        one = problem.new[key]
        places = tuple(goal.new_fits(one) for goal in problem.goals)
        gains = tuple(asked.gains.get(one.item.id, 0) for asked in problem.credit.values())
        if key in special:
            merged[(key,)].append(one)
        elif any(places) or any(gains) or problem.load_least:
            seen = tuple(_seen_by_rules(goal, one) for goal in problem.goals)
            alone = key if apart else ""
            merged[
                (alone, gains, one.units, one.study_units, one.item.fee, one.ordinals, places, seen)
            ].append(one)
    return tuple(
        StudyClass(
            members[0].key,
            tuple(members),
            tuple(goal.new_fits(members[0]) for goal in problem.goals),
            members[0].key in special,
        )
        for members in merged.values()
    )


def _special(problem: Problem) -> set[str]:
    lineages = Counter(one.item.lineage_key for one in problem.new.values())
    lineages.update(held.lineage for held in problem.held.values() if held.lineage)
    lineages.update(lineage for held in problem.held.values() for _, lineage in held.sources)
    for variant in problem.variants:
        lineages.update(output.lineage for output in variant.outputs if output.lineage)
    apart = frozenset[str]().union(*problem.excluded)
    named: set[ItemId] = set()
    special = {key for variant in problem.variants for key in variant.new}
    for key, one in problem.new.items():
        before = [*atoms(one.item.prerequisites), *atoms(one.item.corequisites)]
        named.update(atom.item for atom in before)
        lineage = one.item.lineage_key
        more = asks_more(one.item.prerequisites) or asks_more(one.item.corequisites)
        if before or more or one.forced or lineages[lineage] > 1 or lineage in apart:
            special.add(key)
    for goal in problem.goals:
        named |= items_asked(goal.version.requirement)
    named.update(*(held.withdrawn_by for held in problem.held.values()))
    named.update(*(variant.rule.withdrawn_by for variant in problem.variants))
    special |= {key for key, one in problem.new.items() if any(_shared(goal, one) for goal in problem.goals)}
    named.update(problem.request.assume.items)  # an average may tell it from the others
    return special | {f"new:{item}" for item in named}


def _shared(goal: GoalProblem, one: NewStudy) -> bool:
    """Whether it may serve several requirements at once: then which of the members does so matters."""
    return any(goal.shares(left, right) for left, right in combinations(goal.new_fits(one), 2))


def _seen_by_rules(goal: GoalProblem, one: NewStudy) -> tuple[Hashable, ...]:
    """All that the rules of a goal can tell apart about the item, beside its credit and its places."""
    version, look = goal.version, one.item.attributes
    leaves = (leaf for place in goal.new_fits(one) if (leaf := goal.places[place]) is not None)
    return (
        *(seen_by_leaf(leaf, look) for leaf in leaves),
        *(seen_by_limit(limit, look, one.origin, version.institution) for limit in version.limits),
    )
