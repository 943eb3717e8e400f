"""How many terms do fixed steps need at the least, by windows, chains and load together (B19)?

Of so many terms each step may use those in which it is offered, not before what it waits for can have ended, and early
enough for all that cannot do without it. So many terms are too few where a step has none left, or where the steps that
have only some of them ask for more study than these hold: whatever else would be broken, no schedule ends so early.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from recommender.planning.chosen_steps import Chosen, Room
from recommender.planning.problem import NewStudy
from recommender.rules.prerequisite import Passed, atoms, credit_asked, holds

UNIONS = 600
"""So many sets of terms are weighed; any number of them is a bound."""


def least_terms(chosen: Chosen, room: Room, fastest: Mapping[str, int], known: int, most: int) -> int:
    """The least number of terms that is not too few, between `known` and `most`.

    Args:
        chosen: Steps and applications.
        room: Load that a term holds.
        fastest: The first term of each step where no load is a limit.
        known: Fewer are too few.
        most: So many are enough.
    """
    windows, followers = chosen.windows(), _followers(chosen)
    for terms in range(known, most):
        if _fit(chosen, room, _open_terms(chosen, windows, followers, fastest, terms)):
            return terms
    return most


def last_terms(chosen: Chosen, fastest: Mapping[str, int], terms: int) -> dict[str, int]:
    """The last of so many terms that is left to each step."""
    left = _open_terms(chosen, chosen.windows(), _followers(chosen), fastest, terms)
    return {key: max(some, default=-1) for key, some in left.items()}


def sooner(chosen: Chosen, fastest: Mapping[str, int], terms: int) -> list[NewStudy]:
    """The steps, each in those terms alone in which it can lie in a schedule of so many terms; none may be left."""
    left = _open_terms(chosen, chosen.windows(), _followers(chosen), fastest, terms)
    return [replace(step, ordinals=tuple(sorted(left[step.key]))) for step in chosen.steps]


def _open_terms(
    chosen: Chosen,
    windows: Mapping[str, set[int]],
    followers: Mapping[str, tuple[str, ...]],
    fastest: Mapping[str, int],
    terms: int,
) -> dict[str, frozenset[int]]:
    """The terms that are left to each step."""
    found: dict[str, frozenset[int]] = {}
    # Who ends last comes first: then what waits for a step is known before the step.
    for step in sorted(chosen.steps, key=lambda one: -fastest[one.key]):
        last = min(
            (max(found[key], default=-1) - 1 for key in followers[step.key] if key in found),
            default=terms - 1,
        )
        first = fastest[step.key]
        if step.forced == "in_progress":
            found[step.key] = frozenset({0})
        else:
            found[step.key] = frozenset(one for one in windows[step.key] if first <= one <= last)
    return found


def _followers(chosen: Chosen) -> dict[str, tuple[str, ...]]:
    """For each step those that cannot be begun without it, whatever else is done; they come in later terms."""
    by_item = {step.item.id: step for step in chosen.steps}
    found: dict[str, list[str]] = {step.key: [] for step in chosen.steps}
    for step in chosen.steps:
        rule = step.item.prerequisites
        if credit_asked(rule):
            continue
        for item in dict.fromkeys(one.item for one in atoms(rule) if isinstance(one, Passed)):
            before = by_item.get(item)
            if before is not None and before is not step and not _holds_without(chosen, step, before):
                found[before.key].append(step.key)
    return {key: tuple(some) for key, some in found.items()}


def _holds_without(chosen: Chosen, step: NewStudy, other: NewStudy) -> bool:
    """Whether everything but one step, taken at once, is enough for what a step asks before it."""
    rest = {one.key for one in chosen.steps if one is not other}
    return holds(step.item.prerequisites, chosen.passed_by_all(rest))


def _fit(chosen: Chosen, room: Room, open_terms: Mapping[str, frozenset[int]]) -> bool:
    """Whether no step is without a term, and no set of terms has more study than it holds."""
    if not all(open_terms.values()):
        return False
    load: dict[frozenset[int], int] = {}
    for step in chosen.steps:
        if step.forced != "in_progress" and step.study_units:
            inside = open_terms[step.key]
            load[inside] = load.get(inside, 0) + step.study_units
    return all(
        sum(units for inside, units in load.items() if inside <= some) <= sum(map(room, some))
        for some in _unions(load)
    )


def _unions(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """What sets make together, each once; not more than are weighed."""
    found: dict[frozenset[int], None] = {}
    for one in sorted(sets, key=lambda some: (len(some), sorted(some))):
        for other in (frozenset[int](), *found):
            if len(found) >= UNIONS:
                return list(found)
            found[one | other] = None
    return list(found)
