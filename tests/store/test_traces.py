"""Of a forgotten learner no byte is left in any file of the store."""

from __future__ import annotations

from pathlib import Path

from recommender.store import open_store
from tests.store.keeping import ANN, BO, answer, event


def test_no_file_holds_a_byte_of_a_forgotten_learner(tmp_path: Path) -> None:
    path = tmp_path / "answers.db"
    with open_store(str(path)) as store:
        for number in range(300):
            store.keep(answer(number, ANN if number % 2 else BO))
            store.add_events([event(number)])
        store.add_plan("p", ANN, "demo/ann", '{"learner":"demo/ann"}')
        assert _found(tmp_path, b"demo/ann")
        store.forget(ANN)
        assert not _found(tmp_path, b"demo/ann")
        assert _found(tmp_path, b"demo/bo")
        assert store.answers(answer(2).key)[0].body == answer(2, BO).body


def _found(folder: Path, what: bytes) -> list[str]:
    return [one.name for one in folder.iterdir() if what in one.read_bytes()]
