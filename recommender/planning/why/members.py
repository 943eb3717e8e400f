"""What of a problem could give way: its requirements, its limits, and what the caller and the calendar ask (D4, D7)?

A member is something that holds and need not. Taking members out of a problem makes a problem that allows all that it
allowed before, and more; so a set of members is in conflict exactly if nothing is possible with all others taken out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from recommender.catalogue.objects import Qualification
from recommender.planning.plan import Cause
from recommender.planning.why.case import Case
from recommender.rules.all_of import AllOf
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.prerequisite import NOTHING
from recommender.rules.registry import Requirement, kind_of, walk
from recommender.rules.total import Total
from recommender.rules.waiver import changed_tree
from recommender.vocabulary import ItemId

STRUCTURE = frozenset({"all_of", "conditional", "sharing", "single_use"})
"""Kinds that only hold others together, permit something, or are the law of all credit."""
CHOICES = ("institutions", "modes", "regions", "languages", "by", "earliest")
"""Fields of a request by which the caller closes new study or the time for it; None: not chosen."""
BOUNDLESS = 10**7
"""A load that no plan reaches, in units."""
LONGEST_YEARS = 20
"""How far is looked where time is no limit."""


@dataclass(frozen=True, slots=True)
class Member:
    """One thing that holds: a kind, what it is about, and for a rule of a goal the goal's key."""

    kind: str
    """requirement, limit, prerequisite, pin, pin_term, exclude, institutions, modes, regions, languages, by, earliest,
    at_most (an objective), load, horizon, deadline."""
    about: str = ""
    goal: str = ""

    @property
    def cause(self) -> Cause:
        """As causes of an answer name it."""
        code = {
            "requirement": "conflict_requirement",
            "limit": "conflict_limit",
            "pin": "pinned",
            "exclude": "excluded",
        }
        if self.kind == "at_most":
            return Cause(f"at_most_{self.about}", self.about)
        detail = self.goal if self.kind in ("requirement", "limit") else ""
        return Cause(code.get(self.kind, self.kind), self.about or self.kind, detail)


def members(case: Case) -> tuple[Member, ...]:
    """Everything of the problem that could give way, in the order of the text."""
    return tuple(_members(case))


def _members(case: Case) -> Iterator[Member]:
    problem = case.problem()
    for goal in problem.goals:
        for node in walk(goal.version.requirement):
            if kind_of(node) not in STRUCTURE:
                yield Member("requirement", node.id, goal.key)
        for limit in goal.version.limits:
            if kind_of(limit) not in STRUCTURE and not (isinstance(limit, Total) and not limit.least_units):
                yield Member("limit", limit.id, goal.key)
        if goal.version.last_award is not None or goal.version.timing.most_months is not None:
            yield Member("deadline", goal.key, goal.key)
    for key in sorted(one.item.id for one in problem.new.values()):
        item = case.catalogue.items[key]
        if item.prerequisites != NOTHING or item.corequisites != NOTHING:
            yield Member("prerequisite", key)
    yield from (Member("pin", key) for key in sorted(case.request.pins))
    yield from (Member("pin_term", key) for key in sorted(case.request.pin_terms))
    yield from (Member("exclude", key) for key in sorted(case.request.exclude))
    yield from (Member(name) for name in CHOICES if getattr(case.request, name) is not None)
    yield from (Member("at_most", objective) for objective in sorted(case.request.at_most))
    yield Member("load")
    yield Member("horizon")


def without(case: Case, out: Collection[Member]) -> Case:
    """The problem with these members taken out."""
    by_kind: dict[str, set[str]] = {}
    for one in out:
        by_kind.setdefault(one.kind, set()).add(one.about)
    request = case.request
    unpinned = by_kind.get("pin", set())
    anywhen = unpinned | by_kind.get("pin_term", set())
    unchosen: dict[str, Any] = dict.fromkeys(by_kind.keys() & set(CHOICES))
    request = replace(
        request,
        pins=request.pins - unpinned,
        pin_terms={key: term for key, term in request.pin_terms.items() if key not in anywhen},
        exclude=request.exclude - by_kind.get("exclude", set()),
        at_most={k: most for k, most in request.at_most.items() if k not in by_kind.get("at_most", set())},
        load_units=BOUNDLESS if "load" in by_kind else request.load_units,
        loads={} if "load" in by_kind else request.loads,
        horizon_years=LONGEST_YEARS if "horizon" in by_kind else request.horizon_years,
        **unchosen,
    )
    case = replace(case, request=request)
    opened = {ItemId(key) for key in by_kind.get("prerequisite", ())}
    if opened:
        free = {
            key: replace(case.catalogue.items[key], prerequisites=NOTHING, corequisites=NOTHING)
            for key in opened
        }
        case = replace(case, catalogue=replace(case.catalogue, items={**case.catalogue.items, **free}))
    if by_kind.keys() & {"requirement", "limit", "deadline", "load"}:
        gone = {(one.kind, one.goal, one.about) for one in out}
        case = case.with_goals(lambda goal: _loosened(goal, gone, "load" in by_kind))
    return case


def _loosened(goal: Qualification, gone: Collection[tuple[str, str, str]], load: bool) -> Qualification:
    """A version without the requirements, limits and last days named."""
    nodes = {about for kind, key, about in gone if kind == "requirement" and key == goal.key}
    limits = {about for kind, key, about in gone if kind == "limit" and key == goal.key}
    timing, last = goal.timing, goal.last_award
    if ("deadline", goal.key, goal.key) in gone:
        timing, last = replace(timing, most_months=None), None
    return replace(
        goal,
        requirement=changed_tree(goal.requirement, lambda node: _freed(node) if node.id in nodes else node),
        limits=tuple(
            replace(one, least_units=0) if isinstance(one, Total) and one.id in limits else one
            for one in goal.limits
            if isinstance(one, Total) or one.id not in limits
        ),
        timing=timing,
        last_award=last,
        load_units=None if load else goal.load_units,
    )


def _freed(node: Requirement) -> Requirement:
    """The requirement where it asks for nothing; its place stays, so that what stood there still can."""
    if isinstance(node, CreditsFrom):
        return replace(node, least_units=0, most_units=None)
    if isinstance(node, CountFrom):
        return replace(node, least=0, least_units=0, most=None)
    if isinstance(node, Pool):
        return replace(_open_part(node), parts=tuple(map(_open_part, node.parts)))
    if isinstance(node, NOf):
        return replace(node, n=0)
    return AllOf(node.id, (), dict(node.titles))


_SomePart = TypeVar("_SomePart", bound=Part)


def _open_part(part: _SomePart) -> _SomePart:
    return replace(part, least_units=0, least=0, most_units=None, most=None)
