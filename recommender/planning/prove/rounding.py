"""Which rows of requirements and limits, rounded, does a solution break that keeps them as they are?"""

from __future__ import annotations

from collections.abc import Iterator

from recommender.planning.check.relaxation import RULES
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
    mosts = {one: program.bounds[program.number[one]][1] for one in mine}
    steps = sorted({abs(value) for value in mine.values()} | {2 * abs(mine[one]) for one in halved})
    for turned in ({}, {one: most for one, most in mosts.items() if there[one] > most / 2}):
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
