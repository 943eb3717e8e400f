"""What of a qualification version is worked out once for a snapshot, and serves every learner after the first?

A snapshot cannot change, and what is kept here hangs on it, on the text of the versions and on such parts of a request
as many learners share, such as the day. It is kept with the snapshot (`Catalogue.derived`), and the oldest is forgotten
where too much is kept, so that a service that is asked for every qualification does not grow without end.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.planning.look import Looks
from recommender.planning.problem import GoalProblem, goal_problem
from recommender.rules.claims import Circumstances

MOST = 64
"""So many things of one sort are kept."""
Kept = TypeVar("Kept")


def remembered(catalogue: Catalogue, sort: str, key: Hashable, make: Callable[[], Kept]) -> Kept:
    """What was made for the key before, else what is made now; nothing else may hang in `make`."""
    kept: dict[Hashable, Kept] = catalogue.derived.setdefault(("kept", sort), {})
    if key in kept:
        return kept[key]
    while len(kept) >= MOST:
        kept.pop(next(iter(kept)), None)
    found = kept[key] = make()
    return found


def is_of_snapshot(catalogue: Catalogue, version: Qualification) -> bool:
    """Whether it is the text of the snapshot itself; what was changed for one learner is nobody else's."""
    return any(version is one for one in catalogue.qualifications.get(version.id, ()))


def goal_of(catalogue: Catalogue, index: int, version: Qualification, facts: Circumstances) -> GoalProblem:
    """A goal whose view of the items is that of every learner with the same text."""
    found = goal_problem(index, version, facts)
    if not is_of_snapshot(catalogue, version):
        return found
    looks: Looks = remembered(catalogue, "looks", version.key, found.fresh_looks)
    return GoalProblem(index, version, found.places, facts, looks)
