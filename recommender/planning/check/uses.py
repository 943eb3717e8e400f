"""Rows of the law of single use: what is counted is there, once, and of a lineage one (A1, A3, B6, B11)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from recommender.planning.check.columns import GoalColumns
from recommender.planning.check.row import Name, Row, summed
from recommender.planning.check.streams import Group, Stream
from recommender.vocabulary import ItemId, NodeId


def held_rows(columns: GoalColumns, key: str) -> Iterator[tuple[Name, Row]]:
    """A result, or what was granted, counts once."""
    for stream in columns.means.held[columns.goal]:
        if stream.key == key:
            yield (), Row(_times(stream.whole(columns.goal), -1), -1)
            yield from _spread(columns, stream)


def group_rows(columns: GoalColumns, group: Group) -> Iterator[tuple[Name, Row]]:
    """No more of new study counts, as itself or as what it is recognised as, than is studied."""
    for stream in group.streams(columns.goal):
        counted = _times(stream.whole(columns.goal), -1)
        yield ("counted", stream.key), Row({**counted, group.column: 1}, 0)
        yield from _spread(columns, stream)


def _spread(columns: GoalColumns, stream: Stream) -> Iterator[tuple[Name, Row]]:
    """What may stand at several places counts where it stands, and stands nowhere more often than it counts."""
    if stream.shared:
        count = stream.counted(columns.goal)
        places = {stream.column(columns.goal, place): 1 for place in stream.places}
        for column in places:
            yield ("at", stream.key, column), Row({count: 1, column: -1}, 0)
        yield ("somewhere", stream.key), Row({**places, count: -1}, 0)
        for some in _one_of(columns, stream):
            once = {stream.column(columns.goal, place): -1 for place in some}
            yield ("one of", stream.key, *some), Row({**once, count: 1}, 0)


def _one_of(columns: GoalColumns, stream: Stream) -> Iterator[tuple[NodeId, ...]]:
    """Places of which no two are open to one achievement: it stands at one of them at most."""
    shared, seen = columns.means.offers.is_shared, set()
    for place in stream.places:
        some = [place]
        for other in stream.places:
            if other not in some and not any(shared(columns.goal, (one, other)) for one in some):
                some.append(other)
        found = tuple(sorted(some))
        if len(found) > 1 and found not in seen:
            seen.add(found)
            yield found


def way_rows(columns: GoalColumns, rule: str) -> Iterator[tuple[Name, Row]]:
    """What a recognition gives is there where it is applied, and it rests on as many sources as it asks for."""
    way = columns.means.way(columns.goal, rule)
    if way is None:
        return
    for stream in way.given:
        counted = _times(stream.whole(columns.goal), -1)
        yield ("given", stream.key), Row({**counted, way.column: 1}, 0)
        yield from _spread(columns, stream)
    if not way.fixed:
        yield ("sources",), Row({**{way.uses(item): 1 for item in way.items}, way.column: -way.need}, 0)
        for number, slot in enumerate(way.slots):
            used = {way.uses(item): -1 for item in slot}
            yield ("slot", str(number)), Row({**used, way.column: 1}, 0)
    for item in way.items:
        there = columns.means.fitting(way, item)
        used = {way.uses(item): -1}
        if way.new and (group := columns.means.study_of(item)) is not None:
            used[group.column] = used.get(group.column, 0) + 1
        for other in columns.means.crediting(columns.goal, item) if way.chain else ():
            used[other] = used.get(other, 0) + 1
        yield ("source", item), Row(used, -there)


def item_rows(columns: GoalColumns, item: ItemId) -> Iterator[tuple[Name, Row]]:
    """Results and new study of an item count as themselves or serve one recognition, each once."""
    means, goal = columns.means, columns.goal
    ways = means.ways_from(goal, item)
    terms: dict[str, int] = defaultdict(int)
    for stream in means.held_of(goal, item):
        for column in stream.whole(goal):
            terms[column] -= 1
    group = means.study_of(item)
    if group is not None:
        own = group.own[goal]
        for column in own.whole(goal) if own else ():
            terms[column] -= 1
        terms[group.column] += 1
    for way in ways:
        if not way.reuse:
            terms[way.uses(item)] -= 1
    if any(way.chain for way in ways):
        for column in means.crediting(goal, item):
            terms[column] += 1
        there = means.granted_of(goal, item)
    else:
        there = 0
    if ways:
        yield (), Row(dict(terms), -there - means.results_of(goal, item))


def lineage_rows(columns: GoalColumns, lineage: str) -> Iterator[tuple[Name, Row]]:
    """Of a lineage one is studied anew or counts; of what came from itself nothing is said."""
    means, goal = columns.means, columns.goal
    parts: list[tuple[dict[str, int], int]] = []
    for item in means.offers.texts.kin.get(lineage, ()):
        group = means.study_of(item)
        own = group.own[goal] if group else None
        if group is not None and len(group.members) == 1 and item not in columns.facts.in_progress:
            parts.append(({group.column: 1}, -1))
        elif own is not None:
            parts.append((own.whole(goal), -1))
    given = means.given_of(goal, lineage)
    parts += [(stream.whole(goal), -1) for stream in given if lineage not in stream.through]
    if lineage not in means.joined:
        parts += [(one.whole(goal), -1) for one in means.held[goal] if one.lineage == lineage]
    if len(parts) > 1:
        yield (), Row(summed(iter(parts)), -1)


def apart_rows(columns: GoalColumns, lineage: str) -> Iterator[tuple[Name, Row]]:
    """Of two items that exclude each other one is studied anew or counts, unless a recognition may join them."""
    means = columns.means
    for pair in sorted(means.offers.texts.pairs, key=sorted):
        if lineage not in pair:
            continue
        other = next(one for one in pair if one != lineage)
        joined = _rules_of(columns, lineage) & _rules_of(columns, other)
        if joined:
            continue
        for name, mine in _counting(columns, lineage):
            for whose, theirs in _counting(columns, other):
                yield (other, name, whose), Row(summed(iter([(mine, -1), (theirs, -1)])), -1)


def _counting(columns: GoalColumns, lineage: str) -> Iterator[tuple[str, dict[str, int]]]:
    """Columns of what is studied anew of a lineage, and of results that count as themselves."""
    means, goal = columns.means, columns.goal
    for item in means.offers.texts.kin.get(lineage, ()):
        group = means.study_of(item)
        if group is not None and item not in columns.facts.in_progress:
            yield item, {group.column: 1}
        for stream in means.held_of(goal, item):
            yield stream.key, stream.whole(goal)


def _rules_of(columns: GoalColumns, lineage: str) -> set[str]:
    """The recognitions that may start from something of a lineage, of use to the goals or not: any of them joins."""
    offers = columns.means.offers
    return {
        rule for item in offers.texts.kin.get(lineage, ()) for rule in offers.texts.starting.get(item, ())
    }


def _times(terms: dict[str, int], weight: int) -> dict[str, int]:
    return {column: value * weight for column, value in terms.items()}
