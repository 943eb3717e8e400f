"""Which results of the learner count nothing in this answer, and why (D3)?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from recommender.catalogue.objects import Catalogue
from recommender.planning.plan import Application, ClaimRow, NotCounted
from recommender.planning.problem import GoalProblem, Held, Problem, Variant
from recommender.rules.claims import Claim
from recommender.rules.recognition import Recognition
from recommender.rules.registry import Limit, evaluate_limit, kind_of
from recommender.vocabulary import ItemId, NodeId

LIMIT_REASONS: Mapping[str, str] = MappingProxyType(
    {
        "average": "lowers_average",
        "breadth": "capped",
        "cap": "capped",
        "min_grade": "low_grade",
        "residency": "capped",
        "shelf_life": "shelf_life",
        "window": "capped",
    }
)
"""By kind of limit the reason why a result that would break it is left out."""


def not_counted(
    catalogue: Catalogue, problem: Problem, claims: Sequence[ClaimRow], applied: Sequence[Application]
) -> tuple[NotCounted, ...]:
    """Every held achievement that is neither claimed nor a source of an application, with one reason each."""
    used = {claim.key for claim in claims} | {key for one in applied for key in one.sources}
    found = list(problem.not_counted)
    homes = {goal.version.institution for goal in problem.goals}
    views = {goal.index: tuple(_views(problem, goal, claims, applied)) for goal in problem.goals}
    for key, held in sorted(problem.held.items()):
        if key not in used and homes.isdisjoint(held.spent_at):
            reason, detail = _reason(catalogue, problem, held, used, views)
            item = held.item or ItemId(held.attributes.subject or "")
            found.append(NotCounted(key, item, held.units, reason, detail))
    return tuple(sorted(found, key=lambda one: one.key))


def remainders(problem: Problem, applied: Iterable[Variant]) -> tuple[NotCounted, ...]:
    """What partial recognition leaves over of the sources, under the first of them (A3)."""
    return tuple(
        NotCounted(
            f"rest:{problem.goals[variant.goal].key}#{variant.rule.id}",
            _first_source(problem, variant),
            variant.remainder,
            "remainder",
            variant.rule.id,
        )
        for variant in applied
        if variant.remainder
    )


def _first_source(problem: Problem, variant: Variant) -> ItemId:
    if variant.held:
        return problem.held[variant.held[0]].item or ItemId("")
    if variant.new:
        return problem.new[variant.new[0]].item.id
    return variant.fed[0].output.item or ItemId("")


def _reason(
    catalogue: Catalogue, problem: Problem, held: Held, used: set[str], views: Mapping[int, tuple[Claim, ...]]
) -> tuple[str, str]:
    taken_by = next((one for one in sorted(held.withdrawn_by) if f"new:{one}" in used), None)
    if taken_by is not None:
        return "taken_away", taken_by
    if held.used_by and not any(goal.leaves_open(held) for goal in problem.goals):
        return "used_by_award", min(held.used_by)
    open_to = [goal for goal in problem.goals if goal.leaves_open(held)]
    taken = any(held.rule or goal.version.takes(held.attributes.issuer) for goal in open_to)
    usable = held.key in problem.starting
    if not taken and not usable:
        return "not_accepted", refusal_of(catalogue, problem.goals, held.item)
    if not usable and held.foreign:
        return "other_scheme", held.foreign
    if not usable and not any(goal.held_fits(held) for goal in open_to):
        return "no_place", ""
    for goal in open_to:
        alone = _broken(problem, goal, held, ())  # whatever else counts
        if alone is not None:
            return LIMIT_REASONS[kind_of(alone)], alone.id
    beside = _beside(problem, held, used)
    if beside is not None:
        return beside
    for goal in open_to:
        broken = _broken(problem, goal, held, views[goal.index])
        if broken is not None:
            return LIMIT_REASONS[kind_of(broken)], broken.id
    return "surplus", ""


def _beside(problem: Problem, held: Held, used: set[str]) -> tuple[str, str] | None:
    """Something that counts, and beside which the result cannot (B11)."""
    most = problem.repeatable.get(held.lineage) if held.lineage is not None else None
    if most is not None and not most.allows(_amounts(problem, held, used)):
        return "repeat", held.item or ""
    for other in sorted(used):
        lineage = _lineage(problem, other)
        if held.lineage is not None and lineage == held.lineage and most is None:
            return "lineage", other
        if frozenset({held.lineage, lineage}) in problem.excluded:
            return "excluded", other
    return None


def _amounts(problem: Problem, held: Held, used: set[str]) -> list[int | None]:
    """The credit of a result, and of all that counts of its lineage."""
    keys = [key for key in sorted(used) if _lineage(problem, key) == held.lineage]
    known = [problem.held.get(key) or problem.new.get(key) for key in keys]
    return [one.units if one.exact else None for one in (held, *known) if one is not None]


def _lineage(problem: Problem, key: str) -> str | None:
    if key in problem.new:
        return problem.new[key].item.lineage_key
    return problem.held[key].lineage if key in problem.held else None


def refusal_of(catalogue: Catalogue, goals: Sequence[GoalProblem], item: ItemId | None) -> str:
    """The refusal on record for the item, where there is one: evaluated is not the same as unknown (A3)."""
    recognisers = {goal.version.institution for goal in goals}
    refusals = catalogue.kept("refusals", None, lambda: _refusals(catalogue))
    return next((one.id for one in refusals.get(item, ()) if one.recogniser in recognisers), "")


def _refusals(catalogue: Catalogue) -> Mapping[ItemId | None, tuple[Recognition, ...]]:
    """By item the refusals that judge it, in the order of the snapshot."""
    found: dict[ItemId | None, tuple[Recognition, ...]] = {}
    for rule in catalogue.rules.values():
        for source in rule.sources if rule.is_refusal else ():
            found[source.item] = (*found.get(source.item, ()), rule)
    return found


def _broken(problem: Problem, goal: GoalProblem, held: Held, counted: Sequence[Claim]) -> Limit | None:
    """A limit that the result would break, counted beside all that counts: at every place, and through every rule."""
    limits = [limit for limit in goal.version.limits if kind_of(limit) in LIMIT_REASONS]
    kept = [limit for limit in limits if _holds(goal, limit, counted)]
    found: Limit | None = None
    for claim in _ways(problem, goal, held):
        found = next((limit for limit in kept if not _holds(goal, limit, (*counted, claim))), None)
        if found is None:
            return None
    return found


def _holds(goal: GoalProblem, limit: Limit, claims: Sequence[Claim]) -> bool:
    return all(result.satisfied for result in evaluate_limit(limit, claims, goal.ground))


def _ways(problem: Problem, goal: GoalProblem, held: Held) -> Iterator[Claim]:
    """Every way in which a result could count: as itself, or as an output of a rule that starts from it."""
    for place in goal.held_fits(held):
        yield _of_held(goal, held, place)
    for variant in problem.starting.get(held.key, ()):
        if variant.goal == goal.index:
            yield from _of_outputs(goal, variant)


def _of_held(goal: GoalProblem, held: Held, place: NodeId) -> Claim:
    return replace(held.claim(place), origin=goal.origin_of(held))


def _of_outputs(goal: GoalProblem, variant: Variant) -> Iterator[Claim]:
    for output in variant.outputs:
        for place in goal.fits(output.attributes):
            yield Claim(output.key, place, output.attributes, output.units, variant.origin, output.lineage)


def _views(
    problem: Problem, goal: GoalProblem, claims: Sequence[ClaimRow], applied: Sequence[Application]
) -> Iterator[Claim]:
    """What counts towards a goal, as its rules see it."""
    sources = {one.rule: one.sources for one in applied if one.goal == goal.key}
    through = {
        output.key: next(_of_outputs(goal, replace(variant, outputs=(output,))))
        for variant in (problem.variants if sources else ())
        if variant.goal == goal.index
        and variant.rule.id in sources
        and variant.sources == sources[variant.rule.id]
        for output in variant.outputs
        if goal.fits(output.attributes)
    }
    for row in claims:
        if row.goal != goal.key:
            continue
        if row.key in problem.held:
            yield _of_held(goal, problem.held[row.key], row.place)
        elif row.key in problem.new:
            study = problem.new[row.key]
            yield Claim(row.key, row.place, study.item.attributes, study.units, study.origin)
        elif row.key in through:
            yield replace(through[row.key], place=row.place)
