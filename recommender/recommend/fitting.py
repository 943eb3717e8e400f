"""How well does each item suit the learner, as plain data, and what was the order made from?"""

from __future__ import annotations

from collections.abc import Iterable

from recommender.catalogue import Catalogue
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.ranking.protocol import POPULARITY
from recommender.ranking.serve import Ranked
from recommender.recommend.bank import Bank
from recommender.recommend.view import Json, item_title

CHAMPION, BY_POPULARITY, PLAN_ONLY = "champion", "popularity", "plan_only"
_EVERYONE = {"zh": "所有学习者", "en": "All learners"}


def ranked(bank: Bank, record: Record, items: Iterable[str], personalised: bool = True) -> list[Ranked]:
    """The items, best first; a history is used only where the request and the learner allow it (E5)."""
    used = personalised and record.personalised
    return bank.fit.rank(record.history() if used else (), list(items), used)


def mode_of(bank: Bank, record: Record, personalised: bool = True) -> str:
    """What a ranking for the learner is made from: the champion on a history, what everyone took, or nothing."""
    if bank.fit_problem:
        return PLAN_ONLY
    probe = ranked(bank, record, list(bank.catalogue.items)[:1], personalised)
    return CHAMPION if any(one.personalised for one in probe) else BY_POPULARITY


def mode_of_plan(bank: Bank, record: Record, request: PlanRequest) -> str:
    """What ordered the equally short choices of a plan."""
    if not request.dislikes or "fit" not in request.objectives:
        return PLAN_ONLY
    return mode_of(bank, record)


def fit_json(catalogue: Catalogue, one: Ranked) -> Json:
    """The place of an item among those that were ranked with it, and why; amounts as texts of 6 decimals."""
    return {"score": score_text(one), "rank": one.rank, "reasons": reasons_json(catalogue, one)}


def score_text(one: Ranked) -> str | None:
    """The score, or None where the model does not know the item."""
    return None if one.score is None else f"{one.score:.6f}"


def reasons_json(catalogue: Catalogue, one: Ranked) -> list[Json]:
    """The past items that speak for an item, the strongest first."""
    return [
        {
            "item": reason.item,
            "title": dict(_EVERYONE) if reason.item == POPULARITY else item_title(catalogue, reason.item),
            "contribution": f"{reason.contribution:.6f}",
            "support": reason.learners,
        }
        for reason in one.reasons
    ]
