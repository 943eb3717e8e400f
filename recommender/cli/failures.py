"""What does each failure say, in the language of the terminal, and is it the caller's mistake or ours?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from recommender.cli.language import Language
from recommender.cli.texts import TEXTS, say
from recommender.errors import (
    CheckFailed,
    CreditpathError,
    Erased,
    Merged,
    NotFound,
    Quarantined,
    Unavailable,
)

if TYPE_CHECKING:
    from typer import TyperException

EXTRAS = {
    "formats": ("cryptography", "jwt", "lxml", "openpyxl", "pyld"),
    "serve": ("fastapi", "jinja2", "starlette", "uvicorn"),
    "train": ("implicit", "matplotlib", "mlflow", "pandas", "pyarrow", "scipy", "sklearn"),
}
"""Which extra brings which library."""


def sentence_of(failure: Exception, language: Language) -> tuple[str, bool]:
    """One sentence, and whether the failure is a defect of ours."""
    match failure:
        case CheckFailed():
            return say("defect_check", language, message=str(failure)), True
        case CreditpathError():
            return _expected(failure, language), False
        case ModuleNotFoundError() if (extra := extra_of(failure.name or "")) is not None:
            return say("needs_extra", language, library=failure.name or "", extra=extra), False
        case OSError():
            return say("system", language, message=_system(failure)), False
        case _:
            found = f"{type(failure).__name__}: {' '.join(str(failure).split())}"
            return say("defect", language, message=found), True


def extra_of(library: str) -> str | None:
    """The extra that brings a library, or None when none does."""
    top = library.partition(".")[0]
    return next((extra for extra, names in EXTRAS.items() if top in names), None)


def _system(failure: OSError) -> str:
    place = f"{failure.filename}: " if failure.filename else ""
    return f"{place}{failure.strerror or failure}"


def _expected(failure: CreditpathError, language: Language) -> str:
    text = " ".join(str(failure).split())
    match failure:
        case Merged(key=key, into=into, on=on):
            return say("merged", language, key=key, into=into, on=on)
        case Erased(what=what, key=key):
            return say(f"erased_{what}", language, key=key)
        case NotFound(what=what, key=key) if f"no_{what}" in TEXTS[language]:
            return say(f"no_{what}", language, key=key)
        case Quarantined():
            return say("quarantined", language, message=text)
        case Unavailable(what=what) if f"unavailable_{what}" in TEXTS[language]:
            return say(f"unavailable_{what}", language, message=text)
        case _:
            return say("mistake", language, message=text)


def usage_sentence(wrong: TyperException, language: Language, program: str) -> str:
    """What is wrong with the words of the command line, and where to read more."""
    kind = type(wrong).__name__
    special = SPECIAL.get(kind)
    said = special(wrong, language) if special else say("usage", language, message=wrong.format_message())
    context = getattr(wrong, "ctx", None)
    path = context.command_path if context is not None else program
    more = say("usage_more", language, command=f"{path} --help")
    return f"{said}{more}" if language == "zh" else f"{said} {more}"


def _no_such_option(wrong: Any, language: Language) -> str:
    near = ", ".join(sorted(wrong.possibilities or ()))
    key = "usage_no_option_near" if near else "usage_no_option"
    return say(key, language, option=wrong.option_name, near=near)


def _missing(wrong: Any, language: Language) -> str:
    name = "" if wrong.param is None else str(wrong.param.get_error_hint()).strip("'[]")
    return say("usage_missing", language, name=name)


SPECIAL: dict[str, Callable[[Any, Language], str]] = {
    "NoSuchOption": _no_such_option,
    "MissingParameter": _missing,
}
"""By the name of the exception: the library keeps its exceptions of usage to itself."""
