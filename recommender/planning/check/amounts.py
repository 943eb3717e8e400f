"""How much credit is it exactly on the goal's scheme: results, new study, outputs of recognitions (A2, A3)?"""

from __future__ import annotations

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Result
from recommender.planning.check.facts import Facts
from recommender.planning.plan import Application
from recommender.rules.claims import Attributes
from recommender.rules.recognition import CreditOutput, Output, Recognition


def converted(catalogue: Catalogue, units: int, source: str, target: str) -> int | None:
    """Units of another scheme; None where no ratio is known or the amount is not whole: nothing is rounded (A2)."""
    if units == 0:
        return 0
    try:
        exact = catalogue.convert(units, source, target)
    except KeyError:
        return None
    return int(exact) if exact.denominator == 1 else None


def sent(catalogue: Catalogue, item: Item, result: Result | None, scheme: str) -> int | None:
    """Credit of a result, or of new study at the most that the item yields, on `scheme`."""
    if result is not None:
        return converted(catalogue, result.units, result.scheme, scheme)
    return converted(catalogue, item.units_most, item.scheme, scheme)


def output_attributes(catalogue: Catalogue, rule: Recognition, output: Output) -> Attributes | None:
    """What a set can ask of an output; None where it names an item that the catalogue lacks."""
    if isinstance(output, CreditOutput):
        item = catalogue.items.get(output.item)
        return item.attributes if item else None
    return Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)


def output_units(
    facts: Facts, goal: Qualification, rule: Recognition, output: Output, source: Application | Item
) -> int | None:
    """Credit of one output: as stated on the recogniser's scheme, else the named item's own, else its sources'."""
    catalogue = facts.catalogue
    if output.units is not None:
        home = catalogue.institutions.get(rule.recogniser)
        return converted(catalogue, output.units, home.scheme if home else goal.scheme, goal.scheme)
    if isinstance(output, CreditOutput):
        item = catalogue.items.get(output.item)
        return None if item is None else sent(catalogue, item, None, goal.scheme)
    if isinstance(source, Item):
        return sent(catalogue, source, None, goal.scheme)
    total = 0
    for key in source.sources:
        part = facts.source(key)
        units = sent(catalogue, part[0], part[1], goal.scheme) if part else None
        if units is None:
            return None
        total += units
    return total
