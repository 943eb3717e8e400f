"""Do the claims of a plan satisfy the requirement tree of a goal, and which nodes say no (B1-B3)?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.check import all_of, count_from, credits_from, n_of
from recommender.planning.check.violation import Violation
from recommender.rules.all_of import AllOf
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.registry import Requirement, evaluate_tree


def check_requirement(goal: Qualification, claims: Sequence[Claim]) -> tuple[Violation, ...]:
    """Every node that is needed and open, and every leaf in which too much is claimed, or too little to count."""
    result = evaluate_tree(goal.requirement, claims)
    return tuple(_node(goal.key, goal.requirement, result, needed=True))


def _node(goal: str, node: Requirement, result: NodeResult, *, needed: bool) -> Iterator[Violation]:
    if isinstance(node, CreditsFrom):
        yield from credits_from.check(goal, node, result, needed=needed)
    elif isinstance(node, AllOf):
        if needed:
            yield from all_of.check(goal, node, result)
        yield from _children(goal, node, result, needed=needed)
    elif isinstance(node, NOf):
        if needed:
            yield from n_of.check(goal, node, result)
        # With n of n there is no choice: each child is needed, and each says what it lacks.
        yield from _children(goal, node, result, needed=needed and node.n == len(node.children))
    else:
        yield from count_from.check(goal, node, result, needed=needed)


def _children(goal: str, node: AllOf | NOf, result: NodeResult, *, needed: bool) -> Iterator[Violation]:
    for child, part in zip(node.children, result.children, strict=True):
        yield from _node(goal, child, part, needed=needed)
