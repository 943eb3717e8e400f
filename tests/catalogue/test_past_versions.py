"""A catalogue's file keeps every version that was saved in it, and gives each again by its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.catalogue import load
from recommender.catalogue.storage import save, versions_between
from recommender.errors import NotFound
from tests.cli import tiny

OFFICE = tiny.FILES["items.csv"]


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, list[str]]:
    """A file of four versions, of which the last is the first again."""
    file, directory, versions = tmp_path / "bank.db", tiny.write(tmp_path / "catalogue"), []
    for credits in ("2", "3", "4", "2"):
        tiny.write(
            directory, {"items.csv": OFFICE.replace("Office Software,2", f"Office Software,{credits}")}
        )
        loaded = load(directory)
        save(loaded, file)
        versions.append(loaded.catalogue.version)
    return file, versions


def test_each_version_comes_again_as_it_was(saved: tuple[Path, list[str]]) -> None:
    file, versions = saved
    assert load(file).catalogue.version == versions[3] == versions[0]
    for version in versions:
        again = load(file, version)
        assert (again.catalogue.version, again.findings) == (version, load(file).findings)


def test_a_version_that_was_never_saved_is_not_found(saved: tuple[Path, list[str]], tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="there is no catalogue version 'ffff'"):
        load(saved[0], "ffff")
    with pytest.raises(NotFound, match="there is no catalogue version"):
        load(tmp_path / "catalogue", saved[1][1])
    assert load(tmp_path / "catalogue", saved[1][3]).catalogue.version == saved[1][3]


def test_the_versions_between_two_are_told_in_their_order(
    saved: tuple[Path, list[str]], tmp_path: Path
) -> None:
    file, (one, two, three, _) = saved
    assert versions_between(file, one, three) == (two, three)
    assert versions_between(file, two, one) == (three, one)
    assert versions_between(file, three, two) == (two,), "what was saved before is one step back"
    assert versions_between(file, "ffff", two) == (two,)
    assert versions_between(tmp_path / "catalogue", one, two) == (two,)
