"""Does a seed always give the same bytes, in this process and in any other?"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from recommender.demo import generate_catalogue
from tests.suites import ROOT

GOLDEN = "bdbafc887558672abf468dc6c3542f669fd6d602fd23d81737ba06c2326b0497"
"""SHA-256 of the catalogue directory of seed 7 and scale 0.05: it changes only when someone means it to."""

PROGRAM = """
import sys
from pathlib import Path
from recommender.demo import generate_catalogue
generate_catalogue(Path(sys.argv[1]), seed=7, scale=0.05)
"""


def digest(directory: Path) -> str:
    """One hash of all names and contents."""
    total = hashlib.sha256()
    for file in sorted(path for path in directory.rglob("*") if path.is_file()):
        total.update(f"{file.relative_to(directory).as_posix()}\0".encode())
        total.update(hashlib.sha256(file.read_bytes()).digest())
    return total.hexdigest()


def test_the_catalogue_of_seed_7_is_the_known_one(small_directory: Path) -> None:
    assert digest(small_directory) == GOLDEN


@pytest.mark.parametrize("hash_seed", ["0", "12345"])
def test_no_order_of_hashing_shows(hash_seed: str, small_directory: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
    subprocess.run([sys.executable, "-c", PROGRAM, str(tmp_path)], cwd=ROOT, env=environment, check=True)
    assert digest(tmp_path) == digest(small_directory)


def test_writing_twice_over_the_same_directory_changes_nothing(tmp_path: Path) -> None:
    generate_catalogue(tmp_path, seed=3, scale=0.05)
    before = digest(tmp_path)
    generate_catalogue(tmp_path, seed=3, scale=0.05)
    assert digest(tmp_path) == before


def test_another_seed_gives_another_bank(small_directory: Path, tmp_path: Path) -> None:
    generate_catalogue(tmp_path, seed=8, scale=0.05)
    assert digest(tmp_path) != digest(small_directory)
