"""What do both say of one question: the product's plan, and the model in CP-SAT?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from statistics import median
from time import process_time

from benchmarks.planner.cpsat import Answer, Question, least_length
from benchmarks.planner.learners import Case
from recommender.catalogue.objects import Catalogue
from recommender.planning import GoalRef, Plan, PlanRequest, make_plan
from recommender.planning.plan import Status
from recommender.vocabulary import UNITS_PER_CREDIT, InstitutionId


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of the table."""

    case: Case
    everywhere: bool
    """New study at every institution, or only at the awarding one."""
    plan: Plan
    seconds: float
    other: Answer
    timed: bool
    """Whether the other model had to place the steps in terms to decide."""

    @property
    def agrees(self) -> bool:
        """Both prove the same length, or that there is no path."""
        if self.plan.status is Status.INFEASIBLE:
            return self.other.status == "infeasible"
        proven = self.plan.status is Status.OPTIMAL and self.other.status == "optimal"
        return proven and self.plan.length == self.other.length


def compare(
    catalogue: Catalogue, asked: Iterable[Case], everywhere: bool, seconds: float = 60.0
) -> Iterator[Compared]:
    """Answer each question both ways; every plan has passed the checker inside `make_plan`."""
    for case in asked:
        version = catalogue.qualification(case.degree, None, case.record.as_of)
        home: frozenset[InstitutionId] | None = None if everywhere else frozenset({version.institution})
        request = PlanRequest((GoalRef(case.degree),), case.record.as_of, institutions=home)
        start = process_time()
        plan = make_plan(catalogue, case.record, request)
        took = process_time() - start
        question = Question(catalogue, case.record, version, home, seconds=seconds)
        other = least_length(question)
        timed = other.length is not None and plan.length != other.length
        if timed:
            other = least_length(replace(question, timed=True))
        yield Compared(case, everywhere, plan, took, other, timed)


HEADER = (
    f"{'learner':<12} {'results':>7} {'degree':<46} {'study':<10}"
    f" {'ours':>8} {'cp-sat':>8} {'s':>7} {'s':>7} {'ratio':>6}"
)


def line(row: Compared) -> str:
    """One line of the table; a disagreement is marked."""
    mark = "" if row.agrees else f"  DIFFERS ({row.plan.status}, {row.other.status})"
    return (
        f"{row.case.record.learner:<12} {len(row.case.record.results):>7} {row.case.degree[:46]:<46}"
        f" {'everywhere' if row.everywhere else 'at home':<10} {_credits(row.plan.length):>8}"
        f" {_credits(row.other.length):>8} {row.seconds:>7.2f} {row.other.seconds:>7.2f}"
        f" {row.other.seconds / row.seconds:>6.1f}{' (timed)' if row.timed else ''}{mark}"
    )


def _credits(units: int | None) -> str:
    return "no path" if units is None else f"{units / UNITS_PER_CREDIT:g}"


def summary(rows: list[Compared]) -> str:
    """Medians, and whether all agree."""
    ours, other = [row.seconds for row in rows], [row.other.seconds for row in rows]
    ratios = [row.other.seconds / row.seconds for row in rows]
    agree = sum(row.agrees for row in rows)
    degrees = len({row.case.degree for row in rows})
    return (
        f"{agree} of {len(rows)} agree ({degrees} degrees); ours {median(ours):.2f} s median, {max(ours):.2f} s most;"
        f" CP-SAT {median(other):.2f} s median, {max(other):.2f} s most; ratio {median(ratios):.1f} median"
    )
