"""How much credit is it exactly on the goal's scheme: results, new study, outputs of recognitions (A2, A3)?"""

from __future__ import annotations

from fractions import Fraction

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Result
from recommender.planning.check.chain import grant, length, link
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.plan import Application
from recommender.rules.claims import Attributes
from recommender.rules.outputs import (
    Amount,
    CreditOutput,
    ElectiveOutput,
    ExemptionOutput,
    Law,
    Output,
    PrerequisiteOutput,
)
from recommender.rules.recognition import Recognition


def converted(catalogue: Catalogue, units: int, source: str, target: str) -> int | None:
    """Units of another scheme; None where no ratio is known or the amount is not whole: nothing is rounded (A2)."""
    if units == 0 or source == target:
        return units
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
    if isinstance(output, ElectiveOutput):
        return Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
    item = catalogue.items.get(output.item)
    return item.attributes if item else None


@once
def source_amounts(facts: Facts, goal: Qualification, application: Application) -> list[int] | None:
    """The credit of each source on the goal's scheme; None where one has no exact amount there."""
    found: list[int] = []
    for key in application.sources:
        units = _source_units(facts, goal, application, key)
        if units is None:
            return None
        found.append(units)
    return found


def _source_units(facts: Facts, goal: Qualification, application: Application, key: str) -> int | None:
    """Of a result or a step what it is worth; of what was recognised already what that gave (A7)."""
    if key.startswith("out:"):
        found = link(facts, goal.key, key)
        if found is None or length(facts, application) is None:
            return None
        below = source_amounts(facts, goal, found.application)
        return output_units(facts, goal, found.rule, found.output, below)
    if key.startswith("granted:"):
        held = grant(facts, key)
        return converted(facts.catalogue, held[1].units, held[1].scheme, goal.scheme) if held else None
    part = facts.source(key)
    return sent(facts.catalogue, part[0], part[1], goal.scheme) if part else None


def output_units(
    facts: Facts, goal: Qualification, rule: Recognition, output: Output, sources: list[int] | None
) -> int | None:
    """Credit of one output towards a goal: stated for it, stated for all, by ratio, the item's own, or its sources'.

    None where nothing is stated for such a goal, or where the amount is not exact.
    """
    if isinstance(output, ExemptionOutput | PrerequisiteOutput):
        return 0
    home = facts.catalogue.institutions.get(rule.recogniser)
    scheme = home.scheme if home else goal.scheme
    lines = [line.units for line in output.amount.by_target if named(goal, line.sort) == line.name]
    stated = lines[0] if lines else output.units
    if stated is not None:
        return converted(facts.catalogue, stated, scheme, goal.scheme)
    if output.amount.by_target:
        return None
    if output.amount.ratio is not None:
        return None if sources is None else _by_ratio(facts, goal, output.amount, scheme, sources)
    if isinstance(output, CreditOutput):
        item = facts.catalogue.items.get(output.item)
        return None if item is None else sent(facts.catalogue, item, None, goal.scheme)
    return None if sources is None else sum(sources)


def missed(rule: Recognition, goal: Qualification) -> list[str]:
    """The sorts of target by which the rule is not towards such a goal."""
    wanted = (
        ("qualification", rule.towards.qualifications),
        ("award", rule.towards.awards),
        ("major", rule.towards.majors),
        ("programme", rule.towards.programmes),
    )
    return [sort for sort, names in wanted if names and named(goal, sort) not in names]


def named(goal: Qualification, sort: str) -> str:
    """By what a rule can name the goal."""
    return {"qualification": goal.id, "award": goal.award, "major": goal.major, "programme": goal.programme}[
        sort
    ]


def _by_ratio(
    facts: Facts, goal: Qualification, amount: Amount, scheme: str, sources: list[int]
) -> int | None:
    """A ratio of the sources on the recogniser's scheme, rounded where the rule says so and nowhere else (A2)."""
    assert amount.ratio is not None
    try:
        shares = [facts.catalogue.convert(units, goal.scheme, scheme) * amount.ratio for units in sources]
    except KeyError:
        return None
    law = amount.rounding
    if law is not None and law.each:
        shares = [_stepped(law.law, share, law.to) for share in shares]
    whole = sum(shares, Fraction(0))
    if law is not None and not law.each:
        whole = _stepped(law.law, whole, law.to)
    return converted(facts.catalogue, int(whole), scheme, goal.scheme) if whole.denominator == 1 else None


def _stepped(law: Law, amount: Fraction, step: int) -> Fraction:
    """The neighbouring multiple of the step that the law names."""
    below = amount // step * step
    if below == amount or law is Law.DOWN:
        return Fraction(below)
    above, middle = below + step, below + Fraction(step, 2)
    if law is Law.UP or amount > middle:
        return Fraction(above)
    if amount < middle:
        return Fraction(below)
    even = below if below // step % 2 == 0 else above
    return Fraction(above if law is Law.HALF_UP else even)
