"""The service gives an answer of another day again, byte for byte, and says why it cannot."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from recommender.recommend.keeping import answers_url
from recommender.settings import Settings
from recommender.store import open_store
from recommender.vocabulary import LearnerId
from tests.cli import tiny
from tests.recommend.replayed import DEPOSIT, Replayed

AUDIT = f"/v1/learners/{tiny.CHEN}/audit"


@pytest.fixture
def world(tmp_path: Path) -> Replayed:
    """A bank that goes on."""
    return Replayed(tmp_path)


@pytest.fixture
def client(world: Replayed) -> Iterator[TestClient]:
    """Its service."""
    with TestClient(create_app(settings=world.settings), raise_server_exceptions=False) as found:
        yield found


def test_the_same_bytes_come_after_the_ledger_went_on(client: TestClient, world: Replayed) -> None:
    told = {
        "replay_key": client.get(AUDIT),
        "recommendation_id": client.get(
            AUDIT.replace("audit", "recommendations"), params={"goal": tiny.GOAL}
        ),
    }
    world.append("result.deposited", item="river/acc2", **DEPOSIT)
    assert client.get(AUDIT).content != told["replay_key"].content
    for name, before in told.items():
        again = client.get(f"/v1/answers/{before.json()[name]}")
        assert again.status_code == 200
        assert again.content == before.content
        known = client.get(again.url.path, headers={"If-None-Match": again.headers["etag"]})
        assert known.status_code == 304


def test_the_store_of_answers_is_one_of_the_parts(client: TestClient) -> None:
    assert client.get("/readyz").json()["parts"]["answers"]["state"] == "ready"


def test_a_plan_is_kept_without_what_stands_beside_it(client: TestClient) -> None:
    told = client.post("/v1/paths:solve", json={"learner": tiny.CHEN}).json()
    again = client.get(f"/v1/answers/{told['replay_key']}").json()
    assert again == {name: value for name, value in told.items() if name not in {"meta", "certificate"}}


def test_a_record_that_was_handed_in_is_not_kept(client: TestClient) -> None:
    record = {"format": "creditpath-record/1", "learner": "walk-in"}
    told = client.post("/v1/paths:solve", json={"record": record, "goals": [tiny.GOAL]})
    assert told.status_code == 200
    missing = client.get(f"/v1/answers/{told.json()['replay_key']}")
    assert (missing.status_code, missing.json()["type"]) == (404, "/problems/unknown-answer")


def test_an_erased_answer_is_gone_for_good(client: TestClient, world: Replayed) -> None:
    key = client.get(AUDIT).json()["replay_key"]
    with open_store(answers_url(world.settings)) as store:
        store.forget(LearnerId(tiny.CHEN))
    gone = client.get(f"/v1/answers/{key}", headers={"Accept-Language": "zh"})
    assert (gone.status_code, gone.json()["type"], gone.json()["title"]) == (
        410,
        "/problems/erased",
        "已删除",
    )


@pytest.mark.parametrize("key", ["f" * 63, "F" * 64, "no"])
def test_what_is_no_key_is_refused(key: str, client: TestClient) -> None:
    assert client.get(f"/v1/answers/{key}").status_code == 422


@pytest.mark.parametrize(("which", "status"), [("cut", 404), ("none", 503), ("all", 200)])
def test_what_is_kept_is_a_setting(which: str, status: int, world: Replayed) -> None:
    settings = world.settings.model_copy(update={"keep_answers": which})
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as client:
        key = client.get(AUDIT).json()["replay_key"]
        assert client.get(f"/v1/answers/{key}").status_code == status


def test_beside_a_directory_of_files_nothing_is_written(world: Replayed, tmp_path: Path) -> None:
    settings = Settings(**world.settings.model_dump() | {"store_url": str(world.directory)})
    before = {one.name for one in tmp_path.iterdir()}
    with TestClient(create_app(settings=settings)) as client:
        assert client.get(AUDIT).status_code == 200
    assert not any("answers" in one.name for one in tmp_path.iterdir() if one.name not in before)


def test_a_store_that_cannot_be_used_is_in_the_way_of_no_answer(world: Replayed, tmp_path: Path) -> None:
    (tmp_path / "broken.db").write_bytes(b"no database" * 500)
    settings = world.settings.model_copy(update={"answers_url": str(tmp_path / "broken.db")})
    with TestClient(create_app(settings=settings), raise_server_exceptions=False) as client:
        assert client.get(AUDIT).status_code == 200
        assert client.get(f"/v1/answers/{'0' * 64}").status_code == 503
        ready = client.get("/readyz")
        assert (ready.status_code, ready.json()["parts"]["answers"]["state"]) == (200, "degraded")
        assert "broken.db" in ready.json()["parts"]["answers"]["problem"]
