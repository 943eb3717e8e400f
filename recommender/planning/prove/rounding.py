"""Which rows of requirements and limits, rounded, does a solution break that keeps them as they are?"""

from __future__ import annotations

from collections.abc import Hashable, Iterator

from recommender.planning.check.relaxation import RULES, Relaxation
from recommender.planning.check.rounded import MARK, rounded, rounded_name
from recommender.planning.check.row import Name, Row
from recommender.planning.prove.program import Answer, Program

CLEAR = 1e-3
"""How far a solution has to be from a rounded row, in its own measure, for the row to come in."""
WHOLE = 1e-6


def rounded_rows(program: Program, answer: Answer) -> list[tuple[Name, Row]]:
    """For each row the rounding that the solution breaks the most."""
    there = {program.columns[c]: v for c, v in enumerate(answer.values) if v > WHOLE}
    found = []
    for name, row in zip(program.names, program.rows, strict=True):
        if name[0] in RULES and MARK not in name:
            best = max(_broken(program, name, row, there), default=None, key=lambda one: one[0])
            if best is not None:
                found.append(best[1:])
    return found


def _broken(
    program: Program, name: Name, row: Row, there: dict[str, float]
) -> Iterator[tuple[float, Name, Row]]:
    """Roundings that the solution breaks, and how far."""
    mine = {one: row.factor(one) for one in there}
    mine = {one: value for one, value in mine.items() if value}
    halved = [one for one in mine if abs(there[one] - round(there[one])) > WHOLE]
    if not halved:
        return
    bare = Row(mine, row.least)
    steps = sorted({abs(value) for value in mine.values()} | {2 * abs(mine[one]) for one in halved})
    for turned in ({}, _turned(program.relaxation, bare, there)):
        for step in steps:
            short = rounded(bare, step, turned)
            if short is None:
                continue
            size = sum(value * value for value in short.terms.values()) ** 0.5
            value = sum(value * there[one] for one, value in short.terms.items())
            if short.least - value > CLEAR * size:
                whole = rounded(row, step, turned)
                assert whole is not None
                yield (short.least - value) / size, rounded_name(name, step, turned), whole


def _turned(ground: Relaxation, row: Row, there: dict[str, float]) -> dict[str, int]:
    """Columns of which there is more than half of what can be, with those that go together."""
    many: dict[Hashable, float] = {}
    for column in row.terms:
        one = ground.together(row, column)
        many[one] = many.get(one, 0.0) + there[column]
    full = [one for one in row.terms if many[ground.together(row, one)] > ground.bounds(one)[1] / 2]
    return ground.mosts(row, full)
