"""Which options do the commands about the documents of others share, and what do they open?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Option

from recommender.errors import InputError, Unreadable

if TYPE_CHECKING:
    from datetime import date

    from recommender.interchange.badges.contexts import Contexts
    from recommender.interchange.badges.verify import Checker

ContextsDir = Annotated[
    Path | None, Option("--contexts", metavar="DIR", help="opt.contexts", show_default=False)
]
Documents = Annotated[
    Path | None, Option("--documents", metavar="FILE", help="opt.documents", show_default=False)
]
LookUpHosts = Annotated[
    list[str] | None, Option("--look-up", metavar="HOST", help="opt.look_up", show_default=False)
]
SchemaDir = Annotated[Path | None, Option("--schema", metavar="DIR", help="opt.schema", show_default=False)]


def contexts_from(folder: Path | None) -> Contexts:
    """The JSON-LD contexts that are known."""
    from recommender.interchange.badges.contexts import Contexts

    return Contexts.of(folder)


def checker_from(
    as_of: date, contexts: Path | None, documents: Path | None, hosts: list[str] | None
) -> Checker:
    """What verifies credentials as of a day, and where it may look something up."""
    from recommender.interchange.badges.verify import Checker
    from recommender.interchange.lookup import held, nowhere, several, web

    ways = [held(documents)] if documents else []
    ways += [web(hosts)] if hosts else []
    return Checker(as_of, contexts_from(contexts), several(*ways) if ways else nowhere)


def content_of(file: Path) -> bytes:
    """The bytes of a document of somebody else, which is not read where it is too large for one.

    Raises:
        Unreadable: there is no such file, or it is too large.
    """
    from recommender.interchange.markup import MOST_BYTES

    try:
        size = file.stat().st_size
        if size > MOST_BYTES:
            raise Unreadable(f"expected at most {MOST_BYTES} bytes, found {size}", place=str(file))
        return file.read_bytes()
    except OSError as wrong:
        raise Unreadable(f"cannot be read: {wrong.strerror}", place=str(file)) from None


def put(file: Path, content: bytes) -> None:
    """A file that is there once it is whole.

    Raises:
        InputError: it cannot be written.
    """
    part = file.with_name(f"{file.name}.part")
    try:
        part.write_bytes(content)
        part.replace(file)
    except OSError as wrong:
        raise InputError(f"cannot be written: {wrong.strerror}", place=str(file)) from None
