"""Do the claims of a plan satisfy the requirement tree of a goal, and which nodes say no (B1-B3)?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from recommender.catalogue.objects import Qualification
from recommender.planning.check import all_of, conditional, count_from, credits_from, holds_award, n_of, pool
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.registry import Leaf, Requirement, below, evaluate_tree, kind_of

KINDS: Mapping[str, Any] = MappingProxyType(
    {
        "all_of": all_of,
        "n_of": n_of,
        "credits_from": credits_from,
        "conditional": conditional,
        "count_from": count_from,
        "holds_award": holds_award,
        "pool": pool,
    }
)
"""By kind: a leaf's `check(goal, node, result, claims, needed)`; a branch's `check(goal, node, result, needed)` and
`needed_below(node, result, needed)`."""


def check_requirement(facts: Facts, goal: Qualification, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """Every node that is needed and open, and every leaf in which too much is claimed, or too little to count."""
    asked = facts.wording(goal).asked
    result = evaluate_tree(goal.requirement, claims, circumstances(facts, goal), asked)
    return tuple(_node(goal.key, goal.requirement, result, claims, needed=True))


def _node(
    goal: str, node: Requirement, result: NodeResult, claims: Sequence[Claim], *, needed: bool
) -> Iterator[Violation]:
    kind = KINDS[kind_of(node)]
    if isinstance(node, Leaf):
        yield from kind.check(goal, node, result, claims, needed=needed)
        return
    yield from kind.check(goal, node, result, needed=needed)
    wanted = kind.needed_below(node, result, needed=needed)
    for child, part, also in zip(below(node), result.children, wanted, strict=True):
        yield from _node(goal, child, part, claims, needed=also)
