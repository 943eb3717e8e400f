"""Can we say what the product is made of, as CycloneDX, from the lock alone?"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.house.test_locks import pins
from tests.suites import ROOT


def test_the_sbom_names_every_locked_package(tmp_path: Path) -> None:
    out, lock = tmp_path / "sbom.json", ROOT / "requirements" / "demo.lock"
    command = [
        *(sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", str(lock)),
        *("--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "-o", str(out)),
    ]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    bill = json.loads(out.read_text(encoding="utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "creditpath"
    assert {(one["name"], "==" + one["version"]) for one in bill["components"]} == {
        (name, pin) for name, pin, _ in pins(lock)
    }
    assert all(one["externalReferences"][0]["hashes"] for one in bill["components"])
