"""What may open an item to study once more, by asking more of it than some result of it gives (B21)?

That a plan has such a step or recognition for this alone pays only where a limit looks at days, or for a least load:
elsewhere the result counts for as much as the study does, and the plan is shorter without both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from recommender.catalogue.objects import Catalogue
from recommender.planning.problem import GoalProblem
from recommender.rules.prerequisite import atoms
from recommender.rules.recognition import Recognition
from recommender.rules.residency import Residency
from recommender.rules.window import Window
from recommender.vocabulary import ItemId


@dataclass(frozen=True)
class Opening:
    """By item the steps, and the rules by goal, that may open it."""

    steps: Mapping[ItemId, Sequence[ItemId]] = field(default_factory=dict)
    rules: Mapping[ItemId, Sequence[tuple[int, Recognition]]] = field(default_factory=dict)


def opening(
    catalogue: Catalogue, usable: Sequence[tuple[int, Recognition]], goals: Sequence[GoalProblem]
) -> Opening:
    """Steps that ask for a mark; rules that ask for a mark or a day, where that leaves the study some other use."""
    filled = any(goal.version.timing.load_least_units for goal in goals)
    if not filled and not any(_looks_at_days(goal) for goal in goals):
        return Opening()
    steps: dict[ItemId, list[ItemId]] = defaultdict(list)
    for item in catalogue.items.values():
        for atom in (*atoms(item.prerequisites), *atoms(item.corequisites)):
            if atom.min_grade is not None:
                steps[atom.item].append(item.id)
    rules: dict[ItemId, list[tuple[int, Recognition]]] = defaultdict(list)
    for goal, rule in usable:
        dated = bool(rule.shelf_life_years) or not rule.completed_within.is_open
        for source in rule.sources if rule.reuse or filled else ():
            if dated or source.min_grade is not None:
                rules[source.item].append((goal, rule))
    return Opening(steps, rules)


def _looks_at_days(goal: GoalProblem) -> bool:
    limits = goal.version.limits
    return any(isinstance(one, Window) or (isinstance(one, Residency) and one.last_units) for one in limits)
