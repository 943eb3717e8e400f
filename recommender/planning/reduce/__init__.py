"""What can be left out of a problem, because something in it is as good in every level and under every rule?"""

from __future__ import annotations

from recommender.planning.problem import Problem
from recommender.planning.reduce.dominated import without_dominated
from recommender.planning.reduce.look_alikes import without_look_alikes
from recommender.planning.reduce.reduced import Reduced


def reduced(problem: Problem) -> Reduced:
    """The smaller problem, and up to which length nothing shorter can have been lost with it."""
    request = problem.request
    if problem.load_least or request.before is not None or request.apart_from:
        return Reduced(problem)  # there a longer step, or one item and no other, may be of use
    return without_dominated(without_look_alikes(Reduced(problem)))
