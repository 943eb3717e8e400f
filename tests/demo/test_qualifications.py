"""Can every qualification of the demo bank be completed from nothing, at the awarding institution alone?"""

from __future__ import annotations

import pytest

from recommender.demo.curriculum import Curriculum, NoCurriculum, attributes, curriculum, version_of
from recommender.demo.model import Json, World
from recommender.demo.world import build_world
from recommender.rules.claims import FREE, Claim, LimitResult, Origin
from recommender.rules.fields import Fields
from recommender.rules.registry import (
    check_tree,
    evaluate_limit,
    evaluate_tree,
    ground_of,
    read_limit,
    read_requirement,
)
from recommender.rules.sets import read_set
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, parse_units

BROKEN = ("jianglu/public-administration", "2015")
"""The version of the infeasible story: one of its courses has closed."""
VERSIONS = [(v["id"], v["year"]) for v in build_world(7, 1.0).qualifications]
WHOLE = [version for version in VERSIONS if version != BROKEN]


def claims_of(world: World, course: Curriculum) -> list[Claim]:
    """The course of study as rules see it: own study, each item in one place."""
    return [
        Claim(
            f"new:{item}",
            place,
            attributes(offer := world.offers[item]),
            parse_units(offer.credits),
            Origin(frozenset({ItemKind(offer.kind)}), frozenset({InstitutionId(offer.place)})),
        )
        for item, place in course.serves.items()
    ]


def limits_of(version: Json, claims: list[Claim]) -> list[LimitResult]:
    """Every limit of the version on the claims."""
    awarding = InstitutionId(version["institution"])
    tree = read_requirement(Fields.of(version["requirement"], ""))
    found: list[LimitResult] = []
    for data in version["limits"]:
        limit = read_limit(Fields.of(data, ""), parse_units(version["total"]))
        found += evaluate_limit(limit, claims, ground_of(awarding, tree))
    return found


@pytest.mark.parametrize(("qualification", "year"), WHOLE)
def test_it_can_be_completed_at_home(qualification: str, year: str, world: World) -> None:
    version = version_of(world, qualification, year)
    course = curriculum(world, version)
    claims = claims_of(world, course)
    tree = read_requirement(Fields.of(version["requirement"], ""))
    check_tree(tree)
    assert evaluate_tree(tree, claims).satisfied
    assert all(limit.satisfied for limit in limits_of(version, claims))
    assert sum(claim.units for claim in claims) >= parse_units(version["total"])
    electives = read_set(Fields.of(version["electives"], ""))
    assert all(claim.attributes in electives for claim in claims if claim.place == FREE)
    assert all(world.offers[item].place == version["institution"] for item in course.items)


@pytest.mark.parametrize(("qualification", "year"), WHOLE)
def test_it_fits_into_eight_years_at_its_load(qualification: str, year: str, world: World) -> None:
    version = version_of(world, qualification, year)
    course = curriculum(world, version)
    assert len(course.terms) <= 2 * 8
    passed: set[str] = set()
    for number, term in enumerate(course.terms):
        offers = [world.offers[item] for item in term]
        assert sum(parse_units(o.credits) for o in offers) <= parse_units(version["load"])
        for offer in offers:
            assert ("spring", "autumn")[number % 2] in offer.seasons
            assert all(any(atom.code in passed for atom in clause) for clause in offer.needs)
            assert all(item in passed or item in term for item in offer.with_)
        passed.update(term)


@pytest.mark.parametrize("scale", [0.05, 0.5])
def test_a_smaller_bank_can_be_completed_too(scale: float) -> None:
    small = build_world(11, scale)
    for version in small.qualifications:
        if (version["id"], version["year"]) != BROKEN:
            assert curriculum(small, version).terms


def test_the_version_of_the_infeasible_story_cannot_be_completed_any_more(world: World) -> None:
    with pytest.raises(NoCurriculum, match="core"):
        curriculum(world, version_of(world, *BROKEN))


@pytest.mark.parametrize(("qualification", "year"), VERSIONS)
def test_the_parts_of_a_version_do_not_ask_for_more_than_its_total(
    qualification: str, year: str, world: World
) -> None:
    """What the requirements need at least leaves room within the total."""
    version = version_of(world, qualification, year)
    assert _least(version["requirement"], world) <= parse_units(version["total"])


def _least(node: Json, world: World) -> int:
    if node["kind"] == "all_of":
        return sum(_least(child, world) for child in node["children"])
    if node["kind"] == "n_of":
        return sum(sorted(_least(child, world) for child in node["children"])[: node["n"]])
    if node["kind"] == "credits_from":
        return parse_units(node["least"])
    credits = sorted(parse_units(world.offers[ItemId(item)].credits) for item in node["of"]["items"])
    return sum(credits[: node["least"]])


def test_versions_of_one_qualification_take_over_from_each_other(world: World) -> None:
    by_id: dict[str, list[Json]] = {}
    for version in world.qualifications:
        by_id.setdefault(version["id"], []).append(version)
    for versions in by_id.values():
        if len(versions) == 2:
            old, new = versions
            assert old["entrants"]["to"] == new["entrants"]["from"]
            assert old["last_award"] > "2027-01-01"
            assert old["requirement"] != new["requirement"]
