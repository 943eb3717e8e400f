"""Where can an achievement stand towards each goal, and at which places at once (A3, B4, B6)?"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import combinations

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.check import sharing
from recommender.planning.check.facts import Facts
from recommender.planning.plan import Plan, Status
from recommender.planning.request import PlanRequest
from recommender.rules.alike import Alike
from recommender.rules.claims import FREE, Attributes
from recommender.rules.registry import Leaf
from recommender.rules.sharing import Sharing
from recommender.vocabulary import LearnerId, NodeId


@dataclass(frozen=True)
class Places:
    """The places of some goals on a day, whoever learns."""

    catalogue: Catalogue
    goals: tuple[Qualification, ...]
    request: PlanRequest
    facts: Facts = field(init=False)
    """Of nobody: no result, no enrolment."""

    def __post_init__(self) -> None:
        empty = Plan(Status.OPTIMAL, (), self.goals[0].scheme, None, None)
        nobody = Record(LearnerId(""), self.request.as_of, "")
        object.__setattr__(self, "facts", Facts(self.catalogue, nobody, self.request, empty, self.goals, ()))

    @cached_property
    def leaves(self) -> tuple[tuple[Leaf, ...], ...]:
        """By goal the requirements that claims can serve."""
        return tuple(tuple(self.facts.wording(goal).leaves.values()) for goal in self.goals)

    @cached_property
    def places(self) -> tuple[tuple[NodeId, ...], ...]:
        """By goal every place."""
        return tuple(
            (*(leaf.id for leaf in inside), *([FREE] if goal.electives is not None else []))
            for goal, inside in zip(self.goals, self.leaves, strict=True)
        )

    @cached_property
    def below(self) -> tuple[Mapping[NodeId, frozenset[NodeId]], ...]:
        """By goal and node the leaves at or below it."""
        return tuple(self.facts.wording(goal).below for goal in self.goals)

    @cached_property
    def alike(self) -> tuple[Alike, ...]:
        """By goal what its text can tell apart."""
        return tuple(Alike(goal.requirement, goal.limits, goal.electives) for goal in self.goals)

    @cached_property
    def _fits(self) -> dict[tuple[int, Hashable], tuple[NodeId, ...]]:
        return {}

    def fits(self, goal: int, look: Attributes) -> tuple[NodeId, ...]:
        """The places whose set holds it; worked out for one achievement of each sort."""
        about = (goal, self.alike[goal].in_sets(look))
        found = self._fits.get(about)
        if found is None:
            found = self._fits[about] = self._holding(goal, look)
        return found

    def _holding(self, goal: int, look: Attributes) -> tuple[NodeId, ...]:
        version = self.goals[goal]
        found = [leaf.id for leaf in self.leaves[goal] if look in leaf.of]
        return (*found, *([FREE] if version.electives is not None and look in version.electives else []))

    def naming(self, goal: int, look: Attributes) -> tuple[NodeId, ...]:
        """The requirements that name its item: the places of an exemption (A3)."""
        named = {leaf.id for leaf in self.leaves[goal] if look.item in leaf.of.named_items()}
        return tuple(place for place in self.fits(goal, look) if place in named)

    @cached_property
    def _sharing(self) -> tuple[tuple[Sharing, ...], ...]:
        return tuple(
            tuple(limit for limit in goal.limits if isinstance(limit, Sharing)) for goal in self.goals
        )

    def is_shared(self, goal: int, places: Iterable[NodeId]) -> bool:
        """Whether one achievement may stand at two of them."""
        laws, below = self._sharing[goal], self.below[goal]
        return any(
            sharing.allows(law, below, one, other) for law in laws for one, other in combinations(places, 2)
        )
