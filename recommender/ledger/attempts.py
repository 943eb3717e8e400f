"""Which of several attempts at an item counts (B21)?"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from recommender.ledger.record import Result
from recommender.vocabulary import Grade, GradeScheme, ItemId, Repeats


def best_attempts(results: Iterable[Result], schemes: Mapping[str, GradeScheme]) -> dict[ItemId, Result]:
    """Of several attempts at an item the last that no other betters by a grade that compares with its own (B21)."""
    return counting_attempts(results, schemes, Repeats.BEST)


def counting_attempts(
    results: Iterable[Result], schemes: Mapping[str, GradeScheme], repeats: Repeats
) -> dict[ItemId, Result]:
    """Of each item the attempt that counts, with the mark that counts."""
    attempts: dict[ItemId, list[Result]] = {}
    for result in sorted(results, key=lambda r: (r.completed, r.entry)):
        attempts.setdefault(result.item, []).append(result)
    return {item: _counting(mine, schemes, repeats) for item, mine in attempts.items()}


def counting_results(
    results: Iterable[Result],
    schemes: Mapping[str, GradeScheme],
    repeats: Repeats,
    repeatable: Collection[ItemId],
) -> tuple[Result, ...]:
    """The results that count as attempts go; of what may be repeated each is an achievement of its own (A1)."""
    each = sorted(results, key=lambda r: (r.completed, r.entry))
    counted = counting_attempts((one for one in each if one.item not in repeatable), schemes, repeats)
    return (*counted.values(), *(one for one in each if one.item in repeatable))


def _counting(mine: Sequence[Result], schemes: Mapping[str, GradeScheme], repeats: Repeats) -> Result:
    """Of attempts in order of time."""
    match repeats:
        case Repeats.FIRST:
            return mine[0]
        case Repeats.LAST:
            return mine[-1]
        case Repeats.AVERAGE:
            return (
                mine[0] if len(mine) == 1 else replace(mine[-1], grade=mean([r.grade for r in mine], schemes))
            )
        case _:
            return [one for one in mine if not any(_better(other, one, schemes) for other in mine)][-1]


def mean(grades: Sequence[Grade | None], schemes: Mapping[str, GradeScheme]) -> Grade | None:
    """The mean of marks on one numeric scheme, exactly; of others it is not known, and so it reaches no floor (A2)."""
    marks = [grade for grade in grades if grade is not None]
    named = {grade.scheme for grade in marks}
    scheme = schemes.get(min(named, default=""))
    if len(marks) < len(grades) or len(named) != 1 or scheme is None or not scheme.numeric:
        return None
    ranks = [rank for grade in marks if (rank := scheme.rank(grade.mark)) is not None]
    if len(ranks) < len(marks):
        return None
    return Grade(scheme.id, str(sum(ranks, Fraction(0)) / len(ranks)))


def _better(one: Result, other: Result, schemes: Mapping[str, GradeScheme]) -> bool:
    if one.grade is None or other.grade is None or one.grade.scheme != other.grade.scheme:
        return False
    scheme = schemes.get(one.grade.scheme)
    ranks = (scheme.rank(one.grade.mark), scheme.rank(other.grade.mark)) if scheme else (None, None)
    return ranks[0] is not None and ranks[1] is not None and ranks[0] > ranks[1]
