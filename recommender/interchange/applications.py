"""What goes to each institution that a plan wants a recognition of: which rules, for what, and on which evidence?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

from recommender.catalogue.objects import Catalogue
from recommender.interchange.native import new_directory
from recommender.ledger.entry import Entry
from recommender.ledger.payloads import EntryType
from recommender.ledger.reader import LedgerReader
from recommender.ledger.record import Record, Result
from recommender.vocabulary import EntryId, InstitutionId, LearnerId, format_units

__all__ = [
    "FORMAT",
    "Evidence",
    "applications",
    "entries_of",
    "evidence_in_entries",
    "evidence_in_file",
    "markdown",
    "write",
]

Json: TypeAlias = dict[str, Any]
Evidence: TypeAlias = Mapping[EntryId, Sequence[Mapping[str, str]]]
"""The documents that a result came in by, by the entry that names it today."""

FORMAT = "creditpath-application/1"
_NOT_IN_FILES = re.compile(r"[^A-Za-z0-9_@-]")
LONGEST_NAME = 60
COLUMNS = (
    "成果 / Result",
    "机构 / Issuer",
    "学分 / Credits",
    "成绩 / Mark",
    "完成 / Completed",
    "分录 / Entry",
    "文件 / Documents",
)


def applications(
    plan: Mapping[str, Any], record: Record, catalogue: Catalogue, evidence: Evidence
) -> list[Json]:
    """An application for each recognising institution of the plan, in their order; `plan` is its answer as data."""
    wanted: dict[str, list[Json]] = {}
    results = {one.entry: one for one in record.results}
    for one in plan["applications"]:
        wanted.setdefault(one["recogniser"], []).append(_recognition(one, results, catalogue, evidence))
    return [
        {
            "format": FORMAT,
            "recogniser": recogniser,
            "recogniser_title": _institution(catalogue, recogniser),
            "learner": str(record.learner),
            "as_of": record.as_of.isoformat(),
            "goals": [
                {"qualification": goal["qualification"], "year": goal["year"]} for goal in plan["goals"]
            ],
            "catalogue": catalogue.version,
            "recognitions": several,
        }
        for recogniser, several in sorted(wanted.items())
    ]


def _recognition(
    one: Mapping[str, Any], results: Mapping[EntryId, Result], catalogue: Catalogue, evidence: Evidence
) -> Json:
    """One recognition: what it would give, and what it rests on: held results, or what is still missing."""
    held: list[Json] = []
    missing: list[Json] = []
    for source in one["sources"]:
        kind, _, entry = source["key"].partition(":")
        result = results.get(EntryId(entry)) if kind == "held" else None
        if result is None:
            missing.append({"item": source["item"], "title": source["title"]})
        else:
            held.append(_evidence(result, source["title"], catalogue, evidence))
    kept = (
        "rule",
        "version",
        "assurance",
        "agreement",
        "option",
        "goal",
        "pending",
        "after_term",
        "applied_until",
        "fee",
    )
    return {
        **{name: one[name] for name in kept},
        "text": one["text"],
        "ready": not missing,
        "outputs": [
            {name: each.get(name) for name in ("item", "title", "credits")} for each in one["outputs"]
        ],
        "evidence": held,
        "missing": missing,
    }


def _evidence(result: Result, title: Mapping[str, str], catalogue: Catalogue, evidence: Evidence) -> Json:
    known = catalogue.items.get(result.item)
    issuer = str(known.issuer) if known else ""
    grade = {"scheme": result.grade.scheme, "mark": result.grade.mark} if result.grade else None
    return {
        "entry": str(result.entry),
        "item": str(result.item),
        "title": dict(title),
        "issuer": issuer,
        "issuer_title": _institution(catalogue, issuer),
        "credits": format_units(result.units),
        "scheme": result.scheme,
        "grade": grade,
        "completed": result.completed.isoformat(),
        "documents": [dict(one) for one in evidence.get(result.entry, ())],
    }


def _institution(catalogue: Catalogue, institution: str) -> Json:
    known = catalogue.institutions.get(InstitutionId(institution))
    titles = known.titles if known else {}
    zh, en = titles.get("zh"), titles.get("en")
    return {"zh": zh or en or institution, "en": en or zh or institution}


def entries_of(ledger: LedgerReader, learner: LearnerId) -> Iterator[Entry]:
    """The entries of an account, and of those that were merged into it."""
    waiting, seen = [learner], {learner}
    while waiting:
        for entry in ledger.entries(waiting.pop()):
            yield entry
            account = LearnerId((entry.payload or {}).get("account", ""))
            if entry.type == EntryType.ACCOUNT_JOINED and account not in seen:
                seen.add(account)
                waiting.append(account)


def evidence_in_entries(entries: Iterable[Entry]) -> Evidence:
    """The documents of each deposited result, under the deposit and every correction of it."""
    found: dict[EntryId, Sequence[Mapping[str, str]]] = {}
    for entry in entries:
        said = entry.payload or {}
        if entry.type == EntryType.RESULT_DEPOSITED and said.get("evidence"):
            found[entry.id] = said["evidence"]
        elif entry.type == EntryType.RESULT_CORRECTED and said.get("result") in found:
            found[entry.id] = found[EntryId(said["result"])]
    return found


def evidence_in_file(rows: object, results: Iterable[Result]) -> Evidence:
    """The documents of the rows of a record file: a row is found by its id, or by its item and day."""
    by_name: dict[tuple[str, str], Sequence[Mapping[str, str]]] = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, Mapping) and isinstance(row.get("evidence"), list):
            by_name[("id", str(row.get("id")))] = row["evidence"]
            by_name[(str(row.get("item")), str(row.get("completed")))] = row["evidence"]
    keys = {one.entry: (("id", one.entry), (one.item, one.completed.isoformat())) for one in results}
    return {
        entry: next(by_name[key] for key in several if key in by_name)
        for entry, several in keys.items()
        if any(key in by_name for key in several)
    }


def write(found: Sequence[Json], folder: Path) -> list[Path]:
    """A JSON file for each application, and beside it the same for people.

    Raises:
        InputError: the folder is there and not empty.
    """
    new_directory(folder)
    files: list[Path] = []
    for one in found:
        file = folder / f"{file_name(one['recogniser'])}.json"
        file.write_text(json.dumps(one, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n")
        file.with_suffix(".md").write_text(markdown(one), encoding="utf-8", newline="\n")
        files.append(file)
    return files


def file_name(ident: str) -> str:
    """A name for a file of an id: the id itself where that will do, else with a digest."""
    name = _NOT_IN_FILES.sub("_", ident)[:LONGEST_NAME]
    return name if name == ident else f"{name}~{sha256(ident.encode()).hexdigest()[:12]}"


def markdown(one: Mapping[str, Any]) -> str:
    """An application for people, in Chinese and English."""
    title = one["recogniser_title"]
    goals = ", ".join(f"{goal['qualification']}@{goal['year']}" for goal in one["goals"])
    lines = [
        f"# 学分认定申请 / Application for recognition: {_cell(title['zh'])} / {_cell(title['en'])}",
        "",
        f"- 账户 / Account: {_cell(one['learner']) or '—'}",
        f"- 日期 / As of: {one['as_of']}",
        f"- 目标 / Goal: {_cell(goals)}",
        "",
    ]
    for number, wanted in enumerate(one["recognitions"], start=1):
        lines += _section(number, wanted)
    return "\n".join(lines)


def _section(number: int, one: Mapping[str, Any]) -> list[str]:
    outputs = "; ".join(
        _titled(each) + (f", {each['credits']}" if each["credits"] else "") for each in one["outputs"]
    )
    lines = [
        f"## {number}. {_cell(one['rule'])} ({one['version']})",
        "",
        f"- 申请认定为 / Asked for: {outputs}",
        *([f"- 协议 / Agreement: {_cell(one['agreement'])}"] if one["agreement"] else []),
        *([f"- 最迟 / Before: {one['applied_until']}"] if one["applied_until"] else []),
        *(["- 已提交, 未决 / Applied for, undecided"] if one["pending"] else []),
        "",
        f"| {' | '.join(COLUMNS)} |",
        "|---|---|---|---|---|---|---|",
    ]
    for held in one["evidence"]:
        mark = f"{held['grade']['mark']} ({held['grade']['scheme']})" if held["grade"] else "—"
        papers = (
            "; ".join(f"{each['document']} sha256 {each['sha256'][:16]}" for each in held["documents"]) or "—"
        )
        cells = (
            _titled(held),
            held["issuer"],
            f"{held['credits']} {held['scheme']}",
            mark,
            held["completed"],
            held["entry"],
        )
        lines.append("| " + " | ".join(_cell(cell) for cell in (*cells, papers)) + " |")
    lines += [f"- 尚缺 / Still missing: {_titled(each)}" for each in one["missing"]]
    return [*lines, ""]


def _titled(each: Mapping[str, Any]) -> str:
    title = each["title"]
    both = title["zh"] if title["zh"] == title["en"] else f"{title['zh']} / {title['en']}"
    return _cell(f"{both} ({each['item']})" if each["item"] else both)


def _cell(text: object) -> str:
    """Text that is no markup: titles are data."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", " ".join(str(text).split()))
