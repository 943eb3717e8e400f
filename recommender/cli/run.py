"""How does the program begin and end: which exit code, and what is said when something is wrong?

0  answered ("no path" and "refused" are answers)
1  `doctor`: no plan here; `rules lint`: errors; `verify`: not shown
2  a mistake in what was handed in, or a part that is not there
3  a defect of ours
130, 141  stopped from outside, without a word
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from io import TextIOWrapper
from typing import TYPE_CHECKING

from recommender.cli.language import SPOKEN, Language, language_of

if TYPE_CHECKING:
    from typer import TyperException

INTERRUPTED, PIPE_CLOSED, DEFECT, MISTAKE = 130, 141, 3, 2
NAME = "creditpath"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code; nothing but this decides how a failure looks."""
    words = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    language = language_of(words, os.environ)
    SPOKEN.set(language)
    _write_what_can_be_written()
    try:
        code = _invoke(words, language)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _close_quietly()
        return PIPE_CLOSED
    return code


def _invoke(words: list[str], language: Language) -> int:
    # Imported here: Ctrl-C while libraries load ends as quietly as later.
    from typer import Exit, TyperException

    from recommender.cli.app import command

    try:
        with command(language).make_context(NAME, words) as context:
            context.command.invoke(context)
    except Exit as done:
        return done.exit_code
    except TyperException as wrong:
        return _usage(wrong, language)
    except (KeyboardInterrupt, BrokenPipeError):
        raise
    except Exception as failure:
        return _failed(failure, language)
    return 0


def _usage(wrong: TyperException, language: Language) -> int:
    """A mistake in the words of the command line itself."""
    from recommender.cli.failures import usage_sentence

    print(usage_sentence(wrong, language, NAME), file=sys.stderr)
    return MISTAKE


def _failed(failure: Exception, language: Language) -> int:
    """One sentence for whatever went wrong; with CREDITPATH_TRACEBACK=1 the whole story, for whoever mends it."""
    from recommender.cli.failures import sentence_of

    if os.environ.get("CREDITPATH_TRACEBACK") == "1":
        raise failure
    sentence, ours = sentence_of(failure, language)
    print(sentence, file=sys.stderr)
    return DEFECT if ours else MISTAKE


def _write_what_can_be_written() -> None:
    """A terminal that lacks a letter shows a question mark for it; it is no reason to stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def _close_quietly() -> None:
    """Nobody reads any more: let the interpreter's last flush go nowhere, so that it has nothing to complain of."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
