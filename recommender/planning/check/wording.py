"""What does the text of a version say: its requirements by name, and what each item is towards it by itself?

Nothing of a learner or a plan is in it, so it is kept with the snapshot.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.rules.claims import FREE, Attributes, Origin
from recommender.rules.registry import Leaf, Requirement, asked_about, leaf_ids, scales_asked, walk
from recommender.vocabulary import ItemId, NodeId


@dataclass(frozen=True, slots=True)
class Itself:
    """An item that counts as itself."""

    attributes: Attributes
    origin: Origin
    lineage: str


@dataclass(frozen=True)
class Wording:
    """One version, with what was found in it."""

    version: Qualification
    _items: dict[ItemId, Itself] = field(default_factory=dict, repr=False, compare=False)
    _holds: dict[tuple[NodeId, ItemId], bool] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def nodes(self) -> Mapping[NodeId, Requirement]:
        """Every requirement by its name, parents first."""
        return {node.id: node for node in walk(self.version.requirement)}

    @cached_property
    def leaves(self) -> Mapping[NodeId, Leaf]:
        """Those that claims can serve."""
        return {name: node for name, node in self.nodes.items() if isinstance(node, Leaf)}

    @cached_property
    def below(self) -> Mapping[NodeId, frozenset[NodeId]]:
        """For each the leaves at or below it."""
        return {name: leaf_ids(node) for name, node in self.nodes.items()}

    @cached_property
    def asked(self) -> tuple[Requirement, ...]:
        """Those that conditions ask about, each after what it rests on."""
        return asked_about(self.version.requirement)

    @cached_property
    def asks_for_marks(self) -> bool:
        """Whether a condition looks at the marks of results."""
        return bool(scales_asked(self.version.requirement))

    def itself(self, item: Item) -> Itself:
        """What rules see of the item, whoever studied it."""
        known = self._items.get(item.id)
        if known is None:
            origin = Origin(frozenset({item.kind}), frozenset({item.issuer}))
            known = self._items[item.id] = Itself(item.attributes, origin, item.lineage_key)
        return known

    def holds(self, place: NodeId, look: Attributes) -> bool:
        """Whether the set of a leaf, or of the free electives, holds it; of an item by itself it is asked once."""
        item = look.item
        own = self._items.get(item) if item is not None else None
        if item is None or own is None or own.attributes is not look:
            return self._in(place, look)
        known = self._holds.get((place, item))
        if known is None:
            known = self._holds[place, item] = self._in(place, look)
        return known

    def _in(self, place: NodeId, look: Attributes) -> bool:
        if place == FREE:
            return self.version.electives is not None and look in self.version.electives
        return look in self.leaves[place].of


def wording_of(catalogue: Catalogue, goal: Qualification) -> Wording:
    """The text of a version, kept where it is one of the snapshot: what was waived for a learner is nobody else's."""
    if any(goal is one for one in catalogue.qualifications.get(goal.id, ())):
        kept = catalogue.kept("check wording", goal.key, lambda: Wording(goal))
        if kept.version is goal:
            return kept
    return Wording(goal)
