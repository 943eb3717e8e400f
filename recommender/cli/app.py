"""Which commands are there, and how do they get the words of the language that help is asked in?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Exit, Option, Typer
from typer.main import get_command

from recommender import __version__
from recommender.cli.audit import audit
from recommender.cli.batch import batch_plan
from recommender.cli.demo import demo
from recommender.cli.doctor import doctor
from recommender.cli.evaluate import evaluate
from recommender.cli.explain_change import explain_change
from recommender.cli.graph import graph
from recommender.cli.importing import import_catalogue
from recommender.cli.language import Language
from recommender.cli.learners import learners
from recommender.cli.ledger import check, copy
from recommender.cli.ledger import serve as serve_ledger
from recommender.cli.ledger_forget import forget
from recommender.cli.ledger_import import import_results
from recommender.cli.options import Lang
from recommender.cli.plan import plan
from recommender.cli.recommend import recommend
from recommender.cli.record_applications import record_applications
from recommender.cli.record_export import record_export
from recommender.cli.record_import import record_import
from recommender.cli.record_verify import record_verify
from recommender.cli.replay import replay
from recommender.cli.review import review
from recommender.cli.rules_diff import diff
from recommender.cli.rules_explain import explain
from recommender.cli.rules_export import export
from recommender.cli.rules_lint import lint
from recommender.cli.serve import serve
from recommender.cli.texts import TEXTS, say
from recommender.cli.train import train
from recommender.cli.verify import verify
from recommender.cli.what_if import what_if
from recommender.cli.why import why

if TYPE_CHECKING:
    from typer.core import TyperGroup

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo,
    "import": import_catalogue,
    "learners": learners,
    "audit": audit,
    "plan": plan,
    "why": why,
    "what-if": what_if,
    "review": review,
    "verify": verify,
    "recommend": recommend,
    "replay": replay,
    "explain-change": explain_change,
    "graph": graph,
    "train": train,
    "evaluate": evaluate,
    "serve": serve,
    "doctor": doctor,
}
"""In the order in which help lists them: try it, bring your own, ask, learn, run."""

GROUPS: dict[str, dict[str, Callable[..., None]]] = {
    "rules": {"explain": explain, "lint": lint, "diff": diff, "export": export},
    "batch": {"plan": batch_plan},
    "record": {
        "import": record_import,
        "verify": record_verify,
        "export": record_export,
        "applications": record_applications,
    },
    "ledger": {
        "check": check,
        "serve": serve_ledger,
        "copy": copy,
        "import": import_results,
        "forget": forget,
    },
}
"""Commands with commands of their own."""


def command(language: Language) -> TyperGroup:
    """The whole command line, its help in one language."""
    app = Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.callback(help="help.app")(_root)
    for name, function in COMMANDS.items():
        app.command(name, help=f"help.{name}")(function)
    for name, functions in GROUPS.items():
        own = Typer(add_completion=False, rich_markup_mode="rich")
        own.callback(invoke_without_command=True)(_group)
        for part, function in functions.items():
            own.command(part, help=f"help.{name} {part}")(function)
        app.add_typer(own, name=name, help=f"help.{name}")
    group: TyperGroup = get_command(app)  # type: ignore[assignment]
    for one in _all(group):
        _localise(one, language)
    return group


def _all(one: Any) -> Iterator[Any]:
    """A command and all below it."""
    yield one
    for part in getattr(one, "commands", {}).values():
        yield from _all(part)


def _version(asked: bool) -> None:
    if asked:
        print(__version__)
        raise Exit


def _root(
    version: Annotated[
        bool, Option("--version", callback=_version, is_eager=True, help="opt.version")
    ] = False,
    lang: Lang = None,
) -> None:
    """Options before the command."""


def _group(context: Context, lang: Lang = None) -> None:
    """Options before a command of a group; without a command its help."""
    if context.invoked_subcommand is None:
        print(context.get_help())
        raise Exit


def _localise(one: Any, language: Language) -> None:
    """Put the text where its key stands, down to the headings of the help."""
    one.help = _text(one.help, language)
    one.rich_help_panel = say("panel.commands", language)
    about_help = one.get_help_option(Context(one))
    about_help.help = "opt.help"
    for param in (*one.params, about_help):
        param.help = _text(param.help, language)
        panel = "arguments" if param.param_type_name == "argument" else param.rich_help_panel or "options"
        param.rich_help_panel = say(f"panel.{panel}", language)


def _text(key: str | None, language: Language) -> str:
    return TEXTS[language].get(key or "", key or "")
