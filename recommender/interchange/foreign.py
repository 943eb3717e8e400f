"""What does a document of others tell, whichever of the formats it is in?"""

from __future__ import annotations

from pathlib import Path

from recommender.errors import Unreadable
from recommender.interchange.badges.achievements import read as read_badges
from recommender.interchange.badges.verify import Checker
from recommender.interchange.deposits.achieved import Told
from recommender.interchange.elmo.read import read as read_elmo
from recommender.interchange.elmo.schema import problems, schema_in

__all__ = ["FORMATS", "read_foreign"]

FORMATS = ("elmo", "badges", "clr")


def read_foreign(form: str, content: bytes, place: str, checker: Checker, schema: Path | None = None) -> Told:
    """What the document tells, verified as far as it can be; `schema` is the folder of the official one of ELMO.

    Raises:
        Unreadable: one sentence about what is wrong with it.
    """
    if form != "elmo":
        return read_badges(content, place, checker, form)
    found = problems(content, schema_in(schema), place) if schema is not None else []
    if found:
        raise Unreadable(f"it is not valid by the schema: {found[0]}", place=place)
    return read_elmo(content, place)
