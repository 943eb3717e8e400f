"""In which language does the terminal want to be spoken to?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from typing import Literal, TypeAlias

Language: TypeAlias = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
DEFAULT: Language = "zh"

SPOKEN: ContextVar[Language] = ContextVar("SPOKEN", default=DEFAULT)
"""The language of this run, for whoever was not told another one."""


def language_of(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """What `--lang` says, else what the first of LC_ALL, LC_MESSAGES and LANG says, else Chinese.

    It is read before the command line is parsed, because help and mistakes have to be told in it too.
    """
    for place, word in enumerate(arguments):
        value = word.removeprefix("--lang=") if word.startswith("--lang=") else ""
        if word == "--lang" and place + 1 < len(arguments):
            value = arguments[place + 1]
        if value in LANGUAGES:
            return value
    stated = next(filter(None, (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    return "en" if stated.lower().startswith("en") else DEFAULT
