"""How are the figures of one data set set out as a Markdown table?"""

from __future__ import annotations

from benchmarks.ranking.published import PUBLISHED
from recommender.ranking.intervals import Estimate
from recommender.ranking.report import EvaluationReport, ModelFigures

__all__ = ["table"]

HEAD = (
    "| method | recall@10 | NDCG@10 | PHR@10 | MRR | fit s | rank s | figures |",
    "|---|---|---|---|---|---|---|---|",
)
COLUMNS = ("recall@10", "ndcg@10", "phr@10", "mrr")


def table(report: EvaluationReport) -> str:
    """Our models with 95 % intervals, others' figures below, and recall by length of history."""
    lines = [
        f"### {report.dataset}",
        "",
        f"{report.learners:,} learners asked ({report.no_past:,} without a past left out), {report.items:,} items, "
        f"{report.train_entries:,} entries to learn from, {report.test_entries:,} to find; split: {report.split}; "
        f"every item ranked, the learner's own masked, ties averaged; chosen in {report.choose_seconds:.1f} s.",
        "",
        *HEAD,
        _row(f"**{report.champion.model}** (champion)", report.champion),
    ]
    lines += [_row(name, figures) for name, figures in report.baselines.items()]
    for other in PUBLISHED.get(report.dataset, ()):
        cells = [_figure(value) for value in (other.recall, other.ndcg, other.phr)]
        lines.append(f"| {other.method} | {' | '.join(cells)} | | | | {other.source} |")
    return "\n".join([*lines, "", *_by_history(report)])


def _row(name: str, figures: ModelFigures) -> str:
    cells = [_estimate(figures.figures[column]) for column in COLUMNS]
    seconds = f"{figures.fit_seconds:.2f} | {figures.rank_seconds:.2f}"
    return f"| {name} | {' | '.join(cells)} | {seconds} | this run |"


def _by_history(report: EvaluationReport) -> list[str]:
    models = {"champion": report.champion, **report.baselines}
    lines = [
        "recall@10 by length of history:",
        "",
        f"| items | learners | {' | '.join(models)} |",
        f"|---|---|{'---|' * len(models)}",
    ]
    for place, bucket in enumerate(report.champion.buckets):
        cells = [_estimate(model.buckets[place].figures["recall@10"]) for model in models.values()]
        lines.append(f"| {bucket.history} | {bucket.learners:,} | {' | '.join(cells)} |")
    return lines


def _estimate(found: Estimate) -> str:
    return f"{_figure(found.value)} ({_figure(found.low)} to {_figure(found.high)})"


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".removeprefix("0")
