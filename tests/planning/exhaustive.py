"""What is the least study, by trying every plan and asking the checker?  An oracle that knows no rule kind.

`oracle.py` has its own words for the rules of the first stage. This one has none: it builds whole plans (sets of new
steps x schedules x applications x places of what is claimed), drops those that the direct evaluation of a rule
(`rules.registry`) finds wrong, and lets `planning.check.kernel.check` judge the rest. A new kind is compared with the
planner as soon as its `evaluate` and its check are there:

    assert exhaustive.least(catalogue, record, request) == make_plan(catalogue, record, request).length

It imports nothing that compiles, lowers or solves. What keeps it quick, and what it takes to hold:

- steps in sets of growing length, so the first plan that stands is a shortest one; keep to about 4 items, 3 results,
  2 rules and a horizon of 1 or 2 years (`request(horizon_years=1)`), and state `study_units` of certificates;
- the first schedule that the checker takes is used, all others only where `timed=True`: say so for rules that ask on
  which day something is earned (windows, shelf life, the last credits of a residency);
- a requirement that claims can serve carries none, or is satisfied by what it carries; it is tried alone;
- an achievement stands at one place, unless the version has a limit of kind `sharing`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, combinations, product

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.attempts import counting_results
from recommender.ledger.record import Record, Result
from recommender.planning.check import recognition
from recommender.planning.check.amounts import sent
from recommender.planning.check.chain import beginnings
from recommender.planning.check.circumstances import circumstances
from recommender.planning.check.claims import read_claims
from recommender.planning.check.facts import Facts
from recommender.planning.check.goals import versions
from recommender.planning.check.kernel import check
from recommender.planning.check.length import study_units
from recommender.planning.check.steps import check_steps, floors
from recommender.planning.check.terms import check_terms, horizon
from recommender.planning.check.witness import achievement
from recommender.planning.plan import (
    Application,
    Assumption,
    ClaimRow,
    GoalVersion,
    Level,
    NotCounted,
    Plan,
    Standing,
    Status,
    Step,
    TermPlan,
)
from recommender.planning.request import PlanRequest
from recommender.rules.claims import FREE, Claim, Ground
from recommender.rules.recognition import CreditOutput, Recognition
from recommender.rules.registry import evaluate_limit, evaluate_tree, ground_of, kind_of, leaves
from recommender.rules.total import Total
from recommender.vocabulary import ItemId, NodeId, Repeats


def least(catalogue: Catalogue, record: Record, request: PlanRequest, *, timed: bool = False) -> int | None:
    """The least study, in units of the goal's scheme; None where no plan stands."""
    found = shortest(catalogue, record, request, timed=timed)
    return None if found is None else found.length


def shortest(
    catalogue: Catalogue, record: Record, request: PlanRequest, *, timed: bool = False
) -> Plan | None:
    """A shortest plan, passed by the checker; to be read where the planner says otherwise."""
    record = record.passing(catalogue.grade_schemes, catalogue.valid_years)
    world = _World(catalogue, record, request, timed)
    for items in world.sets():
        for plan in world.scheduled(items):
            for claimed in world.claimed(plan):
                if not check(catalogue, record, request, claimed):
                    return claimed
    return None


