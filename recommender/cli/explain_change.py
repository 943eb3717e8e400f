"""`creditpath explain-change`: what made the later answer differ from the earlier one?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from recommender.cli.options import Answers, AsJson, Key, Lang, Ledger, Model, Store, Whose
from recommender.cli.output import Out


def explain_change(
    key: Key,
    later: Annotated[str, Argument(metavar="KEY", help="opt.key_later", show_default=False)],
    learner: Whose = None,
    earlier_model: Annotated[
        Path | None, Option("--earlier-model", metavar="DIR", help="opt.earlier_model", show_default=False)
    ] = None,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    answers: Answers = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Change one thing at a time from the one to the other, and answer anew each time."""
    from recommender.cli.opening import bank_from, settings_from
    from recommender.cli.show.explained import explained_parts
    from recommender.recommend.explaining import explain_change as explained
    from recommender.recommend.explaining import explained_json
    from recommender.recommend.keeping import answers_url
    from recommender.recommend.replaying import answer_once
    from recommender.store import open_store

    out = Out.of(lang, as_json)
    with open_store(answers or answers_url(settings_from(store, ledger, model)), make=False) as kept:
        before, after = answer_once(kept, key, learner), answer_once(kept, later, learner)
    now = bank_from(store, ledger, model)
    then = now if earlier_model is None else bank_from(store, ledger, earlier_model)
    found = explained_json(explained((then, now), before, after))
    if as_json:
        out.answer(found)
    else:
        out.show(*explained_parts(found, out.language))
