"""Does the rule-book of the demo bank hold every kind of rule that is executed, and nothing that cannot be read?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from recommender.demo.model import World
from recommender.demo.programme import SHARED
from recommender.demo.world import build_world
from recommender.rules import recognition
from recommender.rules.fields import Fields
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.vocabulary import Assurance, ItemId, RuleStatus


def read(world: World) -> list[Recognition]:
    """Every rule as the program reads it."""
    return [recognition.read(Fields.of(rule, "")) for rule in world.rules]


KINDS: dict[str, Callable[[Recognition], bool]] = {
    "one to one": lambda r: len(r.sources) == 1 and any(isinstance(o, CreditOutput) for o in r.outputs),
    "all of two": lambda r: len(r.sources) == r.need == 2,
    "all of three": lambda r: len(r.sources) == r.need == 3,
    "k of n": lambda r: r.need < len(r.sources),
    "elective": lambda r: any(isinstance(o, ElectiveOutput) for o in r.outputs),
    "elective at its sending value": lambda r: any(
        isinstance(o, ElectiveOutput) and o.units is None for o in r.outputs
    ),
    "stated credit": lambda r: any(isinstance(o, CreditOutput) and o.units for o in r.outputs),
    "refusal": lambda r: r.is_refusal,
    "completed within": lambda r: not r.completed_within.is_open,
    "applied within": lambda r: not r.applied_within.is_open,
    "minimum grade": lambda r: any(s.min_grade for s in r.sources),
    "grade on five levels": lambda r: any(
        s.min_grade and s.min_grade.scheme == "five-level" for s in r.sources
    ),
    "reuse": lambda r: r.reuse,
    "agreement": lambda r: r.agreement is not None,
    "elective with tags": lambda r: any(isinstance(o, ElectiveOutput) and o.tags for o in r.outputs),
    **{f"assurance {a}": lambda r, a=a: r.assurance is a for a in Assurance},  # type: ignore[misc]
    **{f"status {s}": lambda r, s=s: r.status is s for s in RuleStatus},  # type: ignore[misc]
}


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_rule_is_there(kind: str, world: World) -> None:
    assert sum(map(KINDS[kind], read(world))) >= 5


def test_there_are_as_many_as_promised_under_ids_of_their_own(world: World) -> None:
    ids = Counter(rule["id"] for rule in world.rules)
    assert len(ids) >= 1_500
    assert max(ids.values()) == 1


def test_most_rules_are_approved_agreements(world: World) -> None:
    rules = read(world)
    assert sum(r.status is RuleStatus.APPROVED for r in rules) > 0.85 * len(rules)
    assert sum(r.assurance in {Assurance.AGREEMENT, Assurance.STATUTORY} for r in rules) > 0.85 * len(rules)


def test_rules_name_known_items_of_the_right_institutions(world: World) -> None:
    for rule in read(world):
        for source in rule.sources:
            assert world.offers[source.item].place not in {rule.recogniser, SHARED}
        for output in rule.outputs:
            if isinstance(output, CreditOutput):
                assert world.offers[output.item].place == rule.recogniser


def test_a_floor_is_on_the_scheme_on_which_the_source_is_graded(world: World) -> None:
    for rule in read(world):
        for source in rule.sources:
            if source.min_grade:
                graded = "five-level" if world.offers[source.item].five_level else "percent"
                assert source.min_grade.scheme == graded


def test_no_two_rules_say_the_same(world: World) -> None:
    said = Counter(
        (
            rule["recogniser"],
            tuple(sorted(source["item"] for source in rule["sources"])),
            tuple(output.get("item", "") for output in rule.get("outputs", ())),
        )
        for rule in world.rules
    )
    assert [what for what, times in said.items() if times > 2] == []


def test_a_certificate_asks_for_no_less_study_than_it_is_worth(world: World) -> None:
    """It must be no shortcut: hours over 16 are never below the credit of the course that it stands for."""
    for rule in read(world):
        source, output = world.offers[rule.sources[0].item], next(iter(rule.outputs), None)
        if source.kind == "certificate" and source.hours and isinstance(output, CreditOutput):
            worth = float(world.offers[ItemId(output.item)].credits)
            assert int(source.hours) / 16 >= worth


def test_a_small_bank_has_the_kinds_too() -> None:
    rules = read(build_world(7, 0.05))
    for kind in (
        "one to one",
        "all of two",
        "k of n",
        "elective",
        "refusal",
        "applied within",
        "minimum grade",
    ):
        assert sum(map(KINDS[kind], rules)), kind


def test_the_rules_file_holds_one_rule_a_line(small_directory: Path) -> None:
    lines = (small_directory / "rules.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [rule["id"] for rule in build_world(7, 0.05).rules]
