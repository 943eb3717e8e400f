"""Serving is light, deterministic, and shows only reasons that rest on enough learners."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from recommender.ranking.interactions import Interactions
from recommender.ranking.models import SlitRecipe
from recommender.ranking.pairs import pair_support
from recommender.ranking.protocol import POPULARITY
from recommender.ranking.serve import (
    MOST_DISLIKED,
    SUPPORT_FLOOR,
    Champion,
    FitSource,
    NoFit,
    PopularityFit,
    Support,
)
from tests.suites import ROOT

HEAVY = (
    "scipy",
    "implicit",
    "sklearn",
    "pandas",
    "pyarrow",
    "mlflow",
    "matplotlib",
    "networkx",
    "sqlalchemy",
)
HISTORY = ["P1-02", "P1-03", "P1-04"]


@pytest.fixture(scope="module")
def champion(ladder: Interactions) -> Champion:
    table = pair_support(ladder.histories, len(ladder.index))
    about = {"learners": len(ladder)}
    return Champion(SlitRecipe().fit(ladder, 1), Support.of(table), ladder.counts, "v1", about)


def test_importing_serve_loads_nothing_heavy() -> None:
    code = f"import sys, recommender.ranking.serve; print([m for m in {HEAVY!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.strip() == "[]"


def test_every_source_keeps_the_port(champion: Champion) -> None:
    sources: list[FitSource] = [champion, NoFit(), PopularityFit({"a": 1}, 2)]
    for source in sources:
        assert set(source.dislikes(["a"], ["a", "b"])) == {"a", "b"}
        assert {ranked.item for ranked in source.rank(["a"], ["a", "b"])} == {"a", "b"}
        assert source.version


def test_the_programme_that_was_begun_is_continued(champion: Champion) -> None:
    left = [item for item in champion.index.ids if item not in HISTORY]
    first, second = champion.rank(HISTORY, left)[:2]
    assert {first.item, second.item} == {"P1-05", "P1-06"}
    assert (first.rank, second.rank, first.personalised) == (1, 2, True)
    assert first.reasons[0].item == "P1-04"


def test_reasons_and_remainder_sum_to_the_score(champion: Champion) -> None:
    for ranked in champion.rank([*HISTORY, "P2-00", "P3-19"], champion.index.ids):
        assert ranked.score is not None
        shown = sum(reason.contribution for reason in ranked.reasons)
        assert abs(shown + ranked.remainder - ranked.score) < 1e-6
        assert len(ranked.reasons) <= 3


def test_no_reason_rests_on_few_learners(champion: Champion, ladder: Interactions) -> None:
    table, code = pair_support(ladder.histories, len(ladder.index)), ladder.index.code_of
    seen = hidden = 0
    for past in ladder.index.ids[:20]:
        for ranked in champion.rank([past], ladder.index.ids):
            count = int(table[code[past], code[ranked.item]])
            assert [reason.learners for reason in ranked.reasons] in ([], [count])
            seen += bool(ranked.reasons)
            hidden += 0 < count < SUPPORT_FLOOR
            assert count >= SUPPORT_FLOOR or not ranked.reasons
    assert seen > 50
    assert hidden > 50


def test_without_a_history_popularity_orders_and_says_so(champion: Champion) -> None:
    for history, personalised in (([], True), (["nobody"], True), (HISTORY, False)):
        ranked = champion.rank(history, champion.index.ids, personalised)
        takers = [champion.takers[champion.index.code_of[one.item]] for one in ranked]
        assert takers == sorted(takers, reverse=True)
        assert not any(one.personalised for one in ranked)
        assert [reason.item for reason in ranked[0].reasons] == [POPULARITY]
        assert ranked[0].remainder == 0


def test_dislikes_follow_the_ranks(champion: Champion) -> None:
    candidates = [*champion.index.ids, "nobody", "no one"]
    dislikes, ranked = champion.dislikes(HISTORY, candidates), champion.rank(HISTORY, candidates)
    assert {one.item: one.rank - 1 for one in ranked} == dislikes
    assert dislikes["nobody"] == dislikes["no one"] == max(dislikes.values())
    assert [one.item for one in ranked[-2:]] == ["no one", "nobody"]
    assert ranked[-1].score is None


def test_candidates_in_any_order_and_repeated_give_the_same(champion: Champion) -> None:
    there, back = list(champion.index.ids), [*reversed(champion.index.ids), "P1-05"]
    assert champion.dislikes(HISTORY, there) == champion.dislikes(HISTORY, back)
    assert champion.rank(HISTORY, there) == champion.rank(HISTORY, back)
    assert champion.dislikes(HISTORY, []) == {}


def test_equal_scores_share_a_dislike_and_order_by_id() -> None:
    fit = PopularityFit({"c": 30, "a": 20, "b": 20, "d": 1}, 40)
    assert fit.dislikes([], "abcdx") == {"c": 0, "a": 1, "b": 1, "d": 2, "x": 3}
    assert [one.item for one in fit.rank([], "dbac")] == ["c", "a", "b", "d"]
    assert [one.rank for one in fit.rank([], "dbac")] == [1, 2, 2, 3]


def test_more_ranks_than_dislikes_still_end_at_the_worst_and_keep_order() -> None:
    fit = PopularityFit({f"i{number:04d}": number for number in range(4500)}, 4500)
    dislikes = fit.dislikes([], list(fit.index.ids))
    in_order = [dislikes[item] for item in reversed(fit.index.ids)]
    assert in_order == sorted(in_order)
    assert (in_order[0], in_order[-1]) == (0, MOST_DISLIKED)
    assert len(set(in_order)) == MOST_DISLIKED + 1


def test_scores_that_differ_beyond_six_decimals_are_equal() -> None:
    fit = PopularityFit({"a": 1, "b": 1}, 2)
    fit.ranker.shares = np.array([0.5, 0.5 + 1e-9])  # type: ignore[attr-defined]
    assert fit.dislikes(["a"], ["a", "b"]) == {"a": 0, "b": 0}


def test_no_model_means_no_preference() -> None:
    assert NoFit().dislikes(["a"], ["b", "c"]) == {"b": 0, "c": 0}
    assert [(one.item, one.rank, one.personalised) for one in NoFit().rank([], ["c", "b"])] == [
        ("b", 1, False),
        ("c", 1, False),
    ]
