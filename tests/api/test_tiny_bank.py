"""What does the service say of stated facts, and of plans made by hand, on a bank small enough to know?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.certificate_responses import SolveAnswer
from api.responses import AuditAnswer, RecommendationsAnswer, ReviewAnswer
from recommender.ledger import EmbeddedLedger, NewEntry
from recommender.ledger.alarms import LATE, Lag
from recommender.settings import Settings
from recommender.vocabulary import EntryId, FrozenClock, LearnerId
from tests.cli import tiny

NOVA = LearnerId(tiny.NOVA)
FACTS = {"years_of_work": "3"}
ASKING = '{"item":"river/tax","prerequisite":{"fact":"years_of_work","least":"3"}}\n'
AUDIT = f"/v1/learners/{tiny.CHEN}/audit"
RECOMMENDED = f"/v1/learners/{tiny.CHEN}/recommendations"


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The tiny bank, where tax law is for people who have worked and the programme asks for a diploma."""
    folder = tmp_path_factory.mktemp("known")
    programme = tiny.FILES["qualifications/accounting.yaml"] + "entry: {fact: diploma}\n"
    more = {
        "prerequisites.jsonl": tiny.FILES["prerequisites.jsonl"] + ASKING,
        "qualifications/accounting.yaml": programme,
    }
    settings = Settings(
        store_url=str(tiny.write(folder / "catalogue", tiny.FILES | more)),
        ledger_url=str(_decided(tiny.write_ledger(folder / "ledger.db"))),
        model_dir=folder / "no-model",
        today=tiny.TODAY,
    )
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as found:
        yield found


def _decided(file: Path) -> Path:
    """Nova may have law in the major, and holds an award."""
    let_in = {
        "qualification": tiny.GOAL,
        "requirement": "major",
        "kind": "substitute",
        "item": "river/law",
        "by": "river/registrar",
        "why": "born abroad",
    }
    told = (("waiver.granted", let_in), ("award.made", {"qualification": tiny.GOAL, "year": "2026"}))
    entries = [
        NewEntry(
            EntryId(f"0198f000-0000-7000-8000-10000000000{number}"), NOVA, type, date(2026, 3, 3), payload
        )
        for number, (type, payload) in enumerate(told)
    ]
    clock = FrozenClock(datetime(2026, 3, 3, tzinfo=UTC))
    with EmbeddedLedger(file, clock, lambda entry: entry.replace("-", "")) as ledger:
        ledger.append(entries)
    return file


def plan(client: TestClient, **body: Any) -> SolveAnswer:
    answer = client.post("/v1/paths:solve", json={"learner": tiny.CHEN, **body})
    assert answer.status_code == 200, answer.text
    return SolveAnswer.model_validate_json(answer.content)


def review(client: TestClient, *steps: tuple[str, str], **body: Any) -> ReviewAnswer:
    told = [{"item": item, "term": term} for item, term in steps]
    whose = {} if "record" in body else {"learner": tiny.CHEN}
    answer = client.post("/v1/plans:audit", json={**whose, "steps": told, **body})
    assert answer.status_code == 200, answer.text
    return ReviewAnswer.model_validate_json(answer.content)


def test_a_fact_opens_what_is_closed_without_it(known: TestClient) -> None:
    without, with_it = plan(known, pins=["river/tax"]), plan(known, pins=["river/tax"], facts=FACTS)
    assert (without.status, with_it.status) == ("infeasible", "optimal")
    assert without.replay_key != with_it.replay_key
    assert plan(known, pins=["river/tax"], facts={"years_of_work": "2"}).status == "infeasible"


def test_an_audit_takes_facts_too(known: TestClient) -> None:
    notes = []
    for query in ("", "?fact=diploma=yes", "?fact=diploma=no&fact=years_of_work=3"):
        answer = known.get(AUDIT + query)
        found = AuditAnswer.model_validate_json(answer.content)
        notes += [note.en for goal in found.goals for note in goal.entry_notes]
    assert [note.rpartition(". ")[2] for note in notes] == [
        "Whether this is met is not known.",
        "This is met.",
        "This is not met.",
    ]


