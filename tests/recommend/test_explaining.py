"""Every difference between two answers is put down to what brought it: an entry, a day, a rule, a model (rule 7)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.errors import InputError
from recommender.recommend import Bank, build_request, plan_for
from recommender.recommend.explaining import explain_change, explained_json
from recommender.recommend.keeping import keep
from recommender.recommend.question import of_plan
from recommender.recommend.record import read_record
from recommender.recommend.replaying import answer_once
from recommender.recommend.view import Json
from recommender.vocabulary import LearnerId
from tests.cli import tiny
from tests.recommend.replayed import DEPOSIT, Replayed, kept
from tests.recommend.test_replaying import LESS, PROGRAMME
from tests.recommend.world import Taste


@pytest.fixture
def world(tmp_path: Path) -> Replayed:
    """A new one."""
    return Replayed(tmp_path)


def explained(world: Replayed, before: str, after: str, banks: tuple[Bank, Bank] | None = None) -> Json:
    bank = world.bank()
    with world.store() as store:
        one, two = answer_once(store, before), answer_once(store, after)
    return explained_json(explain_change(banks or (bank, bank), one, two))


def lengths(found: Json) -> list[tuple[str, Any, Any]]:
    """By cause how the length changed with it."""
    return [
        (cause["cause"], one["before"], one["after"])
        for cause in found["causes"]
        for one in cause["differences"]
        if one["at"] == "/length"
    ]


def test_entry_and_rule_each_get_what_came_with_them(world: Replayed) -> None:
    before = kept(world, "plan")
    deposit = world.append("result.deposited", item="river/acc2", **DEPOSIT)
    idle = world.append("consent.changed", personalised=True)
    world.publish(LESS)
    found = explained(world, before, kept(world, "plan"))
    assert not found["same"]
    assert lengths(found) == [("entry", "6", "3"), ("catalogue", "3", "0")]
    entries = [cause for cause in found["causes"] if cause["cause"] == "entry"]
    assert [one["id"] for one in entries] == [deposit]
    assert idle not in str(found)
    (catalogue,) = (cause for cause in found["causes"] if cause["cause"] == "catalogue")
    assert [(one["kind"], one["id"]) for one in catalogue["changed"]] == [
        ("qualification", "river/accounting@2026")
    ]
    assert all(one["causes"] for one in found["differences"]), "no difference is left without a cause"


def test_each_version_between_is_a_cause_of_its_own(world: Replayed) -> None:
    before = kept(world, "plan")
    world.publish(LESS)
    world.publish({"rules.jsonl": ""})
    found = explained(world, before, kept(world, "plan"))
    assert lengths(found) == [("catalogue", "6", "3"), ("catalogue", "3", "6")]
    assert [cause["cause"] for cause in found["causes"]] == ["catalogue", "catalogue"]
    assert {one["id"] for one in found["causes"][1]["changed"]} >= {"river/r1", "river/r2"}


def test_what_begins_to_hold_with_a_day_is_put_down_to_the_day_and_its_entry(world: Replayed) -> None:
    later = world.append("result.deposited", on=date(2026, 8, 1), item="river/acc2", **DEPOSIT)
    before = kept(world, "plan", as_of=date(2026, 7, 1))
    found = explained(world, before, kept(world, "plan", as_of=date(2026, 9, 1)))
    assert lengths(found) == [("day", "6", "3")]
    days = [cause for cause in found["causes"] if cause["cause"] == "day"]
    assert [one["id"] for one in days[0]["entries"]] == [later]
    assert (days[0]["to"], days[-1]["to"]) == ("2026-08-01", "2026-09-01")


def test_a_merge_is_the_entry_that_says_what_came(world: Replayed) -> None:
    before = kept(world, "plan")
    world.append("result.deposited", tiny.NOVA, item="river/acc2", **DEPOSIT)
    world.append("account.merged", tiny.NOVA, on=date(2026, 3, 8), into=tiny.CHEN)
    joined = world.append("account.joined", on=date(2026, 3, 8), account=tiny.NOVA)
    found = explained(world, before, kept(world, "plan"))
    assert lengths(found) == [("entry", "6", "3")]
    assert found["causes"][0]["id"] == joined


def test_a_goal_that_nobody_named_follows_the_enrolment(world: Replayed) -> None:
    other = PROGRAMME.replace('year: "2026"', 'year: "2027"').replace('least: "9"', 'least: "6"')
    world.publish({"qualifications/later.yaml": other.replace('"12"', '"9"')})
    before = kept(world, "plan", named=False)
    moved = world.append("enrolment.set", on=date(2026, 5, 1), qualification=tiny.GOAL, year="2027")
    found = explained(world, before, kept(world, "plan", named=False))
    assert lengths(found) == [("entry", "6", "3")]
    assert [cause.get("id") for cause in found["causes"]] == [moved]


def test_a_model_is_a_cause_and_changes_no_length(world: Replayed) -> None:
    plain = world.bank()
    taste = replace(plain, fit=Taste(), fit_problem="")
    keys = []
    for bank in (plain, taste):
        record = read_record(bank, tiny.CHEN, None)
        request = build_request(bank, record, [tiny.GOAL])
        with world.store() as store:
            keys.append(keep(store, bank, record, of_plan(request), plan_for(bank, record, request)))
    found = explained(world, *keys, banks=(plain, taste))
    kinds = [cause["cause"] for cause in found["causes"] if cause["differences"]]
    assert "model" in kinds
    assert lengths(found) == []
    assert all(one["causes"] for one in found["differences"])


def test_what_was_asked_otherwise_is_a_cause(world: Replayed) -> None:
    before, bank = kept(world, "plan"), world.bank()
    record = read_record(bank, tiny.CHEN, None)
    request = build_request(bank, record, [tiny.GOAL], exclude=["river/acc3"])
    with world.store() as store:
        after = keep(store, bank, record, of_plan(request), plan_for(bank, record, request))
    (cause,) = (one for one in explained(world, before, after)["causes"] if one["differences"])
    assert cause["cause"] == "question"
    assert any("exclude" in place for place in cause["fields"])


def test_equal_answers_have_no_differences(world: Replayed) -> None:
    key = kept(world, "audit")
    found = explained(world, key, key)
    assert (found["same"], found["causes"], found["differences"]) == (True, [], [])


def test_what_no_cause_explains_is_the_programs_own(world: Replayed) -> None:
    key, bank = kept(world, "plan"), world.bank()
    with world.store() as store:
        one = answer_once(store, key)
    older = replace(one, body=one.body.replace(b'"length":"6"', b'"length":"7"'), code="0.1")
    found = explained_json(explain_change((bank, bank), older, one))
    assert [(cause["cause"], cause["code"]) for cause in found["causes"]] == [("program", ["0.1"])]
    assert lengths(found) == [("program", "7", "6")]


def test_answers_of_two_learners_have_no_way_between_them(world: Replayed) -> None:
    key, bank = kept(world, "audit"), world.bank()
    with world.store() as store:
        one = answer_once(store, key)
    with pytest.raises(InputError, match="of two learners"):
        explain_change((bank, bank), one, replace(one, learner=LearnerId("tiny/x")))
