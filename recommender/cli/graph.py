"""`creditpath graph`: what is around an item, AND and OR told apart?"""

from __future__ import annotations

from typing import Annotated

from typer import Argument, Option

from recommender.cli.options import AsJson, Lang, Store
from recommender.cli.output import Out


def graph(
    item: Annotated[str, Argument(metavar="ITEM", help="opt.item", show_default=False)],
    depth: Annotated[int, Option("--depth", min=1, max=3, help="opt.depth")] = 1,
    store: Store = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Show prerequisites, recognition rules and requirements near an item."""
    from recommender.cli.opening import bank_from
    from recommender.cli.show.graph import neighbourhood_parts
    from recommender.recommend import neighbourhood_for

    out = Out.of(lang, as_json)
    found = neighbourhood_for(bank_from(store, None, None), item, depth)
    if as_json:
        out.answer(found)
    else:
        out.show(*neighbourhood_parts(found, out.language))
