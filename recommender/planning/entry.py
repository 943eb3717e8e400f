"""Does the learner have what a qualification asks of whoever enrols: shown, and never in the way of a plan (A8)?"""

from __future__ import annotations

from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue, Qualification
from recommender.ledger.record import Record
from recommender.planning.completed import completed_units
from recommender.planning.holdings import passed_items
from recommender.planning.learner import learner_of
from recommender.planning.request import PlanRequest
from recommender.rules.learner import known
from recommender.rules.prerequisite import NOTHING, Atom, Completed, Every, Passed, Prerequisite, judged
from recommender.vocabulary import reaches

MET, UNMET, UNKNOWN = "met", "unmet", "unknown"


@dataclass(frozen=True, slots=True)
class EntryCondition:
    """One condition, as it stands on the day of the record; `unknown` where it hangs on what nobody has said."""

    condition: Prerequisite
    state: str


def entry_conditions(
    catalogue: Catalogue, record: Record, request: PlanRequest, version: Qualification
) -> tuple[EntryCondition, ...]:
    """Every condition that the version states side by side; by the ledger and the caller, whatever is planned."""
    if version.entry == NOTHING:
        return ()
    learner, passed = learner_of(catalogue, record, request), passed_items(record)

    def answer(atom: Atom) -> bool | None:
        if isinstance(atom, Passed):
            grades = passed.get(atom.item, ())
            return any(reaches(grade, atom.min_grade, catalogue.grade_schemes) for grade in grades)
        if isinstance(atom, Completed):
            return completed_units(catalogue, record, version.scheme, atom.of) >= atom.units
        return known(atom, learner)

    parts = version.entry.parts if isinstance(version.entry, Every) else (version.entry,)
    state = {True: MET, False: UNMET, None: UNKNOWN}
    return tuple(EntryCondition(part, state[judged(part, answer)]) for part in parts)
