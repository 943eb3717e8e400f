"""How are the answers to why told as plain data, each with its sentences in both languages?"""

from __future__ import annotations

from recommender.explanation import both, explain_cause, explain_not_counted
from recommender.explanation.fails import explain_if_fails
from recommender.explanation.reasons import RemovalCost
from recommender.explanation.whys import (
    explain_change,
    explain_effect,
    explain_relaxation,
    explain_swap,
    explain_why_not,
)
from recommender.explanation.words import Units
from recommender.ledger.record import Record
from recommender.planning.plan import Plan, Status
from recommender.planning.why.attempted import ATTEMPT
from recommender.planning.why.certificates import Savings
from recommender.planning.why.fails import IfFails, studied_otherwise
from recommender.planning.why.impossible import Impossible
from recommender.planning.why.members import Member
from recommender.planning.why.relaxations import Relaxation
from recommender.planning.why.shorten import Found, Search, Target
from recommender.planning.why.smallest import Conflict
from recommender.planning.why.steps import Without
from recommender.planning.why.why_not import WhyNot
from recommender.recommend import told
from recommender.recommend.bank import Bank
from recommender.recommend.changes import change_json
from recommender.recommend.view import Json
from recommender.recommend.what_if import titled
from recommender.vocabulary import EntryId, ItemId, format_units


def impossible(bank: Bank, plan: Plan, found: Impossible | None) -> Json:
    """The conflict and its ways out; where no rule is to blame, the causes of the plan."""
    if found is None:
        return {
            "members": told.notes(bank.catalogue, plan.causes),
            "irreducible": False,
            "smallest": False,
            "complete": False,
            "relaxations": [],
            "together": [],
            "together_length": None,
        }
    return {
        **conflict(bank, found.conflict),
        "complete": found.complete,
        "relaxations": [relaxation(bank, one) for one in found.relaxations],
        "together": [member(bank, one) for one in found.together],
        "together_length": None if found.together_plan is None else _units(found.together_plan.length),
    }


def conflict(bank: Bank, found: Conflict) -> Json:
    """What cannot hold together, and what is known of it."""
    return {
        "members": [member(bank, one) for one in found.members],
        "irreducible": found.irreducible,
        "smallest": found.smallest,
    }


def member(bank: Bank, one: Member) -> Json:
    """One member, in words."""
    cause = one.cause
    return {
        "code": cause.code,
        "about": cause.about,
        "detail": cause.detail,
        "text": both(explain_cause(cause, bank.catalogue)),
    }


def relaxation(bank: Bank, one: Relaxation) -> Json:
    """What gives way, from what to what, and how long the path is then."""
    return {
        "kind": one.member.kind,
        "about": one.member.about,
        "goal": one.member.goal,
        "field": one.field,
        "unit": one.unit,
        "was": _number(one.was, one.unit),
        "now": _number(one.now, one.unit),
        "least": one.least,
        "length": _units(one.plan.length),
        "proof": _proof(one.plan),
        "text": both(explain_relaxation(one, bank.catalogue)),
    }


def step(bank: Bank, item: ItemId, found: Without) -> Json:
    """The shortest path without a step, and what can stand in its place."""
    outcome = "added"
    if found.added_units is None:
        outcome = "impossible" if found.status is Status.INFEASIBLE else "unknown"
    elif found.added_units < 0:
        outcome = "saved"
    added = None if found.added_units is None else Units(abs(found.added_units))
    return {
        **titled(bank, item),
        "status": found.status.value,
        "added": _units(found.added_units),
        "added_terms": found.added_terms,
        "swaps": [
            {
                "instead": [titled(bank, key) for key in one.instead],
                "of": [titled(bank, key) for key in one.of],
                "text": both(explain_swap(one, bank.catalogue)),
            }
            for one in found.swaps
        ],
        "complete": found.complete,
        "text": both(RemovalCost(added=added, outcome=outcome)),
    }


