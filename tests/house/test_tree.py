"""Does the tree keep the rules of the house: nothing of one machine, nothing heavy, nothing unfinished?"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.suites import ROOT

MACHINE_PATH = re.compile(r"(?:^|[^\w.$/-])/(?:home|root|tmp|work|farm|mnt|srv|Users)/\w")
REGISTRY_HOSTS = ("pypi" + ".org", "python" + "hosted.org", "registry." + "npmjs", "deb." + "debian.org")
UNFINISHED = re.compile(r"\b(?:TO" + "DO|FIX" + "ME|XX" + "X|Not" + r"ImplementedError)\b")
LEFT_OUT = re.compile(r"pytest\.(?:mark\.)?(?:sk" + r"ip|xf" + r"ail)|import" + "orskip")
MAX_BYTES = 2_000_000
MAX_LINES = 450


def tracked(suffix: str = "") -> list[Path]:
    """Every file under version control, by suffix."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    files = [ROOT / name for name in listed.stdout.split("\0") if name.endswith(suffix) and name]
    return [file for file in files if file.is_file()]


def text_of(file: Path) -> str:
    """Its text; nothing for binary files."""
    data = file.read_bytes()
    return "" if b"\0" in data[:8000] else data.decode("utf-8")


def lines_matching(pattern: re.Pattern[str], files: list[Path]) -> list[str]:
    """`file:line: text` of every line that matches."""
    return [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()[:120]}"
        for file in files
        for number, line in enumerate(text_of(file).splitlines(), 1)
        if pattern.search(line)
    ]


def test_some_files_are_tracked() -> None:
    names = {str(file.relative_to(ROOT)) for file in tracked()}
    assert {"pyproject.toml", "recommender/vocabulary.py", "Makefile"} <= names


def test_no_file_names_a_path_of_one_machine() -> None:
    assert lines_matching(MACHINE_PATH, tracked()) == []


@pytest.mark.parametrize("line", ["see /" + "work/x", "'/" + "root/a'", "in /" + "home/ann/data"])
def test_a_machine_path_would_be_seen(line: str) -> None:
    assert MACHINE_PATH.search(line)


def test_no_file_names_the_host_of_a_registry() -> None:
    hosts = re.compile("|".join(map(re.escape, REGISTRY_HOSTS)))
    assert lines_matching(hosts, tracked()) == []


def test_nothing_is_marked_unfinished() -> None:
    assert lines_matching(UNFINISHED, [*tracked(".py"), *tracked(".html"), *tracked(".js")]) == []


def test_no_test_is_left_out_by_hand() -> None:
    tests = [file for file in tracked(".py") if "tests" in file.relative_to(ROOT).parts[:1]]
    assert lines_matching(LEFT_OUT, tests) == [], (
        "use @pytest.mark.suite: it says in the last line what did not run"
    )


def test_files_are_light() -> None:
    assert [str(file) for file in tracked() if file.stat().st_size > MAX_BYTES] == []


def test_modules_are_short() -> None:
    long = {str(file): len(text_of(file).splitlines()) for file in tracked(".py")}
    assert {file: count for file, count in long.items() if count > MAX_LINES} == {}


def test_every_module_of_the_product_says_what_it_answers() -> None:
    silent = [
        str(file.relative_to(ROOT))
        for file in tracked(".py")
        if file.relative_to(ROOT).parts[0] in {"recommender", "api", "benchmarks"}
        and not text_of(file).lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []
