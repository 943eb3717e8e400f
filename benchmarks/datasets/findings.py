"""What did an importer find odd in its source, and how much of each kind did it keep?"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from pathlib import Path

from recommender.interchange.coverage import Coverage, beside


@dataclass(frozen=True, slots=True)
class Oddity:
    """One thing that the source says, or does not say, and what was done about it."""

    kind: str
    about: str
    """Id of the object in the source."""
    detail: str
    file: str = ""
    row: int | None = None
    """1-based line of the file (a header is line 1)."""


@dataclass
class Import:
    """The findings of one import, and the counts of what was kept, by kind."""

    oddities: list[Oddity] = field(default_factory=list)
    kept: Counter[str] = field(default_factory=Counter)
    coverage: Coverage = field(default_factory=Coverage)
    """What became of every clause of the degrees."""

    def odd(self, kind: str, about: str, detail: str, file: str = "", row: int | None = None) -> None:
        """Note one oddity."""
        self.oddities.append(Oddity(kind, about, detail, file, row))

    def by_kind(self) -> Counter[str]:
        """How many findings of each kind."""
        return Counter(oddity.kind for oddity in self.oddities)


def write_findings(oddities: Iterable[Oddity], file: Path) -> None:
    """One JSON object a line."""
    with file.open("w", encoding="utf-8", newline="\n") as out:
        for oddity in oddities:
            out.write(json.dumps(asdict(oddity), ensure_ascii=False) + "\n")


def findings_file(directory: Path) -> Path:
    """Where the findings of an import lie: beside its directory, because the loader knows no such file in it."""
    return beside(directory, ".findings.jsonl")


def summary(done: Import) -> str:
    """A table of what was kept and of the findings by kind."""
    lines = ["kept"]
    lines += [f"  {count:>7,}  {name}" for name, count in done.kept.items()]
    lines.append(f"findings ({len(done.oddities):,})")
    lines += [f"  {count:>7,}  {kind}" for kind, count in sorted(done.by_kind().items())]
    return "\n".join(lines)
