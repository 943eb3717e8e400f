"""What a block asks for and nobody executes refuses it by name: nothing is dropped, guessed or called kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recommender.interchange import scribe
from tests.interchange.bank import block, write_bank


def unread(tmp_path: Path, *rules: str, header: str = "12 Credits") -> list[str]:
    """The words of what is not said of a block."""
    (version,) = scribe.read(write_bank(tmp_path, a=block(*rules, header=header))).versions
    return [one["text"] for one in version.get("unread", [])]


def version(tmp_path: Path, *rules: str, header: str = "12 Credits") -> dict[str, Any]:
    """A block of which everything is kept."""
    done = scribe.read(write_bank(tmp_path, a=block(*rules, header=header)))
    assert done.coverage.answer()["refused"] == []
    return done.versions[0]


@pytest.mark.parametrize("clause", ["Level <> 2", "Attribute >= LAB", "Level = ²"])
def test_a_filter_that_no_set_says_refuses_wherever_it_stands(clause: str, tmp_path: Path) -> None:
    name, relation, value = clause.split()
    asked = f'ACC @ (With {name} {relation} "{value}")'
    assert unread(tmp_path, f"6 Credits in ACC @ Except {asked}")
    assert unread(tmp_path, f"6 Credits in ACC 101, {asked}")
    assert unread(tmp_path, "6 Credits in ACC @", header=f"12 Credits MaxCredits 3 in ACC @ Except {asked}")


def test_an_exception_that_the_catalogue_lacks_takes_nothing_away(tmp_path: Path) -> None:
    (rule,) = version(tmp_path, "6 Credits in ACC @ Except XYZ 999")["requirement"]["children"]
    assert rule["of"] == {"subjects": ["ACC"]}
