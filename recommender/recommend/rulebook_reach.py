"""What of a change between two rule books can matter for a qualification version, and for one learner?

When in doubt it can: whether it does is for the audits to say, and what is left out here is never audited.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from recommender.catalogue import Catalogue, Qualification
from recommender.catalogue.canonical import qualification_data
from recommender.explanation.changes import Change, changes
from recommender.graph import credit_graph, reaching
from recommender.graph.model import CreditGraph, Key, Kind, item_key
from recommender.ledger.record import Record
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import Averaged, atoms
from recommender.rules.prerequisite import credit_asked
from recommender.rules.registry import walk
from recommender.rules.sets import EVERYTHING, ItemSet
from recommender.vocabulary import ItemId, QualificationId

Names = frozenset[tuple[str, str]]
"""(kind, id) of objects."""


@dataclass(frozen=True)
class Comparison:
    """Two catalogues, what differs, and what of it can reach which qualification version."""

    old: Catalogue
    new: Catalogue
    changed: tuple[Change, ...]
    reached: dict[str, bool] = field(default_factory=dict)

    @cached_property
    def names(self) -> Names:
        """Every object that differs."""
        return frozenset((one.kind, one.id) for one in self.changed)

    @cached_property
    def graphs(self) -> tuple[CreditGraph, CreditGraph]:
        """Of both catalogues what leads to what."""
        return credit_graph(self.old), credit_graph(self.new)

    @cached_property
    def faces(self) -> frozenset[tuple[str, str]]:
        """(id, year) of the versions of which others see a difference."""
        keys = [one.id.rpartition("@") for one in self.changed if one.kind == "qualification"]
        return frozenset(
            (key, year) for key, _, year in keys if _face(self.old, key, year) != _face(self.new, key, year)
        )

    def version_changed(self, goal: str) -> bool:
        """Whether the text of a version `id@year` differs, or it is in one of the two alone."""
        return ("qualification", goal) in self.names

    def may_touch(self, goal: str, record: Record) -> bool:
        """Whether anything that changed can matter for a version and a learner: when in doubt, yes."""
        if goal not in self.reached:
            self.reached[goal] = self._may_touch(goal)
        return self.reached[goal] or self._seen_by(record)

    def _seen_by(self, record: Record) -> bool:
        """Whether the learner has an award of, or is enrolled on, a version of which others see a difference."""
        enrolled = {one.qualification for one in record.enrolments}
        awarded = {(one.qualification, one.year) for one in record.awards}
        return any(face in awarded or face[0] in enrolled for face in self.faces)

    def _may_touch(self, goal: str) -> bool:
        if self.version_changed(goal) or any(kind in {"catalogue", "institution"} for kind, _ in self.names):
            return True
        return any(not self.names.isdisjoint(_near(graph, goal)) for graph in self.graphs)


def compare(old: Catalogue, new: Catalogue) -> Comparison:
    """Everything that differs."""
    return Comparison(old, new, changes(old, new))


def _face(catalogue: Catalogue, key: str, year: str) -> tuple[object, ...] | None:
    """What the audit of another goal asks of a version: where it is studied, what its award is and uses up."""
    version = _version(catalogue, key, year)
    return None if version is None else (version.institution, version.award, version.consumes)


def _version(catalogue: Catalogue, key: str, year: str) -> Qualification | None:
    several = catalogue.qualifications.get(QualificationId(key), ())
    return next((one for one in several if one.year == year), None)


def _near(graph: CreditGraph, goal: str) -> Names:
    """Everything that an audit of the version can look at: what leads to it, and what it and its prerequisites name."""
    key, _, year = goal.rpartition("@")
    version = _version(graph.catalogue, key, year)
    if version is None:
        return frozenset()
    reach = reaching(graph, goal)
    known: set[Key] = set()
    front = {item_key(ItemId(name)) for name in (*reach.items, *_texts(qualification_data(version)))}
    front |= {(Kind.ITEM.value, item) for of in _sets(version) for item in _members(graph.catalogue, of)}
    while front:
        known |= front
        found = {edge.source for one in front if one in graph for edge in graph.into(one)}
        found |= {(Kind.ITEM.value, item) for one in front for item in _counted_before(graph.catalogue, one)}
        front = found - known
    kinds = {Kind.ITEM.value: "item", Kind.RULE.value: "rule"}
    near = {(kinds[kind], name) for kind, name in known if kind in kinds}
    return frozenset(near | {("rule", name) for name in reach.rules})


def _texts(data: Any) -> Iterator[str]:
    """Every text of canonical data; ids of items are among them."""
    if isinstance(data, dict):
        for part in data.values():
            yield from _texts(part)
    elif isinstance(data, list):
        for part in data:
            yield from _texts(part)
    elif isinstance(data, str):
        yield data


def _sets(version: Qualification) -> Iterator[ItemSet]:
    """The sets by which a version asks for what need not count in it: in conditions, on entry, for a least load."""
    if version.timing.load_least_units:
        yield EVERYTHING
    yield from (one.of for one in credit_asked(version.entry))
    for node in walk(version.requirement):
        if isinstance(node, Conditional):
            yield from (one.of or EVERYTHING for one in atoms(node.when) if isinstance(one, Averaged))


def _counted_before(catalogue: Catalogue, key: Key) -> Iterator[ItemId]:
    """The items whose credit the prerequisites of an item count."""
    item = catalogue.items.get(ItemId(key[1])) if key[0] == Kind.ITEM.value else None
    for rule in (item.prerequisites, item.corequisites) if item is not None else ():
        for one in credit_asked(rule):
            yield from _members(catalogue, one.of)


def _members(catalogue: Catalogue, of: ItemSet) -> Iterator[ItemId]:
    return (item.id for item in catalogue.items.values() if item.attributes in of)
