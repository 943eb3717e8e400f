"""What does the caller choose of new study: how, where, in which language and when it is taken (D7)?

An item that states nothing of a choice is not shut out by it: that it keeps to it is taken to hold, and told.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.catalogue.objects import Catalogue, Item
from recommender.errors import InputError
from recommender.planning.plan import Assumption
from recommender.planning.request import PlanRequest
from recommender.vocabulary import Term


def _stated(
    catalogue: Catalogue, request: PlanRequest, item: Item
) -> Iterator[tuple[str, frozenset[str], bool]]:
    """For each choice that the caller made: its name, what the item states of it, and whether that is allowed."""
    issuer = catalogue.institutions.get(item.issuer)
    region = frozenset({issuer.region} if issuer and issuer.region else ())
    for name, said, wanted in (
        ("mode", frozenset(item.modes), request.modes),
        ("language", frozenset(item.languages), request.languages),
        ("region", region, request.regions),
    ):
        if wanted is not None:
            yield name, said, not said or not said.isdisjoint(wanted)


def is_wanted(catalogue: Catalogue, request: PlanRequest, item: Item) -> bool:
    """Whether nothing that an item states is against the caller's choice."""
    return not unwanted(catalogue, request, item)


def unwanted(catalogue: Catalogue, request: PlanRequest, item: Item) -> tuple[str, ...]:
    """What of the caller's choice is against it: mode, language, region."""
    return tuple(name for name, _, fits in _stated(catalogue, request, item) if not fits)


def unstated(catalogue: Catalogue, request: PlanRequest, item: Item) -> Iterator[Assumption]:
    """What a new step takes to hold, since its item says nothing of what the caller chose."""
    for name, said, _ in _stated(catalogue, request, item):
        if not said:
            yield Assumption(f"unstated_{name}", item.id)
    if "fee" in request.at_most and item.fee is None:
        yield Assumption("unstated_fee", item.id)


def ordinal_of(terms: Sequence[Term], label: str, place: str, part: str | None = None) -> int:
    """The ordinal of a term by its label; `place` and `part` say where the caller wrote it.

    Raises:
        InputError: the horizon has no such term; the known ones are named.
    """
    for term in terms:
        if term.label == label:
            return term.ordinal
    known = ", ".join(term.label for term in terms)
    raise InputError(f"expected a term of {known or 'no term'}, found {label!r}", place=place, part=part)
