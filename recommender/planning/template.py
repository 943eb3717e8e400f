"""What of a qualification version is worked out once for a snapshot, and serves every learner after the first?

A snapshot cannot change, and what is kept here hangs on it, on the text of the versions and on such parts of a request
as many learners share, such as the day. It is kept with the snapshot (`Catalogue.kept`).
"""

from __future__ import annotations

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.planning.look import First, Looks
from recommender.planning.problem import GoalProblem, goal_problem
from recommender.rules.claims import Circumstances
from recommender.vocabulary import ItemId


def is_of_snapshot(catalogue: Catalogue, version: Qualification) -> bool:
    """Whether it is the text of the snapshot itself; what was changed for one learner is nobody else's."""
    return any(version is one for one in catalogue.qualifications.get(version.id, ()))


def goal_of(catalogue: Catalogue, index: int, version: Qualification, facts: Circumstances) -> GoalProblem:
    """A goal whose view of the items is that of every learner with the same text."""
    found = goal_problem(index, version, facts)
    if not is_of_snapshot(catalogue, version):
        return found
    firsts: dict[ItemId, First] = catalogue.kept("firsts", None, dict)
    looks = catalogue.kept("looks", version.key, lambda: Looks(version, found.places, firsts))
    return GoalProblem(index, version, found.places, facts, looks)
