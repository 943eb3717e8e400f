"""Which recognitions can bring credit towards each goal, whoever applies, and how much at most (A3-A7)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from recommender.catalogue.objects import Qualification
from recommender.planning.check.amounts import missed, output_units, sent
from recommender.planning.check.places import Places
from recommender.planning.check.streams import Stream, Way
from recommender.planning.check.texts import Texts, texts_of
from recommender.planning.check.told import Given, Told
from recommender.rules.outputs import CreditOutput, ElectiveOutput, Output
from recommender.rules.recognition import Recognition
from recommender.vocabulary import Assurance, ItemId, RuleId, RuleStatus

UNBOUNDED = 10**9
"""More credit than any achievement has: what hangs on a chain of recognitions is bounded by nothing else."""


@dataclass(frozen=True)
class Recognitions(Places):
    """The recognitions that the texts open towards some goals on a day."""

    @cached_property
    def texts(self) -> Texts:
        """What the snapshot says by itself."""
        return texts_of(self.catalogue)

    @cached_property
    def ways(self) -> tuple[dict[RuleId, Way], ...]:
        """By goal and rule what may be applied; rules that give nothing to the goals are left out."""
        found: list[dict[RuleId, Way]] = []
        for goal, version in enumerate(self.goals):
            usable = [rule for rule in self.catalogue.rules.values() if self._usable(version, rule)]
            bases = {source.item for rule in usable if rule.chain > 1 for source in rule.sources}
            ways = (self._way(goal, rule, bases) for rule in usable)
            found.append({RuleId(way.rule): way for way in ways if way is not None})
        return tuple(found)

    def _usable(self, version: Qualification, rule: Recognition) -> bool:
        """By its own text: whom it is for, and what the ledger says of it, is another matter."""
        ended = rule.applied_within.end is not None and rule.applied_within.end <= self.request.as_of
        allowed = self.request.assurance - {Assurance.PREDICTED}
        return (
            rule.status is RuleStatus.APPROVED
            and not rule.is_refusal
            and not ended
            and rule.assurance in allowed
            and not missed(rule, version)
        )

    def _way(self, goal: int, rule: Recognition, bases: set[ItemId]) -> Way | None:
        told = self.texts.told(rule)
        if len(told.slots) < rule.need:
            return None
        home = rule.recogniser == self.goals[goal].institution
        given = tuple(self._given(goal, rule, told)) if home else ()
        opens = told.opens if home else frozenset()
        credits = frozenset(
            one.item for one in rule.outputs if isinstance(one, CreditOutput) and one.item in bases
        )
        if not given and not opens and not credits:
            return None
        ended = rule.completed_within.end is not None and rule.completed_within.end <= self.request.as_of
        return Way(
            goal,
            rule.id,
            told.slots,
            rule.need,
            rule.reuse,
            rule.chain > 1,
            not ended,
            given,
            opens,
            credits,
            rule.id,
        )

    def _given(self, goal: int, rule: Recognition, told: Told) -> Iterator[Stream]:
        for one in told.given:
            places = (self.naming if one.exempt else self.fits)(goal, one.look)
            amounts = self._amounts(goal, rule, one) if places else None
            if amounts is None:
                continue
            yield Stream(
                f"out:{rule.id}#{one.number}",
                *amounts,
                one.look,
                told.origin,
                places,
                one.lineage,
                one.through,
                shared=self.is_shared(goal, places),
                recognised=True,
            )

    def _amounts(self, goal: int, rule: Recognition, given: Given) -> tuple[int, int] | None:
        """The least and the most credit of an output, whatever its sources; None where there is no exact amount."""
        if isinstance(given.output, CreditOutput | ElectiveOutput) and given.output.amount.by_target:
            return self._amounts_towards(goal, rule, given.output)
        about, known = (self.goals[goal].scheme, rule.id, given.number), self.texts.amounts
        if about not in known:
            known[about] = self._amounts_towards(goal, rule, given.output)
        return known[about]

    def _amounts_towards(self, goal: int, rule: Recognition, output: Output) -> tuple[int, int] | None:
        version, facts = self.goals[goal], self.facts
        fixed = output_units(facts, version, rule, output, None)
        if fixed is not None:
            return fixed, fixed
        if output_units(facts, version, rule, output, []) is None:
            return None
        if rule.chain > 1 or len(rule.sources) > 1:
            return 0, UNBOUNDED
        item = self.catalogue.items.get(rule.sources[0].item)
        new = sent(self.catalogue, item, None, version.scheme) if item else None
        found = None if new is None else output_units(facts, version, rule, output, [new])
        return (0, UNBOUNDED) if found is None else (found, found)
