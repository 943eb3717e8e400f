"""Where does the reading of a block stand, and which tokens belong to which clause?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from recommender.errors import Unreadable
from recommender.interchange.scribe.tokens import Token
from recommender.interchange.scribe.tree import Span

DEEPEST = 30


class NotKnown(Exception):
    """A construct that the grammar does not know, found while reading one that it began to know."""


class Cursor:
    """A place in the tokens of one file."""

    def __init__(self, tokens: list[Token], file: str) -> None:
        self.tokens, self.file, self.at = tokens, file, 0
        self.stop = len(tokens)
        """Where what is being read ends at the latest: nothing that is not closed reaches beyond it."""
        self.depth = 0
        self.clauses: list[Span] = []
        self.structure: list[int] = []

    @property
    def done(self) -> bool:
        return self.at >= self.stop

    @property
    def key(self) -> str:
        return "" if self.done else self.tokens[self.at].key

    @property
    def kind(self) -> str:
        return "" if self.done else self.tokens[self.at].kind

    @property
    def after(self) -> Token:
        """The token behind this one; one of no kind at the end of the file."""
        return self.tokens[self.at + 1] if self.at + 1 < self.stop else Token("", "", 0)

    def take(self) -> Token:
        if self.done:
            raise NotKnown
        self.at += 1
        return self.tokens[self.at - 1]

    def frame(self, *keys: str) -> None:
        """Words that have to stand here, or the block has no frame."""
        for key in keys:
            if self.key != key:
                found = "the end of the file" if self.done else repr(self.tokens[self.at].value)
                raise self.broken(f"expected {key.upper()!r}, found {found}")
            self.structure.append(self.at)
            self.at += 1

    def maybe(self, *keys: str) -> bool:
        """Take a word that only holds clauses together, if it stands here."""
        if self.key not in keys or self.done:
            return False
        self.structure.append(self.at)
        self.at += 1
        return True

    def broken(self, what: str) -> Unreadable:
        line = self.tokens[min(self.at, len(self.tokens) - 1)].line if self.tokens else 1
        return Unreadable(what, place=f"{self.file}:{line}")

    @contextmanager
    def deeper(self) -> Iterator[None]:
        """While something is read that stands within another of its sort, to a depth that texts of rules have."""
        if self.depth == DEEPEST:
            raise self.broken(f"expected rules and conditions within each other at most {DEEPEST} deep")
        self.depth += 1
        try:
            yield
        finally:
            self.depth -= 1

    def span(self, start: int, end: int | None = None) -> Span:
        """A clause from `start` to here."""
        stop = self.at if end is None else end
        words = " ".join(token.value for token in self.tokens[start:stop])
        one = Span(start, stop, self.tokens[start].line, words)
        self.clauses.append(one)
        return one

    def names(self) -> tuple[str, ...]:
        self.word("(")
        found = [self.name()]
        while self.key == ",":
            self.at += 1
            found.append(self.name())
        self.word(")")
        return tuple(found)

    def name(self) -> str:
        one = self.take()
        if one.kind not in ("word", "text"):
            raise NotKnown
        return one.plain

    def text_here(self) -> None:
        if self.take().kind != "text":
            raise NotKnown

    def number(self) -> str:
        one = self.take()
        if one.kind != "number":
            raise NotKnown
        return one.value

    def whole(self) -> int:
        one = self.take()
        if not one.is_whole:
            raise NotKnown
        return int(one.value)

    def word(self, key: str) -> None:
        if self.key != key:
            raise NotKnown
        self.at += 1

    def word_if(self, key: str) -> bool:
        if self.key != key:
            return False
        self.at += 1
        return True
