"""`creditpath ledger import`: which entries are in the tables of results that an institution sends?"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Exit, Option

from recommender.cli.options import AsJson, AsOf, Lang, Store
from recommender.cli.output import Json, Out
from recommender.errors import InputError

if TYPE_CHECKING:
    from recommender.ledger.entry import NewEntry

SHOWN = 10
LEFT_OUT = 2


def import_results(
    files: Annotated[list[Path], Argument(metavar="FILE...", help="opt.results_files", show_default=False)],
    out_file: Annotated[
        Path | None, Option("--out", metavar="FILE", help="opt.results_out", show_default=False)
    ] = None,
    into: Annotated[
        Path | None, Option("--into", metavar="FILE", help="opt.results_into", show_default=False)
    ] = None,
    as_of: AsOf = None,
    store: Store = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Read results of learners, and match them with the catalogue.

    Raises:
        Exit: code 2 where rows were left out; the others are kept.
    """
    from recommender.catalogue import load
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.interchange.tables.results import read_results

    out = Out.of(lang, as_json)
    if out_file is None and into is None:
        raise InputError(
            "expected a file for the entries, or with --into a ledger that takes them", place="--out"
        )
    settings = settings_from(store)
    day = day_from(as_of) or today(settings)
    catalogue = load(Path(settings.store_url.removeprefix("sqlite:///"))).catalogue
    found = read_results(files, catalogue, day)
    answer: Json = found.to_json() | {"out": None if out_file is None else str(out_file)}
    if out_file is not None:
        _write(found.entries, out_file)
    if into is not None:
        answer["into"] = _append(found.entries, into)
    if as_json:
        out.answer(answer)
    else:
        _show(out, answer)
    if found.findings:
        raise Exit(LEFT_OUT)


def _write(entries: Iterable[NewEntry], file: Path) -> None:
    """Entries as a writer of a ledger takes them, one JSON object a line."""
    try:
        with file.open("w", encoding="utf-8", newline="\n") as lines:
            for one in entries:
                said = {"id": one.id, "account": one.account, "type": one.type, "on": one.on.isoformat()}
                lines.write(json.dumps({**said, "payload": dict(one.payload)}, ensure_ascii=False) + "\n")
    except OSError as wrong:
        raise InputError(f"cannot be written: {wrong.strerror}", place=str(file)) from None


def _append(entries: Sequence[NewEntry], file: Path) -> Json:
    """Into a ledger of the reference format; accounts that it does not have are opened."""
    from recommender.ledger.deposits import deposit

    done = deposit(entries, file)
    return {"file": str(file), "written": done.written, "repeated": done.repeated}


def _show(out: Out, answer: Json) -> None:
    out.line(out.say("results_read", rows=f"{answer['rows']:,}", entries=f"{answer['entries']:,}"))
    for one in answer["unmatched"][:SHOWN]:
        name = " ".join(part for part in (one["issuer"], one["code"], one["title"]) if part)
        out.line("  " + out.say("results_unmatched", name=name, rows=one["rows"]))
    if len(answer["unmatched"]) > SHOWN:
        out.line("  " + out.say("results_more", more=len(answer["unmatched"]) - SHOWN))
    if answer["columns_not_read"]:
        out.line(out.say("results_columns", columns=", ".join(answer["columns_not_read"])))
    if answer.get("into"):
        out.line(
            out.say("ledger_copied", written=f"{answer['into']['written']:,}", into=answer["into"]["file"])
        )
    for one in answer["findings"]:
        out.remark(f"{one['place']}: {one['problem']}")
