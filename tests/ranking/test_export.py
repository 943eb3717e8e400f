"""A kept model comes back whole or is refused with a sentence that names the file; it never executes anything."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from recommender.errors import ModelUnavailable
from recommender.ranking import export
from recommender.ranking.export import MANIFEST, load, save
from recommender.ranking.interactions import ItemIndex
from recommender.ranking.models import Popularity


def small(first: float = 0.5) -> Popularity:
    return Popularity(ItemIndex(("会计-1", "b")), np.array([first, 0.25]))


def edit(directory: Path, **changes: object) -> None:
    path = directory / MANIFEST
    path.write_text(json.dumps(json.loads(path.read_text()) | changes))


def test_ids_arrays_and_notes_come_back(tmp_path: Path) -> None:
    save(small(), tmp_path, extra={"takers": np.arange(2)}, about={"seed": 4})
    back = load(tmp_path)
    assert back.ranker.index.ids == ("会计-1", "b")
    assert back.extra["takers"].tolist() == [0, 1]
    assert back.about == {"seed": 4}


def test_arrays_are_memory_mapped(tmp_path: Path) -> None:
    save(small(), tmp_path)
    ranker = load(tmp_path).ranker
    assert isinstance(ranker, Popularity)
    assert isinstance(ranker.shares, np.memmap)


def test_the_version_names_the_content(tmp_path: Path) -> None:
    versions = []
    for name, first in (("a", 0.5), ("b", 0.5), ("c", 0.75)):
        save(small(first), tmp_path / name)
        versions.append(load(tmp_path / name).version)
    assert versions[0] == versions[1] != versions[2]


def test_a_missing_model_is_said(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match=r"there is no model: .*manifest\.json"):
        load(tmp_path / "nowhere")


def test_a_changed_array_is_refused(tmp_path: Path) -> None:
    save(small(), tmp_path)
    (path,) = tmp_path.glob("model.shares-*.npy")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ModelUnavailable, match=rf"{path.name}: its SHA-256 is not the manifest's"):
        load(tmp_path)


def test_a_missing_array_is_refused(tmp_path: Path) -> None:
    save(small(), tmp_path)
    (path,) = tmp_path.glob("items-*.npy")
    path.unlink()
    with pytest.raises(ModelUnavailable, match=rf"{path.name}: named by the manifest"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"format": 99}, "'format' is 99, expected 1"),
        ({"kind": "oracle"}, "'kind' is 'oracle', expected one of als, popularity, slit"),
        ({"files": []}, "'files' is missing or of the wrong type"),
        ({"files": {}}, "do not make a model"),
        ({"files": {"items": {"file": "../items.npy", "sha256": ""}}}, "names no file of this directory"),
        ({"kind": "slit"}, "do not make a model"),
    ],
)
def test_a_manifest_of_another_kind_is_refused(
    tmp_path: Path, changes: dict[str, object], sentence: str
) -> None:
    save(small(), tmp_path)
    edit(tmp_path, **changes)
    with pytest.raises(ModelUnavailable, match=sentence):
        load(tmp_path)


@pytest.mark.parametrize("text", ["", "{", "[]", "\udcff"])
def test_a_manifest_that_is_no_manifest_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / MANIFEST).write_bytes(text.encode(errors="surrogateescape"))
    with pytest.raises(ModelUnavailable, match=r"manifest\.json"):
        load(tmp_path)


def test_an_array_of_objects_is_never_unpickled(tmp_path: Path) -> None:
    save(small(), tmp_path)
    (path,) = tmp_path.glob("model.shares-*.npy")
    np.save(path, np.array([{"a": 1}, None], dtype=object), allow_pickle=True)
    manifest = json.loads((tmp_path / MANIFEST).read_text())
    manifest["files"]["model.shares"]["sha256"] = export._sha256(path)
    (tmp_path / MANIFEST).write_text(json.dumps(manifest))
    with pytest.raises(ModelUnavailable, match="not a plain array"):
        load(tmp_path)


def test_a_new_model_replaces_the_old_one_and_leaves_nothing(tmp_path: Path) -> None:
    save(small(0.5), tmp_path)
    save(small(0.75), tmp_path)
    assert load(tmp_path).ranker.score_one([]).tolist() == [0.75, 0.25]
    assert sorted(path.name.split("-")[0] for path in tmp_path.iterdir()) == [
        "items",
        "manifest.json",
        "model.shares",
    ]


def test_a_write_that_dies_leaves_the_old_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    save(small(0.5), tmp_path)

    def full(*_: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(export, "_replace", full)
    with pytest.raises(OSError, match="no space"):
        save(small(0.75), tmp_path)
    assert load(tmp_path).ranker.score_one([]).tolist() == [0.5, 0.25]
