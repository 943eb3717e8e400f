"""The answer of an audit: what is granted, what could be, what remains; nothing of a ranking in it."""

from __future__ import annotations

from typing import Any

from api.responses import AuditAnswer
from recommender.ledger.record import Record
from recommender.recommend import Bank, audit_for, build_request
from tests.fakes import answers
from tests.recommend.shape import paths, texts
from tests.recommend.world import ANN, DONE, NEW, Taste, make_bank


def audited(who: Record, bank: Bank | None = None, **wish: Any) -> dict[str, Any]:
    bank = bank or make_bank()
    return audit_for(bank, who, build_request(bank, who, **wish))


def test_the_fakes_of_the_service_have_every_key_of_a_real_audit_and_no_other() -> None:
    real = audited(ANN)
    AuditAnswer.model_validate({key: value for key, value in real.items() if key != "meta"})
    empty = {"limits[]", "claims[]", "assumptions[]", "causes[]"}
    told = {p for p in paths(real) if not any(p.startswith(one) for one in empty)}
    assert told == paths(answers.audit("ann"))


def test_only_what_is_granted_is_met_and_what_could_be_granted_stands_apart() -> None:
    answer = audited(ANN)
    (root,) = answer["requirements"]
    status = {child["id"]: child["status"] for child in root["children"]}
    assert status == {"general": "partly", "basics": "met_if_granted", "major": "open", "thesis": "open"}
    (goal,) = answer["goals"]
    assert (goal["granted"], goal["available"], goal["not_counted"]) == ("3", "3", "2")
    assert goal["study"] == answer["remaining"] == "14"


def test_who_has_everything_has_nothing_remaining() -> None:
    answer = audited(DONE)
    assert answer["remaining"] == "0"
    assert answer["requirements"][0]["status"] == "met"


def test_an_application_says_what_it_would_give() -> None:
    (one,) = audited(ANN)["applications"]
    assert (one["rule"], one["outputs"][0]["credits"], one["pending"]) == ("R-1", "3", False)


def test_no_ranking_and_no_wish_for_order_changes_an_audit() -> None:
    one, other = audited(ANN), audited(ANN, make_bank(Taste("tax")))
    one.pop("meta"), other.pop("meta")
    assert one == other
    assert audited(NEW)["replay_key"] != one["replay_key"]


def test_every_text_stands_in_both_languages() -> None:
    for place, text in texts(audited(ANN)):
        assert text["zh"], place
        assert text["en"], place
