"""How does an answer leave: text made for people on stdout, or JSON and nothing else; remarks go to stderr?"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any, TypeAlias

from rich.console import Console, RenderableType
from rich.text import Text

from recommender.cli.language import SPOKEN, Language
from recommender.cli.texts import say

Json: TypeAlias = dict[str, Any]


class _Console(Console):
    def on_broken_pipe(self) -> None:
        """Let the caller end quietly, with one exit code for every way of writing."""
        raise BrokenPipeError


def _console(stderr: bool) -> Console:
    # Titles are data: nothing in them is markup, an emoji code or a number to be coloured.
    return _Console(stderr=stderr, markup=False, emoji=False, highlight=False)


class Out:
    """Where a command writes, and in which language."""

    def __init__(self, language: Language, as_json: bool) -> None:
        self.language = language
        self.as_json = as_json
        self.console = _console(stderr=False)
        self.remarks = _console(stderr=True)

    @classmethod
    def of(cls, lang: Language | None, as_json: bool = False) -> Out:
        """From what the command line says; where it says nothing, the language of the run."""
        return cls(lang or SPOKEN.get(), as_json)

    def say(self, key: str, /, **values: object) -> str:
        """A text in the language of this answer."""
        return say(key, self.language, **values)

    def title(self, titles: Mapping[str, str]) -> str:
        """The title of a thing."""
        return titles[self.language]

    def show(self, *parts: RenderableType) -> None:
        """Print for people."""
        for part in parts:
            self.console.print(part)

    def line(self, text: str = "", style: str = "") -> None:
        """One paragraph for people."""
        self.console.print(Text(text, style=style))

    def answer(self, data: Json) -> None:
        """Print for programs: the whole of stdout is this one object."""
        # A terminal that cannot write Chinese still gets JSON that means the same.
        ascii_only = (sys.stdout.encoding or "utf-8").lower().replace("-", "") not in {"utf8", "gb18030"}
        sys.stdout.write(json.dumps(data, ensure_ascii=ascii_only, indent=2) + "\n")

    def remark(self, text: str) -> None:
        """A sentence beside the answer, on stderr; never cut or wrapped, so that it can be searched for."""
        self.remarks.print(Text(text), soft_wrap=True)
