"""How does a catalogue become the graph?  Once for a snapshot; nothing of a learner is in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

import networkx as nx

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.graph.model import (
    CreditGraph,
    Edge,
    Gate,
    Key,
    Kind,
    Node,
    Role,
    item_key,
    leaf_key,
    rule_key,
)
from recommender.graph.sets import Finder
from recommender.rules.claims import FREE, Attributes
from recommender.rules.learner import data
from recommender.rules.outputs import (
    CreditOutput,
    ElectiveOutput,
    ExemptionOutput,
    Output,
    PrerequisiteOutput,
)
from recommender.rules.prerequisite import NOTHING, Completed, Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.recognition import Recognition
from recommender.rules.registry import leaves
from recommender.rules.sets import ItemSet
from recommender.vocabulary import Grade, InstitutionId, ItemId, NodeId


def credit_graph(catalogue: Catalogue) -> CreditGraph:
    """The graph of a snapshot."""
    graph = nx.DiGraph()
    lineages: dict[str, list[ItemId]] = defaultdict(list)
    for item in catalogue.items.values():
        _add(graph, Node(Kind.ITEM, item.id))
        lineages[item.lineage_key].append(item.id)
    for item in catalogue.items.values():
        _prerequisites(graph, item)
    awarding = _qualifications(graph, catalogue)
    for rule in catalogue.rules.values():
        _rule(graph, catalogue, rule, awarding[rule.recogniser])
    groups = {key: tuple(sorted(items)) for key, items in lineages.items()}
    return CreditGraph(catalogue, nx.freeze(graph), groups)


def _add(graph: nx.DiGraph, node: Node) -> Key:
    graph.add_node(node.key, node=node)
    return node.key


def _named(graph: nx.DiGraph, item: ItemId) -> Key:
    """The node of an item that a rule names, also where the catalogue lacks it."""
    key = item_key(item)
    return key if key in graph else _add(graph, Node(Kind.ITEM, item))


def _link(graph: nx.DiGraph, source: Key, target: Key, role: Role, grade: Grade | None = None) -> None:
    text = f"{grade.scheme} {grade.mark}" if grade else ""
    graph.add_edge(source, target, edge=Edge(source, target, role.value, text))


def _prerequisites(graph: nx.DiGraph, item: Item) -> None:
    for rule, role in ((item.prerequisites, Role.BEFORE), (item.corequisites, Role.WITH)):
        if rule != NOTHING:
            top = _clause(graph, rule, f"{item.id}#{role.value}")
            _link(graph, top, item_key(item.id), role)


def _clause(graph: nx.DiGraph, rule: Prerequisite, name: str) -> Key:
    match rule:
        case Passed():
            key = _add(graph, Node(Kind.CLAUSE, name, Gate.ALL))
            _link(graph, _named(graph, rule.item), key, Role.NAMED, rule.min_grade)
            return key
        case Every(parts) | Either(parts):
            gate = Gate.ALL if isinstance(rule, Every) else Gate.ANY
            key = _add(graph, Node(Kind.CLAUSE, name, gate))
            for number, part in enumerate(parts):
                if isinstance(part, Passed):
                    _link(graph, _named(graph, part.item), key, Role.NAMED, part.min_grade)
                else:
                    _link(graph, _clause(graph, part, f"{name}.{number}"), key, Role.PART)
            return key
        case Unknown(text):
            return _add(graph, Node(Kind.CLAUSE, name, Gate.UNKNOWN, text=text))
        case Completed():  # credit of any items leads to none by name: here it is taken to hold
            return _add(graph, Node(Kind.CLAUSE, name, Gate.UNKNOWN, text="credits"))
        case _:  # nor does a fact about the learner
            return _add(graph, Node(Kind.CLAUSE, name, Gate.UNKNOWN, text=next(iter(data(rule)))))


def _qualifications(
    graph: nx.DiGraph, catalogue: Catalogue
) -> dict[InstitutionId, list[tuple[Qualification, NodeId, ItemSet]]]:
    """Leaves and versions with the items that count as themselves; returns the places by awarding institution."""
    finder = Finder(catalogue.items.values())
    awarding: dict[InstitutionId, list[tuple[Qualification, NodeId, ItemSet]]] = defaultdict(list)
    for versions in catalogue.qualifications.values():
        for version in versions:
            top = _add(graph, Node(Kind.QUALIFICATION, version.key, Gate.ALL))
            for place, of in _places(version):
                leaf = _add(graph, Node(Kind.LEAF, f"{version.key}#{place}", Gate.CHOICE))
                _link(graph, leaf, top, Role.PART)
                awarding[version.institution].append((version, place, of))
                for item in finder.members(of, version):
                    _link(graph, item_key(item), leaf, Role.FITS)
    return awarding


def _places(version: Qualification) -> Iterator[tuple[NodeId, ItemSet]]:
    for leaf in leaves(version.requirement):
        yield leaf.id, leaf.of
    if version.electives is not None:
        yield FREE, version.electives


def _rule(
    graph: nx.DiGraph,
    catalogue: Catalogue,
    rule: Recognition,
    places: Iterable[tuple[Qualification, NodeId, ItemSet]],
) -> None:
    slots = rule.slots
    gate = Gate.ALL if rule.need == len(slots) else Gate.ANY if rule.need == 1 else Gate.K_OF_N
    key = _add(graph, Node(Kind.RULE, rule.id, gate, rule.need if gate is Gate.K_OF_N else 0))
    for number, slot in enumerate(slots):
        into = key
        if len(slot) > 1:
            into = _add(graph, Node(Kind.CLAUSE, f"{rule.id}#{number}", Gate.ANY))
            _link(graph, into, key, Role.PART)
        for source in slot:
            _link(graph, _named(graph, source.item), into, Role.SOURCE, source.min_grade)
    known = tuple(places)
    for output in rule.outputs:
        _output(graph, catalogue, rule, output, known)


def _output(
    graph: nx.DiGraph,
    catalogue: Catalogue,
    rule: Recognition,
    output: Output,
    places: tuple[tuple[Qualification, NodeId, ItemSet], ...],
) -> None:
    """Credit goes to its item and where it counts; an exemption to what names its item; a prerequisite to its item."""
    key = rule_key(rule.id)
    match output:
        case ElectiveOutput():
            view = Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
            _serve(graph, key, view, places)
        case ExemptionOutput():
            item = catalogue.items.get(output.item)
            naming = [place for place in places if output.item in place[2].named_items()]
            if item is not None:
                _serve(graph, key, item.attributes, naming, Role.EXEMPTS)
        case PrerequisiteOutput():
            _link_new(graph, key, _named(graph, output.item), Role.OPENS)
        case CreditOutput():
            _link(graph, key, _named(graph, output.item), Role.GIVES)
            item = catalogue.items.get(output.item)
            if item is not None:
                foreign = [place for place in places if not place[0].takes(item.issuer)]
                _serve(graph, key, item.attributes, foreign)


def _link_new(graph: nx.DiGraph, source: Key, target: Key, role: Role) -> None:
    """A link, unless these two have one that says more: credit for an item beside its exemption."""
    if not graph.has_edge(source, target):
        _link(graph, source, target, role)


def _serve(
    graph: nx.DiGraph,
    rule: Key,
    view: Attributes,
    places: Iterable[tuple[Qualification, NodeId, ItemSet]],
    role: Role = Role.GIVES,
) -> None:
    for version, place, of in places:
        if view in of:
            _link_new(graph, rule, leaf_key(version.key, place), role)
