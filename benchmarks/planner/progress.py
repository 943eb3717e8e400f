"""How far is a long run?  One line on the error stream, so that the output stays one object for other programs."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from time import monotonic
from typing import TextIO

WIDTH = 24
EVERY = 10.0
"""Seconds between lines where the stream is no terminal."""


@dataclass
class Bar:
    """So many of so many done, at which rate, and how long it will take at that rate."""

    name: str
    total: int
    stream: TextIO = field(default_factory=lambda: sys.stderr)
    done: int = 0
    begun: float = field(default_factory=monotonic)
    shown: float = field(default_factory=monotonic)

    def step(self) -> None:
        """One more is done."""
        self.done += 1
        now = monotonic()
        if self.stream.isatty():
            self.stream.write("\r" + self.line(now))
            self.stream.flush()
        elif now - self.shown >= EVERY:
            self.shown = now
            self.stream.write(self.line(now) + "\n")
            self.stream.flush()

    def line(self, now: float) -> str:
        """Name, bar, count, rate and time left."""
        full = WIDTH * self.done // max(1, self.total)
        rate = self.done / max(1e-6, now - self.begun)
        left = max(0, self.total - self.done) / max(1e-6, rate)
        return (
            f"{self.name:<16} [{'#' * full}{'.' * (WIDTH - full)}] {self.done}/{self.total}"
            f" {rate:.1f}/s {left:.0f} s left"
        )

    def end(self, remark: str = "") -> None:
        """The last line stays, with what there is to say."""
        before = "\r" if self.stream.isatty() else ""
        tail = f"; {remark}" if remark else ""
        self.stream.write(f"{before}{self.line(monotonic())}{tail}\n")
        self.stream.flush()
