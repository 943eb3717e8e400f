"""Which prerequisites go in a circle, and does any way lead in; and which chained recognitions create credit?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction

import networkx as nx

from recommender.catalogue.objects import Catalogue, Item
from recommender.rules.outputs import CreditOutput, opens
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, atoms
from recommender.rules.recognition import Recognition
from recommender.vocabulary import ItemId, RuleStatus


@dataclass(frozen=True, slots=True)
class Circle:
    """Items that ask for each other, in order, the first one again at the end."""

    items: tuple[ItemId, ...]
    open: bool
    """Whether some way leads in: a learner can pass all of them, beginning with what no study leads to."""


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
    """Everything that can be passed, term after term, recognitions included.

    What cannot be newly studied - an examination, earlier experience - is brought along by whoever has it.
    """
    passed: set[ItemId] = {item.id for item in catalogue.items.values() if not item.studyable}
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


DEEPEST = 12
"""Recognitions one after the other that are followed, where rules allow more."""


def gains(catalogue: Catalogue) -> tuple[Gain, ...]:
    """Ways back to an item with more of its credit than a result of it has, the shortest one of each group of items.

    Rules that need several sources are left alone: what the others bring along is not created.
    """
    rules = [one for one in catalogue.rules.values() if one.status is RuleStatus.APPROVED and one.need == 1]
    if all(rule.chain == 1 for rule in rules):
        return ()
    graph = nx.MultiDiGraph()
    for rule in rules:
        for source in rule.sources:
            for output in rule.outputs:
                if isinstance(output, CreditOutput) and {source.item, output.item} <= catalogue.items.keys():
                    graph.add_edge(source.item, output.item, rule=rule, output=output)
    found = []
    for group in sorted(nx.strongly_connected_components(graph), key=min):
        inside = graph.subgraph(group)
        grown = (_grown(catalogue, inside, start) for start in sorted(group))
        first = next((gain for gain in grown if gain is not None), None)
        found += [] if first is None else [first]
    return tuple(found)


def _grown(catalogue: Catalogue, graph: nx.MultiDiGraph, start: ItemId) -> Gain | None:
    """The first way back to an item on which its credit has grown, recognition by recognition."""
    own = catalogue.items[start].units_most
    best: dict[ItemId, _Way] = {start: _Way(Fraction(own), (start,), ())}
    for depth in range(1, DEEPEST + 1):
        further: dict[ItemId, _Way] = {}
        for source, target, data in graph.edges(data=True):
            if source in best and data["rule"].chain >= depth:
                way = _on(catalogue, best[source], data["rule"], data["output"])
                if way is not None and (target not in further or further[target].units < way.units):
                    further[target] = way
        back = further.get(start)
        if back is not None and own and back.units > own:
            return Gain(back.items, back.rules, back.units / own)
        best = further
    return None


@dataclass(frozen=True, slots=True)
class _Way:
    """How much of the last item there is, and how it came about."""

    units: Fraction
    items: tuple[ItemId, ...]
    rules: tuple[str, ...]


def _on(catalogue: Catalogue, way: _Way, rule: Recognition, output: CreditOutput) -> _Way | None:
    """One recognition further; None where its credit does not convert."""
    source, given = catalogue.items[way.items[-1]], catalogue.items[output.item]
    stated = [line.units for line in output.amount.by_target] + (
        [] if output.units is None else [output.units]
    )
    try:
        if output.amount.ratio is not None:
            one = catalogue.convert(1, source.scheme, given.scheme)
            units = way.units * output.amount.ratio * one
        elif stated:
            home = catalogue.institutions[rule.recogniser].scheme
            units = catalogue.convert(max(stated), home, given.scheme)
        else:
            units = Fraction(given.units_most)
    except KeyError:
        return None
    return _Way(units, (*way.items, output.item), (*way.rules, rule.id))
