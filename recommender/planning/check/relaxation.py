"""What holds of every valid plan, as inequalities in integers: the ground of every proof that nothing is shorter (D5)?

Columns come from catalogue, record and request; rows from the text of each rule, kind by kind. A row that is left out
weakens a bound and never falsifies it; so what hangs on the terms of new study asks for nothing here. A row is made
when it is cited: a proof cites few of them.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Record
from recommender.planning.check import (
    all_of,
    average,
    breadth,
    cap,
    conditional,
    count_from,
    credits_from,
    holds_award,
    min_grade,
    n_of,
    pool,
    prerequisite,
    residency,
    sharing,
    shelf_life,
    total,
    uses,
    window,
)
from recommender.planning.check.block import Block
from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.facts import Facts
from recommender.planning.check.goals import versions
from recommender.planning.check.layout import Layout
from recommender.planning.check.means import Means
from recommender.planning.check.offers import offers_of
from recommender.planning.check.rounded import rounded_row
from recommender.planning.check.row import Name, Row
from recommender.planning.check.streams import Group, Way, block_of_group, block_of_held, block_of_way
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.rules.average import KIND as AVERAGE
from recommender.rules.conditional import KIND as CONDITIONAL
from recommender.rules.holds_award import KIND as HOLDS_AWARD
from recommender.rules.registry import kind_of
from recommender.rules.window import KIND as WINDOW
from recommender.vocabulary import ItemId, NodeId, RuleId

RULES: Mapping[str, Any] = MappingProxyType(
    {
        "all_of": all_of,
        "average": average,
        "breadth": breadth,
        "cap": cap,
        "conditional": conditional,
        "count_from": count_from,
        "credits_from": credits_from,
        "holds_award": holds_award,
        "min_grade": min_grade,
        "n_of": n_of,
        "pool": pool,
        "residency": residency,
        "sharing": sharing,
        "shelf_life": shelf_life,
        "total": total,
        "window": window,
    }
)
"""By kind the module whose `rows(columns, rule)` derives rows from a rule of a version."""


PERSONAL = frozenset({CONDITIONAL, HOLDS_AWARD, WINDOW})
"""Kinds whose rows hang on the learner alone: nothing of them is everyone's."""


