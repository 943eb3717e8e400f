"""What a caller chooses of new study reaches the planner, and an unknown name is refused with the known ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from recommender.errors import InputError
from recommender.recommend import Bank, build_request, plan_for
from recommender.recommend.choice import Choice
from tests.recommend.world import ANN, Taste, make_bank, make_catalogue


def bank() -> Bank:
    """A bank whose first course is taught online, in Chinese."""
    plain = make_catalogue()
    first = min(plain.items)
    stated = replace(plain.items[first], modes=("online",), languages=("zh",))
    return replace(make_bank(Taste()), catalogue=replace(plain, items=plain.items | {first: stated}))


@pytest.mark.parametrize(
    ("choice", "known"),
    [
        (Choice(modes=["class"]), "online"),
        (Choice(languages=["fr"]), "zh"),
        (Choice(regions=["moon"]), "上海, 浙江"),
        (Choice(pin_terms={"no": "2027-spring"}), "there is no item 'no'"),
    ],
)
def test_a_name_that_nothing_states_is_refused_with_those_known(choice: Choice, known: str) -> None:
    with pytest.raises(InputError, match=known):
        build_request(bank(), ANN, choice=choice)


def test_every_choice_is_in_the_request_and_in_its_key() -> None:
    whole = Choice(
        ["online"],
        (),
        ["zh"],
        5000,
        7,
        {"2027-spring": 600},
        date(2030, 1, 1),
        "2027-spring",
        {"tax": "2027-autumn"},
    )
    asked = build_request(bank(), ANN, choice=whole)
    assert asked.at_most == {"fee": 5000, "terms": 7}
    assert (asked.modes, asked.languages, asked.regions) == (frozenset({"online"}), frozenset({"zh"}), None)
    assert (asked.loads, asked.by, asked.earliest) == ({"2027-spring": 600}, date(2030, 1, 1), "2027-spring")
    assert asked.pins == frozenset({"tax"})


def test_a_pin_in_a_term_is_a_step_of_that_term_and_another_answer() -> None:
    world = make_bank(Taste())
    free = plan_for(world, ANN, build_request(world, ANN), explain=False)
    asked = build_request(world, ANN, choice=Choice(pin_terms={"tax": "2027-autumn"}))
    pinned = plan_for(world, ANN, asked, explain=False)
    assert {step["item"]: step["term"] for step in pinned["steps"]}["tax"] == "2027-autumn"
    assert pinned["replay_key"] != free["replay_key"]
