"""What is the least study, by trying everything?  The truth that the planner is held to, for tiny worlds only.

Sets of new items in order of their length; for each, every way to apply rules, every way to claim achievements at
places, every schedule.  The first set for which all of these can be found together is a shortest path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations, groupby, product

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Record
from recommender.planning.request import DEFAULT_LOAD_UNITS, PlanRequest
from recommender.rules.prerequisite import Passed
from recommender.rules.recognition import Recognition, Source
from recommender.vocabulary import ItemId, ItemKind
from tests.planning import naive
from tests.planning.brute_claims import claims_exist, places_of
from tests.planning.brute_pieces import Pieces
from tests.planning.brute_schedule import Applied, Timetable, schedule_exists
from tests.planning.naive import Piece


@dataclass(frozen=True)
class Answer:
    """The status that the planner must give, and the best value that it must reach at each level (D2)."""

    status: str
    levels: Mapping[str, int] = field(default_factory=dict)

    @property
    def length(self) -> int | None:
        """The least study."""
        return self.levels.get("length")


def solve(catalogue: Catalogue, record: Record, request: PlanRequest) -> Answer:
    """Try everything, in the order of the request's objectives."""
    world = World(catalogue, record, request)
    lengths = world.lengths
    if any(world.length(catalogue.items[item]) is None for item in world.must):
        return Answer(
            "refused"
        )  # what has to be a step, and has no exact length, could change the answer (D4)
    if not world.must <= set(lengths):
        return Answer("infeasible")
    sets = list(subsets(world))
    values = {items: world.values(items) for items in sets}
    allowed = [
        items for items in sets if all(values[items].get(o, 0) <= m for o, m in request.at_most.items())
    ]
    order = request.objectives
    place = order.index("terms") if "terms" in order else len(order)

    def before(items: tuple[ItemId, ...]) -> tuple[int, ...]:
        return tuple(values[items][name] for name in order[:place])

    def after(items: tuple[ItemId, ...]) -> tuple[int, ...]:
        return tuple(values[items][name] for name in order[place + 1 :])

    for _, alike in groupby(sorted(allowed, key=before), before):
        tries = sorted(alike, key=after)
        if any(world.works(items) for items in tries):
            for items, terms in world.in_few_terms(tries, whole=place == len(order)):
                return Answer("optimal", values[items] | {"terms": terms})
    return Answer("infeasible")


def subsets(world: World) -> Iterator[tuple[ItemId, ...]]:
    """Every set of new items that has in it what must be."""
    free = sorted(set(world.lengths) - world.must)
    for size in range(len(free) + 1):
        for more in combinations(free, size):
            yield (*world.must, *more)


