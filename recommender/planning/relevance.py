"""Which items and rules can matter for a goal and a record, to a fixed point?

Left out is only what provably cannot help: an item that fits no place, feeds no usable rule with a useful output and
stands in no prerequisite of an item that matters; a rule whose outputs fit no place and pass no such prerequisite.
What opens an item to study once more, by asking more of it than a result gives, matters where a limit looks at days.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property

from recommender.catalogue.objects import Catalogue, Item
from recommender.ledger.record import Record
from recommender.planning.outputs import output_view
from recommender.planning.problem import GoalProblem
from recommender.planning.request import PlanRequest
from recommender.planning.retaken import opening
from recommender.planning.template import is_of_snapshot
from recommender.rules.outputs import CreditOutput, Output, opens, type_of
from recommender.rules.prerequisite import atoms, credit_asked
from recommender.rules.recognition import Recognition
from recommender.rules.registry import items_asked
from recommender.rules.targets import ANYONE
from recommender.vocabulary import Assurance, ItemId, RuleId, RuleStatus


@dataclass(frozen=True)
class Relevant:
    """Items that can matter, and for each goal (by index) the rules that can."""

    items: frozenset[ItemId]
    rules: tuple[tuple[int, Recognition], ...]
    choosy: frozenset[ItemId] = frozenset()
    """The items among them that ask something of whoever studies them (A1)."""
    key: Hashable | None = None
    """All that it hangs on beside the snapshot; None where a version is not that of the snapshot."""

    @cached_property
    def feeding(self) -> Mapping[ItemId, tuple[tuple[int, Recognition], ...]]:
        """For each item the rules that start from it."""
        found: dict[ItemId, list[tuple[int, Recognition]]] = defaultdict(list)
        for goal, rule in self.rules:
            for source in rule.sources:
                found[source.item].append((goal, rule))
        return {item: tuple(rules) for item, rules in found.items()}

    @cached_property
    def chains(self) -> tuple[tuple[int, Recognition], ...]:
        """The rules that may take for a source what another one gives."""
        return tuple((goal, rule) for goal, rule in self.rules if rule.chain > 1)


def relevant(
    catalogue: Catalogue, record: Record, request: PlanRequest, goals: tuple[GoalProblem, ...]
) -> Relevant:
    """What can matter, worked out once for all learners to whom the same rules are open."""
    candidates = _candidates(catalogue, request, goals)
    closed = frozenset(_closed_rules(catalogue, record, candidates))
    if not all(is_of_snapshot(catalogue, goal.version) for goal in goals):
        return _grown(catalogue, request, goals, _open(candidates, closed))
    key = (_question(request, goals), request.pins, closed)
    return catalogue.kept(
        "relevant",
        key,
        lambda: replace(_grown(catalogue, request, goals, _open(candidates, closed)), key=key),
    )


def _question(request: PlanRequest, goals: Sequence[GoalProblem]) -> Hashable:
    return tuple(goal.key for goal in goals), request.as_of, request.assurance


def _open(candidates: Candidates, closed: Set[RuleId]) -> list[tuple[int, Recognition]]:
    return [(goal, rule) for goal, rule in candidates.rules if rule.id not in closed]


def _grown(
    catalogue: Catalogue,
    request: PlanRequest,
    goals: tuple[GoalProblem, ...],
    usable: Sequence[tuple[int, Recognition]],
) -> Relevant:
    """Grow from the places of the goals through rules and prerequisites until nothing is added."""
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
    retaken = opening(catalogue, usable, goals)
    while front:
        known |= front
        wanted = {atom for item in front for atom in _named_before(catalogue.items.get(item))}
        useful = [pair for item in wanted for pair in giving[item]]
        useful += [pair for item in asked & front for pair in crediting[item]]
        useful += [pair for item in front for pair in retaken.rules.get(item, ())]
        wanted |= {one for item in front for one in retaken.steps.get(item, ())}
        fresh = [(goal, rule) for goal, rule in useful if (goal, rule.id) not in chosen]
        before = set(chosen)
        chosen.update(((goal, rule.id), rule) for goal, rule in fresh)
        _feed(chosen, (((goal, rule.id), rule) for goal, rule in fresh), feeding)
        added = [rule for key, rule in chosen.items() if key not in before]
        wanted |= _counted_before(catalogue, front, known)
        front = (wanted | {source.item for rule in added for source in rule.sources}) - known
    rules = tuple((goal, rule) for (goal, _), rule in sorted(chosen.items(), key=lambda pair: pair[0]))
    items = frozenset(item for item in known if item in catalogue.items)
    return Relevant(items, rules, frozenset(item for item in items if catalogue.items[item].takers))


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
    return catalogue.kept("placed", goal.key, lambda: _fitting(catalogue, goal))


def _fitting(catalogue: Catalogue, goal: GoalProblem) -> frozenset[ItemId]:
    return frozenset(item.id for item in catalogue.items.values() if goal.own_fits(item.attributes))


@dataclass(frozen=True)
class Candidates:
    """The rules that are open to somebody: those of some learners only are looked at for each."""

    rules: tuple[tuple[int, Recognition], ...]

    @cached_property
    def ids(self) -> frozenset[RuleId]:
        """All of them."""
        return frozenset(rule.id for _, rule in self.rules)

    @cached_property
    def choosy(self) -> tuple[Recognition, ...]:
        """Those that are not for everyone, or that some study withdraws."""
        return tuple(rule for _, rule in self.rules if rule.withdrawn_by or rule.learner != ANYONE)


def _candidates(catalogue: Catalogue, request: PlanRequest, goals: Sequence[GoalProblem]) -> Candidates:
    def found() -> Candidates:
        return Candidates(tuple(_in_force(catalogue, request, goals)))

    if not all(is_of_snapshot(catalogue, goal.version) for goal in goals):
        return found()
    return catalogue.kept("candidates", _question(request, goals), found)


def _in_force(
    catalogue: Catalogue, request: PlanRequest, goals: Sequence[GoalProblem]
) -> Iterable[tuple[int, Recognition]]:
    allowed = request.assurance - {Assurance.PREDICTED}
    for rule in catalogue.rules.values():
        ended = rule.applied_within.end is not None and rule.applied_within.end <= request.as_of
        if (
            rule.status is not RuleStatus.APPROVED
            or rule.is_refusal
            or ended
            or rule.assurance not in allowed
        ):
            continue
        for goal in goals:
            if rule.towards.takes(goal.version.target):
                yield goal.index, rule


def _closed_rules(catalogue: Catalogue, record: Record, candidates: Candidates) -> Iterable[RuleId]:
    """Those that were refused to this learner or granted already, are not for such a learner, or are withdrawn."""
    for refusal in record.refused:
        rule = catalogue.rules.get(refusal.rule)
        if rule is not None and catalogue.version_of("rule", rule.id) == refusal.rule_version:
            yield rule.id
    yield from (granted.rule for granted in record.granted if granted.rule in candidates.ids)
    taken = {one.item for one in record.results} | {one.item for one in record.in_progress}
    for rule in candidates.choosy:
        if not taken.isdisjoint(rule.withdrawn_by) or not admitted(catalogue, record, rule):
            yield rule.id


def admitted(catalogue: Catalogue, record: Record, rule: Recognition) -> bool:
    """Whether the rule is for this learner, by region and enrolments of the ledger."""
    enrolled = {one.qualification for one in record.enrolments}
    homes = {version.institution for one in enrolled for version in catalogue.qualifications.get(one, ())}
    return rule.learner.admits(record.region, frozenset(homes), frozenset(enrolled))


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
