"""`creditpath rules diff`: what changed between two rule books, and whom does it touch?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from recommender.cli.options import AsJson, AsOf, Lang
from recommender.cli.output import Json, Out


def diff(
    old: Annotated[Path, Argument(metavar="OLD", help="opt.old", show_default=False)],
    new: Annotated[Path, Argument(metavar="NEW", help="opt.new", show_default=False)],
    ledger: Annotated[
        str | None, Option("--ledger", metavar="URL", help="opt.diff_ledger", show_default=False)
    ] = None,
    as_of: AsOf = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Compare the clauses; with a ledger, the audits of its learners as well."""
    from recommender.catalogue import load
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.cli.progress import Stages
    from recommender.cli.show.rules import diff_parts
    from recommender.ledger import open_ledger
    from recommender.recommend.rulebook_changes import affected, affected_json, changes_json
    from recommender.recommend.rulebook_reach import compare

    out = Out.of(lang, as_json)
    day = day_from(as_of) or today(settings_from())
    with Stages(out) as told:
        told("reading", 0, 0)
        comparison = compare(load(old).catalogue, load(new).catalogue)
        told.finished("reading")
        touched: Json | None = None
        if ledger is not None:
            settings = settings_from(None, ledger)
            opened = open_ledger(settings.ledger_url, settings.ledger_token)
            try:
                touched = affected_json(affected(comparison, opened, day, told))
            finally:
                opened.close()
    answer = {
        "old": comparison.old.version,
        "new": comparison.new.version,
        "as_of": day.isoformat(),
        "changes": changes_json(comparison.changed),
        "affected": touched,
    }
    if as_json:
        out.answer(answer)
    else:
        out.show(*diff_parts(answer, out.language))
