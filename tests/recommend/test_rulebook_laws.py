"""What the linter calls impossible from the text alone is impossible for the solver too, in worlds drawn at random."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from recommender.catalogue.linting import lint_book
from recommender.catalogue.linting.book import Book
from recommender.explanation.whole import whole_item, whole_qualification, whole_rule
from recommender.graph import circles
from recommender.recommend.satisfiable import Verdict, verdict
from tests.planning.drawing import Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import TODAY

PROOFS = {
    "total_out_of_reach",
    "residency_out_of_reach",
    "cap_against_total",
    "cap_against_residency",
    "cap_against_requirement",
}
FAMILY = Family(leaves=(1, 3), limits=(1, 3), lineages=3, conditions=2, prerequisites=4)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_worlds(FAMILY))
def test_a_proof_from_the_text_is_never_contradicted_by_a_plan(tiny: Tiny) -> None:
    book = Book(tiny.catalogue, TODAY)
    found = {one.object_id for one in lint_book(book) if one.code in PROOFS}
    for version in book.versions:
        if version.key in found:
            assert verdict(tiny.catalogue, version, TODAY)[0] is not Verdict.POSSIBLE


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(tiny_worlds(FAMILY))
def test_every_world_can_be_linted_and_told(tiny: Tiny) -> None:
    book = Book(tiny.catalogue, TODAY)
    assert all(one.code and one.severity for one in lint_book(book))
    assert all(one.items[0] == one.items[-1] for one in circles(tiny.catalogue))
    wholes = [whole_qualification(tiny.catalogue, one) for one in book.versions]
    wholes += [whole_rule(tiny.catalogue, one) for one in tiny.catalogue.rules.values()]
    wholes += [whole_item(tiny.catalogue, one) for one in tiny.catalogue.items.values()]
    for whole in wholes:
        assert len({clause.number for clause in whole.clauses}) == len(whole.clauses)
