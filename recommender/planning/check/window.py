"""Check of `window`: in no term, or year, is there more study than the limit allows (B8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from recommender.catalogue.objects import Item, Qualification
from recommender.planning.check.amounts import sent
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, once
from recommender.rules.window import KIND, YEAR, Window
from recommender.vocabulary import format_units


def check(facts: Facts, goal: Qualification, limit: Window, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """Results that count as themselves by their day, and every step by its term, claimed or not."""
    amounts: dict[str, int] = defaultdict(int)
    at_fault: dict[str, list[str]] = defaultdict(list)
    for key, day, units, chosen in (*_claimed(facts, limit, claims), *_studied(facts, goal, limit)):
        period = _period(facts, goal, limit, day)
        amounts[period] += units
        if chosen and units:
            at_fault[period].append(key)
    return tuple(
        Violation(
            KIND,
            limit.id,
            ", ".join(keys),
            f"{format_units(amounts[period])} credits in {period}, "
            f"expected at most {format_units(limit.most_units)} in one {limit.per}",
        )
        for period, keys in sorted(at_fault.items())
        if amounts[period] > limit.most_units
    )


def _claimed(facts: Facts, limit: Window, claims: Sequence[Claim]) -> Iterator[tuple[str, date, int, bool]]:
    for claim in once(claims):
        result = facts.results.get(claim.key.removeprefix("held:"))
        item = facts.catalogue.items.get(result.item) if result else None
        if claim.key.startswith("held:") and result and item and _is_meant(limit, item):
            yield claim.key, result.completed, claim.units, True


def _studied(facts: Facts, goal: Qualification, limit: Window) -> Iterator[tuple[str, date, int, bool]]:
    """What is registered already is a fact; it leaves less room, and is not itself at fault."""
    for step in facts.plan.steps:
        item, term = facts.catalogue.items.get(step.item), facts.term(step.term)
        if item is not None and term is not None and _is_meant(limit, item):
            units = sent(facts.catalogue, item, None, goal.scheme) or 0
            yield f"new:{step.item}", term.start, units, step.item not in facts.in_progress


def _is_meant(limit: Window, item: Item) -> bool:
    return (not limit.kinds or item.kind in limit.kinds) and (
        not limit.issuers or item.issuer in limit.issuers
    )


def _period(facts: Facts, goal: Qualification, limit: Window, day: date) -> str:
    """The term of the awarding institution's calendar that began last, or the year in which it began."""
    term = facts.catalogue.calendars[facts.catalogue.institutions[goal.institution].calendar].term_on(day)
    return str(term.start.year) if limit.per == YEAR else term.label
