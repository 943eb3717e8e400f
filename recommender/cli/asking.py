"""How does an answer about one learner leave, and what is said of the rows of a record that were left out?"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from typer import Exit

from recommender.cli.output import Json, Out

if TYPE_CHECKING:
    from rich.console import RenderableType

    from recommender.ledger import Record, RecordFinding
    from recommender.recommend import Bank
    from recommender.recommend.question import Question

LEFT_OUT = 2


def keep_it(out: Out, url: str | None, bank: Bank, record: Record, question: Question, answer: Json) -> None:
    """Keep the answer, and say under which key, so that it can be replayed."""
    from recommender.recommend.keeping import answers_url, keep
    from recommender.store import open_store

    with open_store(url or answers_url(bank.settings)) as store:
        out.remark(out.say("kept", key=keep(store, bank, record, question, answer)))


def leave(
    out: Out,
    answer: Json,
    parts: Callable[[], Iterable[RenderableType]],
    findings: Iterable[RecordFinding] = (),
) -> None:
    """Show the answer, then each broken row of a handed-in record by its place.

    The answer stands on the rows that could be read; the exit code says that some could not.

    Raises:
        Exit: code 2 where rows were left out.
    """
    if out.as_json:
        out.answer(answer)
    else:
        out.show(*parts())
    broken = list(findings)
    for finding in broken:
        out.remark(str(finding))
    if broken:
        raise Exit(LEFT_OUT)
