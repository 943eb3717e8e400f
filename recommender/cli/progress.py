"""How far is it?  A bar with rate and time left on a terminal; elsewhere one line for each stage, or nothing."""

from __future__ import annotations

from types import TracebackType
from typing import Protocol

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TaskID,
    TextColumn,
    TimeRemainingColumn,
)
from rich.text import Text

from recommender.cli.output import Out
from recommender.cli.texts import TEXTS


class Told(Protocol):
    """What long work calls: (what is being done, how much is done, how much there is)."""

    def __call__(self, label: str, done: int, total: int) -> None:
        """Called often; cheap."""
        ...


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        """Pieces a second, once that can be said."""
        return Text("" if not task.speed else f"{task.speed:,.1f}/s", style="progress.data.speed")


class Stages:
    """Shows the progress of one command; use it as a context and hand it to the work as its callback."""

    def __init__(self, out: Out) -> None:
        self._out = out
        self._known: dict[str, TaskID] = {}
        self._bars = None if out.as_json or not out.remarks.is_terminal else _bars(out)

    def __enter__(self) -> Stages:
        if self._bars is not None:
            self._bars.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._bars is not None:
            self._bars.stop()

    def __call__(self, label: str, done: int, total: int) -> None:
        """Tell how far a stage is; `total` 0: nobody knows how much there is."""
        new = label not in self._known
        if self._bars is not None:
            if new:
                self._known[label] = self._bars.add_task(stage_name(self._out, label), total=total or None)
            self._bars.update(self._known[label], completed=done, total=total or None)
        elif new and not self._out.as_json:
            self._known[label] = TaskID(len(self._known))
            self._out.remark(f"{stage_name(self._out, label)} ...")

    def finished(self, label: str) -> None:
        """A stage of unknown size is over."""
        self(label, 1, 1)


def stage_name(out: Out, label: str) -> str:
    """The stage in words; stages that nobody translated tell their own name."""
    key = f"stage.{label}"
    return out.say(key) if key in TEXTS[out.language] else label


def _bars(out: Out) -> Progress:
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
        console=out.remarks,
        transient=True,
    )
