"""Can the chosen steps be taken term by term, each as early as it fits, and is that provably as early as any way?

Steps with the longest chain of others behind them go first, or, where that ends late, those that press most. With no
limit on the load the same walk gives a lower bound on the terms needed, the load itself gives another, and both with
windows and chains a third (`term_bound`); where the list schedule meets it, no other schedule ends earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from recommender.planning.chosen_steps import Chosen, Room
from recommender.planning.problem import NewStudy
from recommender.planning.term_bound import last_terms, least_terms
from recommender.rules.prerequisite import Atom, Prerequisite, atoms, credit_asked, holds
from recommender.vocabulary import ItemId


def list_schedule(chosen: Chosen, room: Room) -> tuple[dict[str, int], int]:
    """Term by step key, and a lower bound on the number of terms; no terms where the list gets stuck."""
    windows, behind = chosen.windows(), _behind(chosen)
    usual = {s.key: (-behind[s.key], len(windows[s.key]), -s.study_units) for s in chosen.steps}
    fastest = _walk(chosen, usual, None)
    found = _walk(chosen, usual, room)
    if not found or not all(variant.still_fresh(found) for variant in chosen.applied):
        return {}, 0
    bound = max(max(fastest.values()) + 1, _terms_for_load(chosen, room))
    bound = least_terms(chosen, room, fastest, bound, max(found.values()) + 1)
    if max(found.values()) + 1 > bound:
        last = last_terms(chosen, fastest, bound)
        pressed = {key: (last[key], *rest) for key, rest in usual.items()}
        again = _walk(chosen, pressed, room)
        if again and max(again.values()) < max(found.values()):
            found = again if all(variant.still_fresh(again) for variant in chosen.applied) else found
    return found, bound


def _walk(chosen: Chosen, order: Mapping[str, tuple[int, ...]], room: Room | None) -> dict[str, int]:
    """Place the steps in an order, each as early as it can be; empty where some are left over when the terms are."""
    windows = chosen.windows()
    waiting = sorted(chosen.steps, key=lambda s: (order[s.key], s.key))
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
