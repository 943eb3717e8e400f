"""Can the chosen steps be taken term by term, each as early as it fits, and is that provably as early as any way?

Steps with the longest chain of others behind them go first, or, where that ends late, those that press most. With no
limit on the load the same walk gives a lower bound on the terms needed, the load itself gives another, and both with
windows and chains a third (`term_bound`); where the list schedule meets it, no other schedule ends earlier.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from recommender.planning.chosen_steps import Chosen, Room
from recommender.planning.problem import NewStudy
from recommender.planning.term_bound import last_terms, least_terms
from recommender.rules.prerequisite import NOTHING, Atom, Prerequisite, atoms, credit_asked, holds
from recommender.vocabulary import ItemId


@dataclass(frozen=True)
class Listed:
    """Term by step key, none where the list gets stuck; a lower bound on the terms; and each step's first term."""

    ordinal: Mapping[str, int]
    bound: int = 0
    fastest: Mapping[str, int] = field(default_factory=dict)

    @property
    def used(self) -> int | None:
        """Terms from now; None where it gets stuck."""
        return max(self.ordinal.values()) + 1 if self.ordinal else None


def list_schedule(chosen: Chosen, room: Room) -> Listed:
    """Each step as early as it fits, and how early any schedule could end."""
    windows, behind = chosen.windows(), _behind(chosen)
    usual = {s.key: (-behind[s.key], len(windows[s.key]), -s.study_units) for s in chosen.steps}
    fastest = _walk(chosen, usual, None)
    found = _walk(chosen, usual, room)
    if not found or not all(variant.still_fresh(found) for variant in chosen.applied):
        return Listed({})
    bound = max(max(fastest.values()) + 1, _terms_for_load(chosen, room))
    bound = least_terms(chosen, room, fastest, bound, max(found.values()) + 1)
    if max(found.values()) + 1 > bound:
        last = last_terms(chosen, fastest, bound)
        pressed = {key: (last[key], *rest) for key, rest in usual.items()}
        again = _walk(chosen, pressed, room)
        if again and max(again.values()) < max(found.values()):
            found = again if all(variant.still_fresh(again) for variant in chosen.applied) else found
    return Listed(found, bound, fastest)


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
    """Add to `done` what can be taken in one term, corequisites together."""
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
        for step in open_now:
            group = [] if step.key in taken else _company(chosen, step, open_now, done, ordinal)
            load = sum(one.study_units for one in group)
            if not group or (
                room is not None and not (load <= left and _allowed(chosen, group, ordinal, done))
            ):
                continue
            for one in group:
                done[one.key] = ordinal
                taken.add(one.key)
            left -= load
            again = True
    return taken


def _allowed(chosen: Chosen, group: Iterable[NewStudy], ordinal: int, done: Mapping[str, int]) -> bool:
    """Whether windows leave room for the steps, one beside the other."""
    beside = dict(done)
    for one in group:
        if not all(quota.holds(one.key, ordinal, beside) for quota in chosen.quotas):
            return False
        beside[one.key] = ordinal
    return True


def _company(
    chosen: Chosen, step: NewStudy, open_now: Iterable[NewStudy], done: Mapping[str, int], ordinal: int
) -> list[NewStudy]:
    """A step with those that it can only be taken together with, and they with it; nothing where some are not open."""
    found = [step]
    for one in found:  # it grows on the way
        rule = one.item.corequisites
        named = {f"new:{atom.item}" for atom in atoms(rule)}
        others = (s for s in open_now if s.key in named and s.key not in done and s not in found)
        while not _holds_beside(chosen, one, rule, {**done, **{s.key: ordinal for s in found}}, ordinal):
            other = next(others, None)
            if other is None:
                return []
            found.append(other)
    return found


def _holds_beside(
    chosen: Chosen, step: NewStudy, rule: Prerequisite, done: Mapping[str, int], ordinal: int
) -> bool:
    if rule == NOTHING:
        return True
    return holds(rule, chosen.passed(done, ordinal, 1, step.item.id if credit_asked(rule) else None))


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
