"""`holds_award`: another award is held, or planned together with this one (A8)."""

from __future__ import annotations

from typing import Any

import pytest

from recommender.rules.claims import Circumstances, NodeResult
from recommender.rules.conditions import Awarded
from recommender.rules.holds_award import MONOTONE, WHY_MONOTONE, HoldsAward
from recommender.rules.registry import below, evaluate_tree, leaves, node_data, read_requirement
from recommender.vocabulary import NodeId, QualificationId
from tests.rules.world import claim, fields, refused, without

DATA = {"kind": "holds_award", "id": "first", "titles": {"en": "First degree"}, "qualification": "q"}
Q, R = QualificationId("q"), QualificationId("r")


def judged(facts: Circumstances, **own: Any) -> NodeResult:
    return evaluate_tree(read_requirement(fields(without(DATA, "qualification") | own)), [claim()], facts)


def test_every_field_is_read_and_written_again() -> None:
    node = read_requirement(fields(DATA))
    assert node == HoldsAward(NodeId("first"), Awarded(frozenset({Q})), {"en": "First degree"})
    assert read_requirement(fields(node_data(node))) == node
    kind = read_requirement(fields(without(DATA, "qualification") | {"award": "associate"}))
    assert read_requirement(fields(node_data(kind))) == kind


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        (DATA | {"since": 1}, "/since", "unknown field; known are kind, id, titles, qualification"),
        (without(DATA, "qualification"), "", "expected exactly one of qualification, qualifications, award"),
        (DATA | {"award": "x"}, "", "expected exactly one of"),
        (without(DATA, "qualification") | {"qualifications": []}, "/qualifications", "a list of at least 1"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read_requirement, data, place, message)


def test_the_learner_with_the_award_is_inside_and_without_it_outside() -> None:
    assert judged(Circumstances(awards=frozenset({Q})), qualification="q").satisfied
    assert not judged(Circumstances(awards=frozenset({R})), qualification="q").satisfied
    assert judged(Circumstances(awards=frozenset({R})), qualifications=["q", "r"]).satisfied
    assert judged(Circumstances(award_kinds=frozenset({"associate"})), award="associate").satisfied
    assert not judged(Circumstances(award_kinds=frozenset({"bachelor"})), award="associate").satisfied


def test_no_claim_serves_it() -> None:
    node = read_requirement(fields(DATA))
    assert (below(node), leaves(node)) == ((), ())
    assert evaluate_tree(node, [claim(place=node.id)]).have_count == 0


def test_a_further_award_never_hurts() -> None:
    assert MONOTONE, WHY_MONOTONE
    facts = Circumstances(awards=frozenset({Q}))
    more = Circumstances(awards=frozenset({Q, R}))
    assert judged(more, qualification="q").satisfied >= judged(facts, qualification="q").satisfied
