"""What does an output of a rule look like to a requirement, and what credit does it bring towards a goal (A2, A3)?"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.planning.holdings import whole_units
from recommender.rules.claims import Attributes
from recommender.rules.outputs import CreditOutput, ElectiveOutput, Output, Rounding, item_of
from recommender.rules.recognition import Recognition


def output_view(catalogue: Catalogue, rule: Recognition, output: Output) -> Attributes | None:
    """What a set sees of an output; None where it names an item that the catalogue lacks."""
    if isinstance(output, ElectiveOutput):
        return Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
    item = catalogue.items.get(output.item)
    return item.attributes if item else None


def output_units(
    catalogue: Catalogue,
    rule: Recognition,
    output: Output,
    sources: Sequence[int] | None,
    goal: Qualification,
) -> int | None:
    """Credit of an output in units of the goal's scheme; None where it is no exact amount, or none is stated for it.

    As stated by the recogniser for such a goal; else a ratio of its sources (`sources`: the credit of each, None
    where one is no amount of the goal's scheme); else the named item's own; else all that its sources bring.
    """
    if not isinstance(output, CreditOutput | ElectiveOutput):
        return 0
    home = catalogue.institutions[rule.recogniser].scheme
    amount = output.amount
    stated = amount.stated(output.units, goal.target)
    if stated is not None:
        return whole_units(catalogue, stated, home, goal.scheme)
    if amount.by_target:
        return None
    if amount.ratio is not None:
        share = None if sources is None else _share(catalogue, sources, goal.scheme, home, amount.ratio)
        return None if share is None else _rounded(catalogue, share, amount.rounding, home, goal.scheme)
    if isinstance(output, CreditOutput):
        item = catalogue.items.get(output.item)
        return whole_units(catalogue, item.units_most, item.scheme, goal.scheme) if item else None
    return None if sources is None else sum(sources)


def _share(
    catalogue: Catalogue, sources: Sequence[int], scheme: str, home: str, ratio: Fraction
) -> list[Fraction] | None:
    """The ratio of each source, on the recogniser's scheme."""
    try:
        return [ratio * catalogue.convert(units, scheme, home) for units in sources]
    except KeyError:
        return None


def _rounded(
    catalogue: Catalogue, shares: Sequence[Fraction], rounding: Rounding | None, home: str, scheme: str
) -> int | None:
    """The sum, rounded where the law says so, as units of the goal's scheme; None where it is no whole number."""
    total = sum(shares, Fraction(0))
    if rounding is not None:
        total = Fraction(sum(map(rounding.of, shares)) if rounding.each else rounding.of(total))
    return whole_units(catalogue, int(total), home, scheme) if total.denominator == 1 else None


def lineage_of(catalogue: Catalogue, output: Output) -> str | None:
    """The duplicates group of a named output."""
    named = item_of(output)
    item = catalogue.items.get(named) if named is not None else None
    return item.lineage_key if item else None
