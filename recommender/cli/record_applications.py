"""`creditpath record applications`: what goes to each institution whose recognition a plan wants?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Exit, Option

from recommender.cli.options import (
    AsJson,
    AsOf,
    Facts,
    Goals,
    Lang,
    Ledger,
    MaybeLearner,
    Model,
    RecordFile,
    Store,
)
from recommender.cli.output import Out

if TYPE_CHECKING:
    from recommender.interchange.applications import Evidence
    from recommender.ledger import Record
    from recommender.recommend import Bank

LEFT_OUT = 2


def record_applications(
    out_directory: Annotated[
        Path, Option("--out", metavar="DIR", help="opt.applications_out", show_default=False)
    ],
    learner: MaybeLearner = None,
    goal: Goals = None,
    record: RecordFile = None,
    fact: Facts = None,
    as_of: AsOf = None,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Plan, and write an application with its evidence for each recognising institution."""
    from recommender.cli.opening import open_question
    from recommender.cli.show.record import application_parts
    from recommender.interchange.applications import applications, write
    from recommender.recommend import plan_for

    out = Out.of(lang, as_json)
    asked = open_question((store, ledger, model), learner, record, as_of, goal, fact=fact)
    plan = plan_for(asked.bank, asked.record, asked.request, explain=False)
    found = applications(
        plan, asked.record, asked.bank.catalogue, _evidence(asked.bank, asked.record, record)
    )
    files = write(found, out_directory)
    answer = {
        "status": plan["status"],
        "length": plan["length"],
        "out": str(out_directory),
        "files": [str(file) for file in files],
        "applications": found,
        "causes": plan["causes"],
        "replay_key": plan["replay_key"],
    }
    if as_json:
        out.answer(answer)
    else:
        out.show(*application_parts(answer, out.language))
    for finding in asked.findings:
        out.remark(str(finding))
    if asked.findings:
        raise Exit(LEFT_OUT)


def _evidence(bank: Bank, record: Record, file: Path | None) -> Evidence:
    """The documents that the results came in by, from the ledger or from the file."""
    from recommender.interchange.applications import entries_of, evidence_in_entries, evidence_in_file
    from recommender.ledger.document import read_document

    if file is None:
        return evidence_in_entries(entries_of(bank.ledger, record.learner))
    return evidence_in_file(read_document(file).get("results"), record.results)
