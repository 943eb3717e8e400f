"""What may a limit refer to, and which limits does an institution set for every version that it awards (B7)?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from recommender.catalogue.head import Head, check_grade
from recommender.catalogue.objects import Institution
from recommender.rules.average import Average
from recommender.rules.fields import Fields
from recommender.rules.min_grade import MinGrade
from recommender.rules.registry import Limit, read_limit
from recommender.rules.sharing import Sharing
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import UNITS_PER_CREDIT, InstitutionId, NodeId

_ANY_TOTAL = 120 * UNITS_PER_CREDIT
"""What shares are taken of while nobody knows yet which version they will be of."""


def parts_named(limit: Limit) -> Iterator[tuple[str, NodeId]]:
    """The requirements that a limit names, each with its field."""
    for name in ("within", "share_of"):
        part = getattr(limit, name, None)
        if part is not None:
            yield name, part
    for number, pair in enumerate(limit.between if isinstance(limit, Sharing) else ()):
        yield from ((f"between/{number}", part) for part in pair)


def check_marks(fields: Fields, path: str, limit: Limit, head: Head) -> None:
    """Refuse a scale or a mark that the catalogue lacks: nothing could ever be measured by it."""
    if isinstance(limit, Average) and limit.scale not in head.scales:
        known = ", ".join(head.scales) or "none"
        raise fields.fail(f"{path}/scale", f"expected a scale of {known}, found {limit.scale!r}")
    for grade in limit.grades if isinstance(limit, MinGrade) else ():
        check_grade(fields, f"{path}/grade", grade, head.grade_schemes)


def read_wide(fields: Fields, head: Head) -> tuple[Mapping[str, Any], ...]:
    """The limits of an institution as they are written: a share is of the total of each version that it awards."""
    if not fields.has("limits"):
        return ()
    limits = fields.each("limits", lambda one: read_limit(one, _ANY_TOTAL), least=0)
    for place, limit in enumerate(limits):
        path = f"limits/{place}"
        if isinstance(limit, Total | SingleUse):
            raise fields.fail(f"{path}/kind", "expected no law that every version has anyway")
        for name, part in parts_named(limit):
            raise fields.fail(f"{path}/{name}", f"expected no requirement of one version, found {part!r}")
        check_marks(fields, path, limit, head)
    if len({limit.id for limit in limits}) != len(limits):
        raise fields.fail("limits", "expected each id once")
    return tuple(fields.data["limits"])


def wide_limits(home: Institution, own: Collection[Limit], total: int) -> tuple[Limit, ...]:
    """The limits of the awarding institution, those apart of which the version has one of its own by the same id."""
    stated = {limit.id for limit in own}
    found = (read_limit(Fields(one, f"/institution/{home.id}"), total) for one in home.limits)
    return tuple(limit for limit in found if limit.id not in stated)


def named_issuers(home: Institution) -> Iterator[InstitutionId]:
    """The institutions whose credit the limits of an institution look at."""
    for data in home.limits:
        yield from (InstitutionId(name) for name in (data.get("source") or {}).get("issuers") or ())
