"""How does the end of a batch look: how many have which answer, and what was found once for several?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.texts import say

WORDS = {
    "optimal": "batch_optimal",
    "bounded": "batch_bounded",
    "infeasible": "batch_infeasible",
    "refused": "batch_refused",
    "failed": "batch_failed",
}


def batch_parts(answer: dict[str, Any], language: Language) -> Iterator[RenderableType]:
    """One line each: the learners, their answers, the reuse, the file."""
    rate, share = answer["meta"]["learners_per_second"], answer["reused_share"]
    speed = "" if rate is None else say("batch_rate", language, rate=f"{rate:,.1f}")
    yield Text(say("batch_learners", language, count=f"{answer['learners']:,}", rate=speed))
    for status, count in answer["came"].items():
        yield Text(f"  {say(WORDS[status], language)}: {count:,}")
    yield Text(say("batch_certified", language, count=f"{answer['certified']:,}"))
    if share is not None:
        yield Text(say("batch_reused", language, count=f"{answer['reused']:,}", share=f"{share:.0%}"))
    yield Text(say("batch_stopped" if answer["stopped"] else "batch_file", language, file=answer["out"]))
