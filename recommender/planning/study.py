"""How much study does a new item ask for (D1), and in which terms can it be taken (B19)?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from recommender.catalogue.objects import Catalogue, Item
from recommender.planning.holdings import hours_as_units, whole_units
from recommender.planning.outputs import output_units, output_view
from recommender.planning.problem import GoalProblem
from recommender.rules.outputs import CreditOutput, type_of
from recommender.rules.recognition import Recognition
from recommender.vocabulary import ItemKind, Term


def study_units(
    catalogue: Catalogue,
    item: Item,
    goals: Sequence[GoalProblem],
    rules: Iterable[tuple[int, Recognition]],
    scheme: str,
) -> int | None:
    """The length of a step, in units of the goal's scheme; None where it cannot be expressed exactly.

    Stated study credits; else hours over the scheme's hours per credit; else, for a course, its own credit; else
    as much as the most credit that it can yield towards this goal, or where it yields none (it may be a prerequisite)
    as its own, so that missing data is never a shortcut.
    """
    if item.study_units is not None:
        return whole_units(catalogue, item.study_units, item.scheme, scheme)
    per_credit = catalogue.schemes[scheme].hours_per_credit if scheme in catalogue.schemes else None
    if item.hours is not None and per_credit:
        return hours_as_units(item.hours, per_credit)
    own = whole_units(catalogue, item.units_most, item.scheme, scheme)
    if item.kind is ItemKind.MILESTONE:
        return 0
    if item.kind not in (ItemKind.CERTIFICATE, ItemKind.EXAM):
        return own
    known = list({(goal, rule.id): (goal, rule) for goal, rule in rules}.values())
    return max(_yield(catalogue, item, own, goal, known) for goal in goals) or own


def states_no_load(catalogue: Catalogue, item: Item, scheme: str) -> bool:
    """Whether the length of this certificate or exam has to be taken from what it yields."""
    per_credit = catalogue.schemes[scheme].hours_per_credit if scheme in catalogue.schemes else None
    missing = item.study_units is None and (item.hours is None or not per_credit)
    return missing and item.kind in (ItemKind.CERTIFICATE, ItemKind.EXAM)


def _feeds(item: Item, rule: Recognition) -> bool:
    return any(source.item == item.id and source.suits(item.issuer, item.level) for source in rule.sources)


def _yield(
    catalogue: Catalogue,
    item: Item,
    own: int | None,
    goal: GoalProblem,
    rules: Iterable[tuple[int, Recognition]],
) -> int:
    """Credit towards one goal by one use, with that of every rule whose use blocks no other; only what fits counts."""
    once, again = [(own or 0) if goal.own_fits(item.attributes) else 0], 0
    mine = tuple(rule for index, rule in rules if index == goal.index)
    for rule in mine:
        if not _feeds(item, rule):
            continue
        amount = _worth(catalogue, own, goal, (rule,), mine)
        again += amount if rule.reuse else 0
        once.append(0 if rule.reuse else amount)
    return max(once) + again


def _worth(
    catalogue: Catalogue,
    own: int | None,
    goal: GoalProblem,
    path: tuple[Recognition, ...],
    rules: Sequence[Recognition],
) -> int:
    """Credit by one application after others; of a choice the option that gives most, through chains where they do."""
    sources = None if own is None else [own]
    rule, most = path[-1], 0
    for option in rule.options:
        amount = 0
        for _, output in rule.given(option):
            units = output_units(catalogue, rule, output, sources, goal.version)
            view = output_view(catalogue, rule, output)
            home = rule.recogniser == goal.version.institution
            fits = view is not None and home and bool(goal.places_of(type_of(output), view))
            further = (
                _worth(catalogue, units, goal, (*path, one), rules)
                for one in rules
                if isinstance(output, CreditOutput) and _follows(catalogue.items.get(output.item), one, path)
            )
            amount += max((units or 0) if fits else 0, *further, 0)
        most = max(most, amount)
    return most


def _follows(item: Item | None, rule: Recognition, path: tuple[Recognition, ...]) -> bool:
    """Whether a rule may take credit for the item, recognised already, as a source (A7)."""
    return (
        item is not None
        and rule.chain > len(path)
        and all(rule.id != one.id for one in path)
        and any(one.item == item.id and one.min_grade is None for one in rule.sources)
        and _feeds(item, rule)
    )


def ordinals(item: Item, terms: Sequence[Term], known_seasons: Collection[str]) -> tuple[int, ...]:
    """Terms in which the item can be taken: offered, and within its life at the term's start."""
    seasons = item.seasons
    anywhen = seasons is None or not seasons & set(known_seasons)
    return tuple(
        term.ordinal
        for term in terms
        if term.start in item.life and (anywhen or (seasons is not None and term.season in seasons))
    )
