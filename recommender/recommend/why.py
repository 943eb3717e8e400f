"""The use case: why this path, why not that item, what would make it shorter, and why is there none (D4, D8)?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from time import monotonic

from recommender.errors import InputError
from recommender.ledger.record import Record
from recommender.planning import Plan, PlanRequest
from recommender.planning.plan import Status
from recommender.planning.why.case import Budget, Case, measured
from recommender.planning.why.certificates import certificates
from recommender.planning.why.fails import if_fails
from recommender.planning.why.impossible import why_impossible
from recommender.planning.why.shorten import Target, shorten
from recommender.planning.why.steps import without_step
from recommender.planning.why.why_not import why_not, why_not_result
from recommender.recommend import why_parts
from recommender.recommend.bank import Bank
from recommender.recommend.plan import answer_versions
from recommender.recommend.replay import replay_key
from recommender.recommend.request import check_items
from recommender.recommend.told import notes
from recommender.recommend.view import Json
from recommender.vocabulary import EntryId, ItemId, format_units

MOST_SOLVES = 2000
"""How many problems one answer solves at most: a number makes answers repeatable, the clock is the outer guard."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked; of nothing the steps of the path are told, or why there is none."""

    items: tuple[str, ...] = ()
    results: tuple[str, ...] = ()
    """Ids of ledger entries."""
    shorter_units: int = 0
    fewer_terms: int = 0
    certificates: bool = False
    fails: bool = False
    """What becomes of the path if a step fails: of the items asked about, else of every step."""

    @property
    def is_open(self) -> bool:
        """Whether nothing in particular is asked."""
        return self == Question()


def why_for(bank: Bank, record: Record, request: PlanRequest, question: Question) -> Json:
    """The answer to each part of the question; the parts that were not asked are empty or null.

    Raises:
        NotFound: an unknown qualification or catalogue year.
        InputError: an item that the catalogue lacks, or an entry that is no result of the learner.
        CheckFailed: the checker refused a plan.
    """
    start = monotonic()
    _known(bank, record, question)
    case = Case(bank.catalogue, record, request, bank.plans)
    plan = case.plan()
    budget = Budget(MOST_SOLVES, request.time_limit)
    told = _Asked(bank, case, plan, *measured(case, plan, budget.left), question, budget).parts()
    return {
        "status": plan.status.value,
        "length": None if plan.length is None else format_units(plan.length),
        "lower_bound": None if plan.lower_bound is None else format_units(plan.lower_bound),
        "terms": None if plan.length is None else plan.busy_terms,
        "scheme": plan.scheme,
        "synthetic": bank.catalogue.synthetic,
        "goals": [goal.key for goal in plan.goals],
        "learner": record.learner,
        "as_of": record.as_of.isoformat(),
        "causes": notes(bank.catalogue, plan.causes),
        **told,
        "complete": plan.status is not Status.REFUSED and not budget.ended and _is_complete(told),
        "versions": answer_versions(bank, record),
        "replay_key": replay_key(
            "why", request, record, bank.catalogue.version, bank.fit.version, question=asdict(question)
        ),
        "meta": {"seconds": round(monotonic() - start, 3)},
    }


def _is_complete(told: Json) -> bool:
    """Whether every part says of itself that nothing was left open."""
    parts = [told["impossible"], told["certificates"], *told["steps"], *told["fails"]]
    searched = told["shorter"] or {"singles_complete": True, "pairs_complete": None}
    return (
        all(part["complete"] for part in parts if part is not None)
        and searched["singles_complete"]
        and searched["pairs_complete"] is not False
        and all(one["reason"] != "unsettled" for one in (*told["items"], *told["results"]))
    )


def _known(bank: Bank, record: Record, question: Question) -> None:
    check_items(bank, "item", question.items)
    held = {one.entry for one in record.results} | {one.entry for one in record.dropped}
    for entry in question.results:
        if entry not in held:
            raise InputError(f"there is no result {entry!r} of this learner", place="result")


@dataclass(frozen=True, slots=True)
class _Asked:
    """One question about one plan."""

    bank: Bank
    case: Case
    plan: Plan
    measure: Case
    least: Plan
    """From whose length others are counted, and the question that it answers."""
    question: Question
    budget: Budget

    def parts(self) -> Json:
        """Every part of the answer, in its order."""
        return {
            "impossible": self.impossible(),
            "steps": self.steps(),
            "fails": self.fails(),
            "items": self.items(),
            "results": self.results(),
            "shorter": self.shorter(),
            "certificates": self.certificates(),
        }

    def impossible(self) -> Json | None:
        if self.plan.status is not Status.INFEASIBLE:
            return None
        found = why_impossible(self.case, self.budget)
        return why_parts.impossible(self.bank, self.plan, found)

    def steps(self) -> list[Json]:
        """What the path would be without each step: of those asked about, else of all that are not begun."""
        if self.plan.length is None:
            return []
        asked = set(self.question.items)
        steps = [one.item for one in self.plan.steps if one.item in asked]
        if self.question.is_open:
            steps = [one.item for one in self.plan.steps if one.why != "in_progress"]
        found = ((item, without_step(self.measure, self.least, item, self.budget)) for item in steps)
        return [why_parts.step(self.bank, item, one) for item, one in found if one is not None]

    def fails(self) -> list[Json]:
        """What becomes of the path if a step fails: of those asked about, else of all, those in progress among them."""
        if not self.question.fails:
            return []
        asked = set(self.question.items)
        steps = [one.item for one in self.plan.steps if one.item in asked or not asked]
        found = ((item, if_fails(self.case, self.plan, item, self.budget)) for item in steps)
        return [why_parts.failing(self.bank, self.plan, item, one) for item, one in found if one is not None]

    def items(self) -> list[Json]:
        found = (
            (key, why_not(self.case, self.plan, key, self.budget, self.least))
            for key in map(ItemId, self.question.items)
        )
        return [why_parts.item(self.bank, key, one) for key, one in found]

    def results(self) -> list[Json]:
        return [
            why_parts.result(
                self.bank,
                self.case.record,
                self.plan,
                EntryId(key),
                why_not_result(self.case, self.plan, key, self.budget),
            )
            for key in self.question.results
        ]

    def shorter(self) -> Json | None:
        target = Target(self.question.shorter_units, self.question.fewer_terms)
        if self.plan.length is None or not (target.units or target.terms):
            return None
        return why_parts.shorter(self.bank, target, shorten(self.case, target, self.budget))

    def certificates(self) -> Json | None:
        if self.plan.length is None or not self.question.certificates:
            return None
        return why_parts.savings(self.bank, certificates(self.case, self.budget))
