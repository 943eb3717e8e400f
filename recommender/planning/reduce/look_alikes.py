"""Which recognitions are no better than another way to the same outputs?

A way is *simple* if one new item, of no other use, is recognised under one rule, once. Two are alike if their outputs
are, every leaf and limit sees them alike, and they are decided in the same terms. Of those into named outputs, each of
a lineage that counts once, one stands for all that cost no less in study, fee and dislike (E5). So does new study of
the named item itself, where it asks for nothing, costs no more, and no limit sees it with less favour than recognised
credit (E3). Of those into one elective output as many are kept as a plan can hold (E4).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping
from dataclasses import dataclass

from recommender.planning.classes import named_by_rules
from recommender.planning.problem import GoalProblem, NewStudy, Output, Problem, Variant
from recommender.planning.reduce.favour import no_less_favoured
from recommender.planning.reduce.reduced import UNLIMITED, Reduced, planned_for
from recommender.rules.registry import seen_by_leaf, seen_by_limit
from recommender.rules.window import Window


@dataclass(frozen=True)
class _Way:
    """A simple way, by its position among the variants."""

    place: int
    variant: Variant
    source: NewStudy
    cost: tuple[int, int, int]
    """Study, fees and dislike."""

    @property
    def elective(self) -> bool:
        """Whether it gives elective credit, of which more than one can count."""
        return self.variant.outputs[0].lineage is None

    def no_dearer(self, cost: tuple[int, int, int]) -> bool:
        """Whether none of the three is more."""
        return all(mine <= yours for mine, yours in zip(self.cost, cost, strict=True))


def without_look_alikes(one: Reduced) -> Reduced:
    """Leave out every simple way for which another stands, with the new study that served it alone."""
    problem = one.problem
    if any(isinstance(limit, Window) for goal in problem.goals for limit in goal.version.limits):
        return one  # a window counts the study of a source as well
    groups: dict[Hashable, list[_Way]] = defaultdict(list)
    around = _Around.of(problem)
    for way in _simple(problem, around):
        groups[_outcome(problem.goals[way.variant.goal], way)].append(way)
    gone: list[_Way] = []
    most = UNLIMITED
    for ways in groups.values():
        ways.sort(key=lambda way: (way.cost, way.source.key))
        enough = 1
        if ways[0].elective:
            least = ways[0].cost[0]
            enough = planned_for(problem) // least if least else len(ways)
        kept: list[_Way] = []
        for way in ways:
            if sum(other.no_dearer(way.cost) for other in kept) >= enough:
                gone.append(way)
                most = min(most, (enough + 1) * ways[0].cost[0] - 1) if way.elective else most
            elif not _directly(problem, around, way):
                kept.append(way)
            else:
                gone.append(way)
    return one.without({way.source.key for way in gone}, {way.place for way in gone}, most)


@dataclass(frozen=True)
class _Around:
    """What a problem holds beside a way, that could tell it from another."""

    named: frozenset[str]
    """Keys of items that a rule, a prerequisite or an amount of completed credit is about."""
    in_rules: frozenset[str]
    """Those that a rule names."""
    lineages: Mapping[str, int]
    """How many results, new items and earlier sources a lineage has."""
    feeds: Mapping[str, int]
    """How many variants start from a result or new study."""
    ways: Mapping[tuple[int, str], int]
    """How many variants a rule has towards a goal."""
    feeding: frozenset[int]
    """Ids of the variants on which others rest."""
    given: Mapping[str, frozenset[str | None]]
    """By lineage the items that recognitions give of it: the mere study of a source of it stands beside these."""

    @classmethod
    def of(cls, problem: Problem) -> _Around:
        """Of a whole problem."""
        looks = [goal.looks for goal in problem.goals]
        named = {f"new:{item}" for new in problem.new.values() for item in looks[0].of(new.item).first.items}
        named |= {
            f"new:{item}" for asked in problem.credit.values() for item, more in asked.gains.items() if more
        }
        lineages = Counter(new.item.lineage_key for new in problem.new.values())
        lineages.update(held.lineage for held in problem.held.values() if held.lineage)
        lineages.update(lineage for held in problem.held.values() for _, lineage in held.sources)
        given: dict[str, set[str | None]] = defaultdict(set)
        for variant in problem.variants:
            for output in variant.outputs:
                if output.lineage is not None:
                    given[output.lineage].add(output.item)
        in_rules = frozenset(named_by_rules(problem))
        return cls(
            frozenset(named | in_rules),
            in_rules,
            lineages,
            Counter(key for variant in problem.variants for key in (*variant.new, *variant.held)),
            Counter((variant.goal, variant.rule.id) for variant in problem.variants),
            frozenset(below.feeder.id for variant in problem.variants for below in variant.fed),
            {lineage: frozenset(items) for lineage, items in given.items()},
        )

    def alone(self, problem: Problem, new: NewStudy) -> bool:
        """Whether nothing but one variant is about the item."""
        lineage, looks = new.item.lineage_key, [goal.looks.of(new.item) for goal in problem.goals]
        return (
            not new.forced
            and new.key not in self.named
            and self.feeds[new.key] == 1
            and self.lineages[lineage] == 1
            and lineage not in self.given
            and not _repeats_or_excludes(problem, lineage)
            and not any(look.places for look in looks)
        )


def _repeats_or_excludes(problem: Problem, lineage: str) -> bool:
    return lineage in problem.repeatable or any(lineage in pair for pair in problem.excluded)


def _simple(problem: Problem, around: _Around) -> list[_Way]:
    found = []
    for place, variant in enumerate(problem.variants):
        if len(variant.new) != 1 or variant.held or variant.fed or variant.id in around.feeding:
            continue
        rule, source = variant.rule, problem.new[variant.new[0]]
        once = around.ways[(variant.goal, rule.id)] == 1 and variant.option is None and not rule.reuse
        if not once or variant.pending or rule.withdrawn_by or not around.alone(problem, source):
            continue
        outputs = variant.outputs
        electives = len(outputs) == 1 and outputs[0].type == "elective"
        if electives or (outputs and all(_counts_once(problem, source, output) for output in outputs)):
            weight = source.units * problem.request.dislikes.get(source.item.id, 0)
            cost = (source.study_units, (source.item.fee or 0) + (variant.fee or 0), weight)
            found.append(_Way(place, variant, source, cost))
    return found


def _counts_once(problem: Problem, source: NewStudy, output: Output) -> bool:
    lineage = output.lineage
    return (
        lineage is not None
        and lineage != source.item.lineage_key
        and output.type in ("credit", "prerequisite")
        and not _repeats_or_excludes(problem, lineage)
    )


def _outcome(goal: GoalProblem, way: _Way) -> Hashable:
    """All in which two simple ways can differ beside what they cost."""
    variant, home = way.variant, goal.version.institution
    seen = tuple(
        seen_by_limit(limit, output.attributes, variant.origin, home)
        for output in variant.outputs
        for limit in goal.version.limits
    )
    outputs = tuple(
        (one.item, one.units, one.type, one.passes, one.floor, one.lineage, _at(goal, variant, one))
        for one in variant.outputs
    )
    floors = tuple(source.min_grade for source in variant.rule.sources)
    asks = (way.source.item.prerequisites, way.source.item.corequisites)
    when = (
        way.source.ordinals,
        variant.when[way.source.key],
        variant.decidable,
        tuple(variant.lasts.items()),
    )
    local = variant.rule.recogniser == home
    return variant.goal, local, outputs, seen, floors, asks, when, variant.remainder, variant.credited


def _at(goal: GoalProblem, variant: Variant, output: Output) -> Hashable:
    """The places of an output, and what the leaves there tell apart about it."""
    places = goal.output_places(variant, output)
    leaves = ((place, goal.places[place]) for place in places)
    return tuple((place, seen_by_leaf(leaf, output.attributes) if leaf else None) for place, leaf in leaves)


def _directly(problem: Problem, around: _Around, way: _Way) -> bool:
    """Whether the item that the way is recognised as may as well be studied itself."""
    variant, source = way.variant, way.source
    if len(problem.goals) > 1 or len(variant.outputs) != 1:
        return False
    output, goal = variant.outputs[0], problem.goals[0]
    new = problem.new.get(f"new:{output.item}")
    if new is None or output.item in problem.passed or new.forced or new.key in around.in_rules:
        return False
    if source.key in problem.retaking:
        return False  # without it a result may close the study of what it asks for
    look = goal.looks.of(new.item)
    weight = new.units * problem.request.dislikes.get(new.item.id, 0)
    cheap = _Way(0, variant, new, (new.study_units, new.item.fee or 0, weight)).no_dearer(way.cost)
    places = goal.output_places(variant, output)
    return (
        cheap
        and new.exact
        and not look.first.anything
        and not look.shared
        and (not places or new.units == output.units)
        and around.lineages[new.item.lineage_key] == 1
        and around.given.get(new.item.lineage_key, frozenset()) <= {output.item}
        and set(places) <= set(look.places)
        and set(variant.when[source.key]) <= set(new.ordinals)
        and all(
            no_less_favoured(limit, output.attributes, new.origin, variant.origin, goal.version.institution)
            for limit in goal.version.limits
        )
    )
