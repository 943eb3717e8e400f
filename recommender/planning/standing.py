"""How does each requirement stand: granted, available, still to study kept apart (D3)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from recommender.planning.plan import ClaimRow, Standing, each_once
from recommender.planning.problem import GoalProblem
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.conditional import Conditional
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.holds_award import HoldsAward
from recommender.rules.n_of import NOf
from recommender.rules.pool import Pool
from recommender.rules.registry import (
    Leaf,
    Requirement,
    below,
    evaluate_limit,
    evaluate_tree,
    kind_of,
    leaf_ids,
)
from recommender.vocabulary import ItemId, NodeId

MET, MET_IF_GRANTED, MET_BY_PLAN, PARTLY, OPEN = "met", "met_if_granted", "met_by_plan", "partly", "open"
NOT_ASKED = "not_asked"
"""Of a part whose condition does not hold for this learner."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Credit in units, and pieces."""

    units: int = 0
    count: int = 0


@dataclass(frozen=True)
class RequirementStatus:
    """One requirement with what serves it; `met` means by what is granted in the ledger alone."""

    node: NodeId
    kind: str
    titles: dict[str, str]
    status: str
    need: Amount
    granted: Amount
    available: Amount
    study: Amount
    claims: tuple[ClaimRow, ...]
    children: tuple[RequirementStatus, ...]


@dataclass(frozen=True, slots=True)
class LimitStatus:
    """One limit with what it looked at."""

    limit: str
    kind: str
    satisfied: bool
    have: int
    bound: int
    counts: bool


def requirement_status(
    goal: GoalProblem,
    rows: Sequence[ClaimRow],
    claims: Sequence[Claim],
    gained: Iterable[tuple[Standing, ItemId]] = (),
) -> RequirementStatus:
    """The tree of a goal; `claims` are `rows` as rules see them, in the same order.

    `gained` are the items that the learner comes to hold by applications and by study, wherever they count.
    """
    by_standing, known = [], list(gained)
    for allowed in ({Standing.GRANTED}, {Standing.GRANTED, Standing.AVAILABLE}, set(Standing)):
        kept = [claim for row, claim in zip(rows, claims, strict=True) if row.standing in allowed]
        facts = replace(goal.facts, held=goal.facts.held.union(i for s, i in known if s in allowed))
        by_standing.append(_flat(evaluate_tree(goal.version.requirement, kept, facts)))
    return _status(goal.version.requirement, rows, by_standing)


def _flat(result: NodeResult) -> dict[NodeId, NodeResult]:
    found = {result.node: result}
    for child in result.children:
        found |= _flat(child)
    return found


def _status(
    node: Requirement, rows: Sequence[ClaimRow], results: Sequence[dict[NodeId, NodeResult]]
) -> RequirementStatus:
    places = leaf_ids(node)
    mine = tuple(row for row in rows if row.place in places)
    met = [result[node.id].satisfied for result in results]
    if not results[-1][node.id].applies:
        status = NOT_ASKED
    elif any(met):
        status = (MET, MET_IF_GRANTED, MET_BY_PLAN)[met.index(True)]
    else:
        status = PARTLY if mine else OPEN
    children = below(node)
    return RequirementStatus(
        node.id,
        kind_of(node),
        dict(node.titles),
        status,
        _need(node),
        _amount(mine, Standing.GRANTED),
        _amount(mine, Standing.AVAILABLE),
        _amount(mine, Standing.STUDY),
        mine if isinstance(node, Leaf) else (),
        tuple(_status(child, rows, results) for child in children),
    )


def met_if(mine: RequirementStatus, other: RequirementStatus) -> RequirementStatus:
    """The status of a tree, where `other` says how it stood if what is proposed were granted."""
    return _met_if(mine, {node.node: node.status for node in _nodes(other)})


def _met_if(mine: RequirementStatus, other: Mapping[NodeId, str]) -> RequirementStatus:
    better = mine.status in {PARTLY, OPEN} and other.get(mine.node) in {MET, MET_IF_GRANTED}
    return replace(
        mine,
        status=MET_IF_GRANTED if better else mine.status,
        children=tuple(_met_if(child, other) for child in mine.children),
    )


def _nodes(root: RequirementStatus) -> Iterator[RequirementStatus]:
    yield root
    for child in root.children:
        yield from _nodes(child)


def _need(node: Requirement) -> Amount:
    match node:
        case CreditsFrom():
            return Amount(node.least_units, 0)
        case CountFrom() | Pool():
            return Amount(node.least_units, node.least)
        case NOf():
            return Amount(0, node.n)
        case HoldsAward() | Conditional():
            return Amount(0, 1)
        case _:
            return Amount(0, len(below(node)))


def _amount(rows: Sequence[ClaimRow], standing: Standing) -> Amount:
    mine = [row for row in each_once(rows) if row.standing is standing]
    return Amount(sum(row.units for row in mine), len(mine))


def limit_statuses(goal: GoalProblem, claims: Sequence[Claim]) -> tuple[LimitStatus, ...]:
    """Every limit of a goal on the claims, by direct evaluation."""
    return tuple(
        LimitStatus(result.limit, kind_of(limit), result.satisfied, result.have, result.bound, result.counts)
        for limit in goal.version.limits
        for result in evaluate_limit(limit, claims, goal.ground)
    )
