"""Which items and rules can matter for a goal and a record, to a fixed point?

Left out is only what provably cannot help: an item that fits no place, feeds no usable rule with a useful output and
stands in no prerequisite of an item that matters; a rule whose outputs fit no place and pass no such prerequisite.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.outputs import output_view
from recommender.planning.problem import GoalProblem
from recommender.planning.request import PlanRequest
from recommender.planning.template import is_of_snapshot, remembered
from recommender.rules.outputs import CreditOutput, Output, opens, type_of
from recommender.rules.prerequisite import atoms, credit_asked
from recommender.rules.recognition import Recognition
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
    crediting: dict[ItemId, list[tuple[int, Recognition]]] = defaultdict(list)
    feeding: dict[ItemId, list[tuple[int, Recognition]]] = defaultdict(list)
    chosen: dict[tuple[int, RuleId], Recognition] = {}
    for goal, rule in usable:
        for output in rule.outputs:
            if isinstance(output, CreditOutput):
                feeding[output.item].append((goal, rule))
        if rule.recogniser != goals[goal].version.institution:
            continue
        for item in filter(None, map(opens, rule.outputs)):
            giving[item].append((goal, rule))
        for item in {output.item for output in rule.outputs if isinstance(output, CreditOutput)}:
            crediting[item].append((goal, rule))
        if any(_has_place(catalogue, goals[goal], rule, output) for output in rule.outputs):
            chosen[(goal, rule.id)] = rule
    _feed(chosen, chosen.items(), feeding)
    known: set[ItemId] = set()
    front = {item for goal in goals for item in _placed(catalogue, goal)}
    front |= {source.item for rule in chosen.values() for source in rule.sources} | request.pins
    # What makes a condition hold matters by being held, wherever it fits (B12).
    asked = frozenset(item for goal in goals for item in items_asked(goal.version.requirement))
    front |= asked
    if any(goal.version.timing.load_least_units for goal in goals):
        front |= set(catalogue.items)  # whatever can be studied may fill a term to its least load (B19)
    while front:
        known |= front
        wanted = {atom for item in front for atom in _named_before(catalogue.items.get(item))}
        useful = [pair for item in wanted for pair in giving[item]]
        useful += [pair for item in asked & front for pair in crediting[item]]
        fresh = [(goal, rule) for goal, rule in useful if (goal, rule.id) not in chosen]
        before = set(chosen)
        chosen.update(((goal, rule.id), rule) for goal, rule in fresh)
        _feed(chosen, (((goal, rule.id), rule) for goal, rule in fresh), feeding)
        added = [rule for key, rule in chosen.items() if key not in before]
        wanted |= _counted_before(catalogue, front, known)
        front = (wanted | {source.item for rule in added for source in rule.sources}) - known
    rules = tuple((goal, rule) for (goal, _), rule in sorted(chosen.items(), key=lambda pair: pair[0]))
    return Relevant(frozenset(item for item in known if item in catalogue.items), rules)


def _feed(
    chosen: dict[tuple[int, RuleId], Recognition],
    fresh: Iterable[tuple[tuple[int, RuleId], Recognition]],
    feeding: Mapping[ItemId, list[tuple[int, Recognition]]],
) -> None:
    """Add every rule, of any recogniser, whose credit a chosen rule may take for a source (A7)."""
    waiting = list(fresh)
    while waiting:
        (goal, _), rule = waiting.pop()
        for source in rule.sources if rule.chain > 1 else ():
            for index, feeder in feeding.get(source.item, ()):
                if index == goal and (goal, feeder.id) not in chosen:
                    chosen[(goal, feeder.id)] = feeder
                    waiting.append(((goal, feeder.id), feeder))


def _placed(catalogue: Catalogue, goal: GoalProblem) -> frozenset[ItemId]:
    """The items that fit a place of the goal as themselves: the same for every learner to whom its text applies."""
    if not is_of_snapshot(catalogue, goal.version):
        return _fitting(catalogue, goal)
    return remembered(catalogue, "placed", goal.key, lambda: _fitting(catalogue, goal))


def _fitting(catalogue: Catalogue, goal: GoalProblem) -> frozenset[ItemId]:
    return frozenset(item.id for item in catalogue.items.values() if goal.looks.of(item).places)


def _usable_rules(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: tuple[GoalProblem, ...]
) -> Iterable[tuple[int, Recognition]]:
    refused = {(refusal.rule, refusal.rule_version) for refusal in record.refused}
    done = {granted.rule for granted in record.granted}
    allowed = request.assurance - {Assurance.PREDICTED}
    closed = {one.item for one in record.results} | {one.item for one in record.in_progress}
    for rule in catalogue.rules.values():
        ended = rule.applied_within.end is not None and rule.applied_within.end <= request.as_of
        if rule.status is not RuleStatus.APPROVED or rule.is_refusal or ended:
            continue
        if rule.assurance not in allowed or rule.id in done or _refused(catalogue, rule, refused):
            continue
        if not closed.isdisjoint(rule.withdrawn_by) or not admitted(catalogue, record, rule):
            continue
        for goal in goals:
            if rule.towards.takes(goal.version.target):
                yield goal.index, rule


def admitted(catalogue: Catalogue, record: Record, rule: Recognition) -> bool:
    """Whether the rule is for this learner, by region and enrolments of the ledger."""
    enrolled = {one.qualification for one in record.enrolments}
    homes = {version.institution for one in enrolled for version in catalogue.qualifications.get(one, ())}
    return rule.learner.admits(record.region, frozenset(homes), frozenset(enrolled))


def _refused(catalogue: Catalogue, rule: Recognition, refused: set[tuple[RuleId, str]]) -> bool:
    return (rule.id, catalogue.version_of("rule", rule.id)) in refused


def _has_place(catalogue: Catalogue, goal: GoalProblem, rule: Recognition, output: Output) -> bool:
    view = output_view(catalogue, rule, output)
    return view is not None and bool(goal.places_of(type_of(output), view))


def _counted_before(catalogue: Catalogue, front: Iterable[ItemId], known: Set[ItemId]) -> set[ItemId]:
    """Whatever could be studied for the credit that these items ask to be completed first."""
    asking = [catalogue.items[item] for item in front if item in catalogue.items]
    sets = {
        asked.of
        for item in asking
        for rule in (item.prerequisites, item.corequisites)
        for asked in credit_asked(rule)
    }
    others = (item for item in catalogue.items.values() if item.id not in known and item.studyable)
    return {item.id for item in others if any(item.attributes in of for of in sets)} if sets else set()


def _named_before(item: Item | None) -> Iterable[ItemId]:
    if item is None:
        return ()
    return [atom.item for rule in (item.prerequisites, item.corequisites) for atom in atoms(rule)]
