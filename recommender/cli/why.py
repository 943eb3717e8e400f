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
    from recommender.cli.opening import bank_from, day_from, facts_from, record_from, units_from
    from recommender.cli.show.why import why_parts
    from recommender.recommend import build_request
    from recommender.recommend.why import Question, why_for

    out = Out.of(lang, as_json)
    question = Question(
        tuple(item or ()), tuple(result or ()), units_from(shorter, "--shorter") or 0, sooner, certificates
    )
    told = facts_from(fact)
    day, most = day_from(as_of), units_from(load, "--load")
    bank = bank_from(store, ledger, model)
    held, findings = record_from(bank, learner, record, day)
    request = build_request(
        bank, held, goal or (), exclude=exclude or (), pins=pin or (), load_units=most, facts=told
    )
    found = why_for(bank, held, request, question)
    leave(out, found, lambda: why_parts(found, out.language), findings)
