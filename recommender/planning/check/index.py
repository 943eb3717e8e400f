"""Where does a plan or a record name something: its rows by what they are about, found without looking at each?"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from recommender.ledger.record import Record, Result
from recommender.planning.plan import Application, ClaimRow, Plan, Step
from recommender.vocabulary import ItemId, QualificationId


@dataclass(frozen=True)
class PlanIndex:
    """The rows of a plan by their keys."""

    plan: Plan

    @cached_property
    def claims(self) -> Mapping[str, list[ClaimRow]]:
        """By goal."""
        found: dict[str, list[ClaimRow]] = defaultdict(list)
        for row in self.plan.claims:
            found[row.goal].append(row)
        return found

    @cached_property
    def claimed(self) -> Mapping[tuple[str, str | None], set[str]]:
        """By goal and rule the outputs that are claimed."""
        found: dict[tuple[str, str | None], set[str]] = defaultdict(set)
        for row in self.plan.claims:
            if row.key.startswith("out:"):
                found[row.goal, row.rule].add(row.key)
        return found

    @cached_property
    def through(self) -> Mapping[str, list[Application]]:
        """By rule the applications of it."""
        found: dict[str, list[Application]] = defaultdict(list)
        for one in self.plan.applications:
            found[one.rule].append(one)
        return found

    @cached_property
    def times(self) -> Mapping[tuple[str, str], int]:
        """By goal and rule how often it is applied."""
        return Counter((one.goal, one.rule) for one in self.plan.applications)

    @cached_property
    def feeding(self) -> frozenset[tuple[str, str]]:
        """By goal and rule the applications on an output of which another rests."""
        return frozenset(
            (one.goal, key[4:].rpartition("#")[0])
            for one in self.plan.applications
            for key in one.sources
            if key.startswith("out:") and "#" in key
        )

    @cached_property
    def using(self) -> Mapping[str, list[Application]]:
        """By key of a source the applications that rest on it, each once."""
        found: dict[str, list[Application]] = defaultdict(list)
        for one in self.plan.applications:
            for key in dict.fromkeys(one.sources):
                found[key].append(one)
        return found

    @cached_property
    def steps(self) -> Mapping[int, list[Step]]:
        """By ordinal of the term."""
        found: dict[int, list[Step]] = defaultdict(list)
        for step in self.plan.steps:
            found[step.term].append(step)
        return found


@dataclass(frozen=True)
class RecordIndex:
    """The entries of a record by what they are about."""

    record: Record

    @cached_property
    def results(self) -> Mapping[ItemId, list[Result]]:
        """By item in order of time; the items as the record has them."""
        found: dict[ItemId, list[Result]] = {one.item: [] for one in self.record.results}
        for one in sorted(self.record.results, key=lambda one: (one.completed, one.entry)):
            found[one.item].append(one)
        return found

    @cached_property
    def recognised(self) -> frozenset[str]:
        """Entries of which a recognition was granted."""
        return frozenset(entry for granted in self.record.granted for entry in granted.sources)

    @cached_property
    def awarded(self) -> frozenset[str]:
        """Entries that an award names as used."""
        return frozenset(entry for award in self.record.awards for entry in award.uses)

    @cached_property
    def refused(self) -> Mapping[str, set[str]]:
        """By rule the versions under which it was refused."""
        found: dict[str, set[str]] = defaultdict(set)
        for one in self.record.refused:
            found[one.rule].add(one.rule_version)
        return found

    @cached_property
    def granted(self) -> frozenset[str]:
        """Rules under which something was granted."""
        return frozenset(one.rule for one in self.record.granted)

    @cached_property
    def enrolled(self) -> frozenset[QualificationId]:
        """Qualifications on which the learner is enrolled."""
        return frozenset(one.qualification for one in self.record.enrolments)
