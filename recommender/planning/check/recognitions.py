"""Which recognitions can bring credit towards each goal, whoever applies, and how much at most (A3-A7)?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from recommender.catalogue.objects import Item, Qualification
from recommender.planning.check.amounts import missed, output_attributes, output_units, sent
from recommender.planning.check.places import Places
from recommender.planning.check.streams import Stream, Way
from recommender.planning.check.witness import recognised_from
from recommender.rules.claims import Origin
from recommender.rules.outputs import CreditOutput, ExemptionOutput, Output, PrerequisiteOutput
from recommender.rules.prerequisite import atoms
from recommender.rules.recognition import Recognition, Source
from recommender.vocabulary import Assurance, ItemId, RuleId, RuleStatus

UNBOUNDED = 10**9
"""More credit than any achievement has: what hangs on a chain of recognitions is bounded by nothing else."""


@dataclass(frozen=True)
class Recognitions(Places):
    """The recognitions that the texts open towards some goals on a day."""

    @cached_property
    def named(self) -> frozenset[ItemId]:
        """Items that a prerequisite of anything names."""
        rules = (
            rule for one in self.catalogue.items.values() for rule in (one.prerequisites, one.corequisites)
        )
        return frozenset(atom.item for rule in rules for atom in atoms(rule))

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
        items = self.catalogue.items
        slots = tuple(
            tuple(
                one.item
                for one in slot
                if one.item in items and one.suits(items[one.item].issuer, items[one.item].level)
            )
            for slot in rule.slots
        )
        slots = tuple(slot for slot in slots if slot)
        if len(slots) < rule.need:
            return None
        home = rule.recogniser == self.goals[goal].institution
        given = tuple(self._given(goal, rule)) if home else ()
        opens = frozenset(filter(None, map(_opened, rule.outputs))) & self.named if home else frozenset()
        credits = frozenset(one.item for one in rule.outputs if isinstance(one, CreditOutput)) & bases
        if not given and not opens and not credits:
            return None
        ended = rule.completed_within.end is not None and rule.completed_within.end <= self.request.as_of
        return Way(
            goal,
            rule.id,
            slots,
            rule.need,
            rule.reuse,
            rule.chain > 1,
            not ended,
            given,
            opens,
            credits,
            rule.id,
        )

    def _suits(self, source: Source) -> bool:
        item = self.catalogue.items[source.item]
        return source.suits(item.issuer, item.level)

    def _given(self, goal: int, rule: Recognition) -> Iterator[Stream]:
        for number, output in enumerate(rule.outputs):
            look = output_attributes(self.catalogue, rule, output)
            if look is None or isinstance(output, PrerequisiteOutput):
                continue
            exempt = isinstance(output, ExemptionOutput)
            places = self.naming(goal, look) if exempt else self.fits(goal, look)
            amounts = self._amounts(goal, rule, output)
            if not places or amounts is None:
                continue
            item = self.catalogue.items[look.item] if look.item is not None else None
            sources = [self.catalogue.items[s.item] for s in rule.sources if s.item in self.catalogue.items]
            yield Stream(
                f"out:{rule.id}#{number}",
                *amounts,
                look,
                _origin(rule, sources),
                places,
                item.lineage_key if item else None,
                self._through(rule, item, sources),
                shared=self.is_shared(goal, places),
                recognised=True,
            )

    def _through(self, rule: Recognition, item: Item | None, sources: list[Item]) -> frozenset[str]:
        """Lineages that it may come from; through a chain that may be its own."""
        own = {item.lineage_key} if item is not None and rule.chain > 1 else set()
        return frozenset({one.lineage_key for one in sources} | own)

    def _amounts(self, goal: int, rule: Recognition, output: Output) -> tuple[int, int] | None:
        """The least and the most credit of an output, whatever its sources; None where there is no exact amount."""
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


def _opened(output: Output) -> ItemId | None:
    """The item that an output lets pass for a prerequisite."""
    if isinstance(output, PrerequisiteOutput):
        return output.item
    return output.item if isinstance(output, CreditOutput) and output.prerequisite else None


def _origin(rule: Recognition, sources: list[Item]) -> Origin | None:
    """Where it comes from, if that is the same of every choice of its sources."""
    if rule.chain > 1 or not sources or len(sources) < len(rule.sources):
        return None
    origins = {recognised_from([one], rule.agreement, rule.id) for one in sources}
    whole = recognised_from(sources, rule.agreement, rule.id)
    certain = rule.need == len(rule.sources) or len(origins) == 1
    return whole if certain else None
