"""`creditpath audit`: what is met, what would be if granted, what remains, and what does not count?"""

from __future__ import annotations

from recommender.cli.options import (
    Answers,
    AsJson,
    AsOf,
    Facts,
    Goals,
    Keep,
    Lang,
    Ledger,
    MaybeLearner,
    Model,
    RecordFile,
    Store,
)
from recommender.cli.output import Out


def audit(
    learner: MaybeLearner = None,
    goal: Goals = None,
    record: RecordFile = None,
    fact: Facts = None,
    as_of: AsOf = None,
    keep: Keep = False,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    answers: Answers = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Audit a learner, or a record from a file, against one qualification or several."""
    from recommender.cli.asking import keep_it, leave
    from recommender.cli.opening import open_question
    from recommender.cli.show.audit import audit_parts
    from recommender.recommend import audit_for
    from recommender.recommend.question import of_audit

    out = Out.of(lang, as_json)
    asked = open_question((store, ledger, model), learner, record, as_of, goal, fact=fact)
    found = audit_for(asked.bank, asked.record, asked.request)
    if keep:
        keep_it(out, answers, asked.bank, asked.record, of_audit(asked.request, named=bool(goal)), found)
    leave(out, found, lambda: audit_parts(found, out.language), asked.findings)
