"""Which point of the relaxation is a plan: how many of each column does it have?  The oracle of what rows say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from recommender.catalogue.objects import Qualification
from recommender.planning.certificate import Name
from recommender.planning.check.breadth import covers, touches
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.claims import read_claims
from recommender.planning.check.facts import Facts
from recommender.planning.check.relaxation import Relaxation
from recommender.planning.check.rounded import rounded_name
from recommender.planning.check.row import Row
from recommender.planning.check.streams import Stream
from recommender.planning.check.terms import horizon
from recommender.planning.plan import Plan
from recommender.rules.breadth import Breadth
from recommender.rules.claims import Claim, NodeResult
from recommender.rules.registry import evaluate_tree, ground_of
from recommender.vocabulary import ItemId, RuleId


def point_of(relaxation: Relaxation, facts: Facts) -> dict[str, int]:
    """Columns by their number in the plan that the facts hold."""
    means, plan = relaxation.means, facts.plan
    point: Counter[str] = Counter()
    for step in plan.steps:
        group = means.study_of(step.item)
        assert group is not None, f"no column for the step {step.item}"
        point[group.column] += 1
    for one in plan.applications:
        goal = _goal(facts, one.goal)
        ways = means.ways[goal]
        way = ways.get(one.rule) or ways.get(f"{one.rule} as held") or means.way(goal, one.rule)
        if way is None:
            continue  # taken in by new study
        point[way.column] += 1
        for key in one.sources if not way.fixed else ():
            point[way.uses(_item(facts, one.goal, key))] += 1
    counted: set[tuple[int, str]] = set()
    for row in plan.claims:
        goal = _goal(facts, row.goal)
        stream = _stream(relaxation, facts, goal, row.key)
        assert stream is not None, f"no column for {row.key}"
        point[stream.column(goal, row.place)] += 1
        if stream.shared and (goal, row.key) not in counted:
            counted.add((goal, row.key))
            point[stream.counted(goal)] += 1
    for number, version in enumerate(facts.goals):
        claims, _ = read_claims(facts, version)
        tree = evaluate_tree(version.requirement, claims, circumstances(facts, version))
        for node in _nodes(tree):
            if node.satisfied:
                point[f"holds {number} {node.node}"] = 1
        for limit in version.limits:
            if isinstance(limit, Breadth):
                point.update(dict.fromkeys(_areas(number, limit, version, claims), 1))
    return dict(point)


def _areas(goal: int, limit: Breadth, version: Qualification, claims: Sequence[Claim]) -> Iterator[str]:
    """What the limit finds in the plan: areas that hold anything, and those that hold enough."""
    inside = ground_of(version.institution, version.requirement).within(claims, limit.within)
    for area in {area for one in inside for area in limit.areas_of(one.attributes)}:
        mine = [one for one in inside if area in limit.areas_of(one.attributes)]
        yield touches(goal, limit.id, str(area))
        enough = sum(one.units for one in mine) >= limit.each_least_units
        if enough and len(mine) >= limit.each_least_count:
            yield covers(goal, limit.id, str(area))


def _nodes(tree: NodeResult) -> Iterator[NodeResult]:
    yield tree
    for child in tree.children:
        yield from _nodes(child)


def _goal(facts: Facts, key: str) -> int:
    return [goal.key for goal in facts.goals].index(key)


def _item(facts: Facts, goal: str, key: str) -> ItemId:
    found = facts.source(key)
    if found is not None:
        return found[0].id
    owner, _, number = key.partition(":")[2].rpartition("#")
    if key.startswith("granted:"):
        named = facts.granted[owner].outputs[int(number)].item
    else:
        named = getattr(facts.catalogue.rules[RuleId(owner)].outputs[int(number)], "item", None)
    assert named is not None
    return named


def _stream(relaxation: Relaxation, facts: Facts, goal: int, key: str) -> Stream | None:
    means = relaxation.means
    kind, _, rest = key.partition(":")
    if kind in {"held", "granted"}:
        return next((one for one in means.held[goal] if one.key == key), None)
    if kind == "new":
        group = means.study_of(ItemId(rest))
        return group.own[goal] if group else None
    owner, _, number = rest.rpartition("#")
    ways = means.ways[goal]
    way = ways.get(owner) or ways.get(f"{owner} as held") or means.way(goal, owner)
    if way is not None:
        keys = {f"out:{owner}#{number}", f"out:{owner}#{number} as held"}
        return next((one for one in way.given if one.key in keys), None)
    group = means.study_of(means.offers.inner[RuleId(owner)])
    assert group is not None
    outputs = means.offers.ways[goal][RuleId(owner)].given
    place = next(n for n, one in enumerate(outputs) if one.key == f"out:{owner}#{number}")
    return group.given[goal][place]


def broken_rows(relaxation: Relaxation, plan: Plan) -> list[tuple[Name, Row, int]]:
    """Every row near anything that the plan is not in line with; of a valid plan there is none."""
    known = relaxation.means.facts
    terms = horizon(known.catalogue, known.record, known.goals, known.request)
    facts = Facts(known.catalogue, known.record, known.request, plan, known.goals, terms)
    point = point_of(relaxation, facts)
    every = [column for block in (*relaxation.blocks, *relaxation.layout.blocks) for column in block.columns]
    families = dict.fromkeys((*relaxation.rules(), *(f for column in every for f in relaxation.near(column))))
    found = []
    for family in families:
        for name, row in _with_rounded(relaxation, family, point):
            value = sum(factor * point.get(column, 0) for column, factor in row.items())
            if value < row.least:
                found.append((name, row, value))
    for column, many in point.items():
        low, high = relaxation.bounds(column)
        if not low <= many <= high:
            found.append((("bounds", column), Row({column: 1}, high), many))
    return found


def _with_rounded(
    relaxation: Relaxation, family: Name, point: Mapping[str, int]
) -> Iterator[tuple[Name, Row]]:
    """The rows of a family, each as it is and rounded in steps of its own, with this and that turned."""
    for name, row in relaxation.family(family).items():
        yield name, row
        terms = {column: value for column, value in row.items() if value}
        full = [column for column in terms if point.get(column, 0) == relaxation.bounds(column)[1]]
        for step in sorted({2, 7, *(abs(value) for value in terms.values())} - {0}):
            for turned in ([], full, [*terms][::2], [*terms]):
                cited = rounded_name(name, step, dict.fromkeys(turned, 0))
                rounded = relaxation.row(cited)
                if rounded is not None:
                    yield cited, rounded
