"""`creditpath audit`: what is met, what would be if granted, what remains, and what does not count?"""

from __future__ import annotations

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


def audit(
    learner: MaybeLearner = None,
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
    """Audit a learner, or a record from a file, against one qualification or several."""
    from recommender.cli.asking import leave
    from recommender.cli.opening import bank_from, day_from, facts_from, record_from
    from recommender.cli.show.audit import audit_parts
    from recommender.recommend import audit_for, build_request

    out = Out.of(lang, as_json)
    day, told = day_from(as_of), facts_from(fact)
    bank = bank_from(store, ledger, model)
    held, findings = record_from(bank, learner, record, day)
    found = audit_for(bank, held, build_request(bank, held, goal or (), facts=told))
    leave(out, found, lambda: audit_parts(found, out.language), findings)
