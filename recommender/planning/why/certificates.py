"""Which certificate saves how much towards a goal, its own study counted?

Of each certificate and exam two paths are solved: the shortest with it and the shortest without it. What it saves is
their difference: with the study that it asks for itself (net), and without (gross).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from recommender.planning.build import resolve_goals
from recommender.planning.plan import Plan, Status
from recommender.planning.relevance import relevant
from recommender.planning.why.case import Budget, Case
from recommender.planning.why.changes import HasResult, changed
from recommender.planning.why.never import never
from recommender.vocabulary import ItemId, ItemKind

KINDS = (ItemKind.CERTIFICATE, ItemKind.EXAM)


@dataclass(frozen=True, slots=True)
class Saving:
    """One certificate: the shortest paths with it and without it."""

    item: ItemId
    standing: str
    """held, open (it can be a step), or closed (it cannot: what a result of it would save)."""
    without: Plan
    with_it: Plan
    own_units: int
    """The study that it asks for itself; 0 where it is held."""

    @property
    def net_units(self) -> int | None:
        """By how much the path with it is shorter, its own study included; None where either is not proven."""
        if self.without.length is None or self.with_it.length is None:
            return None
        proven = self.without.status is Status.OPTIMAL is self.with_it.status
        return self.without.length - self.with_it.length if proven else None

    @property
    def gross_units(self) -> int | None:
        """The study that it makes needless."""
        return None if self.net_units is None else self.net_units + self.own_units


@dataclass(frozen=True, slots=True)
class Savings:
    """All certificates that can matter to the goal, the one that saves most first."""

    rows: tuple[Saving, ...]
    complete: bool


def certificates(case: Case, budget: Budget) -> Savings:
    """The table; `complete` says whether every certificate that can matter was solved."""
    case = case.shortest()
    goals = resolve_goals(case.catalogue, case.record, case.request)
    matter = relevant(case.catalogue, case.record, case.request, goals).items
    held = {one.item for one in case.record.results}
    plan = case.plan(budget.left)
    open_items = {one.item.id: one.study_units for one in case.problem().new.values()}
    rows = []
    for key in sorted(matter | held):
        item = case.catalogue.items.get(key)
        if item is None or item.kind not in KINDS:
            continue
        row = _saving(case, plan, key, open_items.get(key), key in held, budget)
        if row is not None:
            rows.append(row)
    ordered = sorted(rows, key=lambda row: (row.net_units is None, -(row.net_units or 0), row.item))
    return Savings(tuple(ordered), not budget.ended)


def _saving(
    case: Case, plan: Plan, item: ItemId, own: int | None, held: bool, budget: Budget
) -> Saving | None:
    if held:
        without = _solved(never(case, {item}), budget)
        return None if without is None else Saving(item, "held", without, plan, 0)
    if own is None:
        with_it = _solved(changed(case, (HasResult(item),)), budget)
        return None if with_it is None else Saving(item, "closed", plan, with_it, 0)
    planned = any(step.item == item for step in plan.steps)
    pinned = replace(case.request, pins=case.request.pins | {item})
    without = _solved(never(case, {item}), budget) if planned else plan
    with_it = plan if planned else _solved(replace(case, request=pinned), budget)
    return None if without is None or with_it is None else Saving(item, "open", without, with_it, own)


def _solved(case: Case, budget: Budget) -> Plan | None:
    return case.plan(budget.left) if budget.take() else None
