"""What do the tests of the catalogue share: a tiny good directory, and a way to change one thing in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Finding, Loaded, read_directory
from recommender.demo import generate_catalogue

HEAD = """\
format: creditpath-catalogue/1
id: tiny
titles: {zh: 小学分银行, en: Tiny bank}
schemes:
- {id: credit, hours_per_credit: "16"}
- {id: point, hours_per_credit: "8"}
ratios:
- {from: point, to: credit, factor: "1/2"}
grade_schemes:
- {id: percent, numeric: true, pass_mark: "60"}
- {id: levels, marks: [fail, pass, good], pass_mark: pass}
calendars:
- id: year
  seasons:
  - {name: autumn, start: 09-01, end: 01-12}
  - {name: spring, start: 02-24, end: 07-05}
load: "20"
"""
INSTITUTIONS = """\
id,title_zh,title_en,region,calendar,scheme
open,开放大学,Open University,上海,year,credit
craft,技能中心,Centre of Skills,,year,point
"""
ITEMS = """\
id,kind,issuer,title_zh,title_en,credits,hours,level,subject,tags,fee,seasons,from,to
open/acc1,course,open,会计基础,Accounting 1,3,,100,ACC,core|first,30000,autumn|spring,,
open/acc2,course,open,中级会计,Accounting 2,3,,200,ACC,core,30000,spring,,
open/law,course,open,经济法,Business Law,2.5,,100,LAW,,,,2020-09-01,
open/exam,exam,open,自学考试,Examination,3,40,100,ACC,,,,,
craft/cert,certificate,craft,会计证书,Certificate,8,64,,ACC,,,,,
"""
PREREQUISITES = """\
{"item":"open/acc2","prerequisite":{"item":"open/acc1","min_grade":{"scheme":"percent","mark":"60"}}}
{"item":"open/law","corequisite":{"any":[{"item":"open/acc1"},{"unknown":"or consent"}]}}
"""
RULES = """\
{"id":"open/r1","recogniser":"open","sources":[{"item":"craft/cert"}],"outputs":[{"type":"credit","item":"open/acc1"}]}
{"id":"open/r2","recogniser":"open","sources":[{"item":"craft/cert"},{"item":"open/exam"}],"need":1,"outputs":[{"type":"elective","credits":"2","subject":"ACC"}],"applied_within":{"to":"2030-01-01"}}
"""
QUALIFICATION = """\
id: open/accounting
year: "2025"
institution: open
titles: {zh: 会计学, en: Accounting}
award: associate
total: "8"
accepts: [craft]
requirement:
  kind: all_of
  id: all
  children:
  - kind: count_from
    id: core
    least: 2
    of: {tags: [core]}
  - kind: credits_from
    id: law
    least: "2"
    of: {items: [open/law]}
limits:
- {kind: cap, id: certificates, source: {kinds: [certificate]}, most_share: 1/2}
- {kind: residency, id: home, least: "3"}
electives: {}
entrants: {from: 2025-03-01}
last_award: 2031-07-31
"""
FILES = {
    "catalogue.yaml": HEAD,
    "institutions.csv": INSTITUTIONS,
    "items.csv": ITEMS,
    "prerequisites.jsonl": PREREQUISITES,
    "rules.jsonl": RULES,
    "qualifications/accounting.yaml": QUALIFICATION,
}


def write(directory: Path, files: Mapping[str, str | bytes | None] = FILES) -> Path:
    """Write the files into the directory; None removes one."""
    for name, content in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink()
        else:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return directory


def line(**fields: Any) -> str:
    """One line of JSON Lines."""
    return json.dumps(fields, ensure_ascii=False) + "\n"


Broken = Callable[..., Loaded]


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A directory in which nothing is wrong."""
    return write(tmp_path / "tiny")


@pytest.fixture
def broken(tiny: Path) -> Broken:
    """Reads the tiny directory after one change: `broken(file, old, new)`; `old` must stand there exactly once."""

    def read(name: str, old: str, new: str) -> Loaded:
        assert FILES[name].count(old) == 1, f"{old!r} stands {FILES[name].count(old)} times in {name}"
        write(tiny, {name: FILES[name].replace(old, new)})
        return read_directory(tiny)

    return read


@pytest.fixture(scope="session")
def small_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo bank's directory: seed 7, scale 0.05."""
    directory = tmp_path_factory.mktemp("bank")
    generate_catalogue(directory, seed=7, scale=0.05)
    return directory


def places(findings: tuple[Finding, ...]) -> list[tuple[str, int | None, str]]:
    """File, row and field of each finding."""
    return [(one.file, one.row, one.field) for one in findings]


def the_finding(loaded: Loaded) -> Finding:
    """The only finding."""
    assert len(loaded.findings) == 1, [str(one) for one in loaded.findings]
    return loaded.findings[0]


def unread(loaded: Loaded) -> dict[str, str]:
    """What could not be read: kind by id."""
    return {one.id: one.kind for one in loaded.catalogue.unread}
