"""What `models/` says of the search and of the manifest is what the code does."""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from pathlib import Path

import pytest

from recommender.ranking.export import MANIFEST
from recommender.ranking.interactions import Interactions
from recommender.ranking.models import SlitRecipe
from recommender.ranking.selection import ALS_GRID, SLIT_AXES
from recommender.ranking.train import CHAMPION, train
from tests.suites import ROOT

pytestmark = pytest.mark.suite("train")


def test_the_written_search_is_the_search_that_runs() -> None:
    written = json.loads((ROOT / "models" / "ranking.json").read_text())
    assert written == {
        "popularity": {},
        "als": [asdict(recipe) for recipe in ALS_GRID],
        "slit": {"start": asdict(SlitRecipe()), "axes": [list(axis) for axis in SLIT_AXES]},
    }


def test_every_field_that_the_card_names_is_in_a_manifest(ladder: Interactions, tmp_path: Path) -> None:
    train(ladder, tmp_path, seed=1)
    manifest = json.loads((tmp_path / CHAMPION / MANIFEST).read_text())
    card = (ROOT / "models" / "model-card.md").read_text()
    named = re.findall(r"`((?:about|params)\.\w+|kind|params)`", card)
    assert len(named) > 8
    for name in named:
        value = manifest
        for part in name.split("."):
            value = value[part]
