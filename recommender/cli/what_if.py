"""`creditpath what-if`: what would the shortest path be if something were otherwise?"""

from __future__ import annotations

from typing import Annotated

from typer import Option

from recommender.cli.options import (
    AsJson,
    AsOf,
    Exclude,
    Facts,
    Goals,
    Lang,
    Ledger,
    Load,
    MaybeLearner,
    Model,
    Pin,
    RecordFile,
    Store,
)
from recommender.cli.output import Out


def what_if(
    learner: MaybeLearner = None,
    supposed: Annotated[
        list[str] | None, Option("--if", metavar="CHANGE", help="opt.if", show_default=False)
    ] = None,
    goal: Goals = None,
    record: RecordFile = None,
    exclude: Exclude = None,
    pin: Pin = None,
    fact: Facts = None,
    load: Load = None,
    as_of: AsOf = None,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Both plans side by side, as things are and with every change made."""
    from recommender.cli.asking import leave
    from recommender.cli.changes import FORMS, change_row
    from recommender.cli.opening import open_question
    from recommender.cli.show.what_if import what_if_parts
    from recommender.errors import InputError
    from recommender.recommend.what_if import what_if_for

    out = Out.of(lang, as_json)
    if not supposed:
        raise InputError(f"expected what is supposed: one of {FORMS}", place="--if")
    rows = [change_row(text) for text in supposed]
    parts = store, ledger, model
    asked = open_question(parts, learner, record, as_of, goal, exclude=exclude, pin=pin, fact=fact, load=load)
    found = what_if_for(asked.bank, asked.record, asked.request, rows, place="--if")
    leave(out, found, lambda: what_if_parts(found, out.language), asked.findings)
