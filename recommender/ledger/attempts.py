"""Which of several attempts at an item counts (B21)?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from recommender.ledger.record import Result
from recommender.vocabulary import GradeScheme, ItemId


def best_attempts(results: Iterable[Result], schemes: Mapping[str, GradeScheme]) -> dict[ItemId, Result]:
    """Of several attempts at an item the last that no other betters by a grade that compares with its own (B21)."""
    attempts: dict[ItemId, list[Result]] = {}
    for result in sorted(results, key=lambda r: (r.completed, r.entry)):
        attempts.setdefault(result.item, []).append(result)
    return {
        item: [one for one in mine if not any(_better(other, one, schemes) for other in mine)][-1]
        for item, mine in attempts.items()
    }


def _better(one: Result, other: Result, schemes: Mapping[str, GradeScheme]) -> bool:
    if one.grade is None or other.grade is None or one.grade.scheme != other.grade.scheme:
        return False
    scheme = schemes.get(one.grade.scheme)
    ranks = (scheme.rank(one.grade.mark), scheme.rank(other.grade.mark)) if scheme else (None, None)
    return ranks[0] is not None and ranks[1] is not None and ranks[0] > ranks[1]
