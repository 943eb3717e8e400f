"""Would our own readers take what was made of a block, each piece and the version as a whole?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from recommender.catalogue import Catalogue
from recommender.catalogue.head import Head
from recommender.catalogue.qualification import read_qualification
from recommender.interchange.scribe.bank import NotSaid
from recommender.rules.fields import Fields, RuleDataError

Json: TypeAlias = dict[str, Any]


def checked(read: Callable[[Fields], object], data: Json) -> None:
    """Refuse what our own reader would refuse, in its words: nothing is called kept that does not load."""
    try:
        read(Fields.of(data, ""))
    except RuleDataError as error:
        raise NotSaid(f"{error.path}: {error.message}") from None


def mistake_in(version: Json, catalogue: Catalogue) -> str:
    """What our own loader would say against a version beside this catalogue; empty where it takes it."""
    head = Head(
        catalogue.id,
        dict(catalogue.titles),
        catalogue.synthetic,
        dict(catalogue.schemes),
        dict(catalogue.ratios),
        dict(catalogue.grade_schemes),
        dict(catalogue.calendars),
        None,
        dict(catalogue.scales),
    )
    try:
        read_qualification(Fields.of(version, ""), head, catalogue.institutions)
    except RuleDataError as error:
        return f"{error.path}: {error.message}"
    return ""
