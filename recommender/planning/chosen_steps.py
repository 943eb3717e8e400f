"""What is passed, and when, where the steps and applications of a plan are fixed and their terms are looked for?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from recommender.planning.problem import NewStudy, Problem, Variant
from recommender.planning.quotas import Quota
from recommender.rules.learner import known
from recommender.rules.prerequisite import Atom, Completed, Passed
from recommender.vocabulary import GradeScheme, ItemId, reaches

Room = Callable[[int], int]
"""Load left in a term, in units."""


@dataclass(frozen=True)
class Chosen:
    """The steps and applications whose terms are to be found."""

    problem: Problem
    steps: Sequence[NewStudy]
    applied: Sequence[Variant]
    schemes: Mapping[str, GradeScheme]
    quotas: Sequence[Quota] = ()
    """What windows leave in each term, beside the load."""

    def passed(
        self, done: Mapping[str, int], term: int, together: int = 0, asker: ItemId | None = None
    ) -> Callable[[Atom], bool]:
        """What is passed when a term begins: held, studied (`together`: or in the term itself), or granted by then."""
        studied = {key for key, ordinal in done.items() if ordinal < term + together}
        applied = [one for one in self.applied if self._granted_before(one, done, term)]
        return self._passed(studied, applied, asker)

    def passed_by_all(self, studied: Set[str]) -> Callable[[Atom], bool]:
        """What is passed once all of these are studied, and everything is granted that they can be the source of."""
        return self._passed(studied, [one for one in self.applied if studied >= one.when.keys()], None)

    def _passed(
        self, studied: Set[str], applied: Iterable[Variant], asker: ItemId | None
    ) -> Callable[[Atom], bool]:
        granted = {output.item for variant in applied for output in variant.outputs if output.passes}

        def answer(atom: Atom) -> bool:
            if isinstance(atom, Completed):
                return asker is not None and self._enough(asker, atom, studied)
            if not isinstance(atom, Passed):
                return known(atom, self.problem.learner) is True
            held = self.problem.passed.get(atom.item, ())
            return (
                any(reaches(grade, atom.min_grade, self.schemes) for grade in held)
                or f"new:{atom.item}" in studied
                or (atom.min_grade is None and atom.item in granted)
            )

        return answer

    def _enough(self, asker: ItemId, asked: Completed, studied: Set[str]) -> bool:
        """Whether the steps taken make up the credit that an item asks for."""
        credit = self.problem.credit[asker, asked]
        done = sum(units for item, units in credit.gains.items() if f"new:{item}" in studied)
        return credit.lacking is not None and done >= credit.lacking

    def _granted_before(self, variant: Variant, done: Mapping[str, int], term: int) -> bool:
        if not all(key in done for key in variant.when):
            return False
        after = variant.decided(done)
        terms = self.problem.terms
        if after is None:
            return True
        return after < term and self.problem.decided_after(after) <= terms[term].start

    def windows(self) -> dict[str, set[int]]:
        """The terms in which each step can be taken, as offered and as the applied rules allow."""
        found = {step.key: set(step.ordinals) for step in self.steps}
        for variant in self.applied:
            for key in variant.when:
                found[key] &= variant.when[key]
        return found
