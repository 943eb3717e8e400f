"""Is the second demo bank of the size that it states, whole, repeatable, and does each named person show their rule?"""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from recommender.catalogue import Catalogue, load, read_directory
from recommender.demo import DemoBank, build
from recommender.demo.acbs.histories import simulated_accounts
from recommender.demo.acbs.people import PEOPLE
from recommender.demo.acbs.world import build_world, write_catalogue
from recommender.demo.entries import AS_OF
from recommender.ledger import open_ledger
from recommender.planning import GoalRef, PlanRequest, make_audit, make_plan
from recommender.planning.audit import Audit
from recommender.vocabulary import LearnerId, QualificationId
from tests.demo.test_build import rows
from tests.demo.test_golden import digest
from tests.suites import ROOT

LEARNERS = 20


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> DemoBank:
    """The bank with a few simulated learners."""
    return build(tmp_path_factory.mktemp("acbs"), learners=LEARNERS, bank="acbs")


@pytest.fixture(scope="module")
def catalogue(bank: DemoBank) -> Catalogue:
    """Its catalogue, as stored."""
    return load(bank.catalogue_file).catalogue


@pytest.fixture(scope="module")
def audits(bank: DemoBank, catalogue: Catalogue) -> dict[str, Audit]:
    """The audit of every named person for their degree."""
    return dict(_audits(bank, catalogue))


def _audits(bank: DemoBank, catalogue: Catalogue) -> Iterator[tuple[str, Audit]]:
    ledger = open_ledger(str(bank.ledger_file))
    for person in PEOPLE:
        goal = GoalRef(QualificationId(person.qualification), person.year)
        record = ledger.record(person.id, AS_OF)
        yield person.id.removeprefix("acbs/"), make_audit(catalogue, record, PlanRequest((goal,), AS_OF))


def test_its_size_is_that_of_the_real_bank_it_is_modelled_on(catalogue: Catalogue) -> None:
    kinds = Counter(item.kind.value for item in catalogue.items.values())
    refusals = sum(rule.is_refusal for rule in catalogue.rules.values())
    assert (kinds["course"], kinds["exam"]) == (400, 40)
    assert (len(catalogue.rules) - refusals, refusals) == (810, 162)
    assert kinds["certificate"] == len(catalogue.rules)
    assert catalogue.synthetic


def test_its_directory_is_read_without_any_finding(tmp_path: Path) -> None:
    write_catalogue(tmp_path)
    assert [str(one) for one in read_directory(tmp_path).findings] == []
    before = digest(tmp_path)
    write_catalogue(tmp_path)
    assert digest(tmp_path) == before


PROGRAM = """
import sys
from pathlib import Path
from recommender.demo import build
build(Path(sys.argv[1]), learners=5, bank="acbs")
"""


def test_no_order_of_hashing_shows_in_catalogue_or_ledger(tmp_path: Path) -> None:
    found = []
    for seed in ("0", "12345"):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], cwd=ROOT, env=environment, check=True)
        found.append((digest(folder / "catalogue"), rows(folder / "ledger.db")))
    assert found[0] == found[1]


def test_a_title_that_is_written_in_many_ways_is_one_lineage(catalogue: Catalogue) -> None:
    written: dict[str, set[str]] = {}
    for item in catalogue.items.values():
        if item.kind.value == "course":
            written.setdefault(item.lineage_key, set()).add(item.titles["en"])
    assert max(map(len, written.values())) > 1
    assert all(lineage.startswith("title/") for lineage in written)


def test_everyone_has_an_account(bank: DemoBank) -> None:
    ledger = open_ledger(str(bank.ledger_file))
    people = set(ledger.learners(1_000))
    assert people >= {person.id for person in PEOPLE}
    assert len(people) == len(PEOPLE) + LEARNERS
    assert any(ledger.record(LearnerId(one), AS_OF).results for one in people if one.startswith("acbs/0"))


def test_nobody_takes_an_item_twice_on_one_day() -> None:
    for account in simulated_accounts(build_world(7), 7, 300, AS_OF):
        taken = Counter(
            (one.on, one.payload["item"]) for one in account.entries() if one.type == "study.registered"
        )
        assert [key for key, count in taken.items() if count > 1] == [], account.learner


def test_a_second_degree_takes_nothing_outside_the_major_and_needs_no_limit_for_it(
    catalogue: Catalogue,
) -> None:
    every = [one for versions in catalogue.qualifications.values() for one in versions]
    limited = {one.id: {limit.id for limit in one.limits} for one in every}
    second = {one.id for one in every if one.electives is None}
    assert second == {one for one in limited if "/second-" in one}
    assert {one for one, names in limited.items() if "general-certificates" not in names} == second


def test_every_named_person_is_audited_with_a_proof(audits: dict[str, Audit]) -> None:
    assert {name: audit.status for name, audit in audits.items() if audit.status != "optimal"} == {}


def why(audit: Audit) -> set[str]:
    """Reasons for which credit does not count."""
    return {one.reason for one in audit.not_counted}


def limits(audit: Audit) -> set[str]:
    """Limits that keep held credit from counting."""
    return {one.detail for one in audit.not_counted if one.reason == "capped"}


def unmet(audit: Audit) -> set[str]:
    """Limits that are not kept."""
    return {one.limit for one in audit.goals[0].limits if not one.satisfied}


def test_each_person_shows_the_rule_they_are_known_for(audits: dict[str, Audit]) -> None:
    assert len(audits["han-jisu"].applications) == 3
    assert limits(audits["han-jisu"]) == {"certificates"}
    assert limits(audits["park-minho"]) == {"general-certificates"}
    assert limits(audits["choi-yuna"]) == {"one-institution"}
    assert limits(audits["jung-haneul"]) >= {"semester"}
    assert why(audits["kang-doyun"]) == {"low_grade"}
    assert why(audits["lim-soyeon"]) == {"lineage"}
    assert "accredited" in unmet(audits["oh-jaewon"])
    assert why(audits["shin-areum"]) == {"not_accepted"}
    assert audits["kwon-eunji"].remaining_units == 0
    assert audits["bae-sujin"].remaining_units == 140 * 600


def test_an_application_costs_a_fee_for_each_credit_unless_it_was_made(
    bank: DemoBank, catalogue: Catalogue
) -> None:
    person = next(one for one in PEOPLE if one.id == "acbs/yun-seo")
    record = open_ledger(str(bank.ledger_file)).record(person.id, AS_OF)
    goal = GoalRef(QualificationId(person.qualification), person.year)
    plan = make_plan(catalogue, record, PlanRequest((goal,), AS_OF))
    units = {row.key: row.units for row in plan.claims}
    for one in plan.applications:
        credit = sum(units[key] for key in one.outputs) // 600
        assert one.fee == (None if one.pending else 1000 * credit)
    assert {one.pending for one in plan.applications} == {True, False}