@dataclass(frozen=True)
class _World:
    """One problem; plans are grown in it part by part."""

    catalogue: Catalogue
    record: Record
    request: PlanRequest
    timed: bool

    @cached_property
    def goals(self) -> tuple[Qualification, ...]:
        return versions(self.catalogue, self.record, self.request)[0]

    @cached_property
    def terms(self) -> tuple[TermPlan, ...]:
        found = horizon(self.catalogue, self.record, self.goals, self.request)
        return tuple(TermPlan(t.ordinal, t.label, t.season, t.start, t.end, (), 0) for t in found)

    @cached_property
    def results(self) -> tuple[Result, ...]:
        """Of every item the attempt that counts (B21)."""
        policy = self.goals[0].repeats if self.goals else Repeats.BEST
        schemes, repeatable = self.catalogue.grade_schemes, self.catalogue.repeatable_items
        return counting_results(self.record.results, schemes, policy, repeatable)

    @cached_property
    def running(self) -> frozenset[ItemId]:
        return frozenset(one.item for one in self.record.in_progress if one.item in self.catalogue.items)

    def facts(self, plan: Plan) -> Facts:
        found = horizon(self.catalogue, self.record, self.goals, self.request)
        return Facts(self.catalogue, self.record, self.request, plan, self.goals, found)

    @cached_property
    def empty(self) -> Plan:
        """A plan of nothing, for the goals' versions."""
        hashes = self.catalogue.hashes
        goals = tuple(
            GoalVersion(one.key, one.id, one.year, hashes.get(("qualification", one.key), ""))
            for one in self.goals
        )
        return Plan(Status.OPTIMAL, goals, self.goals[0].scheme, None, None)

    # -- steps and applications ------------------------------------------------------------------------------

    @cached_property
    def lengths(self) -> dict[ItemId, int]:
        """Every item that may be a step, with the study that it asks for (D1)."""
        facts = self.facts(self.empty)
        found = {item.id: study_units(facts, item) for item in self.catalogue.items.values()}
        return {key: length[0] for key, length in found.items() if length is not None}

    def sets(self) -> Iterator[tuple[ItemId, ...]]:
        """Sets of steps, the shortest first; what is pinned or in progress is in each."""
        must = self.running | self.request.pins
        open_to = {key for key in self.lengths if self.catalogue.items[key].studyable}
        free = sorted(open_to - must - self.request.exclude)
        if must <= set(self.lengths):
            sets = [tuple(sorted({*must, *more})) for more in _subsets(free)]
            yield from sorted(sets, key=lambda items: (sum(self.lengths[one] for one in items), items))

    def scheduled(self, items: Sequence[ItemId]) -> Iterator[Plan]:
        """Plans of these steps and every set of applications, without claims."""
        for applied in self._applied(items):
            for plan in self._times(items, applied):
                yield plan
                if not self.timed:
                    break

    def _applied(self, items: Sequence[ItemId]) -> Iterator[tuple[Application, ...]]:
        pairs = [
            (goal, rule)
            for goal in self.goals
            for rule in self.catalogue.rules.values()
            if self._of_use(goal, rule) and not rule.is_refusal
        ]
        for choice in product(*([None, *self._ways(goal, rule, items)] for goal, rule in pairs)):
            yield tuple(one for one in choice if one is not None)

    def _of_use(self, goal: Qualification, rule: Recognition) -> bool:
        """Recognition by the institution of the goal, or what a rule may rest on that allows a chain."""
        rules = self.catalogue.rules.values()
        bases = {source.item for one in rules if one.chain > 1 for source in one.sources}
        feeds = any(isinstance(output, CreditOutput) and output.item in bases for output in rule.outputs)
        return rule.recogniser == goal.institution or feeds

    def _bases(self, rule: Recognition, item: ItemId) -> list[str]:
        """Keys of what is recognised as an item already, where the rule may rest on that (A7)."""
        if rule.chain < 2:
            return []
        given = [
            f"out:{one.id}#{number}"
            for one in self.catalogue.rules.values()
            for number, output in enumerate(one.outputs)
            if isinstance(output, CreditOutput) and output.item == item and one.id != rule.id
        ]
        granted = [
            f"granted:{one.entry}#{number}"
            for one in self.record.granted
            for number, output in enumerate(one.outputs)
            if output.item == item
        ]
        return given + granted

    def _ways(self, goal: Qualification, rule: Recognition, items: Sequence[ItemId]) -> list[Application]:
        """Every choice of sources; the first day on which it can be decided comes with the schedule."""
        supply = {
            source.item: [f"held:{one.entry}" for one in self.results if one.item == source.item]
            + [f"new:{one}" for one in items if one == source.item]
            + self._bases(rule, source.item)
            for source in rule.sources
        }
        asked = [{f"held:{entry}" for entry in one.sources} for one in self.record.applied]
        slots = [[key for source in slot for key in supply[source.item]] for slot in rule.slots]
        found = []
        for chosen in combinations(slots, rule.need):
            for keys, option in product(product(*chosen), rule.options):
                waits = any(key.startswith("new:") for key in keys)
                standing = Standing.STUDY if waits else Standing.AVAILABLE
                pending = set(keys) in asked
                found.append(Application(rule.id, goal.key, keys, (), standing, None, pending, option))
        return found

    def _times(self, items: Sequence[ItemId], applied: Sequence[Application]) -> Iterator[Plan]:
        """Every schedule that the checker takes, early terms first."""
        options = [(0,) if item in self.running else range(len(self.terms)) for item in items]
        for ordinals in sorted(product(*options), key=lambda found: (max(found, default=0), found)):
            plan = self._timed(items, ordinals, applied)
            if plan is not None and not (check_steps(self.facts(plan)) or check_terms(self.facts(plan))):
                yield plan

    def _timed(
        self, items: Sequence[ItemId], ordinals: Sequence[int], applied: Sequence[Application]
    ) -> Plan | None:
        steps = [self._step(item, ordinal) for item, ordinal in zip(items, ordinals, strict=True)]
        plan = replace(self.empty, steps=tuple(sorted(steps, key=lambda step: (step.term, step.item))))
        decided: list[Application] = []
        waiting = _bases_first(applied)
        for place, one in enumerate(waiting):
            first = None
            for day in (None, *range(len(self.terms))):
                dated = replace(one, after_term=day)
                new = any(key.startswith("new:") for key in beginnings(self.facts(plan), dated))
                standing = Standing.STUDY if new else Standing.AVAILABLE
                dated = replace(dated, standing=standing, fee=self._fee(plan, dated))
                plan = self._graded(replace(plan, applications=(*decided, dated, *waiting[place + 1 :])))
                if not recognition.check(self.facts(plan), dated):
                    first = dated
                    break
            if first is None:
                return None
            decided.append(first)
        last = max(
            (*ordinals, *(one.after_term or 0 for one in decided if one.after_term is not None)), default=-1
        )
        return self._graded(
            replace(plan, applications=tuple(decided), terms=self._with_items(steps, self.terms[: last + 1]))
        )

    def _fee(self, plan: Plan, one: Application) -> int | None:
        goal = next(goal for goal in self.goals if goal.key == one.goal)
        return recognition.fee_of(self.facts(plan), self.catalogue.rules[one.rule], goal, one)

    def _step(self, item: ItemId, ordinal: int) -> Step:
        one = self.catalogue.items[item]
        why = "in_progress" if item in self.running else "pinned" if item in self.request.pins else "new"
        units = sent(self.catalogue, one, None, self.goals[0].scheme) or 0
        return Step(item, self.lengths[item], units, ordinal, why, (), one.fee)

    def _graded(self, plan: Plan) -> Plan:
        """Every step with all grades that its uses can ask for (B20)."""
        facts = self.facts(plan)
        steps = tuple(
            replace(
                step, needs_grade=tuple(sorted(floors(facts, step), key=lambda one: (one.scheme, one.mark)))
            )
            for step in plan.steps
        )
        return replace(plan, steps=steps)

    def _with_items(self, steps: Sequence[Step], terms: Sequence[TermPlan]) -> tuple[TermPlan, ...]:
        return tuple(
            replace(
                term,
                items=tuple(sorted(step.item for step in steps if step.term == term.ordinal)),
                units=sum(step.study_units for step in steps if step.term == term.ordinal),
            )
            for term in terms
        )

    # -- claims ----------------------------------------------------------------------------------------------

    def claimed(self, plan: Plan) -> Iterator[Plan]:
        """The plan with every assignment of claims that the rules, evaluated one by one, find right."""
        for found in product(*(self._of_goal(plan, goal) for goal in self.goals)):
            rows = tuple(chain.from_iterable(found))
            yield self._told(self._graded(replace(plan, claims=rows, applications=_naming(plan, rows))))

    def _of_goal(self, plan: Plan, goal: Qualification) -> Iterator[tuple[ClaimRow, ...]]:
        rows = {(row.key, row.place): row for row in self._rows(plan, goal)}
        facts = self.facts(replace(plan, claims=tuple(rows.values())))
        claims, wrong = read_claims(facts, goal)
        refused = {one.subject for one in wrong}
        usable = [one for one in claims if one.key not in refused]
        about = circumstances(facts, goal)
        ground = ground_of(goal.institution, goal.requirement, about)
        if not _enough(goal, usable):
            return
        for chosen in _assignments(goal, usable, ground):
            if all(r.satisfied for limit in goal.limits for r in evaluate_limit(limit, chosen, ground)):
                yield tuple(rows[claim.key, claim.place] for claim in chosen)

    def _rows(self, plan: Plan, goal: Qualification) -> Iterator[ClaimRow]:
        """A row for every achievement at every place that takes it."""
        facts = self.facts(plan)
        places: dict[NodeId, object] = {leaf.id: leaf.of for leaf in leaves(goal.requirement)}
        if goal.electives is not None:
            places[FREE] = goal.electives
        for key in self._keys(plan, goal):
            thing = achievement(facts, goal, key)
            if isinstance(thing, str) or thing.units is None:
                continue
            for place, of in places.items():
                if thing.exemption and (place == FREE or thing.item not in of.named_items()):  # type: ignore[attr-defined]
                    continue
                if thing.attributes in of:  # type: ignore[operator]
                    kinds = tuple(sorted(thing.origin.kinds))
                    yield ClaimRow(
                        goal.key, place, key, thing.item, thing.units, thing.standing, thing.rule, kinds
                    )

    def _keys(self, plan: Plan, goal: Qualification) -> list[str]:
        mine = [self.catalogue.rules[one.rule] for one in plan.applications if one.goal == goal.key]
        return [
            *(f"held:{one.entry}" for one in self.results),
            *(f"granted:{one.entry}#{n}" for one in self.record.granted for n in range(len(one.outputs))),
            *(f"new:{step.item}" for step in plan.steps),
            *(f"out:{rule.id}#{n}" for rule in mine for n in range(len(rule.outputs))),
        ]

    def _told(self, plan: Plan) -> Plan:
        """The plan with its sums, all that it takes to hold, and all that counts nothing: as the checker asks."""
        length = sum(step.study_units for step in plan.steps)
        level = Level("length", length, length, "solver")
        plan = replace(plan, length=length, lower_bound=length, levels=(level,))
        for violation in check(self.catalogue, self.record, self.request, plan):
            if violation.kind == "assumption":
                told = Assumption(violation.rule, violation.subject)
                plan = replace(plan, assumptions=(*plan.assumptions, told))
            if violation.kind == "not_counted" and "neither" in violation.message:
                result = next(one for one in self.record.results if f"held:{one.entry}" == violation.rule)
                lost = NotCounted(violation.rule, result.item, result.units, "surplus")
                plan = replace(plan, not_counted=(*plan.not_counted, lost))
            if violation.kind == "not_counted" and violation.subject == "remainder":
                units = int(violation.message.split()[2])
                left = NotCounted(violation.rule, ItemId("any"), units, "remainder")
                plan = replace(plan, not_counted=(*plan.not_counted, left))
        return plan


