"""`creditpath ledger forget`: how is a learner erased from everything of ours?"""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from recommender.cli.options import AsJson, AsOf, Lang, Ledger, Model, Store
from recommender.cli.output import Out


def forget(
    account: Annotated[str, Argument(metavar="ACCOUNT", help="opt.account", show_default=False)],
    yes: Annotated[bool, Option("--yes", help="opt.yes")] = False,
    as_of: AsOf = None,
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Erase the account; what is erased does not come back."""
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.errors import InputError
    from recommender.recommend.forget import forget_learner

    out = Out.of(lang, as_json)
    if not yes:
        raise InputError("expected with the command: what is erased does not come back", place="--yes")
    settings = settings_from(store, ledger, model)
    answer = forget_learner(settings, account, day_from(as_of) or today(settings))
    if as_json:
        out.answer(answer)
        return
    rows = sum(answer["store"].values())
    out.line(out.say("forgotten", account=account, rows=rows, payloads=answer["ledger"]["payloads"]))
    if answer["retrain"]:
        out.line(out.say("forgotten_model"))
