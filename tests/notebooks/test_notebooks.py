"""Does every notebook run from top to bottom, draw its figures and keep what it makes to itself?"""

from __future__ import annotations

import os
from pathlib import Path

import jupytext
import nbformat
import pytest
from nbclient import NotebookClient

from tests.suites import ROOT

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.py"))

pytestmark = pytest.mark.suite("train")


@pytest.fixture
def quiet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """An empty folder to run in, with no setting of this machine, and the checkout to import from."""
    for name in [name for name in os.environ if name.startswith("CREDITPATH_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("MPLCONFIGDIR", str(tmp_path / "matplotlib"))
    folder = tmp_path / "work"
    folder.mkdir()
    return folder


def test_there_is_a_tour() -> None:
    assert "01_tour" in {notebook.stem for notebook in NOTEBOOKS}


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_a_notebook_runs_and_draws(notebook: Path, quiet: Path) -> None:
    content = jupytext.read(notebook)
    client = NotebookClient(
        content, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(quiet)}}
    )
    ran = client.execute()
    outputs = [output for cell in ran.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output for output in outputs if output.output_type == "error"] == []
    figures = [output for output in outputs if "image/png" in output.get("data", {})]
    assert len(figures) >= 2
    assert all(len(figure.data["image/png"]) > 5_000 for figure in figures), "a figure is empty"
    assert {path.name for path in quiet.iterdir()} == {"var"}
    said = "".join(output.text for output in outputs if output.output_type == "stream")
    assert "Traceback" not in said
    assert "synthetic" in said


@pytest.mark.parametrize("notebook", NOTEBOOKS, ids=lambda notebook: notebook.stem)
def test_what_is_kept_of_a_notebook_is_its_source(notebook: Path) -> None:
    content = jupytext.read(notebook)
    code = [cell for cell in content.cells if cell.cell_type == "code"]
    words = [cell for cell in content.cells if cell.cell_type == "markdown"]
    assert len(code) > 5
    assert all(any(ord(letter) > 0x4E00 for letter in cell.source) for cell in words), (
        "Chinese and English, each cell"
    )
    assert all(any("a" <= letter <= "z" for letter in cell.source) for cell in words)
    assert not list((ROOT / "notebooks").glob("*.ipynb"))
    nbformat.validate(content)


def test_the_page_of_the_folder_names_every_notebook() -> None:
    page = (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")
    assert all(f"`{notebook.name}`" in page for notebook in NOTEBOOKS)
