"""Do the documents tell the truth about the tree: commands, decisions, numbers, links?"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.settings import Settings
from tests.suites import ROOT

ADRS = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
SECTIONS = ("Context", "Decision", "Consequences", "Rejected alternatives")
PARAGRAPHS = {"A": 11, "B": 22, "C": 4, "D": 10, "E": 5}


def read(name: str) -> str:
    """A document of the tree."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", ".ci/run", "CONTRIBUTING.md"])
def test_one_command_runs_everything(name: str) -> None:
    assert "make test" in read(name)


def test_ci_lets_no_suite_go_missing() -> None:
    assert "REQUIRE_ALL=1 make test" in read(".ci/run")


def test_documents_name_only_make_targets_that_exist() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):", read("Makefile"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md", "docs/quickstart.md"):
        named = set(re.findall(r"\bmake ([a-z-]+)", "\n".join(re.findall(r"`[^`]+`", read(name)))))
        assert named <= targets, f"{name} names {sorted(named - targets)}"


def test_help_explains_every_target() -> None:
    phony = set(re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.MULTILINE).group(1).split())  # type: ignore[union-attr]
    explained = set(re.findall(r"^([a-z-]+):.*## ", read("Makefile"), re.MULTILINE))
    assert phony == explained


@pytest.mark.parametrize("adr", ADRS, ids=lambda adr: adr.stem)
def test_a_decision_is_told_whole(adr: Path) -> None:
    text = adr.read_text(encoding="utf-8")
    parts = dict(re.findall(r"^## (.+)\n((?:(?!^## ).*\n?)*)", text, re.MULTILINE))
    assert tuple(parts) == SECTIONS
    assert all(len(body.split()) >= 8 for body in parts.values()), "a section without a sentence"
    assert len(text.splitlines()) <= 80, "one page"
    assert re.match(rf"# {int(adr.name[:4])}\. ", text)


def test_decisions_are_numbered_without_gaps() -> None:
    assert [int(adr.name[:4]) for adr in ADRS] == list(range(len(ADRS)))
    assert len(ADRS) > 6


def test_semantics_has_every_paragraph_once() -> None:
    found = re.findall(r"^\*\*([A-E]\d+)\b", read("docs/semantics.md"), re.MULTILINE)
    assert found == [f"{part}{number}" for part, last in PARAGRAPHS.items() for number in range(1, last + 1)]


def test_code_and_tests_cite_only_paragraphs_that_exist() -> None:
    known = {f"{part}{number}" for part, last in PARAGRAPHS.items() for number in range(1, last + 1)}
    cited = {
        cite
        for folder in ("recommender", "api")
        for file in (ROOT / folder).rglob("*.py")
        for group in re.findall(
            r"\((?:semantics )?([A-E]\d+(?:[,\- ]+[A-E]\d+)*)\)", file.read_text(encoding="utf-8")
        )
        for cite in re.findall(r"[A-E]\d+", group)
    }
    assert cited
    assert cited <= known, sorted(cited - known)


def test_each_layer_has_two_lines_of_reason() -> None:
    lines = read(".importlinter").splitlines()
    layers = lines.index("layers =")
    end = next(n for n, line in enumerate(lines[layers:], layers) if not line.strip())
    names = [n for n in range(layers + 1, end) if not lines[n].lstrip().startswith("#")]
    assert len(names) > 10
    for n in names:
        assert all(lines[n - back].lstrip().startswith("#") for back in (1, 2)), (
            f"say why: {lines[n].strip()}"
        )


def test_the_quickstart_names_every_setting() -> None:
    named = set(re.findall(r"`CREDITPATH_([A-Z_]+)`", read("docs/quickstart.md")))
    assert named == {name.upper() for name in Settings.model_fields}


def test_links_between_documents_lead_somewhere() -> None:
    for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "models/README.md"):
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", read(name)):
            assert (ROOT / name).parent.joinpath(target).exists(), f"{name} links to {target}"


def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "mkdocs",
        "build",
        "--strict",
        "--quiet",
        "--site-dir",
        str(tmp_path / "site"),
    ]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    pages = [page.read_text(encoding="utf-8") for page in (tmp_path / "site").rglob("*.html")]
    assert len(pages) > 10
    assert not any("fonts.googleapis" in page for page in pages), (
        "the documentation asks nothing of other sites"
    )
