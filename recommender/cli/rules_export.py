"""`creditpath rules export`: which recognition rules can be told to others in their words, and which cannot?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Literal

from typer import Option

from recommender.cli.options import AsJson, Lang
from recommender.cli.output import Out
from recommender.cli.rules_explain import Book


def export(
    catalogue: Book,
    out_file: Annotated[Path, Option("--out", metavar="FILE", help="opt.rules_out", show_default=False)],
    form: Annotated[Literal["ctdl"], Option("--format", help="opt.rules_format")] = "ctdl",
    all_findings: Annotated[
        bool, Option("--all-findings", help="opt.all_findings", show_default=False)
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Write what the format has words for, and beside it what it has none for."""
    from recommender.catalogue import load
    from recommender.cli.record_options import put
    from recommender.cli.show.coverage import coverage_parts
    from recommender.interchange import ctdl
    from recommender.interchange.coverage import beside, write_report

    out = Out.of(lang, as_json)
    book = load(catalogue).catalogue
    written = ctdl.export(book)
    put(out_file, (json.dumps(written.document, ensure_ascii=False, indent=1) + "\n").encode())
    file = beside(out_file, ".coverage.json")
    report = written.coverage.answer() | {"found": {"rules": len(book.rules), "written": written.rules}}
    write_report(report, file)
    told = report | {"file": str(file)}
    answer = {"format": form, "out": str(out_file), "rules": written.rules, "coverage": told}
    if as_json:
        out.answer(answer)
        return
    out.line(out.say("rules_written", count=written.rules, of=len(book.rules), file=str(out_file)))
    out.show(*coverage_parts(told, out.language, all_findings))
