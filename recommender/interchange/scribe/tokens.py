"""Which words does a block consist of, and on which line does each stand?"""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommender.errors import Unreadable

_TOKEN = re.compile(
    r"""(?P<blank>\s+|\#[^\n]*)
      |(?P<text>"[^"\n]*")
      |(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})
      |(?P<word>[A-Za-z@][A-Za-z0-9@_\-/]*|[0-9]+[A-Za-z@][A-Za-z0-9@]*)
      |(?P<number>[0-9]+(\.[0-9]+)?)
      |(?P<sign><=|>=|<>|[();:,.+=<>])""",
    re.VERBOSE,
)
LONGEST_NUMBER = 40
"""Digits that a number of a block has at most; nothing that is counted in a qualification has as many."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a block."""

    kind: str
    """text, date, word, number or sign."""
    value: str
    line: int

    @property
    def key(self) -> str:
        """A keyword as it is compared: the language does not mind capitals."""
        return self.value.lower() if self.kind in ("word", "sign") else ""

    @property
    def is_whole(self) -> bool:
        """Whether it is a whole number."""
        return self.kind == "number" and "." not in self.value

    @property
    def plain(self) -> str:
        """A text without its quotes."""
        return self.value.strip('"')


def tokens_of(text: str, file: str) -> list[Token]:
    """Every token in order; remarks from `#` to the end of a line are none.

    Raises:
        Unreadable: a character that begins no token, with its line.
    """
    found, at, line = [], 0, 1
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise Unreadable(
                f"expected a word, a number, a text or a sign, found {text[at]!r}", place=f"{file}:{line}"
            )
        kind, value = match.lastgroup or "", match[0]
        if kind == "number" and len(value) > LONGEST_NUMBER:
            raise Unreadable("expected a number, found one of too many digits", place=f"{file}:{line}")
        if kind != "blank":
            found.append(Token(kind, value, line))
        line += value.count("\n")
        at = match.end()
    return found
