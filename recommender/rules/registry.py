"""Which rule kinds exist, and how is a requirement tree read, walked and evaluated directly?

A rule kind is three small files of one name: here, in `planning/lower` and in `planning/check`; a test fails when a
kind lacks one of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import TypeAlias

from recommender.rules import (
    all_of,
    cap,
    count_from,
    credits_from,
    n_of,
    prerequisite,
    recognition,
    residency,
    single_use,
    total,
)
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.n_of import NOf
from recommender.rules.residency import Residency
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import NodeId

Leaf: TypeAlias = CreditsFrom | CountFrom
Requirement: TypeAlias = AllOf | NOf | CreditsFrom | CountFrom
Limit: TypeAlias = Total | Cap | Residency | SingleUse

REQUIREMENT_KINDS = (all_of.KIND, n_of.KIND, credits_from.KIND, count_from.KIND)
LIMIT_KINDS = (total.KIND, cap.KIND, residency.KIND, single_use.KIND)
KINDS = (*REQUIREMENT_KINDS, *LIMIT_KINDS, prerequisite.KIND, recognition.KIND)


def read_requirement(fields: Fields) -> Requirement:
    """Read a requirement tree; raises RuleDataError for an unknown kind, naming its place."""
    kind = fields.text("kind")
    if kind == all_of.KIND:
        return all_of.read(fields, read_requirement)
    if kind == n_of.KIND:
        return n_of.read(fields, read_requirement)
    if kind == credits_from.KIND:
        return credits_from.read(fields)
    if kind == count_from.KIND:
        return count_from.read(fields)
    raise fields.fail("kind", f"unknown requirement kind {kind!r}; known are {', '.join(REQUIREMENT_KINDS)}")


def read_limit(fields: Fields, total_units: int) -> Limit:
    """Read one limit; shares are of `total_units`."""
    kind = fields.text("kind")
    if kind == total.KIND:
        return total.read(fields)
    if kind == cap.KIND:
        return cap.read(fields, total_units)
    if kind == residency.KIND:
        return residency.read(fields, total_units)
    if kind == single_use.KIND:
        fields.only("kind", "id")
        return SingleUse(fields.ident("id"))
    raise fields.fail("kind", f"unknown limit kind {kind!r}; known are {', '.join(LIMIT_KINDS)}")


def walk(root: Requirement) -> Iterator[Requirement]:
    """Every node of a tree, parents first, in the order of the text."""
    yield root
    if isinstance(root, AllOf | NOf):
        for child in root.children:
            yield from walk(child)


def leaves(root: Requirement) -> tuple[Leaf, ...]:
    """The nodes that claims can serve."""
    return tuple(node for node in walk(root) if isinstance(node, CreditsFrom | CountFrom))


def leaf_ids(root: Requirement) -> frozenset[NodeId]:
    """Ids of the leaves at or below a node."""
    return frozenset(leaf.id for leaf in leaves(root))


def check_tree(root: Requirement) -> None:
    """Refuse a tree in which two nodes share an id; raises RuleDataError."""
    seen: set[NodeId] = set()
    for node in walk(root):
        if node.id in seen:
            raise RuleDataError("/requirement", f"the id {node.id!r} stands twice in one tree")
        seen.add(node.id)


def evaluate_tree(root: Requirement, claims: Collection[Claim]) -> NodeResult:
    """The status of every requirement, by direct evaluation of given claims."""
    if isinstance(root, CreditsFrom):
        return credits_from.evaluate(root, claims)
    if isinstance(root, CountFrom):
        return count_from.evaluate(root, claims)
    children = [evaluate_tree(child, claims) for child in root.children]
    return all_of.evaluate(root, children) if isinstance(root, AllOf) else n_of.evaluate(root, children)
