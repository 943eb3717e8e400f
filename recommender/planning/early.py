"""Which of equally good plans is likely to end early?

Study in its first possible term costs nothing, a term later its load: whoever has little of that has room to lie in few
terms. No level rests on it: it says which of equally good plans is looked at first, and so how many models it takes
until one lies in the fewest terms.
"""

from __future__ import annotations

from collections.abc import Mapping

from recommender.planning.compile import Compiled
from recommender.planning.earliest import Earliest
from recommender.planning.lower.prerequisite import given_by
from recommender.planning.model import Expr
from recommender.vocabulary import GradeScheme


def lateness(compiled: Compiled, schemes: Mapping[str, GradeScheme]) -> Expr:
    """Load times term: of the term in which a step lies, where the model has terms, else of its first."""
    shared, problem = compiled.shared, compiled.problem
    if shared.timed:
        return {
            column: term * study.first.study_units
            for study in shared.classes
            for term, column in shared.when[study.key].items()
        }
    earliest = Earliest(problem, given_by(problem.passed, schemes, problem.learner))
    return {
        shared.study[study.key]: earliest.first(study.key) * study.first.study_units
        for study in shared.classes
    }
