"""Limit kind `single_use`: within one qualification an achievement counts once, and once a lineage (A3, B6, B11).

It is the law of every qualification, whether its text says so or not: a result counts either as itself, in one
place, or as a source of one recognition; of a lineage (renumbered, re-titled, duplicate) at most one counts or is
studied anew.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass

from recommender.rules.claims import Attributes, Claim, Ground, LimitResult, Origin
from recommender.rules.fields import Fields, Json
from recommender.vocabulary import InstitutionId

KIND = "single_use"
MONOTONE = True
WHY_MONOTONE = "a further achievement may be left unused"


@dataclass(frozen=True, slots=True)
class SingleUse:
    """The law's own id, for citing."""

    id: str = "single-use"


def read(fields: Fields, total_units: int) -> SingleUse:
    """Read `{kind, id}`."""
    fields.only("kind", "id")
    return SingleUse(fields.ident("id"))


def data(limit: SingleUse) -> Json:
    """The canonical form."""
    return {"kind": KIND, "id": limit.id}


def sees(limit: SingleUse, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> None:
    """Tells no achievement from another, lineages apart, which are planned item by item."""


def evaluate(limit: SingleUse, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """Nothing to show: every assignment that is ever made keeps the law; `overused` and `duplicated` judge it."""
    return ()


@dataclass(frozen=True, slots=True)
class Use:
    """One use of one achievement: as itself (`by` is the place) or as a source (`by` is the rule)."""

    key: str
    by: str
    lineage: str | None
    exempt: bool = False
    """True where the rule that uses it carries `reuse`: such a use neither blocks nor is blocked."""


def overused(uses: Collection[Use]) -> tuple[str, ...]:
    """Keys used more than once, exempt uses apart."""
    counts = Counter(use.key for use in uses if not use.exempt)
    return tuple(sorted(key for key, count in counts.items() if count > 1))


def duplicated(uses: Collection[Use], studied: Collection[tuple[str, str | None]]) -> tuple[str, ...]:
    """Lineages of which more than one member is used or studied anew; `studied` has (key, lineage) of new study."""
    members: dict[str, set[str]] = {}
    for key, lineage in [*((use.key, use.lineage) for use in uses), *studied]:
        if lineage is not None:
            members.setdefault(lineage, set()).add(key)
    return tuple(sorted(lineage for lineage, keys in members.items() if len(keys) > 1))
