"""Which new items are interchangeable to every rule in sight, and so need only one column together?

A class is one *special* item, or all others that agree in credit, length, fee, terms, places in every goal, and in what
every rule sees of them. An item is special if it feeds a rule, has or stands in a prerequisite, is asked about by a
condition, must be a step, may serve several requirements at once, or shares its lineage with anything else. Members of
a class can be exchanged in any plan without touching a rule, so the least length over classes is the least length over
items.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass

from recommender.planning.look import asked_first
from recommender.planning.problem import NewStudy, Problem
from recommender.rules.registry import items_asked
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
    asked_gains = [asked.gains for asked in problem.credit.values()]
    looks = [goal.looks for goal in problem.goals]
    merged: dict[tuple[object, ...], list[NewStudy]] = defaultdict(list)
    for key in sorted(problem.new):
        one = problem.new[key]
        if key in special:
            merged[(key,)].append(one)
            continue
        item, known = one.item, [some.of(one.item) for some in looks]
        places = tuple(look.places if one.exact else () for look in known)
        gains = tuple(gains.get(item.id, 0) for gains in asked_gains)
        if any(places) or any(gains) or problem.load_least:
            seen = tuple(look.seen if one.exact else look.seen_without_credit for look in known)
            alone = key if apart else ""
            merged[(alone, gains, one.units, one.study_units, item.fee, one.ordinals, places, seen)].append(
                one
            )
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
    special = named_by_rules(problem) | {key for variant in problem.variants for key in variant.new}
    looks = [goal.looks for goal in problem.goals]
    for key, one in problem.new.items():
        lineage, first = one.item.lineage_key, looks[0].of(one.item).first if looks else asked_first(one.item)
        named.update(first.items)
        if first.anything or one.forced or lineages[lineage] > 1 or lineage in apart:
            special.add(key)
        elif one.exact and any(some.of(one.item).shared for some in looks):
            special.add(key)  # which of the members serves several requirements at once matters
    return special | {f"new:{item}" for item in named}


def named_by_rules(problem: Problem) -> set[str]:
    """Keys of the items that a condition, the withdrawal of credit or the caller's assumptions name one by one."""
    named: set[ItemId] = set()
    for goal in problem.goals:
        named |= items_asked(goal.version.requirement)
    named.update(*(held.withdrawn_by for held in problem.held.values()))
    named.update(*(variant.rule.withdrawn_by for variant in problem.variants))
    named.update(problem.request.assume.items)  # an average may tell it from the others
    return {f"new:{item}" for item in named}
