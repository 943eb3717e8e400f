"""Which items and rules can matter for a goal and a record, to a fixed point?

Left out is only what provably cannot help: an item that fits no place, feeds no usable rule with a useful output and
stands in no prerequisite of an item that matters; a rule whose outputs fit no place and pass no such prerequisite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.holdings import whole_units
from recommender.planning.problem import GoalProblem
from recommender.planning.request import PlanRequest
from recommender.rules.claims import Attributes
from recommender.rules.prerequisite import atoms
from recommender.rules.recognition import CreditOutput, Output, Recognition
from recommender.rules.registry import items_asked
from recommender.vocabulary import Assurance, ItemId, RuleId, RuleStatus


@dataclass(frozen=True)
class Relevant:
    """Items that can matter, and for each goal (by index) the rules that can."""

    items: frozenset[ItemId]
    rules: tuple[tuple[int, Recognition], ...]


def relevant(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: tuple[GoalProblem, ...]
) -> Relevant:
    """Grow from the places of the goals through rules and prerequisites until nothing is added."""
    usable = list(_usable_rules(catalogue, record, request, goals))
    giving: dict[ItemId, list[tuple[int, Recognition]]] = defaultdict(list)
    chosen: dict[tuple[int, RuleId], Recognition] = {}
    for goal, rule in usable:
        for output in rule.outputs:
            if isinstance(output, CreditOutput):
                giving[output.item].append((goal, rule))
        if any(goals[goal].fits(view) for view in _views(catalogue, rule)):
            chosen[(goal, rule.id)] = rule
    known: set[ItemId] = set()
    front = {item for goal in goals for item in _placed(catalogue, goal)}
    front |= {source.item for rule in chosen.values() for source in rule.sources} | request.pins
    # What makes a condition hold matters by being held, wherever it fits (B12).
    asked = frozenset(item for goal in goals for item in items_asked(goal.version.requirement))
    front |= asked
    while front:
        known |= front
        wanted = {atom for item in front for atom in _named_before(catalogue.items.get(item))}
        wanted |= asked & front
        fresh = [
            (goal, rule) for item in wanted for goal, rule in giving[item] if (goal, rule.id) not in chosen
        ]
        chosen.update(((goal, rule.id), rule) for goal, rule in fresh)
        front = (wanted | {source.item for _, rule in fresh for source in rule.sources}) - known
    rules = tuple((goal, rule) for (goal, _), rule in sorted(chosen.items(), key=lambda pair: pair[0]))
    return Relevant(frozenset(item for item in known if item in catalogue.items), rules)


def _placed(catalogue: Catalogue, goal: GoalProblem) -> frozenset[ItemId]:
    """The items that fit a place of the goal as themselves: the same for every learner to whom its text applies."""
    if not any(goal.version is one for one in catalogue.qualifications.get(goal.version.id, ())):
        return _fitting(catalogue, goal)  # what was substituted for one learner is nobody else's
    key = ("placed", goal.key)
    if key not in catalogue.derived:
        catalogue.derived[key] = _fitting(catalogue, goal)
    return catalogue.derived[key]


def _fitting(catalogue: Catalogue, goal: GoalProblem) -> frozenset[ItemId]:
    return frozenset(item.id for item in catalogue.items.values() if goal.own_fits(item.attributes))


def _usable_rules(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: tuple[GoalProblem, ...]
) -> Iterable[tuple[int, Recognition]]:
    refused = {(refusal.rule, refusal.rule_version) for refusal in record.refused}
    done = {granted.rule for granted in record.granted}
    allowed = request.assurance - {Assurance.PREDICTED}
    for rule in catalogue.rules.values():
        ended = rule.applied_within.end is not None and rule.applied_within.end <= request.as_of
        if rule.status is not RuleStatus.APPROVED or rule.is_refusal or ended:
            continue
        if rule.assurance not in allowed or rule.id in done or _refused(catalogue, rule, refused):
            continue
        for goal in goals:
            if goal.version.institution == rule.recogniser:
                yield goal.index, rule


def _refused(catalogue: Catalogue, rule: Recognition, refused: set[tuple[RuleId, str]]) -> bool:
    return (rule.id, catalogue.version_of("rule", rule.id)) in refused


def output_view(catalogue: Catalogue, rule: Recognition, output: Output) -> Attributes | None:
    """What a set sees of an output; None where it names an item that the catalogue lacks."""
    if isinstance(output, CreditOutput):
        item = catalogue.items.get(output.item)
        return item.attributes if item else None
    return Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)


def output_units(
    catalogue: Catalogue, rule: Recognition, output: Output, source_units: int | None, scheme: str
) -> int | None:
    """Credit of an output: stated by the recogniser, else the item's own, else that of the sources."""
    if output.units is not None:
        home = catalogue.institutions[rule.recogniser].scheme
        return whole_units(catalogue, output.units, home, scheme)
    if isinstance(output, CreditOutput):
        item = catalogue.items.get(output.item)
        return whole_units(catalogue, item.units_most, item.scheme, scheme) if item else None
    return source_units


def _views(catalogue: Catalogue, rule: Recognition) -> Iterable[Attributes]:
    for output in rule.outputs:
        view = output_view(catalogue, rule, output)
        if view is not None:
            yield view


def _named_before(item: Item | None) -> Iterable[ItemId]:
    if item is None:
        return ()
    return [atom.item for rule in (item.prerequisites, item.corequisites) for atom in atoms(rule)]
