"""`creditpath plan`: what is the least study that still completes the goal?"""

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
    MaybeLearner,
    Model,
    NoPersonal,
    Pin,
    RecordFile,
    Store,
)
from recommender.cli.output import Out


def plan(
    learner: MaybeLearner = None,
    goal: Goals = None,
    record: RecordFile = None,
    exclude: Exclude = None,
    pin: Pin = None,
    fact: Facts = None,
    institution: Annotated[
        list[str] | None, Option("--institution", metavar="ID", help="opt.institution", show_default=False)
    ] = None,
    load: Annotated[
        str | None, Option("--load", metavar="CREDITS", help="opt.load", show_default=False)
    ] = None,
    objective: Annotated[
        list[str] | None, Option("--objective", metavar="NAME", help="opt.objective", show_default=False)
    ] = None,
    assume: Annotated[
        list[str] | None, Option("--assume", metavar="SCHEME:MARK", help="opt.assume", show_default=False)
    ] = None,
    as_of: AsOf = None,
    no_personal: NoPersonal = False,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Plan for a learner, or for a record from a file with no ledger at all."""
    from recommender.cli.asking import leave
    from recommender.cli.opening import (
        bank_from,
        day_from,
        facts_from,
        objectives_from,
        record_from,
        units_from,
    )
    from recommender.cli.show.plan import plan_parts
    from recommender.recommend import build_request, plan_for

    out = Out.of(lang, as_json)
    told = facts_from(fact)
    day, most, order = day_from(as_of), units_from(load, "--load"), objectives_from(objective)
    bank = bank_from(store, ledger, model)
    held, findings = record_from(bank, learner, record, day)
    request = build_request(
        bank,
        held,
        goal or (),
        exclude=exclude or (),
        pins=pin or (),
        institutions=institution,
        load_units=most,
        assume=assume or (),
        personalised=not no_personal,
        objectives=order,
        facts=told,
    )
    found = plan_for(bank, held, request, explain=True)
    leave(out, found, lambda: plan_parts(found, out.language), findings)
