"""Which demo banks are there, and how is each of them made?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from recommender.catalogue.objects import Catalogue
from recommender.demo.acbs import histories as acbs_histories
from recommender.demo.acbs import people as acbs_people
from recommender.demo.acbs import stories as acbs_stories
from recommender.demo.acbs import world as acbs_world
from recommender.demo.account import Account
from recommender.demo.entries import LEARNERS, generate_accounts
from recommender.demo.generate import generate_catalogue
from recommender.demo.people import PEOPLE, Person


class Bank(Protocol):
    """A bank that can be made from a seed."""

    people: tuple[Person, ...]
    """The named people; the tour is about the first of them."""
    learners: int
    """How many simulated ones there are unless told otherwise."""
    scales: bool
    """Whether it can be made smaller; else its scale is 1."""

    def write(self, directory: Path, seed: int, scale: float) -> None:
        """Write the native catalogue directory."""

    def accounts(
        self, catalogue: Catalogue, seed: int, learners: int, as_of: date, scale: float
    ) -> Iterator[Account]:
        """The accounts of the named people, then of the simulated learners."""


class Delta:
    """The credit bank of the Yangtze Delta: many institutions, many recognition rules."""

    people = PEOPLE
    learners = LEARNERS
    scales = True

    def write(self, directory: Path, seed: int, scale: float) -> None:
        """Write the native catalogue directory."""
        generate_catalogue(directory, seed, scale)

    def accounts(
        self, catalogue: Catalogue, seed: int, learners: int, as_of: date, scale: float
    ) -> Iterator[Account]:
        """The accounts of the named people, then of the simulated learners."""
        return generate_accounts(catalogue, seed, learners, as_of, scale)


class Acbs:
    """A national credit bank under the rules of the Korean Academic Credit Bank System; it has one size."""

    people = acbs_people.PEOPLE
    learners = 300
    scales = False

    def write(self, directory: Path, seed: int, scale: float) -> None:
        """Write the native catalogue directory."""
        acbs_world.write_catalogue(directory, seed)

    def accounts(
        self, catalogue: Catalogue, seed: int, learners: int, as_of: date, scale: float
    ) -> Iterator[Account]:
        """The accounts of the named people, then of the simulated learners."""
        world = acbs_world.build_world(seed)
        yield from acbs_stories.people_accounts(world, as_of)
        yield from acbs_histories.simulated_accounts(world, seed, learners, as_of)


BANKS: Mapping[str, Bank] = MappingProxyType({"delta": Delta(), "acbs": Acbs()})
