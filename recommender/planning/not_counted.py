"""Which results of the learner count nothing in this answer, and why (D3)?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from recommender.catalogue.objects import Catalogue
from recommender.planning.plan import Application, ClaimRow, NotCounted
from recommender.planning.problem import GoalProblem, Held, Problem
from recommender.rules.cap import Cap
from recommender.rules.window import Window
from recommender.vocabulary import ItemId


def not_counted(
    catalogue: Catalogue, problem: Problem, claims: Sequence[ClaimRow], applied: Sequence[Application]
) -> tuple[NotCounted, ...]:
    """Every held achievement that is neither claimed nor a source of an application, with one reason each."""
    used = {claim.key for claim in claims} | {key for one in applied for key in one.sources}
    found = list(problem.not_counted)
    homes = {goal.version.institution for goal in problem.goals}
    for key, held in sorted(problem.held.items()):
        if key not in used and homes.isdisjoint(held.spent_at):
            reason, detail = _reason(catalogue, problem, held, used, claims)
            item = held.item or ItemId(held.attributes.subject or "")
            found.append(NotCounted(key, item, held.units, reason, detail))
    return tuple(sorted(found, key=lambda one: one.key))


def _reason(
    catalogue: Catalogue, problem: Problem, held: Held, used: set[str], claims: Sequence[ClaimRow]
) -> tuple[str, str]:
    open_to = [goal for goal in problem.goals if goal.leaves_open(held)]
    taken = any(held.rule or goal.version.takes(held.attributes.issuer) for goal in open_to)
    usable = any(held.key in variant.held for variant in problem.variants)
    if not taken and not usable:
        return "not_accepted", _refusal(catalogue, problem, held)
    if not usable and held.foreign:
        return "other_scheme", held.foreign
    if not usable and not any(goal.held_fits(held) for goal in open_to):
        return "no_place", ""
    for other in sorted(used):
        if held.lineage is not None and _lineage(problem, other) == held.lineage:
            return "lineage", other
    for goal in problem.goals:
        full = _full_cap(problem, goal, held, claims)
        full = full or _full_window(problem, goal, held, claims)
        if full:
            return "capped", full
    return "surplus", ""


def _lineage(problem: Problem, key: str) -> str | None:
    if key in problem.new:
        return problem.new[key].item.lineage_key
    return problem.held[key].lineage if key in problem.held else None


def _refusal(catalogue: Catalogue, problem: Problem, held: Held) -> str:
    """The refusal on record for the item, where there is one: evaluated is not the same as unknown (A3)."""
    recognisers = {goal.version.institution for goal in problem.goals}
    for rule in catalogue.rules.values():
        judged = rule.is_refusal and rule.recogniser in recognisers
        if judged and any(source.item == held.item for source in rule.sources):
            return rule.id
    return ""


def _full_window(problem: Problem, goal: GoalProblem, held: Held, claims: Iterable[ClaimRow]) -> str:
    """A window whose term or year the results that count fill so far that this one has no room (B8)."""
    calendar = goal.facts.calendar
    used = {c.key for c in claims if c.goal == goal.key and c.key.startswith("held:")}
    for limit in goal.version.limits:
        if not isinstance(limit, Window) or not limit.selects(held.origin):
            continue
        period = limit.period(calendar, held.completed)
        beside = [one for one in (problem.held[key] for key in sorted(used)) if limit.selects(one.origin)]
        units = sum(one.units for one in beside if limit.period(calendar, one.completed) == period)
        if units + held.units > limit.most_units:
            return limit.id
    return ""


def _full_cap(problem: Problem, goal: GoalProblem, held: Held, claims: Iterable[ClaimRow]) -> str:
    awarding = goal.version.institution
    mine = [claim for claim in claims if claim.goal == goal.key]
    for limit in goal.version.limits:
        if not isinstance(limit, Cap) or not limit.source.selects(held.origin, awarding):
            continue
        same = [problem.held[c.key] for c in mine if c.key in problem.held]
        under = [one for one in same if limit.source.selects(one.origin, awarding)]
        units = sum(one.units for one in under) + held.units
        if limit.most_units is not None and units > limit.most_units:
            return limit.id
        if limit.most_count is not None and len(under) + 1 > limit.most_count:
            return limit.id
    return ""
