"""What does a reader of another format hand on: a native catalogue, and what became of every clause of its source?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from recommender.interchange.coverage import Coverage, Json, beside, report_file, write_report
from recommender.interchange.native import Native, copy_native, new_directory, write_native, write_versions


@dataclass(frozen=True, slots=True)
class Converted:
    """One import, not written down yet."""

    native: Native | Path
    """Everything that was made; or the native directory beside which only qualifications were made."""
    coverage: Coverage
    counts: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    """What was found besides the clauses: items, renumbered subjects, ..."""
    quarantine: tuple[Json, ...] = ()
    """Objects that a person has to look at before they may be used, each with its reasons."""

    versions: tuple[Json, ...] = ()
    """Versions of qualifications, besides those of `native`."""

    def answer(self) -> Json:
        """The report of the import as data."""
        found = self.coverage.answer() | {"found": dict(self.counts)}
        held = [{key: one[key] for key in ("id", "file", "reasons")} for one in self.quarantine]
        return found | ({"quarantine": held} if held else {})


def quarantine_file(directory: Path) -> Path:
    """Where what a person has to read lies, one JSON object a line, each with its source and the reasons."""
    return beside(directory, ".quarantine.jsonl")


def write(converted: Converted, directory: Path) -> Path:
    """Write the catalogue directory, and the report beside it; the file of the report.

    Raises:
        InputError: the directory is there and not empty.
    """
    new_directory(directory)
    if isinstance(converted.native, Path):
        copy_native(converted.native, directory)
    else:
        write_native(converted.native, directory)
    write_versions(converted.versions, directory)
    report = report_file(directory)
    write_report(converted.answer(), report)
    if converted.quarantine:
        lines = [json.dumps(one, ensure_ascii=False) for one in converted.quarantine]
        quarantine_file(directory).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    return report
