"""Are the locks complete, free of any index, in agreement, and of the release lines that were tested?"""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.suites import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.lock"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DIRECT = [
    Requirement(text)
    for text in [
        *PROJECT["dependencies"],
        *(one for extra in PROJECT["optional-dependencies"].values() for one in extra),
    ]
]


def entries(lock: Path) -> dict[str, str]:
    """Requirement line -> its block of text with the hashes."""
    text = "\n".join(
        line for line in lock.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    blocks = re.split(r"\n(?=\S)", text.strip())
    return {block.split("\n", 1)[0].removesuffix("\\").strip(): block for block in blocks}


def pins(lock: Path) -> set[tuple[str, str, str]]:
    """(name, version, marker) of every entry."""
    found = [Requirement(line) for line in entries(lock)]
    return {(canonicalize_name(one.name), str(one.specifier), str(one.marker or "")) for one in found}


def release_line(number: Version) -> tuple[int, ...]:
    """What may break its users: the major, or below 1.0 the minor too."""
    return number.release[:1] if number.major else (0, number.minor)


def test_there_are_three_locks() -> None:
    assert [lock.name for lock in LOCKS] == ["bootstrap.lock", "demo.lock", "dev.lock"]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_every_entry_is_pinned_and_hashed(lock: Path) -> None:
    for line, block in entries(lock).items():
        assert re.match(r"[a-z0-9.-]+==", line), line
        assert "--hash=sha256:" in block, f"{line} has no hash"


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_names_an_index_or_a_host(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    assert not re.search(r"--(?:extra-|default-)?index|--find-links|://| @ ", text)
    assert "make lock" in text.split("\n", 3)[1], "the header says how the file is made"


def test_the_demo_lock_agrees_with_the_whole_set() -> None:
    demo, dev = (pins(ROOT / "requirements" / name) for name in ("demo.lock", "dev.lock"))
    assert {name for name, _, _ in demo} < {name for name, _, _ in dev}
    assert {(name, pin) for name, pin, _ in demo} <= {(name, pin) for name, pin, _ in dev}


@pytest.mark.parametrize("requirement", DIRECT, ids=lambda requirement: requirement.name)
def test_a_direct_dependency_has_a_floor_at_the_installed_release_line(requirement: Requirement) -> None:
    floors = [clause for clause in requirement.specifier if clause.operator == ">="]
    assert len(floors) == 1, f"{requirement} needs exactly one floor"
    try:
        installed = Version(version(requirement.name))
    except PackageNotFoundError:
        pytest.fail(f"{requirement.name} is not installed: `make .venv/.stamp-dev`")
    assert release_line(installed) == release_line(Version(floors[0].version))
    assert installed in requirement.specifier


def test_every_direct_dependency_is_locked() -> None:
    locked = {name for name, _, _ in pins(ROOT / "requirements" / "dev.lock")}
    assert {canonicalize_name(one.name) for one in DIRECT} <= locked


def test_an_open_joint_resolve_is_refused() -> None:
    """The reason for the floors: without them a resolver may silently take a release that is years old."""
    assert release_line(Version("1.27.0")) != release_line(Version("3.17.2"))
    assert release_line(Version("0.54.0")) != release_line(Version("0.29.0"))
