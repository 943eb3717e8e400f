"""Does the credit of a plan lie free of earlier awards, and of the other goals where an award uses it up (B16)?"""

from __future__ import annotations

from recommender.catalogue.objects import Qualification
from recommender.ledger.record import Award
from recommender.planning.check.facts import Facts
from recommender.planning.check.violation import Violation

KIND = "consumption"


def used_by(facts: Facts, entry: str, goal: Qualification) -> list[Award]:
    """The awards of other qualifications that used a result or a granted recognition."""
    if not facts.record.awards:
        return []
    reach = _reach(facts, entry)
    return [
        award
        for award in facts.record.awards
        if award.qualification != goal.id and not reach.isdisjoint(award.uses)
    ]


def gone(facts: Facts, key: str, goal: Qualification) -> str:
    """Why the goal cannot count what the ledger holds under a key; empty: no award stands against it."""
    if not facts.record.awards:
        return ""
    kind, _, rest = key.partition(":")
    entry = rest.rpartition("#")[0] if kind == "granted" else rest
    for award in used_by(facts, entry, goal) if kind in {"held", "granted"} else ():
        if goal.counts_again_units == 0:
            return f"was used by the award of {award.qualification}, and does not count again"
        if _consumes(facts, award):
            return f"was used up by the award of {award.qualification}"
    return ""


def check_used_up(facts: Facts) -> tuple[Violation, ...]:
    """Goals planned together: what one that uses credit up counts, no other does."""
    if not any(goal.consumes for goal in facts.goals):
        return ()
    roots = {goal.key: _roots(facts, goal) for goal in facts.goals}
    return tuple(
        Violation(KIND, taker.key, key, f"counts towards {other.key} as well")
        for taker in facts.goals
        for other in facts.goals
        if taker.consumes and taker != other
        for key in sorted(roots[taker.key] & roots[other.key])
    )


def check_uses_known(facts: Facts) -> tuple[Violation, ...]:
    """No plan may stand where an award took credit and the ledger does not say which."""
    return tuple(
        Violation(KIND, goal.key, award.qualification, "does not say what it was made for")
        for goal in facts.goals
        for award in facts.record.awards
        if award.qualification != goal.id and not award.uses
        if _consumes(facts, award) or goal.counts_again_units is not None
    )


def _consumes(facts: Facts, award: Award) -> bool:
    versions = facts.catalogue.qualifications.get(award.qualification, ())
    return any(one.year == award.year and one.consumes for one in versions)


def _reach(facts: Facts, entry: str) -> set[str]:
    """The entry, what it was granted for, and what was granted for it: an award that names one has used the entry."""
    found = {entry}
    for granted in facts.record.granted:
        if granted.entry == entry:
            found.update(granted.sources)
        if entry in granted.sources:
            found.add(granted.entry)
    return found


def _roots(facts: Facts, goal: Qualification) -> set[str]:
    """The results, grants and steps that count towards a goal, however they count."""
    found: set[str] = set()
    for row in facts.inside.claims.get(goal.key, ()):
        if not row.key.startswith("out:"):
            found.add(row.key)
            owner = row.key.partition(":")[2].rpartition("#")[0]
            if row.key.startswith("granted:") and owner in facts.granted:
                found.update(f"held:{entry}" for entry in facts.granted[owner].sources)
    for one in facts.plan.applications:
        if one.goal == goal.key:
            found.update(key for key in one.sources if not key.startswith("out:"))
    return found
