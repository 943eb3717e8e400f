"""Is each claim of a plan what it says it is, and does it fit the place in which it is counted (A3, B4, D3)?"""

from __future__ import annotations

from recommender.catalogue.objects import Qualification
from recommender.ledger.record import Result
from recommender.planning.check.facts import Facts
from recommender.planning.check.once import once
from recommender.planning.check.violation import Violation
from recommender.planning.check.witness import Achievement, achievement
from recommender.planning.check.wording import Wording
from recommender.planning.plan import ClaimRow
from recommender.rules.claims import FREE, Claim
from recommender.rules.registry import kind_of
from recommender.vocabulary import Repeats, reaches


@once
def read_claims(facts: Facts, goal: Qualification) -> tuple[tuple[Claim, ...], tuple[Violation, ...]]:
    """The goal's claims as the rules see them, with the amounts of catalogue and record, and what is wrong."""
    claims: list[Claim] = []
    found: list[Violation] = []
    wording = facts.wording(goal)
    for row in facts.inside.claims.get(goal.key, ()):
        thing = achievement(facts, goal, row.key)
        if isinstance(thing, str):
            found.append(Violation("claim", goal.key, row.key, thing))
            continue
        found.extend(_row(goal, row, thing))
        found.extend(_place(wording, row, thing))
        if thing.units is not None:
            claims.append(_claim(row, thing))
    return tuple(claims), tuple(found)


def _claim(row: ClaimRow, thing: Achievement) -> Claim:
    """The claim as rules see it, in credit of catalogue and record."""
    return Claim(
        row.key,
        row.place,
        thing.attributes,
        thing.units or 0,
        thing.origin,
        thing.lineage,
        thing.grade,
        thing.earned,
        thing.measures,
    )


def _row(goal: Qualification, row: ClaimRow, thing: Achievement) -> list[Violation]:
    kinds = tuple(sorted(thing.origin.kinds)) if row.kinds else ()
    said = (row.units, row.item, row.standing, row.rule, row.kinds)
    if said == (thing.units, thing.item, thing.standing, thing.rule, kinds):
        return []
    pairs = (
        ("units", row.units, thing.units),
        ("item", row.item, thing.item),
        ("standing", row.standing, thing.standing),
        ("rule", row.rule, thing.rule),
        ("kinds", row.kinds, kinds),
    )
    return [
        Violation("claim", goal.key, row.key, f"states {name} {said}, expected {true}")
        for name, said, true in pairs
        if said != true
    ]


def _place(wording: Wording, row: ClaimRow, thing: Achievement) -> list[Violation]:
    goal, leaf = wording.version, wording.leaves.get(row.place)
    if thing.exemption and not (leaf is not None and thing.item in leaf.of.named_items()):
        return [
            Violation("claim", goal.key, row.key, "is an exemption, and the place does not name its item")
        ]
    if row.place == FREE:
        if goal.electives is None:
            return [Violation("claim", goal.key, row.key, "is a free elective, and the version takes none")]
        if not wording.holds(FREE, thing.attributes):
            return [Violation("claim", goal.key, row.key, "is not among the free electives")]
        return []
    if leaf is None:
        said = f"serves {row.place!r}, which is no leaf of the requirement"
        return [Violation("claim", goal.key, row.key, said)]
    if wording.holds(row.place, thing.attributes):
        return []
    return [Violation(kind_of(leaf), leaf.id, row.key, "is not in the set of this requirement")]


def check_attempts(facts: Facts) -> tuple[Violation, ...]:
    """Of several attempts at an item that counts which the version says, and no other (B21)."""
    found: list[Violation] = []
    for goal in facts.goals:
        used = {row.key for row in facts.inside.claims.get(goal.key, ())}
        used.update(key for one in facts.plan.applications if one.goal == goal.key for key in one.sources)
        found.extend(
            Violation(
                "claim", result.item, f"held:{result.entry}", f"is not the attempt that counts: {other}"
            )
            for result in facts.record.results
            if f"held:{result.entry}" in used and (other := displaced(facts, goal, result))
        )
    return tuple(dict.fromkeys(found))


def displaced(facts: Facts, goal: Qualification, result: Result) -> str:
    """The entry of the attempt that counts in its place; empty where it may count itself."""
    if len(facts.by_item.get(result.item, ())) < 2:
        return ""
    attempts = facts.attempts(result)
    if result not in attempts:
        return ""
    if goal.repeats is Repeats.BEST:
        # Marks that are equal, or of two scales, leave several: one counts, as the law says, and that is the last.
        best: dict[str, Result] = {}
        for one in attempts:
            scale = one.grade.scheme if one.grade else ""
            if scale not in best or _is_better(facts, one, best[scale]):
                best[scale] = one
        attempts = [
            one for one in attempts if not _is_better(facts, best[one.grade.scheme if one.grade else ""], one)
        ]
    counts = attempts[0] if goal.repeats is Repeats.FIRST else attempts[-1]
    return "" if counts == result else counts.entry


def _is_better(facts: Facts, one: Result, other: Result) -> bool:
    schemes = facts.catalogue.grade_schemes
    if one.grade is None or other.grade is None:
        return False
    return reaches(one.grade, other.grade, schemes) and not reaches(other.grade, one.grade, schemes)


def check_known_goals(facts: Facts) -> tuple[Violation, ...]:
    """No claim and no application serves a goal that was not asked for."""
    known = {goal.key for goal in facts.goals}
    rows = [(row.goal, row.key) for row in facts.plan.claims]
    rows.extend((one.goal, one.rule) for one in facts.plan.applications)
    return tuple(
        Violation("claim", goal, key, "serves a goal that was not asked for")
        for goal, key in rows
        if goal not in known
    )
