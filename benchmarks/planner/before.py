"""Prerequisites in the other statement: what passes an item, and what has to hold for new study (B17)?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from benchmarks.planner.unsupported import Unsupported
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, Unknown
from recommender.vocabulary import ItemId, reaches

if TYPE_CHECKING:
    from benchmarks.planner.statement import Statement


def ways(model: Statement, atom: Passed) -> list[tuple[int, tuple[ItemId, ...]]] | None:
    """Columns that pass the item, each with the new items that it waits for; None: it is passed already (B17)."""
    held = model.held.get(atom.item)
    if held and reaches(held.grade, atom.min_grade, model.catalogue.grade_schemes):
        return None
    found: list[tuple[int, tuple[ItemId, ...]]] = []
    if atom.item in model.new:
        found.append((model.new[atom.item], (atom.item,)))
    if atom.min_grade is None:
        for goal in model.goals:
            for rule in goal.giving[atom.item]:
                waits = tuple(item for item, _ in goal.sources[rule] if item in model.new)
                found.append((goal.applied[rule], waits))
    return found


def require(model: Statement, asker: int, rule: Prerequisite) -> None:
    """`asker` holds only where the rule does."""
    if isinstance(rule, Every):
        for part in rule.parts:
            require(model, asker, part)
        return
    clause = _clause(model, rule)
    if clause is not None:
        model.rows.some(clause, asker)


def _clause(model: Statement, rule: Prerequisite) -> list[int] | None:
    """Columns of which one has to be 1; None: nothing is asked."""
    match rule:
        case Unknown():
            return None
        case Passed():
            found = ways(model, rule)
            return None if found is None else [column for column, _ in found]
        case Every():
            if all(_clause(model, part) is None for part in rule.parts):
                return None
            helper = model.rows.boolean()
            for part in rule.parts:
                require(model, helper, part)
            return [helper]
        case Either(parts):
            clauses = [_clause(model, part) for part in parts]
            return None if None in clauses else [one for clause in clauses if clause for one in clause]
        case _:
            raise Unsupported(f"a prerequisite of another form: {rule}")
