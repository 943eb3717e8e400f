"""Do the service and its pages hold on the second demo bank, with its caps, windows, least marks and certificates?"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.certificate_responses import SolveAnswer
from api.responses import AuditAnswer, ReviewAnswer
from recommender.demo.acbs.people import PEOPLE
from recommender.demo.build import build
from recommender.demo.entries import AS_OF
from recommender.demo.people import Person
from recommender.settings import Settings


@pytest.fixture(scope="module")
def national(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A client of the service over the bank, without a model."""
    directory = tmp_path_factory.mktemp("acbs")
    bank = build(directory, learners=10, bank="acbs")
    settings = Settings(
        store_url=str(bank.catalogue_file),
        ledger_url=str(bank.ledger_file),
        model_dir=directory / "no-model",
        today=AS_OF,
    )
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as found:
        yield found


@pytest.mark.parametrize("person", PEOPLE, ids=lambda one: one.id.split("/")[1])
def test_everyone_has_an_audit_and_a_plan_that_stands_when_handed_in(
    national: TestClient, person: Person
) -> None:
    goal = f"{person.qualification}@{person.year}"
    audit = national.get(f"/v1/learners/{person.id}/audit?goal={quote(goal)}")
    assert AuditAnswer.model_validate_json(audit.content).status == "optimal"
    plan = national.post("/v1/paths:solve", json={"learner": person.id, "goals": [goal]})
    path = SolveAnswer.model_validate_json(plan.content)
    assert path.status == "optimal"
    # What the service plans, it finds valid when it is handed in as a plan made by hand.
    steps = [{"item": step.item, "term": step.term} for step in path.steps if step.why != "in_progress"]
    body = {"learner": person.id, "goals": [goal], "steps": steps}
    judged = ReviewAnswer.model_validate_json(national.post("/v1/plans:audit", json=body).content)
    assert (judged.verdict, judged.length, judged.least) == ("valid", path.length, path.length)


@pytest.mark.parametrize("person", PEOPLE[:4], ids=lambda one: one.id.split("/")[1])
def test_people_have_pages(national: TestClient, person: Person) -> None:
    language = "en" if person in PEOPLE[:2] else "zh"
    page = national.get(f"/learners/{person.id}?lang={language}")
    assert page.status_code == 200
    assert {"zh": "国家学分银行（示例）", "en": "National Credit Bank (synthetic)"}[language] in page.text
