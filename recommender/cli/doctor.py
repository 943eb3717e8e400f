"""`creditpath doctor`: what is here, what is missing, and how is it got?"""

from __future__ import annotations

from typer import Exit

from recommender.cli.options import AsJson, Lang, Ledger, Model, Store
from recommender.cli.output import Out


def doctor(
    store: Store = None,
    ledger: Ledger = None,
    model: Model = None,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Look at every part.

    Raises:
        Exit: code 1 where no plan can be made.
    """
    from recommender.cli.opening import settings_from
    from recommender.cli.parts import look_at
    from recommender.cli.show.parts import part_lines

    out = Out.of(lang, as_json)
    parts = look_at(settings_from(store, ledger, model), out.language)
    can_plan = all(part.state != "missing" for part in parts if part.needed)
    if as_json:
        out.answer({"can_plan": can_plan, "parts": {part.name: part.as_json() for part in parts}})
    else:
        out.show(*part_lines(parts, can_plan, out.language))
    if not can_plan:
        raise Exit(1)
