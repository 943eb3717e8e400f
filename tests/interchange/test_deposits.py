"""What may be deposited: items are matched and not guessed, entries are the same each time, and a ledger takes them."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.errors import Unreadable
from recommender.interchange.badges.verify import Checker
from recommender.interchange.deposits.imported import SAME, Imported, import_told
from recommender.interchange.deposits.matching import Match, Matcher, read_match
from recommender.interchange.foreign import read_foreign
from recommender.ledger import EmbeddedLedger, NewEntry, open_ledger
from recommender.ledger.checks import is_entry_id
from recommender.vocabulary import EntryId, LearnerId
from tests.interchange.papers import ELMO, REPORT, TODAY, at, badge, clr, plain, spoilt
from tests.interchange.world import catalogue

ACHIEVEMENT = "https://craft.example.cn/achievements/cert"


def imported(content: bytes, form: str = "elmo", match: Match = Match()) -> Imported:  # noqa: B008 - frozen
    told = read_foreign(form, content, "paper", Checker(TODAY))
    return import_told(told, content, Matcher(match, catalogue()), TODAY, "paper")


@pytest.mark.parametrize(
    ("content", "match", "item", "how"),
    [
        (ELMO.encode(), {}, "river/eng", "id"),
        (spoilt(">river/eng<", ">eng<"), {}, "river/eng", "code"),
        (spoilt(">river<", ">craft<"), {}, "craft/river/eng", "unknown"),
        (spoilt(">river<", ">uw.edu.pl<"), {}, "uw.edu.pl/river/eng", "unknown"),
        (spoilt(">river<", ">uw.edu.pl<"), {"institutions": {"uw.edu.pl": "river"}}, "river/eng", "id"),
        (spoilt(">river/eng<", ">1000<"), {"items": {"1000": "river/tax"}}, "river/tax", "match"),
        (spoilt(">river/eng<", ">2000<"), {}, "river/2000", "unknown"),
    ],
)
def test_an_item_is_found_by_what_names_it(content: bytes, match: Any, item: str, how: str) -> None:
    found = imported(content, match=Match(**match))
    assert [(row.item, row.how) for row in found.results] == [(item, how)]


def test_titles_match_nothing() -> None:
    """River's course English has the title English; so has anybody's."""
    found = imported(spoilt(">river/eng<", ">X1<"))
    assert found.results[0].how == "unknown"


def test_a_badge_is_matched_by_alignment() -> None:
    aligned = {"type": "Alignment", "targetName": "Tax", "targetUrl": "https://river.example.cn/tax"}
    content = plain(at(badge(), "credentialSubject/achievement/alignment", aligned))
    assert imported(content, "badges").results[0].item == ACHIEVEMENT
    match = Match(items={"https://river.example.cn/tax": "river/tax"})
    assert imported(content, "badges", match).results[0].item == "river/tax"


def test_unknown_items_are_reported_by_frequency() -> None:
    def one(number: int, name: str) -> dict[str, Any]:
        made = at(
            badge(id=f"urn:x:{number}"), "credentialSubject/achievement/id", f"https://x.example/{name}"
        )
        return at(made, "credentialSubject/activityEndDate", f"2026-02-0{number}T00:00:00Z")

    record = clr(one(1, "b"), one(2, "a"), one(3, "b"), one(4, "c"), one(5, "b"), one(6, "a"))
    unknown = imported(plain(record), "clr").report()["unknown"]
    assert [(row["item"], row["count"]) for row in unknown] == [
        ("https://x.example/b", 3),
        ("https://x.example/a", 2),
        ("https://x.example/c", 1),
    ]


def test_the_same_document_gives_the_same_entries_and_another_account_others() -> None:
    first, second = list(imported(ELMO.encode()).entries("a")), list(imported(ELMO.encode()).entries("a"))
    assert first == second
    assert all(is_entry_id(one["id"]) for one in first)
    assert {one["id"] for one in first}.isdisjoint(
        {one["id"] for one in imported(ELMO.encode()).entries("b")}
    )
    twice = imported(spoilt(REPORT, REPORT * 2))
    assert len({one["id"] for one in twice.entries("a")}) == 2


def test_a_ledger_takes_the_entries_once_and_folds_them(tmp_path: Path) -> None:
    opened = NewEntry(
        EntryId("0198f000-0000-7000-8000-000000000001"),
        LearnerId("a"),
        "account.opened",
        date(2026, 1, 1),
        {},
    )
    found = imported(
        spoilt("</report>", "</report>" + REPORT.replace("passed", "in-progress").replace("eng", "tax"))
    )
    new = [
        NewEntry(
            EntryId(one["id"]), LearnerId("a"), one["type"], date.fromisoformat(one["on"]), one["payload"]
        )
        for one in found.entries("a")
    ]
    with EmbeddedLedger(tmp_path / "ledger.db") as ledger:
        ledger.append([opened, *new])
        assert (ledger.append(new).written, ledger.append(new).repeated) == (0, 2)
    record = open_ledger(str(tmp_path / "ledger.db")).record(LearnerId("a"), TODAY)
    assert [(one.item, one.completed) for one in record.results] == [("river/eng", date(2026, 1, 10))]
    assert [one.item for one in record.in_progress] == ["river/tax"]


def test_what_is_held_already_is_left_out() -> None:
    found = imported(ELMO.encode())
    held = [{name: said for name, said in found.results[0].data.items() if name in SAME}]
    assert found.without(held).results == ()
    assert found.without(held).left_out[0].reason == "river/eng of 2026-01-10 is held already"
    better = [{**held[0], "grade": {"scheme": "percent", "mark": "90"}}]
    assert len(found.without(better).results) == 1


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"titles": {}}', "with items, institutions, schemes, grade_schemes"),
        ('{"items": {"a": 1}}', "items: expected a JSON object of texts"),
        ("[]", "a JSON object"),
    ],
)
def test_a_table_of_names_that_nobody_knows_is_refused(tmp_path: Path, text: str, says: str) -> None:
    file = tmp_path / "match.json"
    file.write_text(text)
    with pytest.raises(Unreadable, match=says):
        read_match(file)


def test_a_table_of_names_is_read(tmp_path: Path) -> None:
    file = tmp_path / "match.json"
    file.write_text(json.dumps({"schemes": {"ects": "credit"}}))
    found = imported(spoilt("<scheme>credit", "<scheme>ects"), match=read_match(file))
    assert found.results[0].data["scheme"] == "credit"
    assert read_match(None) == Match()


def test_evidence_names_the_document_by_its_bytes() -> None:
    first, second = imported(ELMO.encode()), imported(spoilt("English", "english"))
    papers = [one.results[0].data["evidence"][0] for one in (first, second)]
    assert papers[0]["document"] == papers[1]["document"] == "elmo 2026-02-01T00:00:00Z river"
    assert papers[0]["sha256"] != papers[1]["sha256"]
    assert papers[0]["state"] == "unsigned"
