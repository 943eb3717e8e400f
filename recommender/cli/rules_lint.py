"""`creditpath rules lint`: what is wrong with a rule book, where, and how grave is it?"""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from typer import Exit, Option

from recommender.cli.options import AsJson, AsOf, Lang
from recommender.cli.output import Out
from recommender.cli.rules_explain import Book

ERRORS = 1


def lint(
    catalogue: Book,
    as_of: AsOf = None,
    no_solve: Annotated[bool, Option("--no-solve", help="opt.no_solve", show_default=False)] = False,
    all_findings: Annotated[
        bool, Option("--all-findings", help="opt.all_findings", show_default=False)
    ] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Check everything that text, graph and solver can tell.

    Raises:
        Exit: code 1 where there are errors.
    """
    from recommender.catalogue import load
    from recommender.cli.opening import day_from, settings_from, today
    from recommender.cli.progress import Stages
    from recommender.cli.show.rules import lint_parts
    from recommender.recommend.rulebook import finding_json, lint_for

    out = Out.of(lang, as_json)
    day = day_from(as_of) or today(settings_from())
    with Stages(out) as told:
        told("reading", 0, 0)
        loaded = load(catalogue)
        told.finished("reading")
        found = lint_for(loaded, day, told, solve=not no_solve)
    counts = Counter(one.severity for one in found)
    answer = {
        "catalogue": {"id": loaded.catalogue.id, "version": loaded.catalogue.version},
        "as_of": day.isoformat(),
        "counts": {name: counts[name] for name in ("error", "warning", "note")},
        "findings": [finding_json(one) for one in found],
    }
    if as_json:
        out.answer(answer)
    else:
        out.show(*lint_parts(answer, out.language, all_findings))
    if counts["error"]:
        raise Exit(ERRORS)
