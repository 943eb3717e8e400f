"""`creditpath rules explain`: what does a rule say, as clauses that a registrar can sign?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

from typer import Argument, Option

from recommender.cli.options import AsJson, Lang
from recommender.cli.output import Json, Out

if TYPE_CHECKING:
    from recommender.explanation.whole import Whole

Book = Annotated[Path, Argument(metavar="CATALOGUE", help="opt.catalogue", show_default=False)]


def explain(
    catalogue: Book,
    name: Annotated[str, Argument(metavar="OBJECT", help="opt.object", show_default=False)],
    markdown: Annotated[bool, Option("--markdown", help="opt.markdown", show_default=False)] = False,
    as_json: AsJson = False,
    lang: Lang = None,
) -> None:
    """Print a qualification version, a recognition rule or an item, clause by clause."""
    from rich.text import Text

    from recommender.catalogue import load
    from recommender.explanation import whole_print

    out = Out.of(lang, as_json)
    found = whole_of(load(catalogue).catalogue, name)
    if as_json:
        out.answer(_json(found))
        return
    form = whole_print.markdown if markdown else whole_print.plain
    # Never wrapped: a clause is one line, wherever it is printed.
    out.console.print(Text(form(found, out.language)), soft_wrap=True)


def whole_of(catalogue: object, name: str) -> Whole:
    """What an id names: a version, the newest version of a qualification, a rule or an item.

    Raises:
        NotFound: it names none of these.
    """
    from recommender.catalogue import Catalogue
    from recommender.errors import NotFound
    from recommender.explanation.names import qualification_version
    from recommender.explanation.whole import whole_item, whole_qualification, whole_rule
    from recommender.vocabulary import ItemId, QualificationId, RuleId

    assert isinstance(catalogue, Catalogue)
    several = catalogue.qualifications.get(QualificationId(name), ())
    version = several[-1] if several else qualification_version(catalogue, name)
    if version is not None:
        return whole_qualification(catalogue, version)
    if name in catalogue.rules:
        return whole_rule(catalogue, catalogue.rules[RuleId(name)])
    if name in catalogue.items:
        return whole_item(catalogue, catalogue.items[ItemId(name)])
    raise NotFound("rule, qualification or item", name)


def _json(found: Whole) -> Json:
    return {
        "kind": found.kind,
        "id": found.id,
        "version": found.hash,
        "title": dict(found.title),
        "clauses": [
            {
                "key": clause.key,
                "number": clause.number,
                "text": dict(clause.text),
                "items": {language: list(lines) for language, lines in clause.lines.items()},
            }
            for clause in found.clauses
        ],
    }
