"""Which other plans are as good, each as different as can be from those before (D6)?

One after the other: the levels of the best plan become rows, and the next plan is the one whose steps differ most from
the steps of that earlier plan to which they are most alike. Each is exact for the plans before it, and each is judged
by the checker; where no further choice of study is as good, there are fewer than asked for.

Within a slack the next plan is the one that keeps the fewest steps of that earlier plan of whose steps it keeps most,
and the best of those in the order asked for; there is no further one where each other choice holds a plan that is known
whole, and more beside it.
"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.as_good import next_as_good
from recommender.planning.make import answer, make_plan
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.planning.reuse.cache import PlanCache
from recommender.planning.slack import NO_SLACK, Slack
from recommender.planning.ties import studied


@dataclass(frozen=True)
class Alternative:
    """A plan, and by how many steps it differs from the most alike of those before."""

    plan: Plan
    differs: int


@dataclass(frozen=True)
class Alternatives:
    """The best plan first; `all_told`: no other choice of study is as good, or within the slack."""

    best: Plan
    others: tuple[Alternative, ...] = ()
    all_told: bool = False


def alternatives(
    catalogue: Catalogue,
    record: Record,
    request: PlanRequest,
    k: int,
    slack: Slack = NO_SLACK,
    cache: PlanCache | None = None,
) -> Alternatives:
    """The best plan, which may be in the cache, and up to k others equal to it at every level, or within the slack.

    Raises:
        InputError: a slack that means nothing.
        CheckFailed: the checker refused what the planner made; a defect, never shown as an answer.
    """
    slack.check(request)
    best = make_plan(catalogue, record, request, cache)
    if best.status is not Status.OPTIMAL:
        return Alternatives(best)
    others: list[Alternative] = []
    known = [studied(best.steps)]
    while len(others) < k:
        found = next_as_good(catalogue, record, request, best, tuple(known), answer, slack)
        if found is None:
            return Alternatives(best, tuple(others))
        mine = studied(found.steps)
        differs = min(len(mine ^ one) for one in known)
        if not differs:
            return Alternatives(best, tuple(others), all_told=True)
        known.append(mine)
        others.append(Alternative(found, differs))
    return Alternatives(best, tuple(others))
