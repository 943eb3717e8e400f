"""In which order is the folder read, so that each part knows what the earlier ones found?"""

from __future__ import annotations

from pathlib import Path

from benchmarks.datasets.findings import Import
from benchmarks.datasets.rpi.courses import read_courses
from benchmarks.datasets.rpi.decisions import read_decisions
from benchmarks.datasets.rpi.degrees import read_degrees
from benchmarks.datasets.rpi.prerequisites import read_prerequisites
from recommender.interchange.native import Native, head, institution
from recommender.interchange.source import table

TITLE_EN = (
    "Rensselaer Polytechnic Institute with transfer decisions (YACS, MIT licence; decisions without a licence:"
    " for measuring only, not to be passed on)"
)
TITLE_ZH = "伦斯勒理工学院及其转学分认定（课程与学位数据按 MIT 许可；认定数据无许可，只供测量，不得转发）"


def read(source: Path) -> tuple[Native, Import]:
    """The whole catalogue, and what was odd about it."""
    done = Import()
    native = Native(head("rpi", TITLE_ZH, TITLE_EN))
    for _, row in table(source / "institutions.csv"):
        native.institutions.append(institution(row["institution_id"], row["name"]))
    done.kept["institutions"] = len(native.institutions)
    done.odd("calendar_assumed", "all", "the source gives no term dates: one calendar of three terms for all")
    done.odd(
        "scheme_unstated",
        "all",
        "sending credit is taken at its published value; quarter hours are not told apart",
    )
    raw = read_courses(source, native, done)
    read_prerequisites(source, raw, native, done)
    read_decisions(source, native, done)
    read_degrees(source, set(raw), native, done)
    return native, done
