"""How much worse than the best may another plan be, at which levels, and what is then known of it (D4, D6)?

Levels are taken in their order (D2): where one may be exceeded, those after it are least among other plans, and say
nothing of this one. So they hold only where they have a slack of their own, be it none.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from recommender.errors import InputError
from recommender.planning.plan import Level, Plan, Status
from recommender.planning.request import PlanRequest


@dataclass(frozen=True, slots=True)
class Slack:
    """By how much a level of the best plan may be exceeded; None: not stated."""

    units: int | None = None
    """More study, in units of the goal's scheme."""
    terms: int | None = None

    @property
    def stated(self) -> dict[str, int]:
        """By objective what is stated."""
        both = (("length", self.units), ("terms", self.terms))
        return {name: more for name, more in both if more is not None}

    @property
    def is_none(self) -> bool:
        """Whether every level holds as it is."""
        return not any(self.stated.values())

    def check(self, request: PlanRequest) -> None:
        """Refuse what means nothing.

        Raises:
            InputError: less than nothing, or a slack in what the plan is not made best in.
        """
        for objective, more in self.stated.items():
            place = "slack_credits" if objective == "length" else "slack_terms"
            if more < 0:
                raise InputError("expected 0 or more", place=place)
            if objective not in request.objectives:
                raise InputError(f"expected {objective} among the objectives with it", place=place)


NO_SLACK = Slack()


def held(best: Plan, slack: Slack) -> dict[str, int]:
    """By objective the most that another plan may have."""
    assert best.length is not None
    # Plans as good are as long too where nobody asked for length; with a slack it is a level like any other.
    most, loose = {"length": best.length} if slack.is_none else {}, False
    for level in best.levels:
        more = slack.stated.get(level.objective)
        if level.objective != "change" and (more is not None or not loose):
            most[level.objective] = level.value + (more or 0)
        loose = loose or bool(more)
    return most


def known_by(best: Plan, found: Plan, slack: Slack) -> Plan:
    """The other plan with what is known of it by the best: a bound holds as far as it is as good in all before."""
    if slack.is_none:
        return replace(
            found, levels=best.levels, lower_bound=best.lower_bound, ties=best.ties, proof=best.proof
        )
    values = {level.objective: level.value for level in found.levels}
    levels = tuple(_known(best, {**values, "length": found.length or 0}))
    first = levels[0]
    same = levels == best.levels
    return replace(
        found,
        status=Status.OPTIMAL if first.value == first.lower_bound else Status.BOUNDED,
        levels=levels,
        lower_bound=next((one.lower_bound for one in levels if one.objective == "length"), 0),
        ties=best.ties if same else None,
        proof=best.proof,
    )


def _known(best: Plan, values: Mapping[str, int]) -> Iterator[Level]:
    for level in best.levels:
        value = values.get(level.objective, 0)  # no level where nothing has a fee, or nobody a preference
        yield replace(level, value=value)
        if value != level.value:
            return
