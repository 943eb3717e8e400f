"""Does a limit see an achievement of one origin with no less favour than the same one of another?

Only where it plainly does: a cap that does not mean it, credit in residence, limits that do not look at origins at all.
What is not known here is taken to differ.
"""

from __future__ import annotations

from recommender.rules.cap import Cap
from recommender.rules.claims import Attributes, Origin
from recommender.rules.registry import Limit, seen_by_limit
from recommender.rules.residency import Residency
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import InstitutionId


def no_less_favoured(
    limit: Limit, attributes: Attributes, one: Origin, other: Origin, home: InstitutionId
) -> bool:
    """Whether whatever the limit lets be claimed with the other origin it lets be claimed with the one."""
    match limit:
        case Total() | SingleUse():
            return True
        case Cap() if limit.most_share is None:
            # With no share, what is not meant only leaves room to the rest.
            return not limit.covers(attributes, one, home, None) or _alike(
                limit, attributes, one, other, home
            )
        case Residency() if limit.last_units is None:
            return limit.counts(one, home) or not limit.counts(other, home)
        case _:
            return False


def _alike(limit: Limit, attributes: Attributes, one: Origin, other: Origin, home: InstitutionId) -> bool:
    return seen_by_limit(limit, attributes, one, home) == seen_by_limit(limit, attributes, other, home)
