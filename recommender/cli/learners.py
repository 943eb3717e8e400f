"""`creditpath learners`: whose records does the ledger hold?"""

from __future__ import annotations

from typing import Annotated

from typer import Option

from recommender.cli.options import AsJson, Lang, Ledger
from recommender.cli.output import Out


def learners(
    limit: Annotated[int, Option("--limit", min=1, max=100_000, help="opt.limit_learners")] = 20,
    after: Annotated[
        str | None, Option("--after", metavar="LEARNER", help="opt.after", show_default=False)
    ] = None,
    ledger: Ledger = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """List ids in their order; the catalogue is not asked."""
    from recommender.cli.opening import settings_from
    from recommender.errors import Unavailable
    from recommender.ledger import open_ledger
    from recommender.vocabulary import LearnerId

    out = Out.of(lang, as_json)
    settings = settings_from(None, ledger)
    opened = open_ledger(settings.ledger_url, settings.ledger_token)
    try:
        if opened.is_empty():
            raise Unavailable("ledger", "the ledger holds no entries yet")
        found = [str(one) for one in opened.learners(limit + 1, LearnerId(after) if after else None)]
    finally:
        opened.close()
    more = found[limit - 1] if len(found) > limit else None
    if as_json:
        out.answer({"learners": found[:limit], "next": more})
        return
    for one in found[:limit]:
        out.line(one)
    if more is not None:
        out.remark(out.say("learners_more", after=more))
