"""Limit kind `shelf_life`: what was completed too long before the award, enrolment or now does not count (B18)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from recommender.rules.claims import Attributes, Circumstances, Claim, Ground, LimitResult, Origin, once
from recommender.rules.fields import Fields, Json
from recommender.rules.sets import EVERYTHING, ItemSet, read_set, set_data
from recommender.vocabulary import InstitutionId, months_later

KIND = "shelf_life"
MONOTONE = True
WHY_MONOTONE = (
    "a result that is too old is left unclaimed, and what is under a shelf life may be studied again"
)
AWARD, ENROLMENT, NOW = "award", "enrolment", "now"
SINCE = (AWARD, ENROLMENT, NOW)


@dataclass(frozen=True, slots=True)
class ShelfLife:
    """What is in the set counts as itself only if it was completed at most `months` before the day of `since`.

    Recognised credit is dated by its decision: how old its sources may be is for its rule to say.
    """

    id: str
    months: int
    since: str
    """`award`, `enrolment` (the as-of day for who is not enrolled) or `now`."""
    of: ItemSet = EVERYTHING

    def judges(self, attributes: Attributes, origin: Origin) -> bool:
        """Whether such an achievement is under the limit at all."""
        return not origin.recognised and attributes in self.of

    def day(self, facts: Circumstances) -> date:
        """The day up to which it has to last."""
        if self.since == ENROLMENT:
            return facts.entered or facts.as_of
        return (facts.award or facts.as_of) if self.since == AWARD else facts.as_of

    def lasts(self, earned: date, until: date) -> bool:
        """Whether what was completed on one day still counts on another: on its anniversary it does."""
        return months_later(earned, self.months) >= until


def read(fields: Fields, total_units: int) -> ShelfLife:
    """Read `{kind, id, of?, years | months, from: award | enrolment | now}`."""
    fields.only("kind", "id", "of", "years", "months", "from")
    if fields.has("years") == fields.has("months"):
        raise fields.fail("years", "expected exactly one of `years` and `months`")
    months = 12 * fields.integer("years", 1) if fields.has("years") else fields.integer("months", 1)
    if months > 1200:
        raise fields.fail("years" if fields.has("years") else "months", "expected 100 years at most")
    since = fields.text("from")
    if since not in SINCE:
        raise fields.fail("from", f"expected one of {', '.join(SINCE)}, found {since!r}")
    of = read_set(fields.sub("of")) if fields.has("of") else EVERYTHING
    return ShelfLife(fields.ident("id"), months, since, of)


def data(limit: ShelfLife) -> Json:
    """The canonical form: in years where they are whole."""
    years, rest = divmod(limit.months, 12)
    found: Json = {"kind": KIND, "id": limit.id, "from": limit.since}
    found |= {"months": limit.months} if rest else {"years": years}
    return found | ({} if limit.of == EVERYTHING else {"of": set_data(limit.of)})


def sees(limit: ShelfLife, attributes: Attributes, origin: Origin, awarding: InstitutionId) -> bool:
    """Whether it is under the limit."""
    return limit.judges(attributes, origin)


def outdone(limit: ShelfLife, claim: Claim, facts: Circumstances) -> bool:
    """Whether new study may last where this result does not; until the award is there, nobody knows."""
    if claim.earned is None or not limit.judges(claim.attributes, claim.origin):
        return False
    return limit.since == AWARD or not limit.lasts(claim.earned, limit.day(facts))


def evaluate(limit: ShelfLife, claims: Collection[Claim], ground: Ground) -> tuple[LimitResult, ...]:
    """The achievements that do not last until the day; there may be none."""
    until = limit.day(ground.facts)
    late = tuple(
        claim.key
        for claim in once(claims)
        if limit.judges(claim.attributes, claim.origin)
        and claim.earned is not None
        and not limit.lasts(claim.earned, until)
    )
    return (LimitResult(limit.id, not late, len(late), 0, True, late),)
