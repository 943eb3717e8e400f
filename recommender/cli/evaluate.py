"""`creditpath evaluate`: how well does each ranking model continue histories that it has not seen?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Option

from recommender.cli.options import AsJson, Lang, Seed
from recommender.cli.output import Out


def evaluate(
    dataset: Annotated[Path, Option("--dataset", metavar="DIR", help="opt.dataset", show_default=False)],
    seed: Seed = 1,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Choose a champion on the training part and measure it beside the baselines on the test part."""
    from recommender.cli.progress import Stages
    from recommender.cli.show.evaluation import evaluation_parts
    from recommender.ranking.evaluate import evaluate as compare

    out = Out.of(lang, as_json)
    with Stages(out) as told:
        report = compare(dataset, told, seed=seed)
    if as_json:
        out.answer(report.to_json())
    else:
        out.show(*evaluation_parts(report, out.language))
