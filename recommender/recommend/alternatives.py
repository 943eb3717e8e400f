"""The use case: which other plans are as good at every level, each as different as can be (D6)?"""

from __future__ import annotations

from time import monotonic

from recommender.ledger.record import Record
from recommender.planning import Plan, PlanRequest
from recommender.planning.alternatives import alternatives
from recommender.planning.slack import NO_SLACK, Slack
from recommender.planning.ties import studied
from recommender.recommend.bank import Bank
from recommender.recommend.plan import answer_versions, plan_json
from recommender.recommend.replay import replay_key
from recommender.recommend.view import Json
from recommender.recommend.what_if import titled
from recommender.vocabulary import format_units

MOST = 10
"""How many others one answer holds: each is a solve of its own."""


def alternatives_for(
    bank: Bank, record: Record, request: PlanRequest, k: int, slack: Slack = NO_SLACK
) -> Json:
    """The best plan, then up to k others, each whole and with what it studies in place of what of the best.

    With a slack they may be longer, or end later, by so much, and say by how much they are.

    Raises:
        NotFound: an unknown qualification, catalogue year or pinned item.
        InputError: a request that means nothing.
        CheckFailed: the checker refused one of the plans.
    """
    start = monotonic()
    found = alternatives(bank.catalogue, record, request, k, slack, bank.plans)
    seconds = monotonic() - start
    rows: list[tuple[Plan, int]] = [(found.best, 0), *((one.plan, one.differs) for one in found.others)]
    more = {} if slack == NO_SLACK else {"slack": slack}
    key = replay_key(
        "alternatives", request, record, bank.catalogue.version, bank.fit.version, k=k, explain=False, **more
    )
    plans = [
        {
            **plan_json(bank, record, request, plan, f"{key}-{place}", seconds),
            "differs": differs,
            **_worse(found.best, plan),
            **_against(bank, found.best, plan),
        }
        for place, (plan, differs) in enumerate(rows)
    ]
    return {
        "status": found.best.status.value,
        "plans": plans,
        "asked": k,
        "slack": {
            "credits": None if slack.units is None else format_units(slack.units),
            "terms": slack.terms,
        },
        "all_told": found.all_told,
        "synthetic": bank.catalogue.synthetic,
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        "versions": answer_versions(bank, record),
        "replay_key": key,
        "meta": {"seconds": round(monotonic() - start, 3)},
    }


def _worse(best: Plan, plan: Plan) -> Json:
    """By how much it is longer than the best, and by how many terms it ends later (below 0: sooner)."""
    if plan.length is None or best.length is None:
        return {"longer": None, "later": None}
    return {"longer": format_units(plan.length - best.length), "later": plan.ends - best.ends}


def _against(bank: Bank, best: Plan, plan: Plan) -> Json:
    """What is studied only here, and what only in the best."""
    here, there = studied(plan.steps), studied(best.steps)
    return {
        "gained": [titled(bank, item) for item in sorted(here - there)],
        "lost": [titled(bank, item) for item in sorted(there - here)],
    }
