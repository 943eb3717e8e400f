"""Check of `window`: in no term, or year, is there more study than the limit allows (B8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from recommender.catalogue.objects import Item, Qualification
from recommender.planning.check.amounts import sent
from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.facts import Facts
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.streams import Stream
from recommender.planning.check.terms import horizon
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


def rows(columns: GoalColumns, limit: Window) -> Iterator[tuple[Name, Row]]:
    """Of each period that is over no more counts than it may hold, and less where study in progress is of it too."""
    facts, goal = columns.facts, columns.version
    together: dict[str, list[tuple[dict[str, int], Stream]]] = defaultdict(list)
    for terms, stream in columns.at_least(None):
        kind, _, entry = stream.key.partition(":")
        result = facts.results.get(entry) if kind == "held" else None
        item = facts.catalogue.items.get(result.item) if result else None
        if result and item and _is_meant(limit, item):
            together[_period(facts, goal, limit, result.completed)].append((terms, stream))
    now, taken = _in_progress(facts, goal, limit)
    for period, some in sorted(together.items()):
        room = max(0, limit.most_units - (taken if period == now else 0))
        yield (period,), Row(summed((terms, -stream.least) for terms, stream in some), -room)


def _in_progress(facts: Facts, goal: Qualification, limit: Window) -> tuple[str, int]:
    """In which period study in progress lies, and what it takes there in every plan."""
    terms = horizon(facts.catalogue, facts.record, facts.goals, facts.request)
    items = [facts.catalogue.items[item] for item in facts.in_progress if item in facts.catalogue.items]
    if not terms or not items:
        return "", 0
    mine = (sent(facts.catalogue, item, None, goal.scheme) or 0 for item in items if _is_meant(limit, item))
    return _period(facts, goal, limit, terms[0].start), sum(mine)
