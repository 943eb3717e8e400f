"""Every mistake in a choice is told at the pointer of its own field, wherever it is found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from recommender.settings import Settings
from tests.cli import tiny


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    folder = tmp_path_factory.mktemp("known")
    settings = Settings(
        store_url=str(tiny.write(folder / "catalogue")),
        ledger_url=str(tiny.write_ledger(folder / "ledger.db")),
        model_dir=folder / "no-model",
        today=tiny.TODAY,
    )
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as found:
        yield found


@pytest.mark.parametrize("path", ["solve", "why"])
@pytest.mark.parametrize(
    ("body", "pointer", "said"),
    [
        ({"modes": ["moon"]}, "#/modes", "expected one of "),
        ({"regions": ["moon"]}, "#/regions", "expected one of "),
        ({"languages": ["moon"]}, "#/languages", "expected one of "),
        ({"earliest": "never"}, "#/earliest", "expected a term of "),
        ({"by": "never"}, "#/by", ""),
        ({"pin_terms": {"river/none": "2027-spring"}}, "#/pin_terms/river~1none", "there is no item"),
        ({"pin_terms": {"river/tax": "never"}}, "#/pin_terms/river~1tax", "expected a term of "),
        ({"term_loads": {"never": "3"}}, "#/term_loads/never", "expected a term of "),
        ({"term_loads": {"2027-spring": "0"}}, "#/term_loads/2027-spring", "expected more than 0"),
        ({"term_loads": {"2027-spring": "-1"}}, "#/term_loads/2027-spring", ""),
        ({"load": "0"}, "#/load", "expected more than 0"),
        ({"pins": ["river/none"]}, "#/pins", "there is no item"),
        ({"exclude": ["river/none"]}, "#/exclude", "there is no item"),
    ],
)
def test_a_choice_that_means_nothing_is_refused_where_it_stands(
    known: TestClient, path: str, body: dict[str, Any], pointer: str, said: str
) -> None:
    answer = known.post(f"/v1/paths:{path}", json={"learner": tiny.CHEN, **body})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/invalid-request"), answer.text
    [error] = answer.json()["errors"]
    assert error["pointer"] == pointer
    assert error["detail"].startswith(said)
