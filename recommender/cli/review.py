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
    from recommender.cli.opening import open_question
    from recommender.cli.show.review import review_parts
    from recommender.errors import InputError
    from recommender.recommend.review import plan_file, review_for

    out = Out.of(lang, as_json)
    if plan is None:
        raise InputError("expected the file of the plan", place="--plan")
    proposed = plan_file(plan)
    asked = open_question((store, ledger, model), learner, record, as_of, goal, fact=fact)
    found = review_for(asked.bank, asked.record, asked.request, proposed)
    leave(out, found, lambda: review_parts(found, out.language), asked.findings)
