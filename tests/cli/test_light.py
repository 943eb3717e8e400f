"""Does a command load only what it needs?  A test without a clock: it looks at what was imported."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places
from tests.suites import ROOT

HEAVY = {
    "fastapi", "implicit", "jsonschema", "matplotlib", "mlflow", "ortools", "pandas", "pyarrow", "scipy", "sklearn",
    "uvicorn",
}  # fmt: skip
ANSWERING = {"highspy", "jinja2", "networkx", "numpy", "pydantic", "sqlalchemy", "yaml"}


def loaded(*words: object) -> set[str]:
    """The top-level modules that a process has loaded when the command line has been answered."""
    code = (
        "import json, os, sys\n"
        "from recommender.cli import main\n"
        "sys.stdout = open(os.devnull, 'w', encoding='utf-8')\n"
        "code = main(sys.argv[1:])\n"
        "print(json.dumps([code, sorted({name.partition('.')[0] for name in sys.modules})]), file=sys.__stdout__)\n"
    )
    command = [sys.executable, "-c", code, *map(str, words)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    exit_code, names = json.loads(ended.stdout)
    assert exit_code == 0, ended.stderr
    return set(names)


def test_help_loads_nothing_that_an_answer_needs() -> None:
    found = loaded("--help")
    assert "typer" in found
    assert found & (HEAVY | ANSWERING) == set()


@pytest.mark.parametrize("command", ["plan", "recommend"])
def test_an_answer_loads_no_training_and_no_service(tiny_bank: Places, command: str) -> None:
    found = loaded(command, tiny.CHEN, "--as-of", tiny.TODAY.isoformat(), *tiny_bank.words(), "--json")
    assert "highspy" in found
    assert found & HEAVY == set()


def test_listing_learners_loads_no_solver(tiny_bank: Places) -> None:
    assert loaded("learners", *tiny_bank.words("ledger")) & (HEAVY | {"highspy", "networkx"}) == set()
