"""Which facts is a plan judged by: the things handed in, found by their keys, and nothing worked out from the plan?

What the parts of the checker make of them they may keep here (`once`), and nobody hands it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Granted, Record, Result
from recommender.planning.check.index import PlanIndex, RecordIndex
from recommender.planning.check.repeatable import may_repeat
from recommender.planning.check.wording import Wording, wording_of
from recommender.planning.plan import Application, Plan, Step
from recommender.planning.request import PlanRequest
from recommender.rules.recognition import Recognition
from recommender.vocabulary import (
    Assurance,
    Grade,
    InstitutionId,
    ItemId,
    Repeats,
    RuleStatus,
    Term,
)


@dataclass(frozen=True)
class Facts:
    """What every check may look at; of doubled keys in a plan the first is kept here, the checks name the others."""

    catalogue: Catalogue
    record: Record
    request: PlanRequest
    plan: Plan
    goals: tuple[Qualification, ...]
    terms: tuple[Term, ...]
    """Every term of the horizon; a term's place here is its ordinal."""
    results: Mapping[str, Result] = field(init=False)
    granted: Mapping[str, Granted] = field(init=False)
    steps: Mapping[str, Step] = field(init=False)
    applications: Mapping[tuple[str, str], Application] = field(init=False)
    """By goal and rule."""
    in_progress: frozenset[ItemId] = field(init=False)
    inside: PlanIndex = field(init=False)
    """The rows of the plan by what they are about."""
    entries: RecordIndex = field(init=False)
    """The entries of the record by what they are about."""
    memory: dict[object, tuple[object, Any]] = field(init=False, repr=False, compare=False)
    """What was worked out once (`once`)."""

    def __post_init__(self) -> None:
        found = {
            "results": {result.entry: result for result in self.record.results},
            "granted": {granted.entry: granted for granted in self.record.granted},
            "steps": {step.item: step for step in reversed(self.plan.steps)},
            "applications": {(one.goal, one.rule): one for one in reversed(self.plan.applications)},
            "in_progress": frozenset(study.item for study in self.record.in_progress),
            "inside": PlanIndex(self.plan),
            "entries": RecordIndex(self.record),
            "memory": {},
        }
        for name, value in found.items():
            object.__setattr__(self, name, value)

    def term(self, ordinal: int) -> Term | None:
        """The term, None where the horizon has no such ordinal."""
        return self.terms[ordinal] if 0 <= ordinal < len(self.terms) else None

    def barred(self, rule: Recognition) -> str:
        """Why nobody may apply under the rule now, whatever the sources and the day (A3, A5, A6); empty: nothing."""
        version = self.catalogue.hashes.get(("rule", rule.id), "")
        refusals = self.entries.refused.get(rule.id, ())
        if rule.is_refusal:
            return "gives nothing, on record"
        if rule.status is not RuleStatus.APPROVED:
            return f"is {rule.status}"
        if rule.assurance is Assurance.PREDICTED or rule.assurance not in self.request.assurance:
            return f"is of an assurance that is not allowed, {rule.assurance}"
        if version in refusals or version[:12] in refusals:
            return "was refused in the ledger under the same version"
        if rule.id in self.entries.granted:
            return "was granted in the ledger already"
        return self._not_for(rule) or self.withdrawing(rule)

    def _not_for(self, rule: Recognition) -> str:
        """Why the rule is not for this learner; empty where it is, as far as the ledger shows."""
        asked = rule.learner
        if asked.regions and self.record.region not in asked.regions:
            return f"is for learners of {', '.join(sorted(asked.regions))}"
        if asked.enrolled_in and self.entries.enrolled.isdisjoint(asked.enrolled_in):
            return f"is for learners enrolled in {', '.join(sorted(asked.enrolled_in))}"
        if asked.enrolled_at and self._homes.isdisjoint(asked.enrolled_at):
            return f"is for learners enrolled at {', '.join(sorted(asked.enrolled_at))}"
        return ""

    @cached_property
    def _homes(self) -> frozenset[InstitutionId]:
        """The institutions of what the learner is enrolled on."""
        versions = (self.catalogue.qualifications.get(one, ()) for one in self.entries.enrolled)
        return frozenset(version.institution for some in versions for version in some)

    def withdrawing(self, rule: Recognition | None) -> str:
        """That what the rule gives is taken away by something passed or in progress; empty: nothing does."""
        if rule is None or not rule.withdrawn_by:
            return ""
        found = next((item for item in self._taken if item in rule.withdrawn_by), "")
        return f"gives what {found} has taken away" if found else ""

    @cached_property
    def _taken(self) -> tuple[ItemId, ...]:
        """Everything passed or in progress."""
        return tuple(dict.fromkeys((*self.entries.results, *sorted(self.in_progress))))

    def goal(self, key: str) -> Qualification | None:
        """The version that is judged under the key; None where there is none."""
        return self._goals.get(key)

    @cached_property
    def _goals(self) -> dict[str, Qualification]:
        return {goal.key: goal for goal in reversed(self.goals)}

    def source(self, key: str) -> tuple[Item, Result | None, Step | None] | None:
        """What a source key (`held:ENTRY`, `new:ITEM`) stands for; None when it names no known result or step."""
        try:
            return self._sources[key]
        except KeyError:
            found = self._sources[key] = self._source(key)
            return found

    @cached_property
    def _sources(self) -> dict[str, tuple[Item, Result | None, Step | None] | None]:
        return {}

    def _source(self, key: str) -> tuple[Item, Result | None, Step | None] | None:
        kind, _, rest = key.partition(":")
        result = self.results.get(rest) if kind == "held" else None
        step = self.steps.get(rest) if kind == "new" else None
        thing = result or step
        item = self.catalogue.items.get(thing.item) if thing else None
        return (item, result, step) if item else None

    def attempts(self, result: Result) -> list[Result]:
        """All results of its item that no award has used up for every goal, in order of time (B16, B21).

        What may be repeated is attempted once by each result (A1).
        """
        item = self.catalogue.items.get(result.item)
        apart = item is not None and may_repeat(self.catalogue, item)
        same = [result] if apart else self.entries.results.get(result.item, ())
        return [one for one in same if not self._used_up(one.entry)] if self.record.awards else list(same)

    @property
    def by_item(self) -> Mapping[ItemId, list[Result]]:
        """The results of each item in order of time."""
        return self.entries.results

    @cached_property
    def seasons(self) -> frozenset[str]:
        """The seasons of the calendar, as far as the horizon has them."""
        return frozenset(one.season for one in self.terms)

    def wording(self, goal: Qualification) -> Wording:
        """What a version says."""
        kept = self._wordings.get(id(goal))
        if kept is None:  # it holds the version, so that nothing else can have its identity
            kept = self._wordings[id(goal)] = wording_of(self.catalogue, goal)
        return kept

    @cached_property
    def _wordings(self) -> dict[int, Wording]:
        return {}

    def _used_up(self, entry: str) -> bool:
        if not self.record.awards:
            return False
        near = {entry, *(one.entry for one in self.record.granted if entry in one.sources)}
        takers = {
            award.qualification
            for award in self.record.awards
            for version in self.catalogue.qualifications.get(award.qualification, ())
            if version.year == award.year and version.consumes and not near.isdisjoint(award.uses)
        }
        return bool(takers) and takers.isdisjoint(goal.id for goal in self.goals)

    def grade(self, result: Result, goal: Qualification) -> Grade | None:
        """The mark that counts: its own, or where the version says so the mean of all attempts, if all compare."""
        attempts = self.attempts(result) if goal.repeats is Repeats.AVERAGE else ()
        if len(attempts) < 2:
            return result.grade
        schemes = {one.grade.scheme if one.grade else "" for one in attempts}
        scheme = self.catalogue.grade_schemes.get(min(schemes))
        if len(schemes) > 1 or scheme is None or not scheme.numeric:
            return None
        values = [scheme.rank(one.grade.mark) for one in attempts if one.grade]
        known = [value for value in values if value is not None]
        if len(known) < len(attempts):
            return None
        return Grade(scheme.id, str(sum(known, Fraction(0)) / len(known)))

    def completed(self, result: Result | None, step: Step | None) -> date | None:
        """The day on which a result was completed, or a step ends; None when its term does not exist."""
        if result is not None:
            return result.completed
        term = self.term(step.term) if step else None
        return term.end if term else None
