"""Is a changed plan still valid?  Judged in the plain words of the oracle, which share nothing with the checker.

Only what the mutations change is judged: who claims what where, and what is studied when. All else stays that of a
valid plan.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import GrantedOutput, Result
from recommender.planning.plan import Application, Plan
from recommender.planning.request import DEFAULT_LOAD_UNITS
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.count_from import CountFrom
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import CreditOutput
from recommender.rules.residency import Residency
from recommender.rules.total import Total
from recommender.vocabulary import ItemId
from tests.planning import brute_claims, naive
from tests.planning.naive import Look, Piece, Slot
from tests.planning.strategies import Tiny


@dataclass(frozen=True)
class Judge:
    """The facts of one world, as the oracle's words see them."""

    tiny: Tiny

    @cached_property
    def goals(self) -> tuple[Qualification, ...]:
        """The only version of each goal: worlds of the family have no other."""
        catalogue = self.tiny.catalogue
        return tuple(catalogue.qualifications[ref.qualification][-1] for ref in self.tiny.request.goals)

    @cached_property
    def slots(self) -> list[Slot]:
        """The terms of the horizon."""
        catalogue, record, request = self.tiny.catalogue, self.tiny.record, self.tiny.request
        calendar = catalogue.calendars[catalogue.institutions[self.goals[0].institution].calendar]
        running = any(one.item in catalogue.items for one in record.in_progress)
        return naive.slots(calendar, request.as_of, request.horizon_years or 8, running=running)

    def result(self, key: str) -> Result:
        """A result by its key."""
        return next(one for one in self.tiny.record.results if f"held:{one.entry}" == key)

    def item(self, key: str) -> Item:
        """What a result or a step is of."""
        name = self.result(key).item if key.startswith("held:") else key.removeprefix("new:")
        return self.tiny.catalogue.items[ItemId(name)]

    def units(self, key: str) -> int | None:
        """Credit of a result or a step, in the goal's scheme."""
        catalogue, scheme = self.tiny.catalogue, self.goals[0].scheme
        if key.startswith("held:"):
            return naive.exact(catalogue, self.result(key).units, self.result(key).scheme, scheme)
        item = self.item(key)
        return naive.exact(catalogue, item.units_most, item.scheme, scheme)

    def piece(self, plan: Plan, goal: Qualification, key: str) -> Piece | None:
        """What a key of a valid plan stands for; None where the goal does not take it as itself."""
        if key.startswith("out:"):
            applied = next(
                one
                for one in plan.applications
                if one.goal == goal.key and key.startswith(f"out:{one.rule}#")
            )
            return next(piece for piece in self._outputs(applied) if piece.key == key)
        if key.startswith("granted:"):
            return self._granted(key)
        item = self.item(key)
        piece = naive.as_itself(key, item, self.units(key) or 0)
        return piece if naive.takes(goal, item.issuer) else None

    def _outputs(self, applied: Application) -> list[Piece]:
        rule = self.tiny.catalogue.rules[applied.rule]
        sources = [naive.as_itself("", self.item(key), 0) for key in applied.sources]
        amounts = [self.units(key) for key in applied.sources]
        scheme = self.goals[0].scheme
        return naive.output_pieces(self.tiny.catalogue, rule, sources, amounts, scheme) or []

    def _granted(self, key: str) -> Piece:
        entry, _, number = key.removeprefix("granted:").rpartition("#")
        granted = next(one for one in self.tiny.record.granted if one.entry == entry)
        output = granted.outputs[int(number)]
        known = {f"held:{one.entry}" for one in self.tiny.record.results}
        sources = [self.item(f"held:{one}") for one in granted.sources if f"held:{one}" in known]
        kinds = frozenset(str(one.kind) for one in sources) or frozenset({"experience"})
        issuers = frozenset(str(one.issuer) for one in sources) or frozenset({""})
        units = naive.exact(self.tiny.catalogue, output.units, output.scheme, self.goals[0].scheme) or 0
        look = self._look(output, granted.recogniser)
        return Piece(key, look, units, kinds, issuers, True, granted.agreement, None)

    def _look(self, output: GrantedOutput, recogniser: str) -> Look:
        if output.item is not None:
            return naive.look_of(self.tiny.catalogue.items[output.item])
        return Look(None, recogniser, output.kind, output.subject, output.level, frozenset(output.tags))


def claims_hold(judge: Judge, plan: Plan) -> bool:
    """Whether every claim has its place, and tree and limits of every goal are satisfied by the claims."""
    for goal in judge.goals:
        claims: list[tuple[Piece, str]] = []
        for row in plan.claims:
            if row.goal == goal.key:
                piece = judge.piece(plan, goal, row.key)
                if piece is None or row.place not in brute_claims.places_of(goal, piece):
                    return False
                claims.append((piece, row.place))
        leaves = brute_claims.leaves(goal.requirement)
        served = [leaf for leaf in leaves if any(place == leaf.id for _, place in claims)]
        if not all(_satisfied(leaf, claims) for leaf in (*served, goal.requirement)):
            return False
        if not all(_within(goal, limit, claims) for limit in goal.limits):
            return False
    return True


