"""Terms for the CP-SAT model: when can an item be taken, what comes before what, how much fits into a term (B19)?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import gcd
from typing import TYPE_CHECKING, Any

from ortools.sat.python import cp_model

from benchmarks.planner.before import ways
from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, Unknown
from recommender.vocabulary import Calendar, ItemId, Term

if TYPE_CHECKING:
    from benchmarks.planner.cpsat import CpRows
    from benchmarks.planner.statement import Statement


@dataclass(frozen=True, slots=True)
class OpenTerms:
    """The terms of the horizon, on the calendar of the awarding institution."""

    terms: tuple[Term, ...]
    calendar: Calendar

    def of(self, item: Item) -> tuple[int, ...]:
        """The terms in which an item can be taken; unknown seasons are every season, as an assumption."""
        known = {term.season for term in self.terms}
        any_season = item.seasons is None or not item.seasons & known
        return tuple(
            term.ordinal
            for term in self.terms
            if term.start in item.life and (any_season or term.season in (item.seasons or ()))
        )


def open_terms(catalogue: Catalogue, version: Qualification, day: date, years: int) -> OpenTerms:
    """The terms that start on or after the day, for so many years."""
    calendar = catalogue.calendars[catalogue.institutions[version.institution].calendar]
    return OpenTerms(calendar.terms_from(day, years * len(calendar.seasons)), calendar)


def add_terms(model: Statement, rows: CpRows) -> None:
    """Every new item in one term; what it asks for earlier, or in the same term where a corequisite; the load."""
    items = model.catalogue.items
    term: dict[ItemId, Any] = {}
    intervals, demands = [], []
    for key, new in model.new.items():
        allowed = model.terms.of(items[key])
        term[key] = rows.cp.new_int_var_from_domain(cp_model.Domain.from_values(allowed), f"term {key}")
        intervals.append(
            rows.cp.new_optional_fixed_size_interval_var(term[key], 1, rows.columns[new], f"study {key}")
        )
        demands.append(model.study_units(items[key]))
    load = model.asked.load
    grain = gcd(*demands, load) or 1
    rows.cp.add_cumulative(intervals, [demand // grain for demand in demands], load // grain)
    order = _Order(model, rows, term)
    for key, new in model.new.items():
        order.ask(new, term[key], items[key].prerequisites, 1)
        order.ask(new, term[key], items[key].corequisites, 0)


class _Order:
    """What stands before what."""

    def __init__(self, model: Statement, rows: CpRows, term: dict[ItemId, Any]) -> None:
        self.model, self.rows, self.term = model, rows, term

    def ask(self, asker: int, when: Any, rule: Prerequisite, gap: int) -> None:
        """The rule holds by the time of the asker, `gap` terms before."""
        if isinstance(rule, Every):
            for part in rule.parts:
                self.ask(asker, when, part, gap)
            return
        in_time = self.in_time(when, rule, gap)
        if in_time is not None:
            self.rows.some(in_time, asker)

    def in_time(self, when: Any, rule: Prerequisite, gap: int) -> list[int] | None:
        """Columns of which one has to hold; None: nothing is asked."""
        match rule:
            case Unknown():
                return None
            case Passed():
                found = ways(self.model, rule)
                if found is None:
                    return None
                return [self.before(literal, waits, when, gap) for literal, waits in found]
            case Every():
                helper = self.rows.boolean()
                self.ask(helper, when, rule, gap)
                return [helper]
            case Either(parts):
                clauses = [self.in_time(when, part, gap) for part in parts]
                return None if None in clauses else [x for clause in clauses if clause for x in clause]
            case _:
                raise Unsupported(f"a prerequisite of another form: {rule}")

    def before(self, column: int, waits: Iterable[ItemId], when: Any, gap: int) -> int:
        """A column that implies the given one, and that all new items it waits for lie early enough."""
        both = self.rows.boolean()
        self.rows.implies(both, column)
        for item in waits:
            self.rows.cp.add(self.term[item] + gap <= when).only_enforce_if(self.rows.columns[both])
        return both
