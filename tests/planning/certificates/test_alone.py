"""A certificate is verified where no solver is: nothing that verifying needs imports one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from recommender.planning.certificates.disk import write_certificate
from tests.cli import tiny
from tests.planning.certificates.material import made
from tests.suites import ROOT

CODE = """
import sys, types
from pathlib import Path
folder = Path("recommender/planning")
face = types.ModuleType("recommender.planning")  # the package's own face imports everything, the planner too
face.__path__ = [str(folder)]
sys.modules[face.__name__] = face
sys.modules["highspy"] = None  # importing it fails
from recommender.catalogue import load
from recommender.recommend.verify import verify_file
found = verify_file(load(Path(sys.argv[1])).catalogue, Path(sys.argv[2]))
made = [name for name in sys.modules if name.startswith("recommender.planning.")]
print(found["verdict"], found["certified"], *sorted(name.split(".")[2] for name in made))
"""
MAKERS = {"make", "compile", "build", "levels", "lower", "solve", "prove", "settle", "schedule", "assemble"}


def test_verifying_loads_no_solver_and_nothing_of_the_planner(tmp_path: Path) -> None:
    bank, file = tiny.write(tmp_path / "bank"), tmp_path / "c.json.gz"
    write_certificate(file, made())
    command = [sys.executable, "-c", CODE, str(bank), str(file)]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    assert ended.returncode == 0, ended.stderr
    verdict, certified, *loaded = ended.stdout.split()
    assert (verdict, certified) == ("proven", "True")
    assert set(loaded) & MAKERS == set()
    assert {"check", "certificates"} <= set(loaded)
