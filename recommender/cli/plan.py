"""`creditpath plan`: what is the least study that still completes the goal?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from recommender.cli.options import (
    Answers,
    AsJson,
    AsOf,
    Exclude,
    Facts,
    Goals,
    Keep,
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
from recommender.cli.plan_kinds import Kind


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
    mode: Annotated[
        list[str] | None, Option("--mode", metavar="NAME", help="opt.mode", show_default=False)
    ] = None,
    region: Annotated[
        list[str] | None, Option("--region", metavar="NAME", help="opt.region", show_default=False)
    ] = None,
    language: Annotated[
        list[str] | None, Option("--language", metavar="NAME", help="opt.language", show_default=False)
    ] = None,
    budget: Annotated[
        str | None, Option("--budget", metavar="AMOUNT", help="opt.budget", show_default=False)
    ] = None,
    terms: Annotated[
        int | None, Option("--terms", min=0, metavar="N", help="opt.terms", show_default=False)
    ] = None,
    term_load: Annotated[
        list[str] | None,
        Option("--term-load", metavar="TERM=CREDITS", help="opt.term-load", show_default=False),
    ] = None,
    by: Annotated[str | None, Option("--by", metavar="YYYY-MM-DD", help="opt.by", show_default=False)] = None,
    earliest: Annotated[
        str | None, Option("--earliest", metavar="TERM", help="opt.earliest", show_default=False)
    ] = None,
    pin_term: Annotated[
        list[str] | None, Option("--pin-term", metavar="ITEM=TERM", help="opt.pin-term", show_default=False)
    ] = None,
    certificate: Annotated[
        Path | None, Option("--certificate", metavar="FILE", help="opt.certificate", show_default=False)
    ] = None,
    alternatives: Annotated[
        int | None,
        Option("--alternatives", min=1, max=10, metavar="K", help="opt.alternatives", show_default=False),
    ] = None,
    slack_credits: Annotated[
        str | None, Option("--slack-credits", metavar="CREDITS", help="opt.slack-credits", show_default=False)
    ] = None,
    slack_terms: Annotated[
        int | None, Option("--slack-terms", min=0, metavar="N", help="opt.slack-terms", show_default=False)
    ] = None,
    after: Annotated[
        Path | None, Option("--after", metavar="FILE", help="opt.after", show_default=False)
    ] = None,
    count_ties: Annotated[
        int, Option("--count-ties", min=0, max=100, metavar="N", help="opt.count-ties", show_default=False)
    ] = 0,
    keep_steps: Annotated[bool, Option("--keep-steps", help="opt.keep-steps")] = False,
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
    """Plan for a learner, or for a record from a file with no ledger at all."""
    from recommender.cli.asking import keep_it, leave
    from recommender.cli.opening import (
        day_from,
        fen_from,
        loads_from,
        objectives_from,
        open_question,
        pairs_from,
    )
    from recommender.recommend.choice import Choice
    from recommender.recommend.question import of_plan

    out = Out.of(lang, as_json)
    kind = Kind(alternatives, after, keep_steps, certificate, count_ties, slack_credits, slack_terms, keep)
    old, order = kind.old_items(), objectives_from(objective)
    choice = Choice(
        mode or (),
        region or (),
        language or (),
        fen_from(budget, "--budget"),
        terms,
        loads_from(term_load, "--term-load"),
        day_from(by, "--by"),
        earliest,
        pairs_from(pin_term, "--pin-term"),
    )
    asked = open_question(
        (store, ledger, model),
        learner,
        record,
        as_of,
        goal,
        exclude=exclude,
        pin=pin,
        fact=fact,
        load=load,
        institutions=institution,
        assume=assume or (),
        personalised=not no_personal,
        objectives=order,
        choice=choice,
        count_ties=count_ties,
    )
    found, parts = kind.answer(asked.bank, asked.record, asked.request, old)
    if keep:
        keep_it(out, answers, asked.bank, asked.record, of_plan(asked.request, named=bool(goal)), found)
    leave(out, found, lambda: parts(found, out.language), asked.findings)
