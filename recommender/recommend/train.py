"""The use case: the bank's histories become the model that serves."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from recommender.ledger import LedgerReader
from recommender.ranking.interactions import Interactions
from recommender.ranking.protocol import Progress
from recommender.ranking.serve import Champion
from recommender.ranking.train import train


def train_for(
    ledger: LedgerReader,
    out_dir: Path,
    as_of: date,
    seed: int = 1,
    progress: Progress = None,
    *,
    tracking: Path | None = None,
) -> Champion:
    """Train on the histories of everyone who has not withdrawn consent, and export to `out_dir/champion`.

    Raises:
        InputError: the ledger holds not one completed result.
    """
    return train(interactions_of(ledger, as_of), out_dir, seed, progress, tracking=tracking)


def interactions_of(ledger: LedgerReader, as_of: date) -> Interactions:
    """What learners completed up to a day, by day number, so that validation can divide by time."""
    learners: list[str] = []
    items: list[str] = []
    days: list[int] = []
    for history in ledger.histories(as_of):
        learners += [history.learner] * len(history.items)
        items += history.items
        days += history.days
    return Interactions.from_columns(learners, items, days, dated=True)
