"""How is a verdict on a certificate shown: about which catalogue, what is proven, by how much proof, what is broken?"""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import RenderableType
from rich.text import Text

from recommender.cli.language import Language
from recommender.cli.show.head import asked_line
from recommender.cli.show.words import Json, bullet, heading, title
from recommender.cli.texts import say

_STYLES = {"proven": "bold green", "no_path": "bold green", "invalid": "bold red"}


def verify_parts(found: Json, language: Language) -> Iterable[RenderableType]:
    """The whole verdict; where it is judged by another catalogue, that first."""
    if found["catalogue"]["text"] is not None:
        yield Text(title(found["catalogue"]["text"], language), style="bold yellow")
    yield Text(title(found["text"], language), style=_STYLES.get(found["verdict"], "bold yellow"))
    yield from (bullet(title(one["text"], language), 2, "red") for one in found["causes"])
    yield asked_line(found, language)
    proof = found["proof"] or {"rows": 0, "leaves": 0}
    key = "verify_proof" if found["proof"] else "verify_no_proof"
    yield Text(say(key, language, rows=proof["rows"], leaves=proof["leaves"], bytes=f"{found['bytes']:,}"))
    if found["violations"]:
        yield heading(say("violations", language))
        yield from (bullet(title(one["text"], language), 2, "red") for one in found["violations"])
