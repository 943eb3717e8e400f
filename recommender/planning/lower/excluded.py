"""Rows for exclusions: of an item and what it excludes at most one counts or is studied anew (B11).

What one recognition joins is not judged: credit for an item that its source excludes is that source's, counted once.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from recommender.planning.lower.context import Goal
from recommender.planning.model import Expr, plus


@dataclass(frozen=True, slots=True)
class Member:
    """One way in which something of a lineage counts: an expression of 0 or 1, and the recognitions it is part of."""

    expr: Expr
    through: frozenset[str] = frozenset()
    settled: int = 0
    """1 where it is by study that a plan under review has anyway (`Goal.settled`)."""


def lower(goal: Goal, name: str) -> None:
    """A row for every two members of lineages that exclude each other; `name` is the law's."""
    pairs = goal.shared.problem.excluded
    if not pairs:
        return
    members: dict[str, list[Member]] = defaultdict(list)
    for lineage, member in (*_held(goal), *_studied(goal), *_outputs(goal)):
        if lineage is not None and member.expr:
            members[lineage].append(member)
    for pair in sorted(pairs, key=sorted):
        one, other = sorted(pair)
        for left in members[one]:
            for right in members[other]:
                if not left.through & right.through:
                    both = plus(left.expr, right.expr)
                    goal.model.at_most(both, max(1, left.settled + right.settled), goal.name(name))


def _held(goal: Goal) -> Iterator[tuple[str | None, Member]]:
    """A result counts as itself or as a source; where a granted output is counted, so are its sources."""
    for key, held in goal.held.items():
        grant = frozenset({key.rpartition("#")[0]} if held.sources else ())
        ways = [Member(goal.used(key), grant), *_feeding(goal, key)]
        for lineage in {held.lineage, *(lineage for _, lineage in held.sources)}:
            yield from ((lineage, Member(way.expr, way.through | grant)) for way in ways)


def _studied(goal: Goal) -> Iterator[tuple[str | None, Member]]:
    """New study counts by being made; study in progress, a fact of the ledger, only where it is used."""
    for study in goal.shared.classes:
        if not study.special:
            continue
        lineage, feeding = study.first.item.lineage_key, _feeding(goal, study.key)
        made, running = {goal.shared.study[study.key]: 1}, study.first.forced == "in_progress"
        settled = 0 if running else goal.settled(made)
        yield lineage, Member(goal.used(study.key), settled=settled)
        yield from ((lineage, replace(way, settled=settled)) for way in feeding)
        if not running:
            through = frozenset[str]().union(*(way.through for way in feeding))
            yield lineage, Member(made, through, settled)


def _outputs(goal: Goal) -> Iterator[tuple[str | None, Member]]:
    for index, variant in goal.variants.items():
        for output in variant.outputs:
            yield output.lineage, Member(goal.used(f"{index}|{output.key}"), frozenset({str(index)}))


def _feeding(goal: Goal, key: str) -> list[Member]:
    """Every use of a supply as a source."""
    return [Member({goal.shared.applied[index]: 1}, frozenset({str(index)})) for index in goal.fed_by(key)]
