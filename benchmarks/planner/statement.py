"""The planning problem once more, from other hands: a boolean for every course, application, and course at a slot.

Written from docs/semantics.md alone, with no code of recommender/planning, so that a mistake there does not repeat
here, and with nothing merged or left out, so that it is what a first attempt would be. Several solvers read it. Terms
are left out but for the load that all together can bear (D2: a path needs a schedule within the horizon), which can
only make an answer shorter; `cpsat_terms` adds them where that decides.
"""

from __future__ import annotations

from collections import defaultdict

from benchmarks.planner.before import require
from benchmarks.planner.cpsat_terms import open_terms
from benchmarks.planner.question import Question
from benchmarks.planner.rows import Rows, weighted
from benchmarks.planner.statement_goal import GoalStatement
from benchmarks.planner.statement_lengths import study_units
from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Item
from recommender.ledger.record import Record, Result
from recommender.vocabulary import ItemId


class Statement:
    """Columns and rows, one paragraph of the semantics after the other."""

    def __init__(self, asked: Question, rows: Rows) -> None:
        _only_results(asked.record)
        self.asked, self.rows = asked, rows
        self.catalogue, self.record = asked.catalogue, asked.record
        self.scheme = asked.version.scheme
        self.terms = open_terms(asked.catalogue, asked.version, asked.record.as_of, asked.horizon_years)
        self.held: dict[ItemId, Result] = {}
        self.new: dict[ItemId, int] = {}
        self.goals: list[GoalStatement] = []
        self._lengths: dict[ItemId, int] = {}
        self.dated = False
        """Whether something has dates that only the terms of new study could decide."""
        self._results()
        self._new_study()
        for version in asked.versions:
            self.goals.append(GoalStatement(self, version))
        for item, new in self.new.items():
            for rule in (self.catalogue.items[item].prerequisites, self.catalogue.items[item].corequisites):
                require(self, new, rule)
        self._load()

    def lengths(self) -> dict[int, int]:
        """The study of each step by column, in units: what is made least."""
        return {new: self.study_units(self.catalogue.items[item]) for item, new in self.new.items()}

    def units(self, item: ItemId) -> int | None:
        """Credit of a result, or of new study at the most, on the scheme of the goal; None: it is no amount of that."""
        if item in self.held:
            return self.converted(self.held[item].units, self.held[item].scheme)
        return self.converted(self.catalogue.items[item].units_most, self.catalogue.items[item].scheme)

    def converted(self, units: int, scheme: str) -> int | None:
        """Exact units of the scheme of the goal (A2)."""
        if scheme == self.scheme or units == 0:
            return units
        ratio = self.catalogue.ratios.get((scheme, self.scheme))
        amount = None if ratio is None else units * ratio
        return int(amount) if amount is not None and amount.denominator == 1 else None

    def study_units(self, item: Item) -> int:
        """What a step adds to the length (D1)."""
        if item.id not in self._lengths:
            self._lengths[item.id] = study_units(self, item)
        return self._lengths[item.id]

    def _results(self) -> None:
        """The best attempt at each item (B21); without comparable grades here, the latest."""
        for result in sorted(self.record.results, key=lambda r: (r.completed, r.entry)):
            item = self.catalogue.items.get(result.item)
            if item is None:
                continue  # C1: not counted
            if result.item in self.held and result.grade:
                raise Unsupported(f"{result.item}: attempts to be compared")
            if item.repeatable or item.excludes:
                raise Unsupported(f"{result.item}: repeats or exclusions")
            self.held[result.item] = result

    def _new_study(self) -> None:
        """Studyable items (A1) at the institutions asked for, not yet passed, offered within the horizon."""
        open_ = self.asked.institutions
        for key, item in self.catalogue.items.items():
            shut = not item.studyable or key in self.held or key in self.asked.exclude
            if shut or (open_ is not None and item.issuer not in open_):
                continue
            if not self.terms.of(item):
                continue
            if item.takers or item.repeatable or item.excludes:
                raise Unsupported(f"{key}: conditions of its takers, repeats or exclusions")
            self.new[key] = self.rows.boolean(f"new {key}")

    def _load(self) -> None:
        """What holds of every schedule: the items that only some terms offer fit into those terms."""
        together: dict[tuple[int, ...], set[ItemId]] = defaultdict(set)
        for key in self.new:
            together[self.terms.of(self.catalogue.items[key])].add(key)
        for key, new in self.new.items():
            if self.study_units(self.catalogue.items[key]) > self.asked.load:
                self.rows.at_most({new: 1}, 0)  # more than any term holds
        for terms in together:
            inside = set(terms)
            mine = [key for some, keys in together.items() if inside.issuperset(some) for key in keys]
            load = weighted((self.new[key], self.study_units(self.catalogue.items[key])) for key in mine)
            self.rows.at_most(load, self.asked.load * len(terms))


def _only_results(record: Record) -> None:
    """What is in the ledger beside results is not known here."""
    if record.granted or record.in_progress or record.applied or record.refused:
        raise Unsupported("this model knows results only, not study in progress or recognitions on record")
    if record.awards or record.waivers:
        raise Unsupported("this model knows results only, not awards or waivers")
