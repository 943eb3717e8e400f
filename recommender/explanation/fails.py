"""What is said of a step that fails: how much more study, how many terms later, and what is taken then (B22)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from recommender.catalogue.objects import Catalogue
from recommender.explanation import names
from recommender.explanation.reasons import Reason
from recommender.explanation.words import Named, Terms, Units
from recommender.planning.plan import Plan, Status
from recommender.planning.why.fails import IfFails, studied_otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing(Reason):
    """One thing that is so if a step fails."""

    code: ClassVar[str] = "if_fails"
    outcome: str
    term: Named | None = None
    added: Units | None = None
    spent: Units | None = None
    terms: Terms | None = None
    instead: tuple[Named, ...] = ()

    @property
    def key(self) -> str:
        return f"if_fails.{self.outcome}"


def explain_if_fails(found: IfFails, plan: Plan, catalogue: Catalogue) -> tuple[Failing, ...]:
    """No more than is proven (D4): a length only where nothing is shorter, terms only where there are no fewer."""
    return (*_length(found, plan), *_then(found, plan, catalogue))


def _length(found: IfFails, plan: Plan) -> Iterator[Failing]:
    """The length, and whose word it is that there is none less, or none at all."""
    term, added, length = names.term(found.term), found.added_units, found.plan.length
    if added is not None:
        outcome = "longer" if added > 0 else "shorter" if added < 0 else "equal"
        yield Failing(outcome=outcome, term=term, added=Units(abs(added)), spent=Units(found.spent_units))
        yield Failing(outcome=f"least_{found.proof}")
    elif found.status is Status.INFEASIBLE:
        yield Failing(outcome="lost", term=term)
        yield Failing(outcome=f"lost_{found.proof}")
    elif length is None or plan.length is None or length < plan.length:
        yield Failing(outcome="unknown", term=term)
    else:
        yield Failing(outcome="found", term=term, added=Units(length - plan.length))


def _then(found: IfFails, plan: Plan, catalogue: Catalogue) -> Iterator[Failing]:
    if found.added_units is None:
        return
    yield _ends(found.added_terms)
    if found.again is not None:
        yield Failing(outcome="again", term=names.term(found.again))
    gained, _ = studied_otherwise(found, plan)
    if gained:
        yield Failing(outcome="instead", instead=tuple(names.item(catalogue, key) for key in gained))
    if found.otherwise:
        yield Failing(outcome="otherwise")


def _ends(added: int | None) -> Failing:
    if added is None:
        return Failing(outcome="unsettled_terms")
    outcome = "later" if added > 0 else "sooner" if added < 0 else "as_soon"
    return Failing(outcome=outcome, terms=Terms(abs(added)))
