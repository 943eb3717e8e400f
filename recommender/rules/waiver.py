"""What does a qualification still ask once an officer has waived or substituted parts of it (B15)?

A waiver frees from one requirement, with all below it, or from one limit; it never gives credit, so the stated total
stays what it is. A substitution lets one more item serve a requirement. Nothing else of the version changes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Any

from recommender.rules.all_of import AllOf
from recommender.rules.registry import BRANCHES, LEAVES, Leaf, Limit, Requirement, walk
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import EntryId, ItemId, NodeId, QualificationId

WAIVE, SUBSTITUTE = "waive", "substitute"
KINDS = (WAIVE, SUBSTITUTE)
Change = Callable[[Requirement], Requirement]


@dataclass(frozen=True, slots=True)
class Waiver:
    """One decision, or the proposal of one, about one learner and one qualification."""

    entry: EntryId
    qualification: QualificationId
    requirement: NodeId
    """The id of a requirement; of a waiver, a limit's as well."""
    kind: str
    by: str
    """Who decided, or proposes."""
    why: str
    on: date
    granted: bool = True
    """False where it is proposed and undecided."""
    item: ItemId | None = None
    """Of a substitution: what may serve the requirement."""
    replaces: ItemId | None = None
    """Of a substitution: the item in whose place it stands, where one is named."""


def effective(requirement: Requirement, waivers: Collection[Waiver]) -> Requirement:
    """The tree with every waiver and substitution carried out."""
    waived = {one.requirement for one in waivers if one.kind == WAIVE}
    for one in waivers:
        if one.kind == SUBSTITUTE:
            requirement = changed_tree(requirement, _substituting(one, _places(requirement, one)))
    return changed_tree(requirement, lambda node: _freed(node) if node.id in waived else node)


def limits_left(
    limits: Collection[Limit], requirement: Requirement, waivers: Collection[Waiver]
) -> tuple[Limit, ...]:
    """The limits that still hold: neither waived themselves, nor within a part that is waived.

    Args:
        limits: Those of the version.
        requirement: The tree of the version, before any waiver.
        waivers: As for `effective`.
    """
    waived = {one.requirement for one in waivers if one.kind == WAIVE}
    parts = {below.id for node in walk(requirement) if node.id in waived for below in walk(node)}
    return tuple(
        limit
        for limit in limits
        if not _may_be_waived(limit)
        or (limit.id not in waived and getattr(limit, "within", None) not in parts)
    )


def has_effect(waiver: Waiver, limits: Collection[Limit], requirement: Requirement) -> bool:
    """Whether it names something that the version has: else it is shown, and changes nothing."""
    if waiver.kind == SUBSTITUTE:
        return bool(_places(requirement, waiver))
    named = {limit.id for limit in limits if _may_be_waived(limit)} | {node.id for node in walk(requirement)}
    return waiver.requirement in named


def _may_be_waived(limit: Limit) -> bool:
    """Nobody waives the total (what the award means), single use (the law of all credit), sharing (a permission)."""
    return not isinstance(limit, Sharing | SingleUse | Total)


def _freed(node: Requirement) -> AllOf:
    """A requirement that asks for nothing, where the waived one stood."""
    return AllOf(node.id, (), dict(node.titles))


def _places(requirement: Requirement, waiver: Waiver) -> frozenset[NodeId]:
    """The leaves that the item may serve: the one named, or below it those that name what it stands for."""
    for node in walk(requirement):
        if node.id == waiver.requirement:
            if isinstance(node, Leaf):
                return frozenset({node.id})
            named = (leaf for leaf in walk(node) if isinstance(leaf, Leaf))
            return frozenset(leaf.id for leaf in named if waiver.replaces in leaf.of.named_items())
    return frozenset()


def _substituting(waiver: Waiver, places: frozenset[NodeId]) -> Change:
    def change(node: Requirement) -> Requirement:
        if node.id not in places or waiver.item is None:
            return node
        one: Any = node  # every leaf has a set `of`, which no common type of the kinds says
        widened = ItemSet(union=(one.of, ItemSet(items=frozenset({waiver.item}))))
        return replace(one, of=widened)  # type: ignore[no-any-return]

    return change


def changed_tree(node: Requirement, change: Change) -> Requirement:
    """The tree with `change` made at each node, from the top; what a changed node had below it is not looked at."""
    made = change(node)
    if made is not node or isinstance(node, Leaf):
        return made
    parts = {one.name: _part(getattr(node, one.name), change) for one in fields(node)}
    return replace(node, **parts)


def _part(value: Any, change: Change) -> Any:
    """A field of a branch: the requirements in it are changed, whatever the kind calls them."""
    if type(value) in BRANCHES or type(value) in LEAVES:
        return changed_tree(value, change)
    if isinstance(value, tuple):
        return tuple(_part(one, change) for one in value)
    return value
