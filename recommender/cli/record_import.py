"""`creditpath record import`: which results does a document of others tell of, and how sure is it?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from typer import Argument, Option

from recommender.cli.options import AsJson, AsOf, Lang, Ledger, Store
from recommender.cli.output import Out
from recommender.cli.record_options import ContextsDir, Documents, LookUpHosts, SchemaDir
from recommender.errors import CreditpathError, InputError, Unreadable

if TYPE_CHECKING:
    from datetime import date

    from recommender.catalogue import Catalogue
    from recommender.interchange.deposits.imported import Imported
    from recommender.settings import Settings

STATES = ("verified", "intact", "unverified", "unsigned")
"""From what is sure to what anybody may have written."""


def record_import(
    file: Annotated[Path, Argument(metavar="FILE", help="opt.foreign", show_default=False)],
    form: Annotated[Literal["elmo", "badges", "clr"], Option("--format", help="opt.record_format")],
    out_file: Annotated[Path, Option("--out", metavar="FILE", help="opt.record_out", show_default=False)],
    account: Annotated[
        str | None, Option("--account", metavar="ACCOUNT", help="opt.account", show_default=False)
    ] = None,
    match: Annotated[
        Path | None, Option("--match", metavar="FILE", help="opt.match", show_default=False)
    ] = None,
    least: Annotated[
        Literal["verified", "intact", "unverified", "unsigned"], Option("--require", help="opt.require")
    ] = "unsigned",
    contexts: ContextsDir = None,
    documents: Documents = None,
    look_up: LookUpHosts = None,
    schema: SchemaDir = None,
    as_of: AsOf = None,
    store: Store = None,
    ledger: Ledger = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Read a transcript or a credential, verify it, match it, and write what may be deposited."""
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.cli.record_options import checker_from, content_of, put
    from recommender.cli.show.record import import_parts
    from recommender.interchange.deposits.imported import import_told, lines
    from recommender.interchange.deposits.matching import Matcher, read_match
    from recommender.interchange.foreign import read_foreign

    out = Out.of(lang, as_json)
    settings = settings_from(store, ledger)
    day = day_from(as_of) or today(settings)
    if ledger is not None and account is None:
        raise InputError("expected --account beside it: whose ledger account?", place="--ledger")
    matcher = Matcher(read_match(match), _catalogue(settings, store is not None, out))
    checker = checker_from(day, contexts, documents, look_up)
    content, place = content_of(file), str(file)
    told = read_foreign(form, content, place, checker, schema)
    if STATES.index(told.state) > STATES.index(least):
        why = "; ".join(told.why)
        raise Unreadable(f"expected a document that is {least}, found it {told.state}: {why}", place=place)
    found = import_told(told, content, matcher, day, place)
    if account is not None and ledger is not None:
        found = _not_held(found, settings, account, day)
    record = json.dumps(found.record(), ensure_ascii=False, indent=1) + "\n"
    written = record if account is None else lines(found.entries(account))
    put(out_file, written.encode())
    answer = {**found.report(), "out": str(out_file), "account": account, "as_of": day.isoformat()}
    if as_json:
        out.answer(answer)
    else:
        out.show(*import_parts(answer, out.language))


def _catalogue(settings: Settings, stated: bool, out: Out) -> Catalogue | None:
    """The catalogue that items are matched to; one that nobody named may be missing, which is said."""
    from recommender.catalogue import load

    try:
        return load(Path(settings.store_url.removeprefix("sqlite:///"))).catalogue
    except CreditpathError:
        if stated:
            raise
        out.remark(out.say("record_no_catalogue"))
        return None


def _not_held(found: Imported, settings: Settings, account: str, day: date) -> Imported:
    """Without what the ledger holds of the account already."""
    from recommender.ledger import open_ledger
    from recommender.ledger.reading import read_record
    from recommender.vocabulary import LearnerId, format_units

    opened = open_ledger(settings.ledger_url)
    try:
        record = read_record(opened, LearnerId(account), day)
    finally:
        opened.close()
    held = [
        {
            "item": one.item,
            "credits": format_units(one.units),
            "scheme": one.scheme,
            "completed": one.completed.isoformat(),
            **({"grade": {"scheme": one.grade.scheme, "mark": one.grade.mark}} if one.grade else {}),
        }
        for one in record.results
    ]
    return found.without(held)
