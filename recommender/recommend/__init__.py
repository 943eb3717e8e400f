"""Stage 7, the use cases: plan, audit, recommend, record, each on one screen; answers are plain JSON-ready data.

The names are looked up when first used, so that importing one use case does not load what only another needs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from recommender.recommend.audit import audit_for
    from recommender.recommend.bank import Bank, open_bank
    from recommender.recommend.graph_views import neighbourhood_for, yields_for
    from recommender.recommend.handed_in import record_file, record_from
    from recommender.recommend.next_items import recommend_for
    from recommender.recommend.plan import plan_for
    from recommender.recommend.record import learners_of, record_of
    from recommender.recommend.request import build_request, goals_of
    from recommender.recommend.train import train_for

__all__ = [
    "Bank",
    "audit_for",
    "build_request",
    "goals_of",
    "learners_of",
    "neighbourhood_for",
    "open_bank",
    "plan_for",
    "recommend_for",
    "record_file",
    "record_from",
    "record_of",
    "train_for",
    "yields_for",
]

_HOME = {
    "Bank": "bank",
    "audit_for": "audit",
    "build_request": "request",
    "goals_of": "request",
    "learners_of": "record",
    "neighbourhood_for": "graph_views",
    "open_bank": "bank",
    "plan_for": "plan",
    "recommend_for": "next_items",
    "record_file": "handed_in",
    "record_from": "handed_in",
    "record_of": "record",
    "train_for": "train",
    "yields_for": "graph_views",
}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
