"""Which prerequisites go in a circle, and does any way lead in; and which chained recognitions create credit?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import networkx as nx

from recommender.catalogue.linting.ratios import growing_cycle
from recommender.catalogue.objects import Catalogue, Item
from recommender.rules.outputs import CreditOutput, opens
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, atoms
from recommender.vocabulary import ItemId, RuleStatus


@dataclass(frozen=True, slots=True)
class Circle:
    """Items that ask for each other, in order, the first one again at the end."""

    items: tuple[ItemId, ...]
    open: bool
    """Whether some way leads in: a learner can begin with nothing and pass all of them."""


def circles(catalogue: Catalogue) -> tuple[Circle, ...]:
    """One circle of each group of items that ask for each other; items to be studied together are none."""
    graph = nx.DiGraph()
    for item in catalogue.items.values():
        for rule, strict in ((item.prerequisites, True), (item.corequisites, False)):
            for name in _named(rule):
                if name in catalogue.items and not (graph.has_edge(item.id, name) and not strict):
                    graph.add_edge(item.id, name, strict=strict)
    found = []
    begun: frozenset[ItemId] | None = None
    for group in sorted(nx.strongly_connected_components(graph), key=min):
        inside = graph.subgraph(group)
        closed: list[tuple[ItemId, ItemId]] = [pair for pair in inside.edges if inside.edges[pair]["strict"]]
        if closed:
            begun = attainable(catalogue) if begun is None else begun
            found.append(Circle(_around(inside, min(closed)), group <= begun))
    return tuple(found)


def _named(rule: Prerequisite) -> Iterator[ItemId]:
    """The items that a rule names."""
    for atom in atoms(rule):
        if isinstance(atom, Passed):
            yield atom.item


def _around(graph: nx.DiGraph, edge: tuple[ItemId, ItemId]) -> tuple[ItemId, ...]:
    """The shortest way round through one edge."""
    start, end = edge
    return (start, *nx.shortest_path(graph, end, start))


def attainable(catalogue: Catalogue) -> frozenset[ItemId]:
    """Everything that can be passed by someone who begins with nothing, term after term, recognitions included."""
    passed: set[ItemId] = set()
    while True:
        ready = {
            item.id
            for item in catalogue.items.values()
            if item.id not in passed and item.studyable and _holds(item.prerequisites, passed)
        }
        together = _together(catalogue.items, ready, passed)
        fresh = together | _recognised(catalogue, passed | together)
        if fresh <= passed:
            return frozenset(passed)
        passed |= fresh


def _together(
    items: Mapping[ItemId, Item], ready: Collection[ItemId], passed: Collection[ItemId]
) -> set[ItemId]:
    """Of what could begin now, the most that can be studied in one term with all that has to stand beside it."""
    chosen = set(ready)
    while True:
        beside = chosen | set(passed)
        kept = {key for key in chosen if _holds(items[key].corequisites, beside)}
        if kept == chosen:
            return chosen
        chosen = kept


def _recognised(catalogue: Catalogue, passed: Collection[ItemId]) -> set[ItemId]:
    """Items that a rule gives to whoever has passed these."""
    found: set[ItemId] = set()
    for rule in catalogue.rules.values():
        held = sum(any(source.item in passed for source in slot) for slot in rule.slots)
        if rule.status is RuleStatus.APPROVED and held >= rule.need:
            found |= {item for output in rule.outputs if (item := opens(output)) is not None}
    return found & catalogue.items.keys()


def _holds(rule: Prerequisite, passed: Collection[ItemId]) -> bool:
    """Whether a rule can hold for whoever has passed these; what asks for anything but items is taken to hold."""
    match rule:
        case Passed():
            return rule.item in passed
        case Every(parts):
            return all(_holds(part, passed) for part in parts)
        case Either(parts):
            return not parts or any(_holds(part, passed) for part in parts)
        case _:
            return True


@dataclass(frozen=True, slots=True)
class Gain:
    """A way round through recognitions that ends with more credit than it began with."""

    items: tuple[ItemId, ...]
    rules: tuple[str, ...]
    factor: Fraction


def gains(catalogue: Catalogue) -> tuple[Gain, ...]:
    """Circles of chained recognitions that create credit, one for each group of items that lead to each other."""
    graph = nx.DiGraph()
    for rule in catalogue.rules.values():
        if rule.status is not RuleStatus.APPROVED or not getattr(rule, "chain", None):
            continue
        for source in rule.sources:
            for output in rule.outputs:
                if isinstance(output, CreditOutput):
                    factor = _factor(catalogue, source.item, output, rule.need)
                    if factor is None:
                        continue
                    old = graph.get_edge_data(source.item, output.item)
                    if old is None or old["factor"] < factor:
                        graph.add_edge(source.item, output.item, factor=factor, rule=rule.id)
    found = []
    for group in sorted(nx.strongly_connected_components(graph), key=min):
        inside = graph.subgraph(group)
        circle = growing_cycle({pair: inside.edges[pair]["factor"] for pair in inside.edges})
        if circle is not None:
            path, factor = circle
            rules = tuple(inside.edges[pair]["rule"] for pair in pairwise(path))
            found.append(Gain(tuple(map(ItemId, path)), rules, factor))
    return tuple(found)


def _factor(catalogue: Catalogue, source: ItemId, output: CreditOutput, need: int) -> Fraction | None:
    """Credit of an output for each credit of a source, on the source's scheme; several sources share it evenly."""
    one, given = catalogue.items.get(source), catalogue.items.get(output.item)
    if one is None or given is None or not one.units_most:
        return None
    units = given.units_most if output.units is None else output.units
    try:
        return catalogue.convert(units, given.scheme, one.scheme) / (one.units_most * need)
    except KeyError:
        return None
