"""How many other choices of study are as good as the one that was found (D6)?

Counted twice over. Members of a class that no objective tells apart stand in for each other in any plan, so the ways to
take as many of each are so many choices: a number that costs nothing, and is "at least". Where a caller asks for it,
choices are found one by one, each apart from those before; where there are no more before the limit, it is exact.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import replace
from math import comb, prod

from recommender.planning.compile import Compiled
from recommender.planning.levels import Chosen
from recommender.planning.plan import Plan, Status, Step, Ties
from recommender.planning.problem import NewStudy
from recommender.planning.request import PlanRequest
from recommender.vocabulary import ItemId

Next = Callable[[Plan, tuple[frozenset[ItemId], ...]], Plan | None]
"""The plan that is as good as the best and farthest from those known; None: not found in time."""


def exchanges(compiled: Compiled, chosen: Chosen) -> Ties:
    """The choices that exchange members of a part for each other; steps without load make no other choice."""
    request = compiled.problem.request
    taken = {one.key for one in chosen.steps}
    ways = 1
    for study in compiled.shared.classes:
        used = Counter(_seen(request, one) for one in study.members if one.key in taken)
        if not study.first.study_units or not used:
            continue
        members = Counter(_seen(request, one) for one in study.members)
        ways *= prod(comb(members[sort], count) for sort, count in used.items())
    return Ties(ways, exact=False)


def _seen(request: PlanRequest, one: NewStudy) -> Hashable:
    """All that an objective, or an amount that the caller allows of it, can see of a member beside its class."""
    item = one.item.id
    earlier = (request.before or frozenset(), *request.apart_from)
    return request.dislikes.get(item, 0), tuple(item in plan for plan in earlier)


def counted(plan: Plan, request: PlanRequest, further: Next) -> Plan:
    """The plan with its ties counted one by one, up to as many as are asked for.

    Nothing is solved where the exchanges alone are more than the limit, nor where the other levels are not all held by
    the search for the next choice: a change against an earlier plan, or no level of length.
    """
    ties, limit = plan.ties, request.count_ties
    held = request.before is None and not request.apart_from and "length" in request.objectives
    if ties is None or ties.count > limit or plan.status is not Status.OPTIMAL or not held:
        return plan
    known = [studied(plan.steps)]
    while len(known) <= limit:
        found = further(plan, tuple(known))
        if found is None:
            break
        if studied(found.steps) in known:
            return replace(plan, ties=Ties(len(known), exact=True))
        known.append(studied(found.steps))
    return replace(plan, ties=Ties(max(ties.count, len(known)), exact=False))


def studied(steps: Iterable[Step]) -> frozenset[ItemId]:
    """The items of the steps that ask for study."""
    return frozenset(step.item for step in steps if step.study_units)
