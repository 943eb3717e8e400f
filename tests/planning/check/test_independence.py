"""Does the checker stand alone, and does every rule kind have its three files (ADR 6)?"""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.planning.check import kernel, requirement
from recommender.rules.registry import KINDS
from tests.suites import ROOT

CHECK = ROOT / "recommender" / "planning" / "check"
FILES = sorted(CHECK.glob("*.py"))
ALLOWED = (
    "recommender.vocabulary",
    "recommender.errors",
    "recommender.rules",
    "recommender.catalogue.objects",
    "recommender.ledger.record",
    "recommender.planning.certificate",
    "recommender.planning.plan",
    "recommender.planning.request",
    "recommender.planning.check",
)
STANDARD = {
    "__future__",
    "collections",
    "dataclasses",
    "datetime",
    "fractions",
    "functools",
    "itertools",
    "math",
    "numpy",  # whole numbers in arrays: `layout` alone adds them up, and refuses what would not fit
    "re",
    "types",
    "typing",
}


def imported(file: Path) -> set[str]:
    """Every module that a file names in an import, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide what is imported"
            found.add(node.module or "")
    return found


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_checker_imports_nothing_of_the_compiler(file: Path) -> None:
    for name in imported(file):
        inside = any(name == one or name.startswith(one + ".") for one in ALLOWED)
        assert inside or name.partition(".")[0] in STANDARD, f"{file.name} imports {name}"


def test_whoever_checks_loads_no_solver() -> None:
    code = "import sys, recommender.planning.check.kernel as k; print(k.check.__name__, *sys.modules)"
    said = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    name, *loaded = said.stdout.split()
    assert name == "check"
    assert [one for one in loaded if one.startswith("highspy")] == []
    made = {f"recommender.planning.{one}" for one in ("compile", "make", "reduce", "solve")}
    assert made.isdisjoint(loaded)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_the_checker_counts_in_integers(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            assert not isinstance(node.value, float)
        if isinstance(node, ast.Name):
            assert node.id not in {"float", "round"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_rule_kind_is_three_files_of_one_name(kind: str) -> None:
    for folder in ("rules", "planning/lower", "planning/check"):
        assert (ROOT / "recommender" / folder / f"{kind}.py").is_file(), f"{kind} has no file in {folder}"


@pytest.mark.parametrize("kind", KINDS)
def test_the_kernel_reaches_the_check_of_every_kind(kind: str) -> None:
    tables = {**kernel.LIMITS, **requirement.KINDS}
    users = [file for file in FILES if f"{kind}.check(" in file.read_text(encoding="utf-8")]
    assert kind in tables or users, f"nobody calls the check of {kind}"
    assert kind not in tables or tables[kind].__name__.endswith(f".check.{kind}")
