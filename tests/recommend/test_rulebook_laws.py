"""What the linter calls impossible from the text alone is impossible for the solver too, in worlds drawn at random."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.catalogue.linting import lint_book
from recommender.catalogue.linting.book import Book
from recommender.catalogue.objects import Catalogue
from recommender.explanation.whole import whole_item, whole_qualification, whole_rule
from recommender.graph import circles
from recommender.recommend.satisfiable import Verdict, verdict
from recommender.rules.average import Average
from recommender.rules.cap import Cap, SourceSelector
from recommender.rules.registry import Limit
from recommender.rules.residency import Residency
from recommender.rules.scales import Scale, ScaleRow
from recommender.rules.total import Total
from recommender.vocabulary import ItemKind
from tests.planning.drawing import Draw, Family
from tests.planning.strategies import Tiny, tiny_worlds
from tests.planning.worlds import LETTERS, ONE, TODAY, credits

PROOFS = {
    "total_out_of_reach",
    "residency_out_of_reach",
    "cap_against_total",
    "cap_against_residency",
    "cap_against_requirement",
    "average_out_of_reach",
}
FAMILY = Family(leaves=(1, 3), limits=(1, 3), lineages=3, conditions=2, prerequisites=4)
TIGHT = Family(items=(2, 4), leaves=(1, 2), limits=(0, 1), lineages=2, conditions=1)
SCALE = Scale(
    "gpa", tuple(ScaleRow(LETTERS.id, Fraction(points), mark) for points, mark in enumerate("DCBA", 1))
)


@st.composite
def tight_worlds(draw: st.DrawFn, code: str) -> Catalogue:
    """A world in which what the code is about is asked for in amounts that are just within reach, or just not."""
    pick, tiny = Draw(draw), draw(tiny_worlds(TIGHT))
    (version,) = next(iter(tiny.catalogue.qualifications.values()))
    there = sum(one.units_most for one in tiny.catalogue.items.values()) // ONE
    near, home = pick.number((1, 4)), SourceSelector(issuers=frozenset({version.institution}))
    over = near + pick.of(-1, 0, 1, 2)
    more: dict[str, Any] = {"total_units": near * ONE}
    added: tuple[Limit, ...] = ()
    match code:
        case "total_out_of_reach":
            more = {"total_units": pick.number((1, there + 2)) * ONE, "electives": None}
        case "residency_out_of_reach":
            added = (Residency("stay", pick.number((1, there + 2)) * ONE),)
        case "cap_against_total":
            more, added = {"total_units": over * ONE}, (Cap("all", SourceSelector(), near * ONE),)
        case "cap_against_residency":
            added = (Cap("own", home, near * ONE), Residency("stay", over * ONE))
        case "cap_against_requirement":
            names = tuple(pick.some(list(tiny.catalogue.items), 1))
            more["requirement"] = credits("part", over, *names)
            source = pick.of(SourceSelector(), SourceSelector(kinds=frozenset({ItemKind.COURSE})), home)
            added = (Cap("narrow", source, near * ONE, None, pick.of(None, "part")),)
        case _:
            added = (Average("mean", Fraction(near + 1), SCALE.id),)
    total = Total("total", more["total_units"])
    limits = (total, *added, *(one for one in version.limits if not isinstance(one, Total)))
    tight = replace(version, limits=limits, **more)
    return replace(tiny.catalogue, qualifications={version.id: (tight,)}, scales={SCALE.id: SCALE})


@pytest.mark.parametrize("code", sorted(PROOFS))
def test_a_proof_from_the_text_is_never_contradicted_by_a_plan(code: str) -> None:
    """Nor by anything that is brought along; and each proof is seen to be given, and not to be given."""
    seen: list[bool] = []

    @settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
    @given(tight_worlds(code))
    def law(catalogue: Catalogue) -> None:
        book = Book(catalogue, TODAY)
        found = {one.code for one in lint_book(book)}
        seen.append(code in found)
        if found & PROOFS:
            (version,) = book.versions
            assert verdict(catalogue, version, TODAY)[0] in {Verdict.NEVER, Verdict.UNDECIDED}

    law()
    assert seen.count(True) > 2
    assert seen.count(False) > 2


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
