"""`creditpath recommend`: which items suit this learner next?"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from typer import Option

from recommender.cli.options import (
    Answers,
    AsJson,
    AsOf,
    Exclude,
    Facts,
    Goal,
    Keep,
    Lang,
    Learner,
    Ledger,
    Model,
    NoPersonal,
    Pin,
    Store,
)
from recommender.cli.output import Out

Scenario = Literal["next", "top_up", "certificate", "explore"]


def recommend(
    learner: Learner,
    goal: Goal = None,
    scenario: Annotated[Scenario, Option("--scenario", help="opt.scenario")] = "next",
    limit: Annotated[int, Option("--limit", min=1, max=50, help="opt.limit_items")] = 3,
    exclude: Exclude = None,
    pin: Pin = None,
    fact: Facts = None,
    as_of: AsOf = None,
    no_personal: NoPersonal = False,
    keep: Keep = False,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    answers: Answers = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """List items, best first; with a goal each lies on a shortest path."""
    from recommender.cli.asking import keep_it, leave
    from recommender.cli.opening import bank_from, day_from, facts_from
    from recommender.cli.show.recommendations import recommendation_parts
    from recommender.recommend import recommend_for
    from recommender.recommend.question import of_list
    from recommender.recommend.record import read_record

    out = Out.of(lang, as_json)
    day, told = day_from(as_of), facts_from(fact)
    bank = bank_from(store, ledger, model)
    record = read_record(bank, learner, day)
    asked: dict[str, Any] = {
        "goal": goal,
        "scenario": scenario,
        "limit": limit,
        "exclude": tuple(exclude or ()),
        "pins": tuple(pin or ()),
        "personalised": not no_personal,
        "facts": told,
    }
    found = recommend_for(bank, record, **asked)
    if keep:
        keep_it(out, answers, bank, record, of_list(bank, **asked), found)
    leave(out, found, lambda: recommendation_parts(found, out.language))