@dataclass(frozen=True)
class Relaxation:
    """The rows and columns of one question."""

    means: Means
    _made: dict[Name, dict[Name, Row]] = field(default_factory=dict)

    @cached_property
    def goals(self) -> tuple[GoalColumns, ...]:
        """Each goal's columns of what the record adds."""
        return tuple(GoalColumns(self.means, n, self.means.own) for n in range(len(self.means.facts.goals)))

    def row(self, name: Name) -> Row | None:
        """The row of a name; None where there is none."""
        if len(name) < 3:
            return None
        rows = self.family(name[:3])
        return rows.get(name) or rounded_row(name, rows, self.mosts)

    def bounds(self, column: str) -> tuple[int, int]:
        """The least and the most of a column: how many there are, or one of a kind."""
        return self.means.bounds(column)

    def together(self, row: Row, column: str) -> Hashable:
        """What columns of a row have in common that count together no more often than one of them may alone."""
        about = self.means.about(column)
        if about is None or about[1].shared:
            return column
        return about[0], about[1].key, row.factor(column)

    def mosts(self, row: Row, columns: Sequence[str]) -> dict[str, int]:
        """How far columns of a row count down if all of them are turned: of those that go together one alone."""
        found, seen = dict[str, int](), set[Hashable]()
        for column in columns:
            one = self.together(row, column)
            found[column] = 0 if one in seen else self.bounds(column)[1]
            seen.add(one)
        return found

    @property
    def layout(self) -> Layout:
        """The blocks of everything on offer."""
        return self.means.offers.layout

    @cached_property
    def highs(self) -> Mapping[int, int]:
        """Blocks of the layout of which this learner has another number of units than everyone."""
        means, place = self.means, self.layout.block_of
        ways = (ways.get(RuleId(rule)) for ways in means.offers.ways for rule in means.gone)
        closed = {place[way.column]: 0 for way in ways if way is not None and way.column in place}
        fewer = {place[f"study {key}"]: means.size_of(key) for key in means.left}
        heavy = np.flatnonzero(self.layout.costs > means.most_load).tolist()
        return closed | fewer | dict.fromkeys(heavy, 0)

    @cached_property
    def blocks(self) -> tuple[Block, ...]:
        """Blocks of what the record adds."""
        means = self.means
        held = (block_of_held(goal, one) for goal, streams in enumerate(means.held) for one in streams)
        ways = (block_of_way(way) for ways in means.ways for way in ways.values())
        return (*held, *(block_of_group(one, means.size(one)) for one in means.singles.values()), *ways)

    def units(self, cost: int) -> tuple[str, ...]:
        """The columns of all new study that asks for so much, in units of credit."""
        groups = (*self.means.offers.merged, *self.means.singles.values())
        return tuple(group.column for group in groups if group.cost == cost)

    def is_plain(self, column: str) -> bool:
        """Whether a column belongs to no block."""
        return column not in self._in_blocks

    @cached_property
    def _in_blocks(self) -> frozenset[str]:
        return frozenset(column for block in self.blocks for column in block.columns)

    def rules(self) -> Iterator[Name]:
        """The rows' families that stand in the versions themselves: requirements and limits."""
        for goal, columns in enumerate(self.goals):
            yield from ((kind_of(node), str(goal), node.id) for node in columns.nodes.values())
            yield from (
                (kind_of(one), str(goal), one.id) for one in columns.version.limits if kind_of(one) in RULES
            )

    def supply(self, column: str) -> Iterator[Name]:
        """The families of the rows that say where what a column counts comes from."""
        owner, about = self.means.owner(column), self.means.about(column)
        if isinstance(owner, Group):
            yield from (("studied", str(goal), owner.key) for goal in range(len(self.goals)))
        elif isinstance(owner, Way):
            yield "recognition", str(owner.goal), owner.key
        elif about is not None:
            yield "held", str(about[0]), about[1].key

    def near(self, column: str) -> Iterator[Name]:
        """The families of further rows about what a column counts: beside what it counts, and what it asks for."""
        means, owner, about = self.means, self.means.owner(column), self.means.about(column)
        goals = [str(goal) for goal in range(len(self.goals))]
        yield from self.supply(column)
        if isinstance(owner, Group) and len(owner.members) == 1:
            item = owner.members[0]
            lineage = means.facts.catalogue.items[item].lineage_key
            yield "prerequisite", "", item
            for goal in goals:
                yield from (("single_use", goal, item), ("lineage", goal, lineage), ("apart", goal, lineage))
        elif isinstance(owner, Way):
            yield from (("single_use", str(owner.goal), item) for item in owner.items)
        elif about is not None and about[1].attributes.item is not None:
            yield "single_use", str(about[0]), about[1].attributes.item
        if about is not None and about[1].lineage:
            yield "lineage", str(about[0]), about[1].lineage
            yield "apart", str(about[0]), about[1].lineage

    def family(self, family: Name) -> Mapping[Name, Row]:
        """The rows of one rule, or about one thing."""
        if family not in self._made:
            self._made[family] = {(*family, *rest): row for rest, row in self._derived(*family)}
        return self._made[family]

    def _derived(self, kind: str, goal: str, about: str) -> Iterator[tuple[Name, Row]]:
        if kind == "prerequisite":
            yield from prerequisite.rows(self.means, ItemId(about))
            return
        if goal not in {str(number) for number in range(len(self.goals))}:
            return
        columns = self.goals[int(goal)]
        match kind:
            case "held":
                yield from uses.held_rows(columns, about)
            case "studied":
                group = self.means.group(about)
                yield from uses.group_rows(columns, group) if group else ()
            case "recognition":
                yield from uses.way_rows(columns, about)
            case "single_use":
                yield from uses.item_rows(columns, ItemId(about))
            case "apart":
                yield from uses.apart_rows(columns, about)
            case "lineage":
                if self.means.judged(columns.goal, about):
                    yield from uses.lineage_rows(columns, about)
            case _ if kind in RULES:
                yield from self._of_version(columns, kind, about)

    def _of_version(self, columns: GoalColumns, kind: str, about: str) -> Iterator[tuple[Name, Row]]:
        """What the rule says of the columns of this record, beside what it says of everyone's."""
        assume = self.means.facts.request.assume
        if kind == AVERAGE and (assume.overall or assume.items):
            return  # what everyone's columns are worth is said at the pass mark
        mine = dict(_rows(columns, kind, about))
        common = self._common(columns, kind, about)
        for rest in dict.fromkeys((*common, *mine)):
            own, shared = mine.get(rest), common.get(rest)
            some = own or shared
            assert some is not None
            beside = shared.terms if shared else {}
            yield (
                rest,
                Row({**beside, **(own.terms if own else {})}, some.least, shared.common if shared else None),
            )

    def _common(self, columns: GoalColumns, kind: str, about: str) -> Mapping[Name, Row]:
        """What it says of everything on offer, whoever learns."""
        offers = self.means.offers
        if kind in PERSONAL:
            return {}
        nobody = GoalColumns(Means(offers, offers.facts), columns.goal, offers.book)
        return offers.rows(columns.goal, kind, about, lambda: dict(_rows(nobody, kind, about)))


def _rows(columns: GoalColumns, kind: str, about: str) -> Iterator[tuple[Name, Row]]:
    for rule in (columns.nodes.get(NodeId(about)), *columns.version.limits):
        if rule is not None and rule.id == about and kind_of(rule) == kind:
            yield from RULES[kind].rows(columns, rule)
            return


def relaxation(catalogue: Catalogue, record: Record, request: PlanRequest) -> Relaxation | None:
    """The rows of a question; None where a goal of it has no version."""
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    goals, missing = versions(catalogue, record, request)
    if missing or not goals or any(goal.scheme != goals[0].scheme for goal in goals):
        return None
    nothing = Plan(Status.OPTIMAL, (), goals[0].scheme, None, None)
    facts = Facts(catalogue, record, request, nothing, goals, ())
    return Relaxation(Means(offers_of(catalogue, goals, request), facts))
