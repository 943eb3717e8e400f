"""A source of another format is written, told clause by clause, and stored only where that is asked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.interchange.bank import block, write_bank

GOOD, BAD = "3 Credits in ACC @ Label a", "3 Credits in TAX @ Frobnicate 3 Label b"


def test_another_format_becomes_a_directory_with_a_report_beside_it(run: Run, tmp_path: Path) -> None:
    source, out = write_bank(tmp_path / "in", a=block(GOOD, BAD)), tmp_path / "out"
    said = run("import", "--format", "scribe", str(source), "--out", str(out), "--json")
    assert said.code == 0
    assert said.json["coverage"]["counts"] == {"clauses": 4, "kept": 3, "refused": 1, "refused_blocking": 1}
    assert said.json["not_understood"][0]["id"] == "river/acc@2026"
    assert (said.json["into"], said.json["out"]) == (None, str(out))
    assert (tmp_path / "out.coverage.json").exists()


def test_the_terminal_names_each_refused_clause_with_its_place(run: Run, tmp_path: Path) -> None:
    source = write_bank(tmp_path / "in", a=block(GOOD, BAD))
    for language, kept in (("en", "kept exactly"), ("zh", "条原样保留")):
        out = tmp_path / language
        said = run("import", "--format", "scribe", str(source), "--out", str(out), "--lang", language)
        assert "a.scribe:6: Frobnicate 3" in said.out
        assert kept in said.out


def test_it_is_stored_where_that_is_asked_for(run: Run, tmp_path: Path) -> None:
    source, store = write_bank(tmp_path / "in", a=block(GOOD)), tmp_path / "store.db"
    said = run(
        "import",
        "--format",
        "scribe",
        str(source),
        "--out",
        str(tmp_path / "out"),
        "--into",
        str(store),
        "--json",
    )
    assert said.json["counts"]["qualifications"] == 1
    assert store.exists()


def test_without_a_place_or_into_a_full_one_it_is_refused(run: Run, tmp_path: Path) -> None:
    source = write_bank(tmp_path / "in", a=block(GOOD))
    assert run("import", "--format", "scribe", str(source)).code == 2
    assert run("import", "--format", "scribe", str(source), "--out", str(source)).code == 2
    empty = tmp_path / "empty"
    empty.mkdir()
    for form in ("scribe", "fireroad", "ctdl"):
        said = run("import", "--format", form, str(empty), "--out", str(tmp_path / form))
        assert (said.code, said.out) == (2, "")


def test_the_directory_may_be_the_one_that_one_stands_in(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = write_bank(tmp_path / "in", a=block(GOOD)), tmp_path / "out"
    out.mkdir()
    monkeypatch.chdir(out)
    assert run("import", "--format", "scribe", str(source), "--out", ".").code == 0
    assert (tmp_path / "out.coverage.json").exists()


def test_a_directory_is_refused_where_nothing_would_be_written_into_it(run: Run, tmp_path: Path) -> None:
    source, out, store = write_bank(tmp_path / "in"), tmp_path / "out", tmp_path / "store.db"
    said = run("import", str(source), "--into", str(store), "--out", str(out))
    assert (said.code, said.out) == (2, "")
    assert "--out" in said.err
    assert not store.exists()
