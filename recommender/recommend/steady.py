"""The use case: which is the path now, changed as little as possible against an old plan (D7)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from time import monotonic
from typing import Any

from recommender.errors import InputError
from recommender.explanation import both
from recommender.explanation.whys import explain_dropped
from recommender.ledger.record import Record
from recommender.planning import PlanRequest
from recommender.planning.certificates.disk import read_json
from recommender.planning.certificates.form import FORMAT, certificate_of
from recommender.planning.steady import Steady, steady
from recommender.recommend.bank import Bank
from recommender.recommend.plan import plan_json
from recommender.recommend.replay import replay_key
from recommender.recommend.view import Json
from recommender.recommend.what_if import titled
from recommender.vocabulary import ItemId


def steady_for(
    bank: Bank, record: Record, request: PlanRequest, before: Iterable[ItemId], *, keep_first: bool = False
) -> Json:
    """The plan as `plan_for` tells it, and against the old one: what is kept, added and dropped, and why.

    Args:
        bank: The opened bank.
        record: The learner's record.
        request: What is asked now.
        before: The items of the old plan.
        keep_first: Rather keep the steps than be short.

    Raises:
        NotFound: an unknown qualification, catalogue year or pinned item.
        InputError: a request that means nothing.
        CheckFailed: the checker refused the plan.
    """
    start = monotonic()
    old = frozenset(before)
    found = steady(bank.catalogue, record, request, old, keep_first=keep_first, cache=bank.plans)
    key = replay_key(
        "steady", request, record, bank.catalogue.version, bank.fit.version, old=old, keep_first=keep_first
    )
    seconds = monotonic() - start
    return {**plan_json(bank, record, request, found.plan, key, seconds), "against": _against(bank, found)}


def _against(bank: Bank, found: Steady) -> Json:
    return {
        "kept": [titled(bank, item) for item in found.kept],
        "added": [titled(bank, item) for item in found.added],
        "dropped": [
            {
                **titled(bank, one.item),
                "reason": one.reason,
                "text": both(explain_dropped(one, bank.catalogue)),
            }
            for one in found.dropped
        ],
    }


def items_of_plan(path: Path) -> frozenset[ItemId]:
    """The items of an old plan: an answer as `creditpath plan --json` prints it, or a certificate.

    Raises:
        InputError: it is neither, or not one that can be read; the message names the place.
    """
    data = read_json(path)
    if isinstance(data, Mapping) and data.get("format") == FORMAT:
        return frozenset(step.item for step in certificate_of(data, str(path)).plan.steps)
    return items_of_answer(data, str(path))


def items_of_answer(data: Any, place: str) -> frozenset[ItemId]:
    """The items of the steps of an answer as plain data."""
    steps = data.get("steps") if isinstance(data, Mapping) else None
    if not isinstance(steps, list):
        raise InputError(
            "expected a plan: an object with a list `steps`, as creditpath plan --json prints it, or a certificate",
            place=place,
        )
    found = set()
    for at, step in enumerate(steps):
        item = step.get("item") if isinstance(step, Mapping) else None
        if not isinstance(item, str) or not item:
            raise InputError("expected the id of an item, as text", place=f"{place}/steps/{at}/item")
        found.add(ItemId(item))
    return frozenset(found)
