"""A tiny bank in files: one college, one certificate centre, one programme; small enough to know every answer.

Chen has the English course, the certificate (worth Accounting 1 under rule `river/r1`) and a course that nobody takes.
The programme asks for 12 credits, so that three courses of 3 remain, less what the certificate gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar

from recommender.ledger import EmbeddedLedger, NewEntry
from recommender.vocabulary import EntryId, FrozenClock, LearnerId

TODAY = date(2026, 9, 1)
CHEN = "tiny/chen"
NOVA = "tiny/nova"
GOAL = "river/accounting"

FILES = {
    "catalogue.yaml": """\
format: creditpath-catalogue/1
id: tiny
titles: {zh: 小学分银行, en: Tiny bank}
schemes:
- {id: credit, hours_per_credit: "16"}
grade_schemes:
- {id: percent, numeric: true, pass_mark: "60"}
calendars:
- id: year
  seasons:
  - {name: autumn, start: 09-01, end: 01-12}
  - {name: spring, start: 02-24, end: 07-05}
load: "6"
""",
    "institutions.csv": """\
id,title_zh,title_en,region,calendar,scheme
river,江南开放大学,River University,上海,year,credit
craft,技能中心,Centre of Skills,,year,credit
""",
    "items.csv": """\
id,kind,issuer,title_zh,title_en,credits,level,subject,tags,seasons
river/eng,course,river,大学英语,English,3,100,ENG,,autumn|spring
river/acc1,course,river,会计基础,Accounting 1,3,100,ACC,core,autumn|spring
river/acc2,course,river,中级会计,Accounting 2,3,200,ACC,core,autumn|spring
river/acc3,course,river,管理会计,Management Accounting,3,300,ACC,core,autumn|spring
river/tax,course,river,税法,Tax Law,3,300,ACC,core,autumn|spring
river/law,course,river,经济法,Business Law,3,200,LAW,,autumn|spring
craft/cert,certificate,craft,会计证书,Bookkeeping Certificate,3,,ACC,,autumn|spring
craft/exam,exam,craft,会计考试,Bookkeeping Examination,3,,ACC,,autumn|spring
craft/office,course,craft,办公软件,Office Software,2,100,CPT,,autumn|spring
""",
    "prerequisites.jsonl": """\
{"item":"river/acc2","prerequisite":{"any":[{"item":"river/acc1"},{"item":"river/law"}]}}
{"item":"river/acc3","prerequisite":{"all":[{"item":"river/acc2","min_grade":{"scheme":"percent","mark":"60"}},{"item":"river/eng"}]}}
""",
    "rules.jsonl": """\
{"id":"river/r1","recogniser":"river","sources":[{"item":"craft/cert"}],"outputs":[{"type":"credit","item":"river/acc1"}]}
{"id":"river/r2","recogniser":"river","sources":[{"item":"craft/cert"},{"item":"craft/exam"},{"item":"craft/office"}],"need":2,"outputs":[{"type":"credit","item":"river/law"}]}
""",
    "qualifications/accounting.yaml": """\
id: river/accounting
year: "2026"
institution: river
titles: {zh: 会计学, en: Accounting}
award: associate
total: "12"
requirement:
  kind: all_of
  id: all
  titles: {zh: 毕业要求, en: All requirements}
  children:
  - {kind: credits_from, id: language, titles: {zh: 外语, en: Language}, least: "3", of: {subjects: [ENG]}}
  - {kind: credits_from, id: major, titles: {zh: 专业课, en: Major}, least: "9", of: {subjects: [ACC]}}
limits:
- {kind: residency, id: home, least: "6"}
entrants: {from: 2026-01-01}
""",
}

RECORD = """\
format: creditpath-record/1
learner: walk-in
results:
  - {item: river/eng, credits: "3", scheme: credit, completed: 2026-01-10, grade: {scheme: percent, mark: "82"}}
  - {item: craft/cert, credits: "3", scheme: credit, completed: 2026-03-01}
"""


def write(directory: Path, files: Mapping[str, str | None] = FILES) -> Path:
    """Write the catalogue directory, or some of its files again; None takes one away."""
    for name, content in files.items():
        file = directory / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            file.unlink()
        else:
            file.write_text(content, encoding="utf-8")
    return directory


Place = TypeVar("Place", Path, str)


def write_ledger(file: Place) -> Place:
    """A ledger of two learners: Chen with three results, Nova with none and no enrolment."""
    result = {"scheme": "credit", "completed": "2026-03-01"}
    told = [
        (CHEN, "account.opened", {"region": "上海"}),
        (CHEN, "enrolment.set", {"qualification": GOAL, "year": "2026"}),
        (CHEN, "result.deposited", {**result, "item": "river/eng", "credits": "3"}),
        (CHEN, "result.deposited", {**result, "item": "craft/cert", "credits": "3"}),
        (CHEN, "result.deposited", {**result, "item": "craft/office", "credits": "2"}),
        (NOVA, "account.opened", {}),
    ]
    entries = [
        NewEntry(
            EntryId(f"0198f000-0000-7000-8000-{number:012d}"),
            LearnerId(account),
            type,
            date(2026, 3, 2),
            payload,
        )
        for number, (account, type, payload) in enumerate(told)
    ]
    clock = FrozenClock(datetime(2026, 3, 2, tzinfo=UTC))
    with EmbeddedLedger(file, clock, lambda entry: entry.replace("-", "")) as ledger:
        ledger.append(entries)
    return file