def test_recommendations_take_facts_too(known: TestClient) -> None:
    def listed(query: str) -> list[str]:
        answer = known.get(f"{RECOMMENDED}?limit=9{query}")
        return [one.item for one in RecommendationsAnswer.model_validate_json(answer.content).items]

    for scenario in ("", "&scenario=explore"):
        assert "river/tax" not in listed(scenario)
        assert "river/tax" in listed(f"{scenario}&fact=years_of_work=3")


POSTED = ("/v1/paths:solve", "/v1/plans:audit")


def refused(client: TestClient, path: str, **body: Any) -> list[dict[str, str]]:
    """The places that a problem names."""
    steps = {"steps": []} if path.endswith(":audit") else {}
    answer = client.post(path, json={"learner": tiny.CHEN} | steps | body) if body else client.get(path)
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request"), answer.text
    found: list[dict[str, str]] = answer.json()["errors"]
    return found


NOBODY_ASKS = "nothing in the catalogue asks for a fact 'years'; those asked for: diploma, years_of_work"


@pytest.mark.parametrize("path", [AUDIT, RECOMMENDED, f"{RECOMMENDED}?scenario=explore"])
def test_a_fact_that_nothing_asks_for_is_refused_by_name(known: TestClient, path: str) -> None:
    query = f"{path}{'&' if '?' in path else '?'}fact=years=3"
    assert refused(known, query) == [{"parameter": "fact", "detail": NOBODY_ASKS}]


@pytest.mark.parametrize("path", POSTED)
@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({"facts": FACTS | {"years": "3"}}, "#/facts/years", NOBODY_ASKS),
        ({"facts": {"years/of~work": "3"}}, "#/facts/years~1of~0work", "nothing in the catalogue asks"),
        ({"facts": {"diploma": "perhaps"}}, "#/facts/diploma", "expected yes or no of 'diploma'"),
        ({"assume": ["colour:red"]}, "#/assume", "expected SCHEME:MARK of a known grade scheme"),
        ({"assurance": ["rumour"]}, "#/assurance", "expected one of agreement"),
        ({"goals": [tiny.GOAL, f"{tiny.GOAL}@2026"]}, "#/goals", "expected each qualification once"),
        ({"learner": tiny.NOVA}, "#/goals", "the learner is enrolled on no qualification"),
    ],
)
def test_a_mistake_in_a_body_is_told_by_its_place_in_the_body(
    known: TestClient, path: str, body: dict[str, Any], pointer: str, said: str
) -> None:
    (error,) = refused(known, path, **body)
    assert error["pointer"] == pointer
    assert error["detail"].startswith(said)


@pytest.mark.parametrize("field", ["exclude", "pins"])
def test_an_item_that_is_not_there_is_told_by_its_place_in_the_body(known: TestClient, field: str) -> None:
    (error,) = refused(known, "/v1/paths:solve", **{field: ["river/none"]})
    assert error == {"pointer": f"#/{field}", "detail": "there is no item 'river/none'"}


def test_a_plan_made_by_hand_that_keeps_every_rule(known: TestClient) -> None:
    found = review(known, ("river/acc2", "2026-autumn"), ("river/acc3", "2027-spring"))
    assert (found.verdict, found.length, found.least, found.remaining) == ("valid", "6", "6", "0")
    assert found.goals == [f"{tiny.GOAL}@2026"]
    assert [one.rule for one in found.applications] == ["river/r1"]


def test_every_rule_that_it_breaks_is_named(known: TestClient) -> None:
    steps = ("river/acc3", "2026-autumn"), ("river/tax", "2026-autumn")
    found = review(known, *steps)
    assert found.verdict == "invalid"
    assert {one.rule for one in found.violations} == {"river/acc3", "river/tax"}
    assert all(one.text.zh and one.text.en for one in found.violations)
    assert {one.rule for one in review(known, *steps, facts=FACTS).violations} == {"river/acc3"}