def failing(bank: Bank, plan: Plan, item: ItemId, found: IfFails) -> Json:
    """What becomes of the path if a step fails: how much more study, how much later, and what is taken then."""
    gained, lost = studied_otherwise(found, plan)
    known = found.added_units is not None
    return {
        **titled(bank, item),
        "term": found.term.label,
        "status": found.status.value,
        "lost": found.status is Status.INFEASIBLE,
        "proof": found.proof,
        "spent": format_units(found.spent_units),
        "added": _units(found.added_units),
        "length": _units(found.plan.length),
        "added_terms": found.added_terms,
        "again": None if found.again is None else found.again.label,
        "gained": [titled(bank, key) for key in gained] if known else [],
        "dropped": [titled(bank, key) for key in lost] if known else [],
        "causes": told.notes(bank.catalogue, tuple(one for one in found.plan.causes if one.about != ATTEMPT)),
        "otherwise": found.otherwise,
        "complete": found.settled,
        "text": both(explain_if_fails(found, plan, bank.catalogue)),
    }


def item(bank: Bank, key: ItemId, found: WhyNot) -> Json:
    """Why an item is not in the path."""
    return {
        **titled(bank, key),
        "reason": found.reason,
        "detail": found.detail,
        "about": list(found.about),
        "added": _units(found.added_units),
        "length": None if found.plan is None else _units(found.plan.length),
        "proof": "none" if found.plan is None else _proof(found.plan),
        "conflict": None if found.conflict is None else conflict(bank, found.conflict),
        "text": both(explain_why_not(found, bank.catalogue, key)),
    }


def result(bank: Bank, record: Record, plan: Plan, entry: EntryId, found: WhyNot) -> Json:
    """Why a held result counts nothing, and each single rule without which it would."""
    held = told.held_items(record)
    fallen = {f"held:{one.entry}": one.item for one in record.dropped}
    key = f"held:{entry}"
    about = ItemId(held.get(key) or fallen[key])
    lost = next((one for one in plan.not_counted if one.key == key), None)
    said = explain_why_not(found, bank.catalogue, about)
    goals = [goal.key for goal in plan.goals]
    because = () if lost is None else (explain_not_counted(lost, bank.catalogue, goals, held),)
    return {
        "entry": entry,
        **titled(bank, about),
        "reason": found.reason,
        "detail": found.detail,
        "lifts": [
            {**member(bank, one.member), "length": _units(one.plan.length), "proof": _proof(one.plan)}
            for one in found.lifts
        ],
        "text": both((said, *because)),
    }


def shorter(bank: Bank, target: Target, found: Search) -> Json:
    """Every change that suffices, the smallest first."""
    goals = tuple(goal.key for goal in found.before.goals)
    return {
        "credits": format_units(target.units),
        "terms": target.terms,
        "found": [_found(bank, goals, one) for one in found.found],
        "singles_complete": found.singles_complete,
        "pairs_complete": found.pairs_complete,
        "tried": found.tried,
    }


def _found(bank: Bank, goals: tuple[str, ...], one: Found) -> Json:
    supposed = [explain_change(change, bank.catalogue, goals) for change in one.changes]
    return {
        "changes": [
            {**change_json(change), "text": both(said)}
            for change, said in zip(one.changes, supposed, strict=True)
        ],
        "length": _units(one.comparison.after.length),
        "terms": one.comparison.after.busy_terms,
        "shorter": _units(one.comparison.shorter),
        "fewer_terms": one.comparison.fewer_terms,
        "proof": _proof(one.comparison.after),
        "alike": [titled(bank, key) for key in one.alike],
        "text": both((*supposed, *explain_effect(one.comparison))),
    }


def savings(bank: Bank, found: Savings) -> Json:
    """Which certificate saves how much, best first."""
    return {
        "rows": [
            {
                **titled(bank, one.item),
                "standing": one.standing,
                "own": format_units(one.own_units),
                "net": _units(one.net_units),
                "gross": _units(one.gross_units),
                "length_with": _units(one.with_it.length),
                "length_without": _units(one.without.length),
            }
            for one in found.rows
        ],
        "complete": found.complete,
    }


def _proof(plan: Plan) -> str:
    return plan.levels[0].proof if plan.levels else "none"


def _units(units: int | None) -> str | None:
    return None if units is None else format_units(units)


def _number(value: int | None, unit: str) -> str | int | None:
    return _units(value) if unit == "credit" else value
