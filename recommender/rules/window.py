"""Limit kind `window`: at most so much credit in one term, or in one year, from named sources (B8)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin, once
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import Calendar, InstitutionId, ItemKind, format_units

KIND = "window"
MONOTONE = False
WHY_MONOTONE = "a result takes room in its term, and where it has to count, study of that time has to wait"
TERM, YEAR = "term", "year"


@dataclass(frozen=True, slots=True)
class Window:
    """At most `most_units` in each `per` from what is studied, of these kinds and at these institutions.

    It looks at study: at results that count as themselves, and at all new study, claimed or not. Recognised credit has
    no term of its own, and is bounded by caps.
    """

    id: str
    per: str
    """`term` or `year`."""
    most_units: int
    kinds: frozenset[ItemKind] = frozenset()
    """Empty: all."""
    issuers: frozenset[InstitutionId] = frozenset()
    """Empty: all."""

    def selects(self, origin: Origin) -> bool:
        """Whether study of this origin takes room in its term."""
        return (
            not origin.recognised
            and (not self.kinds or not self.kinds.isdisjoint(origin.kinds))
            and (not self.issuers or not self.issuers.isdisjoint(origin.issuers))
        )

    def period(self, calendar: Calendar | None, day: date) -> str:
        """The term that a day lies in, or the year in which that term began; without a calendar the civil year."""
        if calendar is None:
            return str(day.year)
        term = calendar.term_on(day)
        return term.label if self.per == TERM else str(term.start.year)


def read(fields: Fields, total_units: int) -> Window:
    """Read `{kind, id, source: {kinds, issuers}, per: term | year, most}`."""
    fields.only("kind", "id", "source", "per", "most")
    per = fields.text("per")
    if per not in (TERM, YEAR):
        raise fields.fail("per", f"expected {TERM} or {YEAR}, found {per!r}")
    source = fields.sub("source")
    source.only("kinds", "issuers")
    kinds = source.texts("kinds")
    for kind in kinds:
        if kind not in list(ItemKind):
            raise source.fail("kinds", f"unknown item kind {kind!r}; known are {', '.join(ItemKind)}")
    return Window(
        fields.ident("id"),
        per,
        fields.units("most"),
        frozenset(map(ItemKind, kinds)),
        frozenset(map(InstitutionId, source.texts("issuers"))),
    )


def data(limit: Window) -> Json:
    """The canonical form."""
    stated = {"kinds": sorted(limit.kinds), "issuers": sorted(limit.issuers)}
    source = {name: value for name, value in stated.items() if value}
    most = format_units(limit.most_units)
    return {"kind": KIND, "id": limit.id, "source": source, "per": limit.per, "most": most}


def sees(limit: Window, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it takes room in its term."""
    return limit.selects(origin)


def evaluate(limit: Window, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """The fullest term or year; study in progress alone is never too much."""
    facts, planned = ground.facts, {one.key for one in ground.facts.studied}
    amounts: dict[str, int] = defaultdict(int)
    chosen: set[str] = set()
    members = []
    for claim in once(claims):
        if claim.earned is not None and claim.key not in planned and limit.selects(claim.origin):
            period = limit.period(facts.calendar, claim.earned)
            amounts[period] += claim.units
            chosen |= {period} if claim.units else set()
            members.append(claim.key)
    for one in facts.studied:
        if limit.selects(Origin(frozenset({one.kind}), frozenset({one.issuer}))):
            period = limit.period(facts.calendar, one.begins)
            amounts[period] += one.units
            chosen |= {period} if one.units and not one.running else set()
            members.append(one.key)
    fullest = max(amounts.values(), default=0)
    kept = all(amounts[period] <= limit.most_units for period in chosen)
    return (LimitResult(limit.id, kept, fullest, limit.most_units, members=tuple(members)),)
