"""Rows of `prerequisite`: new study only where what it asks for is passed; where terms are known, passed before.

Terms are known in the timed model, by its columns, and of a plan that is reviewed, whose steps have theirs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from recommender.planning.lower.context import Columns
from recommender.planning.model import Expr, total
from recommender.planning.problem import Problem
from recommender.rules.learner import Learner, known
from recommender.rules.prerequisite import Atom, Completed, Either, Every, Passed, Prerequisite, Unknown
from recommender.vocabulary import Grade, GradeScheme, ItemId, reaches


@dataclass(frozen=True, slots=True)
class _Before:
    """What passes where terms are known: study in a term below `study`, recognition decided before term `term`."""

    study: int
    term: int


def lower(shared: Columns, given: Callable[[Atom], bool]) -> None:
    """Rows for every special class that has prerequisites; `given` says what the record already passes."""
    for study in shared.classes:
        one = study.first
        if one.forced == "in_progress":
            continue  # admitted already: nothing more is asked of it
        for rule, together in ((one.item.prerequisites, False), (one.item.corequisites, True)):
            if not (shared.when or shared.missing):
                _require(shared, {shared.study[study.key]: 1}, rule, given, None, one.item.id)
                continue
            for ordinal in one.ordinals:
                before = _Before(ordinal + 1 if together else ordinal, ordinal)
                asker = shared.study[study.key] if shared.missing else shared.when[study.key][ordinal]
                _require(shared, {asker: 1}, rule, given, before, one.item.id)


def _require(
    shared: Columns,
    asker: Expr,
    rule: Prerequisite,
    given: Callable[[Atom], bool],
    before: _Before | None,
    name: str,
) -> None:
    """Rows for asker <= rule, where the asker is a single binary column."""
    match rule:
        case Unknown():
            return
        case Every(parts):
            for part in parts:
                _require(shared, asker, part, given, before, name)
        case Either(parts):
            if any(isinstance(p, Unknown) or (not isinstance(p, Every | Either) and given(p)) for p in parts):
                return
            columns: Expr = {}
            for part in parts:
                columns |= (
                    _passing(shared, part, before)
                    if isinstance(part, Passed)
                    else _helper(shared, part, given, before, name)
                )
            _below(shared, asker, columns, name)
        case Passed():
            if not given(rule):
                _below(shared, asker, _passing(shared, rule, before), name)
        case Completed():
            _completed(shared, asker, rule, before, name)
        case _:
            if not given(rule):  # no plan changes it
                _below(shared, asker, {}, name)


def _completed(shared: Columns, asker: Expr, rule: Completed, before: _Before | None, name: str) -> None:
    """Rows for asker <= earlier credit / what is lacking; without terms any study of the plan is taken as earlier."""
    asked = shared.problem.credit[ItemId(name), rule]
    if asked.lacking is None:
        _below(shared, asker, {}, name)
        return
    if asked.lacking <= 0:
        return
    row: Expr = {column: -asked.lacking * value for column, value in asker.items()}
    for study in shared.classes:
        gain = asked.gains.get(study.first.item.id, 0)
        if gain:
            for column, times in _studied(shared, study.key, before).items():
                row[column] = row.get(column, 0) + gain * times
    shared.need(row, 0, f"prerequisite {name}", shared.lacking)


def _helper(
    shared: Columns, part: Prerequisite, given: Callable[[Atom], bool], before: _Before | None, name: str
) -> Expr:
    column = shared.model.column(f"part of {name}")
    _require(shared, {column: 1}, part, given, before, name)
    return {column: 1}


def _below(shared: Columns, asker: Expr, columns: Expr, name: str) -> None:
    row = dict(columns)
    for column, value in asker.items():
        row[column] = row.get(column, 0) - value
    shared.need(row, 0, f"prerequisite {name}", shared.lacking)


def _passing(shared: Columns, atom: Passed, before: _Before | None) -> Expr:
    """Columns that pass the item: its new study, or a recognition that grants it (which shows no grade)."""
    key = f"new:{atom.item}"
    columns: Expr = {}
    if key in shared.study:
        columns |= _studied(shared, key, before)
    if atom.min_grade is not None:
        return columns
    for index in shared.granting.get(atom.item, ()):
        columns |= _granted(shared, index, before)
    return columns


def _studied(shared: Columns, key: str, before: _Before | None) -> Expr:
    if before is None:
        return {shared.study[key]: 1}
    return _taken(shared, key, before.study)


def _taken(shared: Columns, key: str, below: int) -> Expr:
    if shared.missing:
        return {shared.study[key]: 1} if shared.problem.new[key].ordinals[0] < below else {}
    return total((column, 1) for ordinal, column in shared.when[key].items() if ordinal < below)


def _granted(shared: Columns, index: int, before: _Before | None) -> Expr:
    """The variant's column, or in the timed model a column that also waits for its sources and its day."""
    applied, variant = shared.applied[index], shared.problem.variants[index]
    if before is None:
        return {applied: 1}
    if not variant.when or shared.missing:
        day = variant.decided({key: shared.problem.new[key].ordinals[0] for key in variant.when})
        return {applied: 1} if day is None or _decided_by(shared.problem, day, before.term) else {}
    column = shared.model.column(f"granted {variant.rule.id} before {before.term}")
    shared.model.at_most({column: 1, applied: -1}, 0, f"granted {variant.rule.id}")
    for key in variant.when:
        taken = total(
            (chosen, 1)
            for ordinal, chosen in shared.when[key].items()
            if _decided_by(shared.problem, variant.after(key, ordinal), before.term)
        )
        shared.model.at_least({**taken, column: -1}, 0, f"granted {variant.rule.id}")
    return {column: 1}


def _decided_by(problem: Problem, ordinal: int, term: int) -> bool:
    """Whether what is decided after one term is so before another begins."""
    return ordinal < term and problem.decided_after(ordinal) <= problem.terms[term].start


def given_by(
    passed: Mapping[ItemId, tuple[Grade | None, ...]], schemes: Mapping[str, GradeScheme], learner: Learner
) -> Callable[[Atom], bool]:
    """What the record already passes, and what is known of the learner."""

    def answer(atom: Atom) -> bool:
        if isinstance(atom, Completed):
            return False  # who asks matters: its rows say whether it is so
        if not isinstance(atom, Passed):
            return known(atom, learner) is True
        return any(reaches(grade, atom.min_grade, schemes) for grade in passed.get(atom.item, ()))

    return answer
