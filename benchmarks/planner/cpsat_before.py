"""Prerequisites for the CP-SAT model: what passes an item, and what has to hold for new study (B17)?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from benchmarks.planner.unsupported import Unsupported
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, Unknown
from recommender.vocabulary import ItemId, reaches

if TYPE_CHECKING:
    from benchmarks.planner.cpsat_model import Model


def ways(model: Model, atom: Passed) -> list[tuple[Any, tuple[ItemId, ...]]] | None:
    """Literals that pass the item, each with the new items that it waits for; None: it is passed already (B17)."""
    held = model.held.get(atom.item)
    if held and reaches(held.grade, atom.min_grade, model.catalogue.grade_schemes):
        return None
    found: list[tuple[Any, tuple[ItemId, ...]]] = []
    if atom.item in model.new:
        found.append((model.new[atom.item], (atom.item,)))
    if atom.min_grade is None:
        for rule in model.giving[atom.item]:
            waits = tuple(item for item, _ in model.sources[rule] if item in model.new)
            found.append((model.applied[rule], waits))
    return found


def require(model: Model, asker: Any, rule: Prerequisite) -> None:
    """`asker` holds only where the rule does."""
    if isinstance(rule, Every):
        for part in rule.parts:
            require(model, asker, part)
        return
    clause = _clause(model, rule)
    if clause is not None:
        model.cp.add_bool_or([*clause, asker.negated()])


def _clause(model: Model, rule: Prerequisite) -> list[Any] | None:
    """Literals of which one has to hold; None: nothing is asked."""
    match rule:
        case Unknown():
            return None
        case Passed():
            found = ways(model, rule)
            return None if found is None else [literal for literal, _ in found]
        case Every():
            if all(_clause(model, part) is None for part in rule.parts):
                return None
            helper = model.cp.new_bool_var("")
            for part in rule.parts:
                require(model, helper, part)
            return [helper]
        case Either(parts):
            clauses = [_clause(model, part) for part in parts]
            return None if None in clauses else [x for clause in clauses if clause for x in clause]
        case _:
            raise Unsupported(f"a prerequisite of another form: {rule}")
