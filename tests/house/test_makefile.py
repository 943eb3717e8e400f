"""Does a newcomer with the wrong python get one clear sentence, and does the right one get an environment?"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.suites import ROOT

OLD_PYTHON = """#!/bin/sh
case "$1" in
  -V) echo "Python 3.9.2" ;;
  *) exit 1 ;;
esac
"""


def make(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run make on a copy of the Makefile, in an empty folder."""
    shutil.copy(ROOT / "Makefile", folder)
    return subprocess.run(
        ["make", "-C", str(folder), *arguments], capture_output=True, text=True, check=False
    )


def test_an_old_python_is_refused_in_one_sentence(tmp_path: Path) -> None:
    old = tmp_path / "oldpython"
    old.write_text(OLD_PYTHON, encoding="utf-8")
    old.chmod(0o755)
    said = make(tmp_path, f"PYTHON={old}", ".venv/.stamp-venv")
    assert said.returncode != 0
    sentences = [line for line in said.stderr.splitlines() if not line.startswith("make")]
    assert len(sentences) == 1
    assert "needs Python 3.11 or later" in sentences[0]
    assert "Python 3.9.2" in sentences[0]
    assert not (tmp_path / ".venv").exists()


def test_this_python_makes_an_environment(tmp_path: Path) -> None:
    done = make(tmp_path, f"PYTHON={sys.executable}", ".venv/.stamp-venv")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / ".venv" / "bin" / "python").exists()


def test_help_is_the_default(tmp_path: Path) -> None:
    assert "make demo" in make(tmp_path).stdout


def test_demo_can_end_after_the_path(tmp_path: Path) -> None:
    assert "--no-serve" in make(tmp_path, "-n", "demo", "SERVE=0", "-o", ".venv/.stamp-demo").stdout
    assert "--no-serve" not in make(tmp_path, "-n", "demo", "-o", ".venv/.stamp-demo").stdout
