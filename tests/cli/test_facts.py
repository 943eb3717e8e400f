"""`--fact NAME=VALUE` on every command that plans or judges: it opens what is closed, and a mistake in it is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places, Run

DAY = ("--as-of", tiny.TODAY.isoformat())
ASKING = '{"item":"river/tax","prerequisite":{"fact":"years_of_work","least":"3"}}\n'
WORKED = ("--fact", "years_of_work=3")


@pytest.fixture(scope="module")
def asking(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """The tiny bank, where tax law is for people who have worked."""
    folder = tmp_path_factory.mktemp("asking")
    files = tiny.FILES | {"prerequisites.jsonl": tiny.FILES["prerequisites.jsonl"] + ASKING}
    directory = tiny.write(folder / "catalogue", files)
    return Places(directory, directory, tiny.write_ledger(folder / "ledger.db"), folder / "no-model")


@pytest.fixture
def words(asking: Places, tmp_path: Path) -> dict[str, list[str]]:
    """Each command for Chen, by name."""
    file = tmp_path / "plan.csv"
    file.write_text("item,term\nriver/acc2,2026-autumn\nriver/tax,2026-autumn\n", encoding="utf-8")
    common = [tiny.CHEN, *DAY, *asking.words(), "--json"]
    return {
        "plan": ["plan", *common, "--pin", "river/tax"],
        "audit": ["audit", *common],
        "review": ["review", *common, "--plan", str(file)],
        "recommend": ["recommend", *common, "--limit", "9"],
        "explore": ["recommend", *common, "--limit", "50", "--scenario", "explore"],
    }


@pytest.mark.parametrize("name", ["recommend", "explore"])
def test_recommendations_list_what_a_fact_opens(run: Run, words: dict[str, list[str]], name: str) -> None:
    without, with_it = (run(*words[name], *more).json["items"] for more in ((), WORKED))
    assert "river/tax" not in {one["item"] for one in without}
    assert "river/tax" in {one["item"] for one in with_it}


def test_a_plan_and_a_review_stand_on_the_fact(run: Run, words: dict[str, list[str]]) -> None:
    plans = [run(*words["plan"], *more).json["status"] for more in ((), WORKED)]
    assert plans == ["infeasible", "optimal"]
    verdicts = [run(*words["review"], *more).json["verdict"] for more in ((), WORKED)]
    assert verdicts == ["invalid", "valid"]


@pytest.mark.parametrize("name", ["plan", "audit", "review", "recommend", "explore"])
@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ("years=3", "fact: nothing in the catalogue asks for a fact 'years'; those asked for: years_of_work"),
        ("years_of_work=long", "fact: expected a number of 'years_of_work', found 'long'"),
        ("years_of_work", "--fact: expected each fact once, as NAME=VALUE"),
    ],
)
def test_a_mistake_in_a_fact_is_named(
    run: Run, words: dict[str, list[str]], name: str, fact: str, said: str
) -> None:
    assert said in run(*words[name], "--fact", fact).sentence()
