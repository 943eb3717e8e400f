"""What remains when each result goes to the first place that takes it, in order of time, and nothing is looked back at?

This is how open degree audits work. It is granted everything but the choice: the same sets, limits, recognition rules
and lineages, each limit judged by its own direct evaluation. What would break an upper limit when its turn comes is
left out, and so is the second of a lineage.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from recommender.planning.problem import GoalProblem, Held, Problem, Variant
from recommender.rules.claims import Claim
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.pool import Pool
from recommender.rules.registry import evaluate_limit
from recommender.rules.residency import Residency
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import NodeId

LEAST = (Total, Residency, SingleUse)
"""Limits that ask for something, or that this placement keeps by itself; all others forbid."""


@dataclass
class Placement:
    """The places filled so far."""

    problem: Problem
    goal: GoalProblem
    claims: list[Claim] = field(default_factory=list)
    lineages: set[str] = field(default_factory=set)

    def fill(self) -> None:
        """Every result in order of its day."""
        for held in sorted(self.problem.held.values(), key=lambda one: (one.completed, one.key)):
            if held.lineage is None or held.lineage not in self.lineages:
                placed = any(self._place(claim) for claim in self._ways(held))
                if placed and held.lineage is not None:
                    self.lineages.add(held.lineage)

    def _ways(self, held: Held) -> Iterator[Claim]:
        """As itself where that may be, else through the first rules that take it."""
        places = self.goal.held_fits(held)
        for place in places:
            yield Claim(
                held.key,
                place,
                held.attributes,
                held.units,
                held.origin,
                held.lineage,
                held.grade,
                held.completed,
                held.measures,
            )
        if not places:
            for variant in self.problem.variants:
                if variant.held == (held.key,) and not variant.new and variant.now:
                    yield from self._through(variant)

    def _through(self, variant: Variant) -> Iterator[Claim]:
        """What a rule gives, in each place that takes it: of one output each, as all rules of this bank have."""
        for output in variant.outputs:
            for place in self.goal.fits(output.attributes):
                day = self.problem.request.as_of
                yield Claim(
                    output.key,
                    place,
                    output.attributes,
                    output.units,
                    variant.origin,
                    output.lineage,
                    earned=day,
                )

    def _place(self, claim: Claim) -> bool:
        """Put it there unless the place is full or an upper limit is against it."""
        if self._full(claim.place):
            return False
        tried = [*self.claims, claim]
        for limit in self.goal.version.limits:
            if not isinstance(limit, LEAST):
                judged = evaluate_limit(limit, tried, self.goal.ground)
                if not all(one.satisfied for one in judged):
                    return False
        self.claims = tried
        return True

    def _full(self, place: NodeId) -> bool:
        """Whether the requirement has what it asks for; free electives always take more."""
        match self.goal.places[place]:
            case CreditsFrom() as leaf:
                return self._in(place) >= leaf.least_units
            case CountFrom() as leaf:
                return self._many(place) >= leaf.least and self._in(place) >= leaf.least_units
            case Pool() as leaf:
                parts = (leaf, *leaf.parts)
                mine = [claim for claim in self.claims if claim.place == place]
                return all(
                    part.keeps([claim for claim in mine if claim.attributes in part.of]) for part in parts
                )
        return False

    def _many(self, place: NodeId) -> int:
        return sum(claim.place == place for claim in self.claims)

    def _in(self, place: NodeId) -> int:
        return sum(claim.units for claim in self.claims if claim.place == place)

    def remaining(self) -> int:
        """The least credit still missing with this placement: one new credit may serve part, total and residency."""
        short = [
            leaf.least_units - self._in(place)
            for place, leaf in self.goal.places.items()
            if isinstance(leaf, CreditsFrom)
        ]
        found = [sum(max(0, one) for one in short)]
        for limit in self.goal.version.limits:
            if isinstance(limit, Total | Residency):
                judged = evaluate_limit(limit, self.claims, self.goal.ground)
                found += [one.bound - one.have for one in judged if not one.counts]
        return max(0, *found)


def greedy(problem: Problem) -> int:
    """What remains of the first goal, in units."""
    placement = Placement(problem, problem.goals[0])
    placement.fill()
    return placement.remaining()
