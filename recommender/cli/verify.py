"""`creditpath verify`: does a certificate show what it says, whoever made it?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

from typer import Argument, Exit, Option

from recommender.cli.options import AsJson, Lang
from recommender.cli.output import Out

NOT_SHOWN = 1


def verify(
    file: Annotated[Path, Argument(metavar="FILE", help="opt.verify_file", show_default=False)],
    store: Annotated[
        str | None, Option("--store", metavar="FILE", help="opt.store", show_default=False)
    ] = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Derive everything again from the catalogue and the record in the file.

    Raises:
        Exit: code 1 unless all that it says has been shown.
    """
    from recommender.catalogue import load
    from recommender.cli.opening import settings_from
    from recommender.cli.show.verify import verify_parts
    from recommender.recommend.verify import verify_file

    out = Out.of(lang, as_json)
    loaded = load(Path(settings_from(store).store_url.removeprefix("sqlite:///")))
    found = verify_file(loaded.catalogue, file)
    if as_json:
        out.answer(found)
    else:
        out.show(*verify_parts(found, out.language))
    if not found["certified"]:
        raise Exit(NOT_SHOWN)
