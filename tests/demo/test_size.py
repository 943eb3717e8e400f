"""Is the demo bank as large and as varied as it promises?"""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

import pytest

from recommender.demo.model import World
from recommender.demo.world import build_world


def test_institutions_in_four_regions(world: World) -> None:
    regions = Counter(place.region for place in world.places.values())
    assert len(world.places) == 45
    assert set(regions) == {"Shanghai", "Jiangsu", "Zhejiang", "Anhui"}
    assert min(regions.values()) >= 9


def test_courses_certificates_and_examinations(world: World) -> None:
    kinds = Counter(offer.kind for offer in world.offers.values())
    assert kinds["course"] >= 4_000
    assert kinds["certificate"] + kinds["exam"] >= 300
    assert len({offer.zh for offer in world.offers.values()}) > 1_200


def test_certificates_have_several_levels(world: World) -> None:
    levels = Counter(o.code[:-1] for o in world.offers.values() if o.kind == "certificate")
    assert set(levels.values()) == {3, 5}


def test_qualifications_and_their_years(world: World) -> None:
    years = Counter(version["id"] for version in world.qualifications)
    assert len(years) == 12
    assert sum(count == 2 for count in years.values()) >= 5
    totals = {v["award"]: [] for v in world.qualifications}  # type: dict[str, list[int]]
    for version in world.qualifications:
        totals[version["award"]].append(int(version["total"]))
    assert all(76 <= total <= 80 for total in totals["associate"])
    assert all(60 <= total <= 80 or 120 <= total <= 140 for total in totals["bachelor"])


def test_every_name_is_bilingual_and_every_institution_says_that_it_is_synthetic(world: World) -> None:
    for place in world.places.values():
        assert place.zh.endswith("（示例）")
        assert place.en.endswith("(synthetic)")
    for offer in world.offers.values():
        assert any("\u4e00" <= character <= "\u9fff" for character in offer.zh), offer
        assert offer.en.isascii(), offer
        assert offer.en[0].isupper(), offer


def test_courses_are_varied(world: World) -> None:
    courses = [offer for offer in world.offers.values() if offer.kind == "course"]
    assert {offer.level for offer in courses} == {100, 200, 300, 400}
    assert {"1", "1.5", "2", "3", "4", "6"} <= {offer.credits for offer in courses}
    assert all(Decimal("0.5") <= Decimal(offer.credits) <= 8 for offer in courses)
    assert {"online", "blended", "onsite"} == {mode for offer in courses for mode in offer.modes}
    assert {"spring", "autumn", "summer"} == {season for offer in courses for season in offer.seasons}
    assert all(offer.fee > 0 and isinstance(offer.fee, int) for offer in courses)
    needs = [offer.needs for offer in courses if offer.needs]
    assert len(needs) > 800
    assert any(len(clauses) > 1 for clauses in needs), "some need all of several"
    assert any(len(clause) > 1 for clauses in needs for clause in clauses), "some need one of several"
    assert any(atom.floor for clauses in needs for clause in clauses for atom in clause), "some need a grade"


def test_renumbered_courses_share_a_lineage_and_never_live_together(world: World) -> None:
    lineages: dict[str, list[str]] = {}
    for offer in world.offers.values():
        if offer.lineage:
            lineages.setdefault(offer.lineage, []).append(offer.id)
    assert len(lineages) > 60
    for old, new in lineages.values():
        assert world.offers[old].end == world.offers[new].start != ""


def test_prerequisites_name_courses_of_the_same_institution_and_never_go_in_circles(world: World) -> None:
    before = {
        offer.id: {atom.code for clause in offer.needs for atom in clause} | set(offer.with_)
        for offer in world.offers.values()
    }
    for item, needed in before.items():
        assert all(world.offers[one].place == world.offers[item].place for one in needed)
    settled: set[str] = set()
    while len(settled) < len(before):
        ready = {item for item, needed in before.items() if needed <= settled} - settled
        assert ready, "a circle of prerequisites"
        settled |= ready


@pytest.mark.parametrize("scale", [0.0, -1.0, 1.5])
def test_a_scale_must_make_sense(scale: float) -> None:
    with pytest.raises(ValueError, match="expected a scale above 0"):
        build_world(7, scale)