class World(Pieces):
    """One problem, with everything that does not depend on the set tried."""

    def __init__(self, catalogue: Catalogue, record: Record, request: PlanRequest) -> None:
        super().__init__(catalogue, record, request)
        self.rules = list(naive.usable_rules(catalogue, record, request, self.goals))
        self.claimable: dict[object, bool] = {}

    # -- lengths ---------------------------------------------------------------------------------------------

    @cached_property
    def lengths(self) -> dict[ItemId, int]:
        """Every item that may be studied, with the study that it asks for (D1)."""
        found = {}
        for item in self.catalogue.items.values():
            length, home = self.length(item), self.request.institutions
            open_to = item.studyable and item.id not in self.request.exclude
            open_to = open_to and (home is None or item.issuer in home)
            if length is not None and (open_to or item.id in self.running):
                found[item.id] = length
        return found

    def length(self, item: Item) -> int | None:
        """The study that an item asks for; None where it cannot be said exactly."""
        if item.study_units is not None:
            return naive.exact(self.catalogue, item.study_units, item.scheme, self.scheme)
        hours = self.catalogue.schemes[self.scheme].hours_per_credit
        if item.hours is not None and hours:
            value = item.hours / hours * 600
            return int(value) if value == int(value) else None
        own = naive.exact(self.catalogue, item.units_most, item.scheme, self.scheme)
        if item.kind == ItemKind.MILESTONE:
            return 0
        if not naive.is_award(item.kind):
            return own
        return max(self._yield(goal, item, own) for goal in self.goals) or own

    def values(self, items: Sequence[ItemId]) -> dict[str, int]:
        """Length, fee, and credit units times dislike, of new items: the levels that no schedule changes."""
        chosen = [self.catalogue.items[key] for key in items]
        dislikes = self.request.dislikes
        fit = sum((self.exact(one.units_most, one.scheme) or 0) * dislikes.get(one.id, 0) for one in chosen)
        length = sum(self.lengths[key] for key in items)
        return {"length": length, "fee": sum(one.fee or 0 for one in chosen), "fit": fit}

    def _yield(self, goal: Qualification, item: Item, own: int | None) -> int:
        """The most credit that an item can yield towards a goal: by one use, and by all that block no other."""
        itself = naive.as_itself("", item, own or 0)
        once, again = [0], 0
        if naive.takes(goal, item.issuer) and places_of(goal, itself):
            once.append(own or 0)
        for rule in self.rules:
            if rule.recogniser != goal.institution or item.id not in {one.item for one in rule.sources}:
                continue
            outputs = naive.output_pieces(self.catalogue, rule, [itself], [own or 0], self.scheme) or []
            amount = sum(one.units for one in outputs if places_of(goal, one))
            again += amount if rule.reuse else 0
            once.append(0 if rule.reuse else amount)
        return max(once) + again

    # -- does a set of new items work? -----------------------------------------------------------------------

    def in_few_terms(
        self, sets: Sequence[tuple[ItemId, ...]], *, whole: bool
    ) -> Iterator[tuple[tuple[ItemId, ...], int]]:
        """The sets that work, those of the fewest terms first; `whole`: in whatever terms, in the order handed in."""
        most = self.request.at_most.get("terms", len(self._table.slots))
        for terms in [most] if whole else range(most + 1):
            for items in sets:
                if self.works(items, terms):
                    yield items, terms

    def works(self, items: Sequence[str], terms: int | None = None) -> bool:
        """Whether there are applications and claims for every goal, and a schedule, in so many terms, for all of it."""
        choices = []
        for goal in self.goals:
            found = [one for one in self.applications(goal, items) if self.completes(goal, items, one)]
            if not found:
                return False
            choices.append(found)
        return any(
            self.schedulable(items, [one for part in both for one in part], terms)
            for both in product(*choices)
        )

    def applications(self, goal: Qualification, items: Sequence[str]) -> Iterator[tuple[Applied, ...]]:
        """Every lawful set of applications: a rule once, a source once unless the rule says `reuse` (A3)."""
        mine = [rule for rule in self.rules if rule.recogniser == goal.institution]
        for choice in product(*([None, *self.ways(goal, rule, items)] for rule in mine)):
            applied = tuple(one for one in choice if one is not None)
            used = [key for one in applied if not one.rule.reuse for key in one.sources]
            if len(used) == len(set(used)):
                yield applied

    def ways(self, goal: Qualification, rule: Recognition, items: Sequence[str]) -> list[Applied]:
        """Every way to apply a rule, with what is held and these new items."""
        found = []
        for chosen in combinations(rule.sources, rule.need):
            for supply in product(*(self._supplies(goal, rule, source, items) for source in chosen)):
                held = tuple(key for kind, key, _, _ in supply if kind == "held")
                new = tuple(key for kind, key, _, _ in supply if kind == "new")
                pieces, amounts = [one[2] for one in supply], [one[3] for one in supply]
                outputs = naive.output_pieces(self.catalogue, rule, pieces, amounts, self.scheme)
                if outputs is not None:
                    found.append(Applied(rule, held, new, tuple(outputs)))
        return found

    def _supplies(
        self, goal: Qualification, rule: Recognition, source: Source, items: Sequence[str]
    ) -> Iterator[tuple[str, str, Piece, int | None]]:
        item, result = self.catalogue.items.get(source.item), self.best.get(source.item)
        if item is None:
            return
        piece = naive.as_itself("", item, 0)
        if result is not None and result.entry not in self.spent(goal):
            good = naive.good_enough(self.catalogue, result.grade, source.min_grade)
            if good and naive.within(result.completed, rule.completed_within):
                yield "held", result.entry, piece, self.exact(result.units, result.scheme)
        if item.id in items:
            yield "new", item.id, piece, self.exact(item.units_most, item.scheme)

    # -- claims ----------------------------------------------------------------------------------------------

    def completes(self, goal: Qualification, items: Sequence[str], applied: Sequence[Applied]) -> bool:
        """Whether claims exist, for some choice of the grants that are counted at all."""
        grants = self.grants(goal)
        for size in range(len(grants), -1, -1):
            for counted in combinations(grants, size):
                groups = self.groups(goal, items, applied, counted)
                if groups is None:
                    continue
                key = (goal.key, tuple(groups))
                if key not in self.claimable:
                    self.claimable[key] = claims_exist(goal, groups)
                if self.claimable[key]:
                    return True
        return False

    # -- time ------------------------------------------------------------------------------------------------

    @cached_property
    def _table(self) -> Timetable:
        home = self.catalogue.institutions[self.goals[0].institution]
        calendar = self.catalogue.calendars[home.calendar]
        slots = naive.slots(
            calendar, self.request.as_of, self.request.horizon_years or 8, running=bool(self.running)
        )
        ends = [goal.last_award for goal in self.goals if goal.last_award is not None]
        loads = [goal.load_units for goal in self.goals] + [self.request.load_units]
        return Timetable(
            [slot for slot in slots if not ends or slot.end <= min(ends)],
            frozenset(season.name for season in calendar.seasons),
            self.request.as_of,
            min((load for load in loads if load is not None), default=DEFAULT_LOAD_UNITS),
            frozenset(self.running),
            self.lengths,
            self._given,
        )

    def _given(self, atom: Passed) -> bool:
        """What the record passes: every attempt, and named items that were granted, which have no grade."""
        grades = [result.grade for result in self.record.results if result.item == atom.item]
        if any(naive.good_enough(self.catalogue, grade, atom.min_grade) for grade in grades):
            return True
        granted = [one.item for grant in self.record.granted for one in grant.outputs]
        return atom.min_grade is None and atom.item in granted

    def schedulable(self, items: Sequence[str], applied: Sequence[Applied], terms: int | None) -> bool:
        """Whether there is a schedule for these items and applications."""
        table = replace(self._table, latest=terms)
        return schedule_exists(table, [self.catalogue.items[key] for key in items], applied)  # type: ignore[index]
