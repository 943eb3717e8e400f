"""Which numbers of a rule could be others, and how is a version with another number made?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from recommender.catalogue.objects import Qualification
from recommender.errors import NotFound
from recommender.planning.why.case import Case
from recommender.rules.registry import Requirement, kind_of, walk
from recommender.rules.waiver import changed_tree

CREDIT, PIECES = "credit", "pieces"
FIELDS: Mapping[str, tuple[tuple[str, str, bool], ...]] = MappingProxyType(
    {
        "credits_from": (("least_units", CREDIT, False), ("most_units", CREDIT, True)),
        "count_from": (
            ("least", PIECES, False),
            ("least_units", CREDIT, False),
            ("most", PIECES, True),
        ),
        "pool": (
            ("least_units", CREDIT, False),
            ("least", PIECES, False),
            ("most_units", CREDIT, True),
            ("most", PIECES, True),
        ),
        "n_of": (("n", PIECES, False),),
        "total": (("least_units", CREDIT, False),),
        "cap": (("most_units", CREDIT, True), ("most_count", PIECES, True)),
        "residency": (("least_units", CREDIT, False), ("least_count", PIECES, False)),
        "window": (("most_units", CREDIT, True),),
        "breadth": (
            ("least_areas", PIECES, False),
            ("most_areas", PIECES, True),
            ("each_least_units", CREDIT, False),
            ("each_most_units", CREDIT, True),
            ("each_most_count", PIECES, True),
        ),
    }
)
"""By kind its numbers: (field, what it counts, whether more of it allows more)."""


def stated(goal: Qualification, rule: str) -> list[tuple[str, str, bool, int]]:
    """The numbers that a requirement or limit states: (field, what it counts, whether it is an upper bound, value)."""
    one = find(goal, rule)
    found = [(name, unit, upper, getattr(one, name)) for name, unit, upper in FIELDS.get(kind_of(one), ())]
    return [row for row in found if row[3] is not None and (row[2] or row[3] > 0)]


def find(goal: Qualification, rule: str) -> Any:
    """The requirement or limit of that id."""
    for one in (*walk(goal.requirement), *goal.limits):
        if one.id == rule:
            return one
    raise NotFound(f"requirement or limit of {goal.key}", rule)


def with_bound(case: Case, goal: str, rule: str, field: str, value: int) -> Case:
    """The problem in which one number of one rule of a goal is another one."""

    def edited(version: Qualification) -> Qualification:
        if version.key != goal:
            return version
        find(version, rule)

        def number(node: Requirement) -> Requirement:
            return replace(node, **{field: value}) if node.id == rule else node  # type: ignore[arg-type]

        limits = tuple(replace(one, **{field: value}) if one.id == rule else one for one in version.limits)  # type: ignore[arg-type]
        return replace(version, requirement=changed_tree(version.requirement, number), limits=limits)

    return case.with_goals(edited)
