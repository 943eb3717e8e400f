"""What a block asks for and nobody executes refuses it by name: nothing is dropped, guessed or called kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import read_directory
from recommender.errors import Unreadable
from recommender.interchange import scribe
from recommender.interchange.converted import write
from recommender.vocabulary import QualificationId
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


def test_blocks_whose_ids_end_alike_are_each_written(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    ids = (
        "river/acc",
        "river/x/acc",
        "x/acc",
        "x.y/acc",
        "x/y.acc",
        "x/y/acc",
        "x?y/acc",
        "x*y/acc",
        "会计/" + "学" * 30,
    )
    blocks = "".join(text.replace('"river/acc"', f'"{one}"') for one in ids)
    write(scribe.read(write_bank(tmp_path / "in", a=blocks)), tmp_path / "out")
    assert set(read_directory(tmp_path / "out").catalogue.qualifications) == set(ids)
    names = {one.name for one in (tmp_path / "out" / "qualifications").iterdir()}
    assert {"river.acc@2026.yaml", "river.x.acc@2026.yaml"} <= names


def test_a_second_block_of_one_id_and_year_is_refused_with_its_line(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    source = write_bank(tmp_path / "in", a=text + text.replace("2026", "2027"))
    write(scribe.read(source), tmp_path / "out")
    assert len(read_directory(tmp_path / "out").catalogue.qualifications[QualificationId("river/acc")]) == 2
    write_bank(source, b="# another\n" + text)
    with pytest.raises(Unreadable, match=r"b\.scribe:2: .*river/acc@2026"):
        scribe.read(source)


def test_a_block_of_a_version_that_the_folder_has_already_is_refused(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    write(scribe.read(write_bank(tmp_path / "in", a=text)), tmp_path / "out")
    with pytest.raises(Unreadable, match=r"b\.scribe:1"):
        scribe.read(write_bank(tmp_path / "out", b=text))