def _satisfied(node: object, claims: list[tuple[Piece, str]]) -> bool:
    if isinstance(node, AllOf):
        return all(_satisfied(child, claims) for child in node.children)
    if isinstance(node, NOf):
        return sum(_satisfied(child, claims) for child in node.children) >= node.n
    mine = [piece.units for piece, place in claims if place == node.id]  # type: ignore[attr-defined]
    if isinstance(node, CountFrom):
        few = node.most is None or len(mine) <= node.most
        return len(mine) >= node.least and sum(mine) >= node.least_units and few
    most = node.most_units  # type: ignore[attr-defined]
    return sum(mine) >= node.least_units and (most is None or sum(mine) <= most)  # type: ignore[attr-defined]


def _within(goal: Qualification, limit: object, claims: list[tuple[Piece, str]]) -> bool:
    if isinstance(limit, Total):
        return sum(piece.units for piece, _ in claims) >= limit.least_units
    if isinstance(limit, Residency):
        homes = limit.institutions or {goal.institution}
        home = [piece for piece, _ in claims if not piece.recognised and piece.issuers <= homes]
        return sum(piece.units for piece in home) >= limit.least_units
    if not isinstance(limit, Cap):
        return True
    parts = [node for node in brute_claims.nodes(goal.requirement) if node.id == limit.within]  # type: ignore[attr-defined]
    inside = {str(leaf.id) for part in parts for leaf in brute_claims.leaves(part)}
    mine = [
        piece.units
        for piece, place in claims
        if (limit.within is None or place in inside) and naive.under(limit.source, piece, goal.institution)
    ]
    units = limit.most_units is None or sum(mine) <= limit.most_units
    return units and (limit.most_count is None or len(mine) <= limit.most_count)


def schedule_holds(judge: Judge, plan: Plan) -> bool:
    """Whether every step is offered, open and within the load in its term, and sources are ready for decisions."""
    when = {step.item: step.term for step in plan.steps}
    if not all(0 <= term < len(judge.slots) for term in when.values()):
        return False
    return (
        all(_offered(judge, step.item, step.term) for step in plan.steps)
        and all(_light_enough(judge, plan, number) for number in range(len(judge.slots)))
        and all(_open(judge, plan, when, item) for item in when)
        and all(_in_time(judge, one, when) for one in plan.applications)
        and all(_awarded(judge, goal, plan, when) for goal in judge.goals)
    )


def _running(judge: Judge) -> set[ItemId]:
    return {one.item for one in judge.tiny.record.in_progress}


def _offered(judge: Judge, key: ItemId, number: int) -> bool:
    slot, item, request = judge.slots[number], judge.tiny.catalogue.items[key], judge.tiny.request
    if key in _running(judge):
        return number == 0
    known = {slot.season for slot in judge.slots}
    anywhen = item.seasons is None or not item.seasons & known
    offered = anywhen or slot.season in (item.seasons or ())
    return offered and naive.within(slot.start, item.life) and slot.start >= request.as_of


def _light_enough(judge: Judge, plan: Plan, number: int) -> bool:
    loads = [goal.load_units for goal in judge.goals] + [judge.tiny.request.load_units]
    most = min((load for load in loads if load is not None), default=DEFAULT_LOAD_UNITS)
    here = [step for step in plan.steps if step.term == number]
    chosen = [step for step in here if step.item not in _running(judge) and step.study_units]
    return not chosen or sum(step.study_units for step in here) <= most


def _open(judge: Judge, plan: Plan, when: dict[ItemId, int], key: ItemId) -> bool:
    item, number = judge.tiny.catalogue.items[key], when[key]
    if key in _running(judge):
        return True

    def passed(latest: int) -> Callable[[Passed], bool]:
        def answer(atom: Passed) -> bool:
            if _held(judge, atom) or when.get(atom.item, len(judge.slots)) <= latest:
                return True
            start = judge.slots[number].start
            return atom.min_grade is None and any(
                _decided(judge, one) <= start
                and any(
                    isinstance(out, CreditOutput) and out.item == atom.item
                    for out in judge.tiny.catalogue.rules[one.rule].outputs
                )
                for one in plan.applications
            )

        return answer

    before, together = passed(number - 1), passed(number)
    return naive.holds(item.prerequisites, before) and naive.holds(item.corequisites, together)


def _held(judge: Judge, atom: Passed) -> bool:
    record, catalogue = judge.tiny.record, judge.tiny.catalogue
    grades = [one.grade for one in record.results if one.item == atom.item]
    if any(naive.good_enough(catalogue, grade, atom.min_grade) for grade in grades):
        return True
    granted = [output.item for one in record.granted for output in one.outputs]
    return atom.min_grade is None and atom.item in granted


def _decided(judge: Judge, one: Application) -> date:
    return judge.tiny.request.as_of if one.after_term is None else judge.slots[one.after_term].decided


def _in_time(judge: Judge, one: Application, when: dict[ItemId, int]) -> bool:
    rule = judge.tiny.catalogue.rules[one.rule]
    ends = [judge.slots[when[judge.item(key).id]].end for key in one.sources if key.startswith("new:")]
    day = _decided(judge, one)
    ready = all(end < day and naive.within(end, rule.completed_within) for end in ends)
    return ready and naive.within(day, rule.applied_within)


def _awarded(judge: Judge, goal: Qualification, plan: Plan, when: dict[ItemId, int]) -> bool:
    if goal.last_award is None:
        return True
    keys = [row.key.removeprefix("new:") for row in plan.claims if row.goal == goal.key]
    terms = [when[ItemId(key)] for key in keys if key in when]
    terms += [
        one.after_term for one in plan.applications if one.goal == goal.key and one.after_term is not None
    ]
    return all(judge.slots[term].end <= goal.last_award for term in terms)