def _subsets(things: Sequence[ItemId]) -> Iterator[tuple[ItemId, ...]]:
    return chain.from_iterable(combinations(things, size) for size in range(len(things) + 1))


def _bases_first(applied: Sequence[Application]) -> list[Application]:
    """Each after those that it rests on; what goes round in a circle at the end, for the checker to refuse."""
    found: list[Application] = []
    left = list(applied)
    while left:
        open_rules = {one.rule for one in left}
        free = [
            one for one in left if not any(key[4:].rpartition("#")[0] in open_rules for key in one.sources)
        ]
        found += free or left
        left = [one for one in left if one not in found]
    return found


def _naming(plan: Plan, rows: Sequence[ClaimRow]) -> tuple[Application, ...]:
    """The applications, each with the outputs of it that are claimed."""
    return tuple(
        replace(
            one,
            outputs=tuple(
                sorted(
                    {
                        row.key
                        for row in rows
                        if row.goal == one.goal and row.rule == one.rule and row.key.startswith("out:")
                    }
                )
            ),
        )
        for one in plan.applications
    )


def _enough(goal: Qualification, claims: Sequence[Claim]) -> bool:
    """A quick no: all that there is comes to less than the total, which is the law of every version."""
    have = sum({claim.key: claim.units for claim in claims}.values())
    return all(have >= limit.least_units for limit in goal.limits if isinstance(limit, Total))


