"""`creditpath train`: the histories of the ledger become the model that orders equally short choices."""

from __future__ import annotations

from pathlib import Path
from time import perf_counter
from typing import Annotated

from typer import Option

from recommender.cli.options import AsJson, AsOf, Lang, Ledger, Seed
from recommender.cli.output import Out


def train(
    out_dir: Annotated[
        Path | None, Option("--out", metavar="DIR", help="opt.train_out", show_default=False)
    ] = None,
    as_of: AsOf = None,
    seed: Seed = 1,
    track: Annotated[
        Path | None, Option("--track", metavar="DIR", help="opt.track", show_default=False)
    ] = None,
    ledger: Ledger = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Choose by validation, fit on everything, export plain arrays."""
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.cli.progress import Stages
    from recommender.errors import Unavailable
    from recommender.ledger import open_ledger
    from recommender.recommend.train import train_for

    out, start = Out.of(lang, as_json), perf_counter()
    stated = day_from(as_of)
    settings = settings_from(None, ledger)
    day = stated or today(settings)
    target = out_dir or settings.model_dir.parent
    opened = open_ledger(settings.ledger_url, settings.ledger_token)
    try:
        if opened.is_empty():
            raise Unavailable("ledger", "the ledger holds no entries yet, so there is nothing to learn from")
        with Stages(out) as told:
            champion = train_for(opened, target, day, seed, told, tracking=track)
    finally:
        opened.close()
    about = champion.about
    answer = {
        "model": champion.ranker.kind,
        "version": champion.version,
        "directory": str(target / "champion"),
        "about": about,
    }
    if as_json:
        out.answer({**answer, "meta": {"seconds": round(perf_counter() - start, 3)}})
        return
    out.line(
        out.say(
            "trained",
            model=champion.ranker.kind,
            learners=f"{about['learners']:,}",
            items=f"{about['items']:,}",
            directory=answer["directory"],
        )
    )
    figures, floor = about["validation"], about["floor"]
    out.line(
        out.say(
            "trained_figures",
            ndcg=f"{figures['ndcg@10']:.3f}",
            recall=f"{figures['recall@10']:.3f}",
            floor=f"{floor['ndcg@10']:.3f}",
        )
    )
