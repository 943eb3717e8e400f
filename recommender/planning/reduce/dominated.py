"""Which new items are no better than a class of others in anything that a rule or a level looks at?

An item k is left out if a class of interchangeable items j, which no rule treats one by one, has equal credit, no more
study, fee and dislike, all of k's terms and places, is seen alike there by every leaf and limit, brings no less of any
completed credit that is asked for, and has so many members that one is always free (E1). Besides, k feeds no rule, no
item that stays asks for it, and nothing names it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from recommender.planning.classes import StudyClass, named_by_rules, study_classes
from recommender.planning.problem import NewStudy, Problem
from recommender.planning.reduce.reduced import Reduced, planned_for


@dataclass(frozen=True)
class _Plain:
    """A class that may stand for others."""

    study: StudyClass
    gains: tuple[int, ...]
    weights: tuple[int, ...]
    """Dislike of the members, in order."""

    def free(self, weight: int) -> int:
        """How many members are no more disliked than this."""
        return bisect_right(self.weights, weight)


def without_dominated(one: Reduced) -> Reduced:
    """Leave out every item that is dominated; of items that only ask for each other the outermost first."""
    problem, most = one.problem, planned_for(one.problem)
    classes = study_classes(problem)
    plain = _plain(problem, classes, most)
    if not plain:
        return one
    asking = Counter(item for new in problem.new.values() for item in _first(problem, new))
    fixed = named_by_rules(problem) | {key for variant in problem.variants for key in variant.new}
    fixed |= problem.retaking
    gone: set[str] = set()
    upto = one.most
    waiting = [study for study in classes if not study.first.forced]
    progress = True
    while progress:
        progress, left = False, []
        for study in waiting:
            free = all(not asking[new.item.id] and new.key not in fixed for new in study.members)
            covered = _stand_in(problem, plain, study, most, gone) if free else 0
            if covered:
                progress, upto = True, min(upto, covered)
                gone.update(new.key for new in study.members)
                asking.subtract(item for new in study.members for item in _first(problem, new))
            else:
                left.append(study)
        waiting = left
    return one.without(gone, (), upto)


def _first(problem: Problem, new: NewStudy) -> Sequence[str]:
    return problem.goals[0].looks.of(new.item).first.items


def _gains(problem: Problem, new: NewStudy) -> tuple[int, ...]:
    return tuple(asked.gains.get(new.item.id, 0) for asked in problem.credit.values())


def _weight(problem: Problem, new: NewStudy) -> int:
    return new.units * problem.request.dislikes.get(new.item.id, 0)


def _plain(problem: Problem, classes: Sequence[StudyClass], most: int) -> dict[int, list[_Plain]]:
    """By credit the classes that may stand for others and are large enough for it."""
    found: dict[int, list[_Plain]] = defaultdict(list)
    for study in classes:
        enough = (len(study.members) + 1) * study.first.study_units > most
        if enough and not study.special and study.first.exact and any(study.places):
            weights = tuple(sorted(_weight(problem, new) for new in study.members))
            found[study.first.units].append(_Plain(study, _gains(problem, study.first), weights))
    for some in found.values():
        some.sort(key=lambda one: (-len(one.study.members), one.study.key))
    return dict(found)


def _stand_in(
    problem: Problem, plain: dict[int, list[_Plain]], study: StudyClass, most: int, gone: set[str]
) -> int:
    """Up to which length another class does all that this one could; 0 where none does far enough."""
    first = study.first
    if not first.exact or not first.study_units:
        return 0
    if any(goal.looks.of(first.item).shared for goal in problem.goals):
        return 0
    weight = min(_weight(problem, new) for new in study.members)
    gains = _gains(problem, first)
    for other in plain.get(first.units, ()):
        enough = (other.free(weight) + 1) * other.study.first.study_units - 1
        itself = other.study.key in gone or other.study.key == study.key
        gained = all(mine <= yours for mine, yours in zip(gains, other.gains, strict=True))
        if enough >= most and gained and not itself and _no_worse(problem, other.study, study):
            return enough
    return 0


def _no_worse(problem: Problem, other: StudyClass, study: StudyClass) -> bool:
    """Whether a member of the other class does at each place what one of this class does, for no more."""
    one, two = study.first, other.first
    if two.study_units > one.study_units or (two.item.fee or 0) > (one.item.fee or 0):
        return False
    if not set(one.ordinals) <= set(two.ordinals):
        return False
    for goal, mine, yours in zip(problem.goals, study.places, other.places, strict=True):
        look, their = goal.looks.of(one.item), goal.looks.of(two.item)
        if look.seen_without_credit != their.seen_without_credit:
            return False
        seen = dict(zip(their.places, their.at, strict=True))
        if any(
            place not in seen or seen[place] != told for place, told in zip(look.places, look.at, strict=True)
        ):
            return False
        if not set(mine) <= set(yours):
            return False
    return True
