"""Which reasons answer why, why not and what if, as data (D8, D9)?  Said like all others, by `render`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from recommender.catalogue.objects import Catalogue
from recommender.explanation import names
from recommender.explanation.outcomes import explain_cause
from recommender.explanation.reasons import Reason
from recommender.explanation.words import Money, Named, Terms, Units
from recommender.planning.plan import Status
from recommender.planning.steady import Dropped
from recommender.planning.why.changes import Agreement, BetterGrade, Change, HasResult, InForce, Waived
from recommender.planning.why.members import CHOICES, Member
from recommender.planning.why.relaxations import Relaxation
from recommender.planning.why.steps import Swap
from recommender.planning.why.what_if import Comparison
from recommender.planning.why.why_not import WhyNot
from recommender.vocabulary import Grade, ItemId


@dataclass(frozen=True, slots=True, kw_only=True)
class Supposed(Reason):
    """One thing that could be otherwise."""

    code: ClassVar[str] = "suppose"
    kind: str
    about: Named | None = None
    other: Named | None = None
    grade: Grade | None = None
    amount: Units | None = None

    @property
    def key(self) -> str:
        return f"suppose.{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect(Reason):
    """What a change does to the shortest path."""

    code: ClassVar[str] = "effect"
    outcome: str
    amount: Units | None = None
    before: Units | None = None
    after: Units | None = None
    terms: Terms | None = None

    @property
    def key(self) -> str:
        return f"effect.{self.outcome}"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotIn(Reason):
    """Why something is not in the plan."""

    code: ClassVar[str] = "not_in"
    reason: str
    about: Named
    amount: Units | None = None
    detail: str = ""
    choices: tuple[Named, ...] = ()

    @property
    def key(self) -> str:
        return f"not_in.{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Reason):
    """Why a step of an old plan is in the new one no more."""

    code: ClassVar[str] = "dropped"
    reason: str
    about: Named

    @property
    def key(self) -> str:
        return f"dropped.{self.reason}"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivesWay(Reason):
    """The least change of one rule that makes a path possible."""

    code: ClassVar[str] = "relax"
    kind: str
    about: Named
    was: Units | Money | int | None = None
    now: Units | Money | int | None = None
    after: Units | None = None

    @property
    def key(self) -> str:
        return f"relax.{self.kind}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Swapped(Reason):
    """What can stand in the place of what, at equal length."""

    code: ClassVar[str] = "swap"
    instead: tuple[Named, ...]
    of: tuple[Named, ...]

    @property
    def key(self) -> str:
        return "swap.for" if self.instead else "swap.none"


def explain_change(change: Change, catalogue: Catalogue, goals: tuple[str, ...]) -> Supposed:
    """What is supposed."""
    if isinstance(change, HasResult | BetterGrade):
        kind = "grade" if isinstance(change, BetterGrade) else "graded" if change.grade else "result"
        return Supposed(kind=kind, about=names.item(catalogue, change.item), grade=change.grade)
    if isinstance(change, Waived):
        key = next((goal for goal in goals if goal.rpartition("@")[0] == change.qualification), goals[0])
        return Supposed(kind="waived", about=rule_name(catalogue, key, change.requirement))
    if isinstance(change, InForce):
        return Supposed(kind="in_force", about=names.plain(change.rule))
    if isinstance(change, Agreement):
        source, target = names.item(catalogue, change.source), names.item(catalogue, change.target)
        return Supposed(kind="agreement", about=source, other=target)
    return Supposed(kind="load", amount=Units(change.units))


def explain_effect(found: Comparison) -> tuple[Effect, ...]:
    """What it does to the length, and to the terms where they change; no more than is proven of both (D4)."""
    before, after = found.before.length, found.after.length
    if before is None or after is None:
        return (_from_or_to_nothing(found),)
    if found.before.status is not Status.OPTIMAL or found.after.status is not Status.OPTIMAL:
        return (Effect(outcome="unsettled"),)
    outcome, amount = "otherwise", None
    if found.shorter is not None:
        outcome = "shorter" if found.shorter > 0 else "longer" if found.shorter < 0 else "equal"
        amount = Units(abs(found.shorter))
    told = [Effect(outcome=outcome, amount=amount, before=Units(before), after=Units(after))]
    if found.fewer_terms:
        way = "fewer_terms" if found.fewer_terms > 0 else "more_terms"
        told.append(Effect(outcome=way, terms=Terms(abs(found.fewer_terms))))
    return tuple(told)


def _from_or_to_nothing(found: Comparison) -> Effect:
    """Where there is no path before, none after, or neither."""
    before, after = found.before, found.after
    if after.length is not None:
        least = "possible" if after.is_shortest else "possible_so_long"
        settled = before.status is Status.INFEASIBLE
        return Effect(outcome=least if settled else "unsettled", after=Units(after.length))
    if after.status is not Status.INFEASIBLE:
        return Effect(outcome="unsettled")
    if before.length is not None:
        return Effect(outcome="impossible")
    return Effect(outcome="still_impossible" if before.status is Status.INFEASIBLE else "unsettled")


def explain_why_not(found: WhyNot, catalogue: Catalogue, about: ItemId) -> NotIn:
    """Why something is not in the plan."""
    reason = f"{found.reason}_{found.detail}" if found.reason == "closed" else found.reason
    amount = None if found.added_units is None else Units(found.added_units)
    facts = ", ".join(found.about) if found.detail == "facts" else ""
    chosen = tuple(names.coded("choice", name) for name in found.about if found.detail == "choice")
    return NotIn(
        reason=reason, about=names.item(catalogue, about), amount=amount, detail=facts, choices=chosen
    )


def explain_dropped(found: Dropped, catalogue: Catalogue) -> LeftOut:
    """Why a step of the old plan is in the new one no more."""
    return LeftOut(reason=found.reason, about=names.item(catalogue, found.item))


def explain_relaxation(found: Relaxation, catalogue: Catalogue) -> GivesWay:
    """What would have to give way, from what to what, and how long the path would be."""
    after = None if found.plan.length is None else Units(found.plan.length)
    about = member_name(found.member, catalogue)
    if found.was is None or found.now is None:
        kind = found.member.kind if found.member.kind in _WHOLE else "whole"
        return GivesWay(kind=kind, about=about, after=after)
    if found.unit == "credit":
        kind = "load" if found.member.kind == "load" else "credit"
        return GivesWay(kind=kind, about=about, was=Units(found.was), now=Units(found.now), after=after)
    if found.member.about == "fee":
        return GivesWay(kind="count", about=about, was=Money(found.was), now=Money(found.now), after=after)
    kind = "horizon" if found.unit == "years" else "count"
    return GivesWay(kind=kind, about=about, was=found.was, now=found.now, after=after)


_WHOLE = frozenset({"pin", "pin_term", "exclude", "prerequisite", "deadline", *CHOICES})


def member_name(member: Member, catalogue: Catalogue) -> Named:
    """What a member is called."""
    if member.kind in ("requirement", "limit"):
        return rule_name(catalogue, member.goal, member.about)
    if member.kind == "deadline":
        return names.goal_name(catalogue, member.goal)
    if member.kind in ("pin", "pin_term", "exclude", "prerequisite"):
        return names.item(catalogue, member.about)
    if member.kind == "at_most":
        return names.coded("objective", member.about)
    return names.plain(member.about or member.kind)


def rule_name(catalogue: Catalogue, goal: str, rule: str) -> Named:
    """A requirement by its title, or a limit in words."""
    if names.find_requirement(catalogue, goal, rule) is not None:
        return names.requirement(catalogue, goal, rule)
    return explain_cause(Member("limit", rule, goal).cause, catalogue).about


def explain_swap(found: Swap, catalogue: Catalogue) -> Swapped:
    """What can stand in the place of what."""
    instead = tuple(names.item(catalogue, key) for key in found.instead)
    return Swapped(instead=instead, of=tuple(names.item(catalogue, key) for key in found.of))
