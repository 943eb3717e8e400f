"""One suite for every model: the obvious answer, odd histories, seeds, keeping, and exact explanations."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.ranking.export import load, save
from recommender.ranking.interactions import Histories, Interactions, ItemIndex
from recommender.ranking.models import KINDS, Als, AlsRecipe, Popularity, PopularityRecipe, SlitRecipe
from recommender.ranking.models.slit import Slit
from recommender.ranking.protocol import POPULARITY, Recipe

pytestmark = pytest.mark.suite("train")

RECIPES: tuple[Recipe, ...] = (
    PopularityRecipe(),
    AlsRecipe(factors=8),
    SlitRecipe(),
    SlitRecipe(min_support=10),
    SlitRecipe(past_decay=0.9, longest=3, max_items=12),
)
HISTORIES = (["red3", "red1", "red6"], ["black2"], ["black5", "red0", "red7", "black1"], [])


@pytest.fixture(params=RECIPES, ids=lambda recipe: f"{recipe.kind}-{RECIPES.index(recipe)}")
def recipe(request: pytest.FixtureRequest) -> Recipe:
    found: Recipe = request.param
    return found


def test_every_kind_is_in_this_suite() -> None:
    assert {recipe.kind for recipe in RECIPES} == set(KINDS)


def test_the_obvious_answer(recipe: Recipe, checkerboard: Interactions) -> None:
    """Those who took red take red next; popularity says red to everyone, since more learners take it."""
    ranker = recipe.fit(checkerboard, seed=1)
    for history in (["red0", "red1", "red2"], ["black0", "black1", "black2"]):
        scores = ranker.score_one(history)
        scores[ranker.index.encode(history)] = -np.inf
        first = ranker.index.ids[int(np.argmax(scores))]
        colour = "red" if recipe.kind == "popularity" else history[0][:-1]
        assert first.startswith(colour)


def test_unknown_items_of_a_history_change_nothing(recipe: Recipe, checkerboard: Interactions) -> None:
    ranker = recipe.fit(checkerboard, seed=1)
    assert np.array_equal(ranker.score_one(["red1", "nobody", "red2"]), ranker.score_one(["red1", "red2"]))
    with pytest.raises(KeyError):
        ranker.explain(["red1"], "nobody")


@pytest.mark.parametrize("history", HISTORIES, ids=len)
def test_scores_are_finite_and_of_one_shape(
    recipe: Recipe, checkerboard: Interactions, history: list[str]
) -> None:
    scores = recipe.fit(checkerboard, seed=1).score_one(history)
    assert scores.shape == (16,)
    assert np.isfinite(scores).all()


def test_a_batch_scores_as_one_by_one(recipe: Recipe, checkerboard: Interactions) -> None:
    ranker = recipe.fit(checkerboard, seed=1)
    batch = ranker.scores(Histories.of([ranker.index.encode(history) for history in HISTORIES]))
    for row, history in zip(batch, HISTORIES, strict=True):
        assert np.allclose(row, ranker.score_one(history), atol=1e-6)


def test_the_same_seed_gives_the_same_arrays(recipe: Recipe, checkerboard: Interactions) -> None:
    one, again = recipe.fit(checkerboard, seed=3).arrays(), recipe.fit(checkerboard, seed=3).arrays()
    assert one.keys() == again.keys()
    assert all(np.array_equal(one[name], again[name]) for name in one)


def test_what_is_kept_comes_back_equal(recipe: Recipe, checkerboard: Interactions, tmp_path: Path) -> None:
    ranker = recipe.fit(checkerboard, seed=1)
    save(ranker, tmp_path)
    back = load(tmp_path).ranker
    assert (type(back), back.params, back.index) == (type(ranker), ranker.params, ranker.index)
    for history in HISTORIES:
        assert np.array_equal(back.score_one(history), ranker.score_one(history))


@pytest.mark.parametrize("history", HISTORIES, ids=len)
def test_contributions_sum_to_the_score(
    recipe: Recipe, checkerboard: Interactions, history: list[str]
) -> None:
    ranker = recipe.fit(checkerboard, seed=1)
    scores = ranker.score_one(history)
    for code, item in enumerate(ranker.index.ids):
        reasons = ranker.explain(history, item)
        assert abs(sum(part for _, part in reasons) - scores[code]) < 1e-6
        expected = [POPULARITY] if recipe.kind == "popularity" else history
        assert [past for past, _ in reasons] == expected


def test_order_matters_to_slit(ladder: Interactions) -> None:
    """Of two programmes the one entered last is continued, and forwards."""
    ranker = SlitRecipe().fit(ladder, seed=1)
    code = ranker.index.code_of
    for history, last in ((["P1-05", "P2-05"], "P2"), (["P2-05", "P1-05"], "P1")):
        scores = ranker.score_one(history)
        assert ranker.index.ids[int(np.argmax(scores))].startswith(last)
        assert scores[code[f"{last}-06"]] > scores[code[f"{last}-04"]] + 0.1


def test_pairs_of_few_learners_get_no_weight_when_asked(checkerboard: Interactions) -> None:
    ranker = SlitRecipe(min_support=10).fit(checkerboard, seed=1)
    code = ranker.index.code_of
    assert ranker.weights[code["red0"], code["black0"]] == 0
    assert ranker.weights[code["red0"], code["red1"]] != 0


def test_items_beyond_the_limit_score_zero(checkerboard: Interactions) -> None:
    ranker = SlitRecipe(max_items=8).fit(checkerboard, seed=1)
    scores = dict(zip(ranker.index.ids, ranker.score_one(["red1", "red2"]), strict=True))
    assert all(scores[item] == 0 for item in scores if item.startswith("black"))
    assert scores["red3"] > 0


def test_folding_a_history_in_equals_what_implicit_solves(ladder: Interactions) -> None:
    from implicit.cpu.als import AlternatingLeastSquares
    from scipy.sparse import csr_matrix

    recipe = AlsRecipe(factors=12, confidence=7.0, regularization=0.3)
    ranker = recipe.fit(ladder, seed=1)
    history = ["P2-03", "P2-04", "P1-00"]
    codes = ranker.index.encode(history)
    row = csr_matrix((np.ones(3, np.float32), (np.zeros(3, int), codes)), shape=(1, len(ranker.index)))
    peer = AlternatingLeastSquares(factors=12, alpha=7.0, regularization=0.3, num_threads=1)
    peer.item_factors = ranker.factors
    ids, scores = peer.recommend(
        0, row, N=len(ranker.index), filter_already_liked_items=False, recalculate_user=True
    )
    assert np.allclose(ranker.score_one(history)[ids], scores, atol=1e-4)


@pytest.mark.parametrize("wrong", [Popularity, Als, Slit])
def test_arrays_that_do_not_fit_are_refused(wrong: type) -> None:
    index = ItemIndex(("a", "b"))
    arrays = {"shares": np.zeros(3), "factors": np.zeros((3, 64)), "kept": np.arange(2), "weights": np.eye(3)}
    with pytest.raises(ValueError, match="expected"):
        wrong.restore(index, {}, arrays)
