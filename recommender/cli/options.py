"""Which options do several commands share?  Help is a key of the texts; `app` puts the words of the language there."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

from typer import Argument, Option

Learner = Annotated[str, Argument(metavar="LEARNER", help="opt.learner", show_default=False)]
MaybeLearner = Annotated[str | None, Argument(metavar="[LEARNER]", help="opt.learner", show_default=False)]

Lang = Annotated[Literal["zh", "en"] | None, Option("--lang", help="opt.lang", show_default=False)]
AsJson = Annotated[bool, Option("--json", help="opt.json", show_default=False)]

Store = Annotated[
    str | None,
    Option("--store", metavar="FILE", help="opt.store", show_default=False, rich_help_panel="parts"),
]
Ledger = Annotated[
    str | None,
    Option("--ledger", metavar="URL", help="opt.ledger", show_default=False, rich_help_panel="parts"),
]
Model = Annotated[
    Path | None,
    Option("--model", metavar="DIR", help="opt.model", show_default=False, rich_help_panel="parts"),
]
Answers = Annotated[
    str | None,
    Option("--answers", metavar="URL", help="opt.answers", show_default=False, rich_help_panel="parts"),
]

Keep = Annotated[bool, Option("--keep", help="opt.keep")]
Key = Annotated[str, Argument(metavar="KEY", help="opt.key", show_default=False)]
Whose = Annotated[str | None, Option("--learner", metavar="LEARNER", help="opt.whose", show_default=False)]
Goals = Annotated[
    list[str] | None, Option("--goal", metavar="QUALIFICATION", help="opt.goals", show_default=False)
]
Goal = Annotated[str | None, Option("--goal", metavar="QUALIFICATION", help="opt.goal", show_default=False)]
AsOf = Annotated[str | None, Option("--as-of", metavar="YYYY-MM-DD", help="opt.as_of", show_default=False)]
RecordFile = Annotated[Path | None, Option("--record", metavar="FILE", help="opt.record", show_default=False)]
Exclude = Annotated[
    list[str] | None, Option("--exclude", metavar="ITEM", help="opt.exclude", show_default=False)
]
Pin = Annotated[list[str] | None, Option("--pin", metavar="ITEM", help="opt.pin", show_default=False)]
Facts = Annotated[
    list[str] | None, Option("--fact", metavar="NAME=VALUE", help="opt.fact", show_default=False)
]
Load = Annotated[str | None, Option("--load", metavar="CREDITS", help="opt.load", show_default=False)]
NoPersonal = Annotated[bool, Option("--no-personal", help="opt.no_personal", show_default=False)]
Seed = Annotated[int, Option("--seed", min=0, help="opt.seed")]
Host = Annotated[str | None, Option("--host", help="opt.host", show_default=False)]
Port = Annotated[int | None, Option("--port", min=0, max=65535, help="opt.port", show_default=False)]
