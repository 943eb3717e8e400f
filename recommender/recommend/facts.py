"""Which facts may a caller state of a learner, and is what they stated one of them?

A fact that no item, prerequisite or entry condition asks for would change nothing, and a value that means nothing
would leave the fact unknown: both are refused by name, so that a mistake in spelling is never an answer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from recommender.catalogue import Catalogue
from recommender.errors import InputError
from recommender.rules.learner import NO, YES, Asked, Stated
from recommender.rules.prerequisite import facts_asked
from recommender.vocabulary import parse_number

Forms: TypeAlias = dict[str, set[bool]]
"""By the name of a fact whether a number is asked for, or yes or no; of one name it may be both."""


def asked_facts(catalogue: Catalogue) -> Forms:
    """Every fact that something in the catalogue asks for."""
    found: Forms = {}
    for one in asked(catalogue):
        if isinstance(one, Stated):
            found.setdefault(one.name, set()).add(one.least is not None)
    return found


def asked(catalogue: Catalogue) -> Iterator[Asked]:
    """Everything that something in the catalogue asks of a learner beside items and credit."""
    for item in catalogue.items.values():
        yield from item.takers
        yield from facts_asked(item.prerequisites)
    for versions in catalogue.qualifications.values():
        for version in versions:
            yield from facts_asked(version.entry)


def check_facts(catalogue: Catalogue, facts: Mapping[str, str], place: str = "fact") -> None:
    """Refuse, by name, a fact that nothing asks for, and a value that is neither the number nor the yes or no asked.

    Raises:
        InputError: there is such a fact.
    """
    if not facts:
        return
    known = asked_facts(catalogue)
    for name, value in facts.items():
        if name not in known:
            names = ", ".join(sorted(known)) or "none"
            message = f"nothing in the catalogue asks for a fact {name!r}; those asked for: {names}"
            raise InputError(message, place=place, part=name)
        if not any(_fits(value, number) for number in known[name]):
            wanted = [words for form, words in _WORDS if form in known[name]]
            message = f"expected {' or '.join(wanted)} of {name!r}, found {value!r}"
            raise InputError(message, place=place, part=name)


_WORDS = ((True, "a number"), (False, "yes or no"))


def _fits(value: str, number: bool) -> bool:
    return parse_number(value) is not None if number else value in YES | NO
