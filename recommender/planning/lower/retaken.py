"""Rows for study beside a result of the item that would count as well: only where something asks for more (B21).

A step asks for a mark of what comes before it, a recognition for a mark, a day, or a mark of what it opens. A result
that gives none of that closes no new study to a plan with such a step or recognition, and closes it to any other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from recommender.planning.lower.context import MEANS, Columns
from recommender.planning.model import Expr, plus, total
from recommender.planning.problem import Held, NewStudy, Variant
from recommender.rules.prerequisite import Passed, atoms
from recommender.vocabulary import GradeScheme, ItemId, reaches


def lower(shared: Columns, schemes: Mapping[str, GradeScheme]) -> None:
    """A row for each such item; of a plan under review its check says it, if nothing asks."""
    for study in shared.classes:
        one = study.first
        if not one.beside or (one.forced and not shared.missing):
            continue
        held = shared.problem.held[one.beside]
        asking = plus(_steps(shared, one, schemes), *_recognitions(shared, one, held, schemes))
        shared.need(plus(asking, {shared.study[study.key]: -1}), 0, MEANS, shared.lacking)


def _steps(shared: Columns, one: NewStudy, schemes: Mapping[str, GradeScheme]) -> Expr:
    """Steps whose prerequisites name a mark of the item that no result of it has."""
    marks = shared.problem.passed.get(one.item.id, ())
    return total(
        (shared.study[study.key], 1)
        for study in shared.classes
        if any(
            atom.item == one.item.id
            and atom.min_grade is not None
            and not any(reaches(mark, atom.min_grade, schemes) for mark in marks)
            for atom in _asked_by(study.first)
        )
    )


def _recognitions(
    shared: Columns, one: NewStudy, held: Held, schemes: Mapping[str, GradeScheme]
) -> Iterator[Expr]:
    """Ways that start from the new study and that the result could not serve as well."""
    for index, column in shared.applied.items():
        variant = shared.problem.variants[index]
        if one.key not in variant.when:
            continue
        if _of_another_day(variant, held) or _of_another_mark(variant, one, held, schemes):
            yield {column: 1}
        elif one.key in variant.new:
            opened = {
                output.item
                for output in variant.outputs
                if output.passes and not reaches(held.grade, output.floor, schemes)
            }
            yield from _opening(shared, column, {item for item in opened if item is not None})


def _of_another_day(variant: Variant, held: Held) -> bool:
    rule = variant.rule
    return bool(rule.shelf_life_years) or held.completed not in rule.completed_within


def _of_another_mark(variant: Variant, one: NewStudy, held: Held, schemes: Mapping[str, GradeScheme]) -> bool:
    return one.key in variant.new and any(
        source.item == one.item.id and not reaches(held.grade, source.min_grade, schemes)
        for source in variant.rule.sources
    )


def _opening(shared: Columns, applied: int, items: set[ItemId]) -> Iterator[Expr]:
    """A column for a recognition that meets, by the mark that it names, what some step asks for."""
    wanting = total(
        (shared.study[study.key], 1)
        for study in shared.classes
        if any(atom.item in items for atom in _asked_by(study.first))
    )
    if wanting:
        column = shared.model.column("opened by a mark")
        shared.model.at_most({column: 1, applied: -1}, 0, MEANS)
        shared.model.at_most(plus({column: 1}, {c: -v for c, v in wanting.items()}), 0, MEANS)
        yield {column: 1}


def _asked_by(one: NewStudy) -> tuple[Passed, ...]:
    """What a step names; of study in progress nothing is asked any more."""
    if one.forced == "in_progress":
        return ()
    return (*atoms(one.item.prerequisites), *atoms(one.item.corequisites))
