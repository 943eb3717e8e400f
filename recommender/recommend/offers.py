"""Which items lie on a shortest path besides those of the plan that was found?  Each is solved again, pinned."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from time import monotonic

from recommender.catalogue import Item
from recommender.graph import reaching
from recommender.ledger.record import Record
from recommender.planning import Plan, make_plan
from recommender.planning.learner import learner_of
from recommender.planning.plan import Standing, Status, Step
from recommender.planning.problem import GoalProblem, goal_problem
from recommender.planning.removal import Removal
from recommender.planning.request import DEFAULT_HORIZON_YEARS, PlanRequest
from recommender.planning.waived import for_learner
from recommender.ranking.serve import Ranked
from recommender.recommend.bank import Bank
from recommender.recommend.masks import NextTerm, passed_items, redundant_items
from recommender.recommend.plan import removals_of
from recommender.recommend.steps import places
from recommender.recommend.told import version_of
from recommender.rules.outputs import opens
from recommender.vocabulary import ItemId

PINS_TESTED = 4
"""How many items beside the plan are tested for being as short: each is one more solve."""

Place = tuple[str, str]


@dataclass(frozen=True)
class Offer:
    """One item for the list, with the plan that holds it (None without a goal)."""

    item: Item
    step: Step | None = None
    plan: Plan | None = None
    on_shortest: bool | None = None
    extra_units: int | None = None
    """Added length of the least path with the item, in units of the goal's scheme; None where it is not known."""
    earliest: str | None = None
    removal: Removal | None = None


@dataclass
class Search:
    """A plan, and the looking for more around it within the seconds of the request."""

    bank: Bank
    record: Record
    request: PlanRequest
    plan: Plan
    until: float
    """By the monotonic clock."""

    def __post_init__(self) -> None:
        catalogue = self.bank.catalogue
        versions = [for_learner(version_of(catalogue, goal), self.record) for goal in self.plan.goals]
        self.goals: tuple[GoalProblem, ...] = tuple(goal_problem(i, v) for i, v in enumerate(versions))
        home = catalogue.institutions[versions[0].institution]
        calendar = catalogue.calendars[home.calendar]
        years = self.request.horizon_years or DEFAULT_HORIZON_YEARS
        self.next_term = NextTerm(
            catalogue,
            self.request.as_of,
            passed_items(self.record, self._given_now()),
            frozenset(step.item for step in self.plan.steps if self._in_next_term(step)),
            learner_of(catalogue, self.record, self.request, versions),
            self.record,
            calendar.terms_from(self.request.as_of, len(calendar.seasons) * years),
        )

    def _in_next_term(self, step: Step) -> bool:
        """Whether the plan has it in the first term that is still to begin."""
        begins = [term.ordinal for term in self.plan.terms if term.start >= self.request.as_of]
        return step.term in begins[:1]

    def _given_now(self) -> Iterator[ItemId]:
        for one in self.plan.applications:
            if one.standing is Standing.AVAILABLE:
                for _, output in self.bank.catalogue.rules[one.rule].given(one.option):
                    item = opens(output)
                    if item is not None:
                        yield item

    def on_plan(self, keep: Callable[[Step], bool]) -> list[Offer]:
        """Steps of the plan that are not begun; on a shortest path by proof, unless the plan is only bounded."""
        proven = self.plan.status is Status.OPTIMAL
        return [
            Offer(
                self.bank.catalogue.items[step.item],
                step,
                self.plan,
                True if proven else None,
                0 if proven else None,
                self.earliest(step),
            )
            for step in self.plan.steps
            if step.why != "in_progress" and keep(step)
        ]

    def earliest(self, step: Step) -> str:
        """The next term where it can be begun then, else its term in the plan."""
        ready = self.next_term.label(self.bank.catalogue.items[step.item])
        return ready or self.plan.terms[step.term].label

    def begins_next(self, step: Step) -> bool:
        """Whether the step can be begun in the next term."""
        return (
            self._in_next_term(step) or self.next_term.label(self.bank.catalogue.items[step.item]) is not None
        )

    def beside_plan(self, fits: Callable[[Item], bool]) -> list[Item]:
        """Items that could contribute to a goal, can be begun next, are open to the learner and not on the plan."""
        catalogue, request = self.bank.catalogue, self.request
        home = {goal.version.institution for goal in self.goals}
        closed = redundant_items(self.bank, self.record, request, home) | request.exclude
        closed |= {step.item for step in self.plan.steps}
        reach = {key for goal in self.goals for key in reaching(self.bank.graph, goal.key).items}
        found = (catalogue.items[key] for key in sorted(reach - closed) if key in catalogue.items)
        return [
            item
            for item in found
            if (request.institutions is None or item.issuer in request.institutions)
            and item.units_most > 0
            and fits(item)
            and self.next_term.label(item) is not None
        ]

    def serves_one_of(self, wanted: Iterable[Place]) -> Callable[[Item], bool]:
        """Whether an item counts as itself at one of the places."""
        known = set(wanted)

        def fits(item: Item) -> bool:
            return any((g.key, place) in known for g in self.goals for place in g.own_fits(item.attributes))

        return fits

    def studied_places(self) -> set[Place]:
        """The places that new study serves."""
        return {place for step in self.plan.steps for place in places(self.plan, step)}

    def as_short(self, items: Iterable[Item], fit: dict[str, Ranked], wanted: int) -> list[Offer]:
        """Of the items, the best suited first, those on another path of the same length; few are tested."""
        if self.plan.status is not Status.OPTIMAL:
            return []
        lengths = {step.units for step in self.plan.steps}
        order = sorted(items, key=lambda i: (i.units_most not in lengths, fit[i.id].rank, i.id))
        found: list[Offer] = []
        for item in order[:PINS_TESTED]:
            if len(found) < wanted and (offer := self._pinned(item)) is not None:
                found.append(offer)
        return found

    def _pinned(self, item: Item) -> Offer | None:
        left = self.until - monotonic()
        if left <= 0:
            return None
        pins = self.request.pins | {item.id}
        request = replace(self.request, pins=pins, objectives=("length",), time_limit=left)
        plan = make_plan(self.bank.catalogue, self.record, request, self.bank.plans)
        step = next((step for step in plan.steps if step.item == item.id), None)
        if plan.status is not Status.OPTIMAL or step is None or plan.length != self.plan.length:
            return None
        # The pin is ours, to find the path; nobody asked for the item.
        return Offer(item, replace(step, why="new"), plan, True, 0, self.next_term.label(item))

    def with_removals(self, offers: list[Offer]) -> list[Offer]:
        """The offers with what leaving them out of the plan would cost."""
        items = [offer.item.id for offer in offers if offer.plan is self.plan]
        tested = removals_of(self.bank, self.record, self.request, self.plan, items, self.until - monotonic())
        return [
            replace(offer, removal=tested.get(offer.item.id)) if offer.plan is self.plan else offer
            for offer in offers
        ]
