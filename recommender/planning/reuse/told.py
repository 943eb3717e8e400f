"""How does a plan in the shared form become the answer of one learner?

Names are put back wherever they stand, in order as a plan has them; what was set aside is told with the reason why it
does not count, which hangs on the learner's results and the texts alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from recommender.catalogue.objects import Catalogue
from recommender.ledger.record import Result
from recommender.planning.certificate import Branch, Leaf, Node, Proof
from recommender.planning.holdings import whole_units
from recommender.planning.not_counted import refusal_of
from recommender.planning.plan import NotCounted, Plan, Status
from recommender.planning.reuse.question import DIGITS, MARK, Question

_NAME = re.compile(f"{MARK}[0-9]{{{DIGITS}}}")
LIMIT_CODES = frozenset({"cancelled", "limit_reached"})
"""Causes of an answer that was looked for and not found: it tells what of the record does not stand."""


def told(catalogue: Catalogue, question: Question, plan: Plan) -> Plan:
    """The plan of a question in the shared form as the answer of the learner who asks it."""

    def own(text: str) -> str:
        return _NAME.sub(lambda found: question.names[found[0]], text) if MARK in text else text

    claims = (replace(one, key=own(one.key)) for one in plan.claims)
    left = [replace(one, key=own(one.key), detail=own(one.detail)) for one in plan.not_counted]
    rest = tuple(one for one in left if one.key.startswith("rest:"))
    lost = {f"held:{one.entry}" for one in question.own.dropped}  # told below, each with its reason
    left = [one for one in left if one.key not in lost]
    left = [one for one in left if not one.key.startswith("rest:")] + list(_aside(catalogue, question, plan))
    return replace(
        plan,
        claims=tuple(sorted(claims, key=lambda row: (row.goal, row.place, row.key))),
        applications=tuple(
            replace(one, sources=tuple(map(own, one.sources)), outputs=tuple(map(own, one.outputs)))
            for one in plan.applications
        ),
        not_counted=(*sorted(left, key=lambda one: one.key), *rest),
        assumptions=tuple(
            replace(one, about=own(one.about), detail=own(one.detail)) for one in plan.assumptions
        ),
        causes=tuple(replace(one, about=own(one.about), detail=own(one.detail)) for one in plan.causes),
        proof=_proof(plan.proof, question) if plan.proof is not None else None,
        versions={**plan.versions, "record": question.own.digest()} if plan.versions else plan.versions,
    )


def _proof(proof: Proof, question: Question) -> Proof:
    """The same proof about the learner's own entries."""

    def own(text: str) -> str:
        return _NAME.sub(lambda found: question.names[found[0]], text) if MARK in text else text

    def node(one: Node) -> Node:
        if isinstance(one, Leaf):
            return one
        columns = tuple(map(own, one.columns))
        return Branch(columns, one.at, node(one.left), node(one.right), one.cost)

    return Proof(tuple(tuple(map(own, name)) for name in proof.rows), node(proof.root))


def _aside(catalogue: Catalogue, question: Question, plan: Plan) -> Iterator[NotCounted]:
    """What the shared form leaves out: what does not stand, and results that fit nothing and feed nothing."""
    looked = plan.status is not Status.REFUSED or any(one.code in LIMIT_CODES for one in plan.causes)
    if not looked:
        return
    for lost in question.own.dropped:
        yield NotCounted(f"held:{lost.entry}", lost.item, lost.units, lost.reason)
    if plan.status in (Status.OPTIMAL, Status.BOUNDED):
        for result in question.aside:
            yield _of_no_use(catalogue, question, result)


def _of_no_use(catalogue: Catalogue, question: Question, result: Result) -> NotCounted:
    item, goals = catalogue.items[result.item], question.goals
    units = whole_units(catalogue, result.units, result.scheme, goals[0].version.scheme)
    reason, detail = "no_place", ""
    if not any(goal.version.takes(item.issuer) for goal in goals):
        reason, detail = "not_accepted", refusal_of(catalogue, goals, item.id)
    elif units is None:
        reason, detail = "other_scheme", result.scheme
    return NotCounted(
        f"held:{result.entry}", item.id, result.units if units is None else units, reason, detail
    )
