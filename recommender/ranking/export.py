"""How is a fitted model kept, so that what is read back is what was written, whole, or refused?

A directory of plain arrays (`.npy`, never a pickle) and one `manifest.json` that names each with its SHA-256. Arrays
carry their hash in their name and the manifest is replaced last, so a reader sees the old model or the new one.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from recommender.errors import ModelUnavailable
from recommender.ranking.interactions import ItemIndex
from recommender.ranking.models import KINDS
from recommender.ranking.protocol import Ranker

__all__ = ["FORMAT", "MANIFEST", "Loaded", "load", "save"]

FORMAT = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, eq=False)
class Loaded:
    """A ranker read back, with what was kept beside it."""

    ranker: Ranker
    extra: dict[str, NDArray[Any]]
    about: dict[str, Any]
    version: str
    """SHA-256 of the manifest, which names the SHA-256 of everything else."""


def save(
    ranker: Ranker,
    directory: Path,
    *,
    extra: Mapping[str, NDArray[Any]] | None = None,
    about: Mapping[str, Any] | None = None,
) -> Path:
    """Write the ranker into `directory` and return its manifest; an older model there is replaced in one step.

    Args:
        extra: arrays kept beside the model's own.
        about: JSON values kept in the manifest (data, figures, seed).
    """
    directory.mkdir(parents=True, exist_ok=True)
    arrays = {f"model.{name}": array for name, array in ranker.arrays().items()}
    arrays |= {f"extra.{name}": array for name, array in (extra or {}).items()}
    arrays["items"] = np.array(ranker.index.ids, dtype=np.str_)
    files = {name: _write_array(directory, name, array) for name, array in sorted(arrays.items())}
    manifest = {
        "format": FORMAT,
        "kind": ranker.kind,
        "params": ranker.params,
        "n_items": len(ranker.index),
        "about": dict(about or {}),
        "files": files,
    }
    text = json.dumps(manifest, sort_keys=True, ensure_ascii=False, indent=2) + "\n"
    _replace(directory / MANIFEST, text.encode())
    _drop_old(directory, {entry["file"] for entry in files.values()})
    return directory / MANIFEST


def load(directory: Path) -> Loaded:
    """Read a model back, its arrays memory-mapped, after checking every hash.

    Raises:
        ModelUnavailable: a file is missing or is not what the manifest says, or the manifest is of an unknown format
            or kind.
    """
    text, manifest = _manifest(directory / MANIFEST)
    if manifest["format"] != FORMAT:
        raise ModelUnavailable(
            f"{directory / MANIFEST}: field 'format' is {manifest['format']!r}, expected {FORMAT}: train again"
        )
    if manifest["kind"] not in KINDS:
        raise ModelUnavailable(
            f"{directory / MANIFEST}: field 'kind' is {manifest['kind']!r}, expected one of {', '.join(sorted(KINDS))}"
        )
    arrays = {name: _read_array(directory, entry) for name, entry in manifest["files"].items()}
    try:
        index = ItemIndex(tuple(arrays.pop("items").tolist()))
        ranker = KINDS[manifest["kind"]].restore(index, manifest["params"], _part(arrays, "model."))
    except (KeyError, TypeError, ValueError) as wrong:
        raise ModelUnavailable(f"{directory / MANIFEST}: the arrays do not make a model: {wrong}") from None
    version = hashlib.sha256(text).hexdigest()
    return Loaded(ranker, _part(arrays, "extra."), manifest["about"], version)


def _part(arrays: Mapping[str, NDArray[Any]], prefix: str) -> dict[str, NDArray[Any]]:
    return {name.removeprefix(prefix): array for name, array in arrays.items() if name.startswith(prefix)}


def _manifest(path: Path) -> tuple[bytes, dict[str, Any]]:
    try:
        text = path.read_bytes()
    except OSError:
        raise ModelUnavailable(
            f"there is no model: {path} cannot be read; `creditpath train` makes one"
        ) from None
    try:
        manifest = json.loads(text)
    except ValueError:
        raise ModelUnavailable(f"{path}: not JSON; train again") from None
    wanted = {"format": int, "kind": str, "params": dict, "about": dict, "files": dict}
    for name, kind in wanted.items():
        if not isinstance(manifest, dict) or not isinstance(manifest.get(name), kind):
            raise ModelUnavailable(f"{path}: field {name!r} is missing or of the wrong type; train again")
    return text, manifest


def _write_array(directory: Path, name: str, array: NDArray[Any]) -> dict[str, Any]:
    temporary = directory / f".{name}.{os.getpid()}.tmp"
    with temporary.open("wb") as file:
        np.save(file, np.ascontiguousarray(array), allow_pickle=False)
        file.flush()
        os.fsync(file.fileno())
    digest = _sha256(temporary)
    target = f"{name}-{digest[:16]}.npy"
    os.replace(temporary, directory / target)
    return {"file": target, "sha256": digest, "shape": list(array.shape), "dtype": str(array.dtype)}


def _read_array(directory: Path, entry: Any) -> NDArray[Any]:
    name, expected = (entry.get("file"), entry.get("sha256")) if isinstance(entry, dict) else (None, None)
    if not isinstance(name, str) or Path(name).name != name:
        raise ModelUnavailable(f"{directory / MANIFEST}: field 'files' names no file of this directory")
    path = directory / name
    try:
        found = _sha256(path)
    except OSError:
        raise ModelUnavailable(f"{path}: named by the manifest, but it cannot be read; train again") from None
    if found != expected:
        raise ModelUnavailable(
            f"{path}: its SHA-256 is not the manifest's; the file was changed: train again"
        )
    try:
        array: NDArray[Any] = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError) as wrong:
        raise ModelUnavailable(f"{path}: not a plain array: {wrong}") from None
    return array


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _replace(path: Path, content: bytes) -> None:
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    with temporary.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _drop_old(directory: Path, named: set[str]) -> None:
    for path in directory.glob("*.npy"):
        if path.name not in named:
            path.unlink(missing_ok=True)
