"""Can the chosen steps be taken term by term, each as early as it fits, and is that provably as early as any way?

Steps with the longest chain of others behind them go first. With no limit on the load the same walk gives a lower bound
on the terms needed, and the load itself gives another; where the list schedule meets the greater of them, no other
schedule ends earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from recommender.planning.problem import NewStudy, Problem, Variant
from recommender.planning.quotas import Quota
from recommender.rules.learner import known
from recommender.rules.prerequisite import Atom, Completed, Passed, Prerequisite, atoms, credit_asked, holds
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
        granted = {
            output.item
            for variant in self.applied
            if self._granted_before(variant, done, term)
            for output in variant.outputs
            if output.passes
        }

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


def list_schedule(chosen: Chosen, room: Room) -> tuple[dict[str, int], int]:
    """Term by step key, and a lower bound on the number of terms; no terms where the list gets stuck."""
    fastest = _walk(chosen, None)
    found = _walk(chosen, room)
    if not found or not all(variant.still_fresh(found) for variant in chosen.applied):
        return {}, 0
    bound = max(max(fastest.values()) + 1, _terms_for_load(chosen, room))
    return found, bound


def _walk(chosen: Chosen, room: Room | None) -> dict[str, int]:
    """Place the steps; empty where some are left over when the terms are."""
    windows, behind = chosen.windows(), _behind(chosen)
    waiting = sorted(chosen.steps, key=lambda s: (-behind[s.key], len(windows[s.key]), -s.study_units, s.key))
    done = {step.key: 0 for step in waiting if step.forced == "in_progress"}
    waiting = [step for step in waiting if step.key not in done]
    for term in chosen.problem.terms:
        if not waiting:
            break
        taken = _take(chosen, waiting, windows, done, term.ordinal, room)
        waiting = [step for step in waiting if step.key not in taken]
    return {} if waiting else done


def _take(
    chosen: Chosen,
    waiting: Iterable[NewStudy],
    windows: Mapping[str, set[int]],
    done: dict[str, int],
    ordinal: int,
    room: Room | None,
) -> set[str]:
    """Add to `done` what can be taken in one term; steps that others are corequisites of come in a later round."""
    before = chosen.passed(done, ordinal)
    left = room(ordinal) if room else 0
    open_now = [
        s
        for s in waiting
        if ordinal in windows[s.key]
        and holds(s.item.prerequisites, _for(chosen, s, s.item.prerequisites, before, done, ordinal, 0))
    ]
    taken: set[str] = set()
    again = True
    while again:
        again = False
        together = chosen.passed(done, ordinal, together=1)
        for step in open_now:
            fits = room is None or (
                step.study_units <= left and all(q.holds(step.key, ordinal, done) for q in chosen.quotas)
            )
            beside = _for(chosen, step, step.item.corequisites, together, done, ordinal, 1)
            if step.key not in taken and fits and holds(step.item.corequisites, beside):
                done[step.key] = ordinal
                taken.add(step.key)
                left -= step.study_units
                again = True
    return taken


def _for(
    chosen: Chosen,
    step: NewStudy,
    rule: Prerequisite,
    usual: Callable[[Atom], bool],
    done: Mapping[str, int],
    ordinal: int,
    together: int,
) -> Callable[[Atom], bool]:
    """What is passed, as one step asks it: of completed credit it matters who asks, else the answers are all alike."""
    return chosen.passed(done, ordinal, together, step.item.id) if credit_asked(rule) else usual


def _behind(chosen: Chosen) -> dict[str, int]:
    """For each step the number of steps on the longest chain that waits for it."""
    gives: dict[ItemId, list[str]] = {step.item.id: [step.key] for step in chosen.steps}
    for variant in chosen.applied:
        for output in variant.outputs:
            if output.item is not None and output.passes:
                gives.setdefault(output.item, []).extend(variant.when)
    before = {
        step.key: [key for atom in atoms(step.item.prerequisites) for key in gives.get(atom.item, ())]
        for step in chosen.steps
    }
    behind = dict.fromkeys(before, 0)
    for _ in behind:  # as many rounds as a chain can be long, so that a cycle ends too
        longer = {
            key: behind[step] + 1 for step in before for key in before[step] if behind[key] <= behind[step]
        }
        if not longer:
            break
        behind |= longer
    return behind


def _terms_for_load(chosen: Chosen, room: Room) -> int:
    """The fewest terms that hold all the load, whatever is offered when."""
    load = sum(step.study_units for step in chosen.steps if step.forced != "in_progress")
    for term in chosen.problem.terms:
        load -= room(term.ordinal)
        if load <= 0:
            return term.ordinal + 1
    return len(chosen.problem.terms)
