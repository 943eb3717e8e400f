"""`creditpath why`: why this path, why not that item, what would make it shorter, and why is there none?"""

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


def why(
    learner: MaybeLearner = None,
    item: Annotated[
        list[str] | None, Option("--item", metavar="ITEM", help="opt.why_item", show_default=False)
    ] = None,
    result: Annotated[
        list[str] | None, Option("--result", metavar="ENTRY", help="opt.why_result", show_default=False)
    ] = None,
    shorter: Annotated[
        str | None, Option("--shorter", metavar="CREDITS", help="opt.shorter", show_default=False)
    ] = None,
    sooner: Annotated[
        int, Option("--sooner", metavar="TERMS", min=0, help="opt.sooner", show_default=False)
    ] = 0,
    certificates: Annotated[
        bool, Option("--certificates", help="opt.certificates", show_default=False)
    ] = False,
    if_fails: Annotated[bool, Option("--if-fails", help="opt.if-fails", show_default=False)] = False,
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
    """Without a question of its own: each step of the path, or why there is no path."""
    from recommender.cli.asking import leave
    from recommender.cli.opening import open_question, units_from
    from recommender.cli.show.why import why_parts
    from recommender.recommend.why import Question, why_for

    out = Out.of(lang, as_json)
    question = Question(
        tuple(item or ()),
        tuple(result or ()),
        units_from(shorter, "--shorter") or 0,
        sooner,
        certificates,
        if_fails,
    )
    parts = store, ledger, model
    asked = open_question(parts, learner, record, as_of, goal, exclude=exclude, pin=pin, fact=fact, load=load)
    found = why_for(asked.bank, asked.record, asked.request, question)
    leave(out, found, lambda: why_parts(found, out.language), asked.findings)
