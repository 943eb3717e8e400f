"""`creditpath review`: is a hand-made plan valid, what does it break, and what would be least?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

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


def review(
    learner: MaybeLearner = None,
    plan: Annotated[
        Path | None, Option("--plan", metavar="FILE", help="opt.plan", show_default=False)
    ] = None,
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
    """Judge a plan that an advisor made, for a learner or a record from a file."""
    from recommender.cli.asking import leave
    from recommender.cli.opening import bank_from, day_from, facts_from, record_from
    from recommender.cli.show.review import review_parts
    from recommender.errors import InputError
    from recommender.recommend import build_request
    from recommender.recommend.review import plan_file, review_for

    out = Out.of(lang, as_json)
    if plan is None:
        raise InputError("expected the file of the plan", place="--plan")
    told = facts_from(fact)
    day, proposed = day_from(as_of), plan_file(plan)
    bank = bank_from(store, ledger, model)
    held, findings = record_from(bank, learner, record, day)
    found = review_for(bank, held, build_request(bank, held, goal or (), facts=told), proposed)
    leave(out, found, lambda: review_parts(found, out.language), findings)
