"""A small catalogue beside which blocks are read: one university, some subjects, a milestone, two grade schemes."""

from __future__ import annotations

from pathlib import Path

HEAD = """\
format: creditpath-catalogue/1
id: tiny
titles: {zh: 小学分银行, en: Tiny bank}
schemes: [{id: credit}]
grade_schemes:
- {id: percent, numeric: true, pass_mark: "60"}
- {id: pass-fail, marks: [F, P], pass_mark: P}
- {id: letters, marks: [F, D, C, B, A], pass_mark: D}
scales:
- id: four
  points:
  - {grade_scheme: percent, mark: "90", points: "4"}
  - {grade_scheme: percent, mark: "75", points: "3"}
  - {grade_scheme: percent, mark: "60", points: "2"}
  - {grade_scheme: letters, mark: D, points: "1"}
  - {grade_scheme: letters, mark: C, points: "2"}
  - {grade_scheme: letters, mark: B, points: "3"}
  - {grade_scheme: letters, mark: A, points: "4"}
calendars:
- id: year
  seasons:
  - {name: autumn, start: 09-01, end: 01-12}
  - {name: spring, start: 02-24, end: 07-05}
load: "16"
"""
SUBJECTS = {"ACC": (101, 102, 201, 205, 301), "TAX": (201, 202), "AUD": (201, 301), "ENG": (101, 102, 103)}


def write_bank(folder: Path, **blocks: str) -> Path:
    """The folder with its files, and a `.scribe` file for each block text."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = ["id,kind,issuer,title_zh,title_en,credits,level,subject,tags"]
    for subject, numbers in SUBJECTS.items():
        tag = "LAB" if subject == "AUD" else ""
        rows += [
            f"river/{subject}{n},course,river,,{subject} {n},3,{n // 100},{subject},{tag}" for n in numbers
        ]
    rows += [f"sea/ACC{n},course,sea,,ACC {n},3,1,ACC," for n in (150, 160)]
    rows.append("river/THESIS,milestone,river,,Thesis,,,,")
    files = {
        "catalogue.yaml": HEAD,
        "institutions.csv": "id,title_zh,title_en,region,calendar,scheme\nriver,江南,River,,year,credit\n"
        "sea,海,Sea,,year,credit\n",
        "items.csv": "\n".join(rows) + "\n",
        "prerequisites.jsonl": "",
        "rules.jsonl": "",
    }
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    for name, text in blocks.items():
        (folder / f"{name}.scribe").write_text(text, encoding="utf-8")
    return folder


def block(*rules: str, header: str = "12 Credits", grades: str = "percent") -> str:
    """A block with these rules."""
    body = "\n".join(f"  {rule};" for rule in rules)
    return (
        'BLOCK "river/acc" Year "2026" At "river" Award "associate" Title "Accounting" Accepts "sea" Scale "four"'
        f' Grades "{grades}" PassFail "pass-fail"\nBEGIN\n  {header}\n;\n{body}\nEND.\n'
    )