def test_what_it_leaves_open_is_told(known: TestClient) -> None:
    found = review(known, ("river/acc2", "2026-autumn"))
    assert (found.verdict, found.remaining) == ("invalid", "3")
    assert found.requirements[0].status == "partly"


def test_the_load_of_a_term_is_judged_as_the_caller_states_it(known: TestClient) -> None:
    steps = ("river/acc2", "2026-autumn"), ("river/tax", "2026-autumn")
    assert review(known, *steps, facts=FACTS).verdict == "valid"
    assert review(known, *steps, facts=FACTS, load="3").verdict == "invalid"


def test_a_plan_for_a_record_that_is_handed_in(known: TestClient) -> None:
    result = {"item": "river/eng", "credits": "3", "scheme": "credit", "completed": "2026-01-10"}
    record = {"format": "creditpath-record/1", "results": [result]}
    found = review(known, ("river/acc1", "2026-autumn"), record=record, goals=[tiny.GOAL])
    assert (found.verdict, found.remaining) == ("invalid", "6")


@pytest.mark.parametrize(
    ("step", "pointer", "said"),
    [
        ({"item": "river/none", "term": "2026-autumn"}, "#/steps/1/item", "there is no item 'river/none'"),
        ({"item": "river/tax", "term": "someday"}, "#/steps/1/term", "expected a term such as 2026-autumn"),
    ],
)
def test_a_step_that_means_nothing_is_refused_by_its_place(
    known: TestClient, step: object, pointer: str, said: str
) -> None:
    body = {"learner": tiny.CHEN, "steps": [{"item": "river/acc2", "term": "2026-autumn"}, step]}
    problem = known.post("/v1/plans:audit", json=body).json()
    assert [one["pointer"] for one in problem["errors"]] == [pointer]
    assert problem["errors"][0]["detail"].startswith(said)


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        ({"learner": "nobody", "steps": []}, "unknown-learner"),
        ({"learner": tiny.CHEN, "goals": ["ghost"], "steps": []}, "unknown-qualification"),
        ({"learner": tiny.NOVA, "steps": []}, "invalid-request"),
    ],
)
def test_who_and_what_for_are_refused_as_for_a_path(known: TestClient, body: object, type_: str) -> None:
    assert known.post("/v1/plans:audit", json=body).json()["type"] == f"/problems/{type_}"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (
            "zh",
            (
                "豁免与替代",
                "born abroad",
                "已准许",
                "入学条件",
                "是否满足未知",
                "授予日期",
                "已获得的资格",
                "授予于",
            ),
        ),
        (
            "en",
            (
                "Waivers and substitutions",
                "born abroad",
                "Conditions of entry",
                "not known",
                "Awarded on",
                "Awards held",
            ),
        ),
    ],
)
def test_the_page_shows_what_was_decided_of_a_learner(
    known: TestClient, language: str, expected: tuple[str, ...]
) -> None:
    page = known.get(f"/learners/{tiny.NOVA}?goal={tiny.GOAL}&lang={language}")
    assert page.status_code == 200
    for words in expected:
        assert words in page.text


def test_a_ledger_whose_newest_entries_wait_is_told(
    known: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = "recommender.ledger.sql.SqlLedger.lag"
    monkeypatch.setattr(reader, lambda self: Lag(3, LATE + 1))
    ledger = known.get("/readyz").json()["parts"]["ledger"]
    assert (ledger["state"], ledger["problem"]) == ("degraded", "3 entries wait, the oldest for 61 s")
    monkeypatch.setattr(reader, lambda self: Lag(3, LATE))
    assert known.get("/readyz").json()["parts"]["ledger"]["state"] == "ready"
