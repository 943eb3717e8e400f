"""Which achievements does a set mean: by ids and attributes, by union, intersection and difference (B4)?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rules.claims import Attributes
from recommender.rules.sets import EVERYTHING, ItemSet, read_set
from recommender.vocabulary import InstitutionId, ItemId, ItemKind
from tests.rules.world import HOME, OTHER, fields, refused


def thing(
    item: str | None = "home/algebra",
    issuer: InstitutionId = HOME,
    kind: ItemKind = ItemKind.COURSE,
    subject: str | None = "MATH",
    level: int | None = 200,
    tags: tuple[str, ...] = ("core",),
) -> Attributes:
    return Attributes(ItemId(item) if item else None, issuer, kind, subject, level, frozenset(tags))


def of(**data: Any) -> ItemSet:
    return read_set(fields(data))


ALGEBRA, UNNAMED = thing(), thing(item=None)


def test_every_field_is_read() -> None:
    part = {"items": ["p"]}
    found = of(
        items=["a", "b"],
        issuers=["home"],
        kinds=["course", "exam"],
        subjects=["MATH"],
        level_from=100,
        level_to=300,
        tags=["core"],
        union=[part],
        intersection=[part, part],
        **{"except": [part]},
    )
    named = ItemSet(items=frozenset({ItemId("p")}))
    assert found == ItemSet(
        frozenset({ItemId("a"), ItemId("b")}),
        frozenset({HOME}),
        frozenset({ItemKind.COURSE, ItemKind.EXAM}),
        frozenset({"MATH"}),
        100,
        300,
        frozenset({"core"}),
        (named,),
        (named, named),
        (named,),
    )


@pytest.mark.parametrize(
    ("data", "place", "message"),
    [
        ({"item": "a"}, "/item", "unknown field; known are items, issuers, kinds"),
        ({"items": "a"}, "/items", "expected a list of texts, found 'a'"),
        ({"items": ["a", 1]}, "/items", "expected a list of texts"),
        ({"issuers": {"home": 1}}, "/issuers", "expected a list of texts"),
        (
            {"kinds": ["course", "lecture"]},
            "/kinds",
            "unknown item kind 'lecture'; known are course, certificate",
        ),
        ({"subjects": [True]}, "/subjects", "expected a list of texts"),
        ({"level_from": "100"}, "/level_from", "expected a whole number of at least 0, found '100'"),
        ({"level_to": -1}, "/level_to", "expected a whole number of at least 0, found -1"),
        ({"tags": 7}, "/tags", "expected a list of texts"),
        ({"union": []}, "/union", "expected a list of at least 1"),
        ({"union": [{"items": ["a"]}, {"colour": "red"}]}, "/union/1/colour", "unknown field"),
        ({"intersection": {"items": ["a"]}}, "/intersection", "expected a list"),
        ({"except": ["a"]}, "/except/0", "expected a mapping, found str"),
        ({"minus": [{"items": ["a"]}]}, "/minus", "unknown field"),
    ],
)
def test_a_mistake_is_refused_at_its_place(data: dict[str, Any], place: str, message: str) -> None:
    refused(read_set, data, place, message)


@pytest.mark.parametrize(
    ("data", "outside"),
    [
        ({"items": ["home/algebra", "home/b"]}, thing("home/algebra2")),
        ({"issuers": ["home", "third"]}, thing(issuer=OTHER)),
        ({"kinds": ["course", "exam"]}, thing(kind=ItemKind.CERTIFICATE)),
        ({"subjects": ["MATH", "STAT"]}, thing(subject="BIOL")),
        ({"subjects": ["MATH"]}, thing(subject=None)),
        ({"level_from": 200}, thing(level=199)),
        ({"level_to": 200}, thing(level=201)),
        ({"level_from": 0}, thing(level=None)),
        ({"level_to": 900}, thing(level=None)),
        ({"tags": ["core", "lab"]}, thing(tags=("art",))),
        ({"tags": ["core"]}, thing(tags=())),
        ({"kinds": ["course"], "subjects": ["MATH"]}, thing(subject="BIOL")),
        ({"union": [{"subjects": ["MATH"]}, {"subjects": ["STAT"]}]}, thing(subject="BIOL")),
        ({"intersection": [{"subjects": ["MATH"]}, {"level_from": 200}]}, thing(level=100)),
        (
            {"subjects": ["MATH"], "except": [{"level_to": 100}, {"tags": ["art"]}]},
            thing(tags=("core", "art")),
        ),
    ],
)
def test_what_meets_every_condition_is_inside_and_what_misses_one_is_outside(
    data: dict[str, Any], outside: Attributes
) -> None:
    assert ALGEBRA in of(**data)
    assert outside not in of(**data)


def test_no_condition_means_everything() -> None:
    assert of() == EVERYTHING
    assert ALGEBRA in EVERYTHING
    assert UNNAMED in EVERYTHING
    assert "home/algebra" not in EVERYTHING


def test_elective_credit_is_in_sets_by_attributes_and_never_in_items() -> None:
    assert UNNAMED in of(subjects=["MATH"])
    assert UNNAMED not in of(items=["home/algebra"])
    assert UNNAMED in of(**{"except": [{"items": ["home/algebra"]}]})


def test_named_items_are_found_at_any_depth() -> None:
    deep = of(
        items=["a"],
        union=[{"items": ["b"], "intersection": [{"items": ["c"]}]}, {"tags": ["x"]}],
        **{"except": [{"items": ["d"]}]},
    )
    assert deep.named_items() == {"a", "b", "c", "d"}
    assert of(items=["a"]).named_items() == {"a"}
    assert EVERYTHING.named_items() == frozenset()


THINGS = [
    thing(name, subject=subject, level=level)
    for name in ("a", "b", None)
    for subject in ("MATH", None)
    for level in (100, None)
]
SIMPLE = st.sampled_from(
    [of(items=["a"]), of(subjects=["MATH"]), of(level_from=100), of(level_to=99), of(kinds=["exam"]), of()]
)


@given(SIMPLE, SIMPLE, SIMPLE)
def test_sets_are_put_together_as_sets_are(one: ItemSet, two: ItemSet, three: ItemSet) -> None:
    both = ItemSet(union=(one, two), intersection=(three,), minus=(two,))
    for x in THINGS:
        assert (x in both) is ((x in one or x in two) and x in three and x not in two)
