"""Are our top-level names ours alone, and is what the wheel ships what we mean to ship?"""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.suites import ROOT


@pytest.mark.parametrize("name", ["recommender", "api", "benchmarks"])
def test_no_other_distribution_owns_our_name(name: str) -> None:
    owners = set(packages_distributions().get(name, []))
    assert owners <= {"creditpath"}, f"{name} is also installed by {owners}: one would overwrite the other"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names inside a freshly built wheel."""
    out = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr + built.stdout
    (file,) = Path(out).glob("creditpath-*.whl")
    with zipfile.ZipFile(file) as archive:
        return archive.namelist()


def test_the_wheel_is_the_library_and_nothing_else(wheel: list[str]) -> None:
    tops = {name.split("/")[0] for name in wheel if ".dist-info/" not in name}
    assert tops == {"recommender"}


def test_the_wheel_holds_every_file_of_the_library(wheel: list[str]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "recommender"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()}
    assert tracked <= set(wheel), sorted(tracked - set(wheel))
