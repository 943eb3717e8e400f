"""Is the demo bank there, with the ranking that was learnt from it?  What is missing is made."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from recommender.cli.progress import Told
from recommender.errors import ModelUnavailable

if TYPE_CHECKING:
    from recommender.demo.build import DemoBank
    from recommender.settings import Settings

MODELS = "models"
LEARNT_FROM = "learnt-from"
"""Beside the model: the hash of the bank's marker, so that another bank gets another model."""


def demo_settings(
    directory: Path, learners: int | None, scale: float, seed: int, told: Told, bank: str = "delta"
) -> Settings:
    """Where the bank's parts are, over the settings of the environment; today is the day on which its ledger ends.

    Raises:
        InputError: the directory holds files that no demo bank put there; they are left alone.
    """
    from recommender.cli.opening import settings_from
    from recommender.demo.build import build

    made = build(directory, learners=learners, seed=seed, scale=scale, progress=told, bank=bank)
    models = directory / MODELS
    settings = settings_from(
        str(made.catalogue_file), str(made.ledger_file), models / "champion", today=made.as_of
    )
    _learn(made, settings, models, told)
    return settings


def _learn(bank: DemoBank, settings: Settings, models: Path, told: Told) -> None:
    """Train the ranking unless the model that is there was learnt from this very bank."""
    from recommender.demo.build import MARKER
    from recommender.ledger import open_ledger
    from recommender.ranking.serve import load_champion
    from recommender.recommend.train import train_for

    mark, now = models / LEARNT_FROM, hashlib.sha256((bank.directory / MARKER).read_bytes()).hexdigest()
    try:
        if mark.read_text(encoding="utf-8").strip() == now:
            load_champion(settings.model_dir)
            return
    except (OSError, ModelUnavailable):
        pass
    ledger = open_ledger(settings.ledger_url, settings.ledger_token)
    try:
        train_for(ledger, models, bank.as_of, 1, told)
    finally:
        ledger.close()
    mark.write_text(now + "\n", encoding="utf-8")