def _assignments(goal: Qualification, claims: Sequence[Claim], ground: Ground) -> Iterator[tuple[Claim, ...]]:
    """Every choice of claims by which the tree is satisfied; much credit before little."""
    shared = any(kind_of(limit) == "sharing" for limit in goal.limits)
    served = []
    for leaf in leaves(goal.requirement):
        fitting = [claim for claim in claims if claim.place == leaf.id]
        some = chain.from_iterable(combinations(fitting, size) for size in range(len(fitting), 0, -1))
        good = [one for one in some if evaluate_tree(leaf, one, ground.facts).satisfied]
        served.append([*good, ()])
    free = [claim for claim in claims if claim.place == FREE]
    for chosen in _disjoint(served, shared):
        if not evaluate_tree(goal.requirement, chosen, ground.facts).satisfied:
            continue
        taken = {claim.key for claim in chosen}
        rest = [claim for claim in free if claim.key not in taken]
        for size in range(len(rest), -1, -1):
            for more in combinations(rest, size):
                yield (*chosen, *more)


def _disjoint(
    served: Sequence[Sequence[tuple[Claim, ...]]], shared: bool, taken: frozenset[str] = frozenset()
) -> Iterator[tuple[Claim, ...]]:
    """One choice for every requirement; an achievement at one place only, unless it may be shared."""
    if not served:
        yield ()
        return
    for choice in served[0]:
        keys = frozenset(claim.key for claim in choice)
        if shared or not keys & taken:
            for rest in _disjoint(served[1:], shared, taken | keys):
                yield (*choice, *rest)
