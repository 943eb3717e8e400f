"""How are the figures of an evaluation shown, each with its interval?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from rich import box
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.words import heading, indented
from recommender.cli.texts import say

if TYPE_CHECKING:
    from recommender.ranking.intervals import Estimate
    from recommender.ranking.report import EvaluationReport

COLUMNS = ("recall@10", "ndcg@10", "phr@10", "mrr")


def evaluation_parts(report: EvaluationReport, language: Language) -> Iterable[RenderableType]:
    """Champion and baselines with 95 % intervals; then recall by length of history."""
    yield Text(report.dataset, style="bold")
    yield indented(
        say(
            "evaluated",
            language,
            learners=f"{report.learners:,}",
            no_past=f"{report.no_past:,}",
            items=f"{report.items:,}",
            train=f"{report.train_entries:,}",
            test=f"{report.test_entries:,}",
            split=say(f"split_{report.split.replace(' ', '_')}", language),
        ),
        style="dim",
    )
    models = {say("champion", language, model=report.champion.model): report.champion, **report.baselines}
    table = Table(
        box=box.SIMPLE_HEAD, pad_edge=False, caption=say("intervals", language), caption_justify="left"
    )
    table.add_column(say("model", language), no_wrap=True)
    for column in COLUMNS:
        table.add_column(column, justify="right")
    for name, model in models.items():
        table.add_row(name, *(_estimate(model.figures[column]) for column in COLUMNS))
    yield table
    yield heading(say("by_history", language))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(say("history", language), no_wrap=True)
    table.add_column(say("learners", language), justify="right")
    for name in models:
        table.add_column(name, justify="right")
    for place, bucket in enumerate(report.champion.buckets):
        cells = [_estimate(model.buckets[place].figures["recall@10"]) for model in models.values()]
        table.add_row(bucket.history, f"{bucket.learners:,}", *cells)
    yield table


def _estimate(found: Estimate) -> str:
    return f"{found.value:.3f}\n{found.low:.3f}-{found.high:.3f}"
