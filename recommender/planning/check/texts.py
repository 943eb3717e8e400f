"""What do the texts of a snapshot say by themselves, whatever the goals, whoever learns (D5)?

Worked out once for a snapshot, and only as far as some question asks for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property

from recommender.catalogue.objects import Catalogue, Item
from recommender.planning.check.clauses import clauses
from recommender.planning.check.told import Told, told
from recommender.rules.outputs import CreditOutput
from recommender.rules.prerequisite import Prerequisite, atoms
from recommender.rules.recognition import Recognition
from recommender.rules.targets import ANYONE
from recommender.vocabulary import Grade, ItemId, RuleId


@dataclass(frozen=True)
class Texts:
    """Items and rules of one catalogue."""

    catalogue: Catalogue
    _told: dict[RuleId, Told] = field(default_factory=dict)
    amounts: dict[tuple[str, RuleId, int], tuple[int, int] | None] = field(default_factory=dict)
    """By scheme, rule and number of the output: the least and the most that it gives, where no target changes it."""
    loads: dict[tuple[str, ItemId], int | None] = field(default_factory=dict)
    """By scheme and item how much study it asks for, where that hangs on nothing else."""

    def told(self, rule: Recognition) -> Told:
        """What a rule says by itself."""
        found = self._told.get(rule.id)
        if found is None:
            found = self._told[rule.id] = told(self.catalogue, rule, self.named)
        return found

    @cached_property
    def named(self) -> frozenset[ItemId]:
        """Items that a prerequisite of anything names."""
        rules = (
            rule for one in self.catalogue.items.values() for rule in (one.prerequisites, one.corequisites)
        )
        return frozenset(atom.item for rule in rules for atom in atoms(rule))

    @cached_property
    def starting(self) -> dict[ItemId, tuple[RuleId, ...]]:
        """By item every rule that names it as a source."""
        found: dict[ItemId, list[RuleId]] = defaultdict(list)
        for rule in self.catalogue.rules.values():
            for source in rule.sources:
                found[source.item].append(rule.id)
        return {item: tuple(dict.fromkeys(some)) for item, some in found.items()}

    @cached_property
    def kin(self) -> dict[str, tuple[ItemId, ...]]:
        """The items of each lineage."""
        found: dict[str, list[ItemId]] = defaultdict(list)
        for item in self.catalogue.items.values():
            found[item.lineage_key].append(item.id)
        return {lineage: tuple(some) for lineage, some in found.items()}

    @cached_property
    def asked(self) -> dict[ItemId, frozenset[Grade]]:
        """By item every least grade that some rule, prerequisite or output asks of it."""
        found: dict[ItemId, set[Grade]] = defaultdict(set)
        for rule in self.catalogue.rules.values():
            floors = {one.prerequisite_grade for one in rule.outputs if isinstance(one, CreditOutput)}
            for source in rule.sources:
                found[source.item] |= {grade for grade in (*floors, source.min_grade) if grade is not None}
        for item in self.catalogue.items.values():
            for atom in (*atoms(item.prerequisites), *atoms(item.corequisites)):
                if atom.min_grade is not None:
                    found[atom.item].add(atom.min_grade)
        return {item: frozenset(grades) for item, grades in found.items()}

    @cached_property
    def pairs(self) -> frozenset[frozenset[str]]:
        """Pairs of lineages of which one counts at most."""
        items = self.catalogue.items
        return frozenset(
            frozenset({one.lineage_key, items[other].lineage_key})
            for one in items.values()
            for other in one.excludes
            if other in items and items[other].lineage_key != one.lineage_key
        )

    @cached_property
    def personal(self) -> frozenset[RuleId]:
        """Rules that are for some learners only, or that something passed takes away."""
        # All of them: what an item asks for may hang on rules that are of no use to the goals (D1).
        rules = self.catalogue.rules.values()
        return frozenset(rule.id for rule in rules if rule.withdrawn_by or rule.learner != ANYONE)

    @cached_property
    def often(self) -> frozenset[str]:
        """Lineages of which several may count."""
        items = self.catalogue.items.values()
        return frozenset(one.lineage_key for one in items if one.repeatable is not None)

    @cached_property
    def asking(self) -> frozenset[ItemId]:
        """Items that are open to some learners only."""
        return frozenset(item.id for item in self.catalogue.items.values() if item.takers)

    @cached_property
    def unread(self) -> frozenset[str]:
        """Items whose prerequisites nobody understood."""
        return frozenset(one.id for one in self.catalogue.unread if one.kind == "prerequisite")

    @cached_property
    def chaining(self) -> tuple[RuleId, ...]:
        """Rules that may rest on what others give: they see the day of results that they do not name (A7)."""
        return tuple(rule.id for rule in self.catalogue.rules.values() if rule.chain > 1)

    @cached_property
    def chained(self) -> bool:
        """Whether there is any."""
        return bool(self.chaining)

    @cached_property
    def plain(self) -> frozenset[ItemId]:
        """Items that nothing but sets, credit and recognitions can tell from others."""
        apart = frozenset(lineage for pair in self.pairs for lineage in pair)
        return frozenset(one.id for one in self.catalogue.items.values() if self._is_plain(one, apart))

    def _is_plain(self, one: Item, apart: Iterable[str]) -> bool:
        return (
            one.id not in self.named
            and not one.takers
            and one.repeatable is None
            and len(self.kin[one.lineage_key]) == 1
            and one.lineage_key not in apart
            and not self.clauses(one.id)
        )

    def clauses(self, item: ItemId) -> tuple[frozenset[Prerequisite], ...]:
        """What new study of an item asks for: of each clause one part has to hold."""
        one = self.catalogue.items[item]
        return tuple(dict.fromkeys((*clauses(one.prerequisites), *clauses(one.corequisites))))


def texts_of(catalogue: Catalogue) -> Texts:
    """Those of a snapshot, kept with it."""
    return catalogue.kept("texts", None, lambda: Texts(catalogue))
