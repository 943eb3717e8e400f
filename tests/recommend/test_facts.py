"""Which facts the catalogue asks for; a name that nothing asks for, and a value that means nothing, are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.recommend.facts import asked_facts, check_facts
from recommender.rules.learner import EnteredBefore, Stated
from recommender.rules.prerequisite import Either, Every, Passed
from recommender.vocabulary import ItemId
from tests.planning.worlds import catalogue, count, item, qualification

WORK, DIPLOMA, BOTH = Stated("years_of_work", Fraction(3)), Stated("diploma"), Stated("years_of_work")


def world(*more: Stated) -> Catalogue:
    version = replace(qualification(count("core", 1, "a")), entry=Every((DIPLOMA,)))
    open_to_some = Either((Passed(ItemId("a")), Stated("resident")))
    return catalogue([version], [item("a", takers=(WORK, *more)), item("b", prerequisites=open_to_some)])


def test_facts_of_takers_prerequisites_and_entry_are_asked_for() -> None:
    assert asked_facts(world()) == {"years_of_work": {True}, "diploma": {False}, "resident": {False}}
    assert asked_facts(world(BOTH))["years_of_work"] == {True, False}


def test_what_no_caller_can_state_is_no_fact() -> None:
    entered = EnteredBefore(date(2020, 1, 1))
    assert asked_facts(catalogue([], [item("a", takers=(entered,))])) == {}


@pytest.mark.parametrize(
    "facts", [{}, {"years_of_work": "2.5"}, {"years_of_work": "5/2", "diploma": "是"}, {"resident": "no"}]
)
def test_facts_asked_for_are_taken(facts: dict[str, str]) -> None:
    check_facts(world(), facts)


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (
            {"years": "3"},
            "fact: nothing in the catalogue asks for a fact 'years'; those asked for: diploma, ",
        ),
        ({"years_of_work": "many"}, "fact: expected a number of 'years_of_work', found 'many'"),
        ({"years_of_work": "yes"}, "fact: expected a number of 'years_of_work', found 'yes'"),
        ({"diploma": "3"}, "fact: expected yes or no of 'diploma', found '3'"),
    ],
)
def test_others_are_refused_by_name(facts: dict[str, str], said: str) -> None:
    with pytest.raises(InputError) as refused:
        check_facts(world(), facts)
    assert str(refused.value).startswith(said)


def test_a_fact_asked_for_in_both_forms_may_be_either() -> None:
    check_facts(world(BOTH), {"years_of_work": "yes"})
    check_facts(world(BOTH), {"years_of_work": "3"})
    with pytest.raises(InputError, match="a number or yes or no"):
        check_facts(world(BOTH), {"years_of_work": "long"})


def test_without_anything_asked_for_the_message_says_so() -> None:
    with pytest.raises(InputError, match="those asked for: none"):
        check_facts(catalogue([], [item("a")]), {"x": "yes"})
