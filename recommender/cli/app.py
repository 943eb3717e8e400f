"""Which commands are there, and how do they get the words of the language that help is asked in?"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from typer import Context, Exit, Option, Typer
from typer.main import get_command

from recommender import __version__
from recommender.cli.audit import audit
from recommender.cli.demo import demo
from recommender.cli.doctor import doctor
from recommender.cli.evaluate import evaluate
from recommender.cli.graph import graph
from recommender.cli.importing import import_catalogue
from recommender.cli.language import Language
from recommender.cli.learners import learners
from recommender.cli.options import Lang
from recommender.cli.plan import plan
from recommender.cli.recommend import recommend
from recommender.cli.review import review
from recommender.cli.serve import serve
from recommender.cli.texts import TEXTS, say
from recommender.cli.train import train

if TYPE_CHECKING:
    from typer.core import TyperGroup

COMMANDS: dict[str, Callable[..., None]] = {
    "demo": demo,
    "import": import_catalogue,
    "learners": learners,
    "audit": audit,
    "plan": plan,
    "review": review,
    "recommend": recommend,
    "graph": graph,
    "train": train,
    "evaluate": evaluate,
    "serve": serve,
    "doctor": doctor,
}
"""In the order in which help lists them: try it, bring your own, ask, learn, run."""


def command(language: Language) -> TyperGroup:
    """The whole command line, its help in one language."""
    app = Typer(add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")
    app.callback(help="help.app")(_root)
    for name, function in COMMANDS.items():
        app.command(name, help=f"help.{name}")(function)
    group: TyperGroup = get_command(app)  # type: ignore[assignment]
    for one in (group, *group.commands.values()):
        _localise(one, language)
    return group


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
