"""From the ledger's histories to a model that serves."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from recommender.errors import InputError
from recommender.ranking.serve import load_champion
from recommender.recommend.train import interactions_of, train_for
from tests.recommend.world import NEW, TODAY, Shelf, record, result

ORDER = ("math", "acc1", "acc2", "tax")


def shelf(learners: int = 40) -> Shelf:
    """Everyone takes the same four courses in the same order; every tenth withdrew consent."""
    return Shelf(
        *(
            record(
                f"l{n:02}",
                *(
                    result(f"e{n}-{k}", name, completed=date(2025, 1, 1) + timedelta(days=100 * k + n))
                    for k, name in enumerate(ORDER[: 2 + n % 3])
                ),
                personalised=n % 10 != 0,
            )
            for n in range(learners)
        )
    )


def test_histories_become_dated_interactions_in_order_of_time() -> None:
    found = interactions_of(shelf(), TODAY)
    assert len(found) == 36, "those who withdrew consent are left out"
    assert [found.index.ids[code] for code in found.histories.row(1)] == list(ORDER)
    assert found.times is not None
    assert date.fromordinal(int(found.times[0])) == date(2025, 1, 2)


def test_training_exports_a_champion_that_is_served(tmp_path: Path) -> None:
    told: list[str] = []
    model = train_for(
        shelf(), tmp_path, TODAY, seed=3, progress=lambda label, done, total: told.append(label)
    )
    served = load_champion(tmp_path / "champion")
    assert served.version == model.version
    assert set(served.index.ids) == set(ORDER)
    assert told


def test_the_same_ledger_and_seed_give_the_same_model(tmp_path: Path) -> None:
    versions = {train_for(shelf(), tmp_path / name, TODAY, seed=3).version for name in ("a", "b")}
    assert len(versions) == 1


def test_a_ledger_without_results_teaches_nothing(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not one completed result"):
        train_for(Shelf(NEW), tmp_path, TODAY)
