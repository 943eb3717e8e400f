"""Every ledger entry of the demo bank, account by account, without holding them all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from recommender.catalogue.objects import Catalogue
from recommender.demo.account import Account, Draft
from recommender.demo.histories_as_entries import Teller
from recommender.demo.simulate import simulate
from recommender.demo.stories import people_accounts
from recommender.demo.world import build_world
from recommender.errors import InputError

AS_OF = date(2026, 9, 1)
"""The day on which the demo bank's ledger ends."""
LEARNERS = 20_000


def generate_entries(
    catalogue: Catalogue, seed: int = 7, learners: int = LEARNERS, as_of: date = AS_OF, scale: float = 1.0
) -> Iterator[Draft]:
    """Entries of the named people, then of the simulated learners; each account's in order of time.

    Args:
        catalogue: the bank's catalogue, loaded; it gives the versions of rules and qualifications.
        seed, scale: those that the catalogue was generated with.
        learners: how many simulated ones besides the named people.

    Raises:
        InputError: the catalogue is not the one of this seed and scale.
    """
    for account in generate_accounts(catalogue, seed, learners, as_of, scale):
        yield from account.entries()


def generate_accounts(
    catalogue: Catalogue, seed: int, learners: int, as_of: date, scale: float
) -> Iterator[Account]:
    """The same, account by account."""
    world = build_world(seed, scale)
    if set(catalogue.items) != set(world.offers):
        raise InputError(
            f"the catalogue is not the demo bank of seed {seed} and scale {scale}", place="catalogue"
        )
    yield from people_accounts(world, catalogue, as_of)
    if learners:
        yield from Teller(simulate(world, seed, learners, as_of), catalogue, seed, as_of).accounts()
