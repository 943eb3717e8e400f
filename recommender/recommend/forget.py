"""The use case: how is a learner forgotten in everything of ours, and what is left to do?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

from recommender.errors import InputError, NotFound, Unavailable
from recommender.ledger.erasing import Erasure, erase
from recommender.ranking.serve import load_champion
from recommender.recommend.keeping import answers_url
from recommender.recommend.view import Json
from recommender.settings import Settings
from recommender.store import open_store
from recommender.vocabulary import LearnerId, check_id

__all__ = ["forget_learner"]

_NOTHING = Erasure(0, 0)


def forget_learner(settings: Settings, account: str, on: date) -> Json:
    """Erase an account from our store and, where it is a file of ours, from the ledger.

    The ledger first: once it says so no question is answered any more, so that nothing new comes into the store after
    what was there has gone. Broken off, the same call does what is left.

    Raises:
        NotFound: neither has ever heard of it.
        Unavailable: one of them cannot be written.
        InputError: the id is none.
    """
    learner = _learner(account)
    ledger, known = _ledger(settings, learner, on)
    store = _store(settings, learner)
    if not known and not any(store.values()):
        raise NotFound("learner", account)
    return {
        "learner": account,
        "store": dict(sorted(store.items())),
        "ledger": {"payloads": ledger.payloads, "copies": ledger.copies},
        "retrain": _has_model(settings),
    }


def _learner(account: str) -> LearnerId:
    try:
        return LearnerId(check_id(account))
    except ValueError as wrong:
        raise InputError(str(wrong), place="account") from None


def _store(settings: Settings, learner: LearnerId) -> dict[str, int]:
    """Nothing where there is no store yet: none is made to forget in."""
    url = answers_url(settings)
    path = url.removeprefix("sqlite:///")
    if "://" not in path and not Path(path).is_file():
        return {}
    with open_store(url) as store:
        return dict(store.forget(learner))


def _ledger(settings: Settings, learner: LearnerId, on: date) -> tuple[Erasure, bool]:
    """In the ledger, if it is a file of ours: elsewhere it is the bank's, and erasing there the bank's act."""
    url = settings.ledger_url
    path = Path(url.removeprefix("sqlite:///"))
    if ("://" in url and not url.startswith("sqlite:///")) or not path.is_file():
        return _NOTHING, False
    try:
        return erase(url, learner, on), True
    except NotFound:
        return _NOTHING, False


def _has_model(settings: Settings) -> bool:
    """Whether there is a model, in whose sums the history may be until the next training."""
    try:
        load_champion(settings.model_dir)
    except Unavailable:
        return False
    return True
