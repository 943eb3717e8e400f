"""One qualification in the other statement: what may stand where, and which requirements hold (A3-A6, B1-B6, B11)?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from benchmarks.planner.rows import weighted
from benchmarks.planner.slots import Slot, pieces, units
from benchmarks.planner.statement_limits import LIMITS
from benchmarks.planner.statement_rules import refuse_others
from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Item, Qualification
from recommender.ledger.record import Result
from recommender.rules.all_of import AllOf
from recommender.rules.claims import Attributes, Origin
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.pool import Part, Pool
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.rules.registry import Leaf, Requirement, kind_of, leaves
from recommender.rules.sets import ItemSet
from recommender.vocabulary import ALWAYS, DEFAULT_ASSURANCE, Grade, ItemId, NodeId, RuleStatus, reaches

if TYPE_CHECKING:
    from benchmarks.planner.statement import Statement

FREE = "*"


class GoalStatement:
    """Everything is judged per qualification (A8): uses, lineages, limits."""

    def __init__(self, model: Statement, version: Qualification) -> None:
        if version.consumes or version.counts_again_units is not None or version.scheme != model.scheme:
            raise Unsupported(f"{version.key}: use by other awards, or another scheme")
        self.model, self.version, self.rows = model, version, model.rows
        self.catalogue = model.catalogue
        self.places: dict[str, ItemSet] = {leaf.id: leaf.of for leaf in leaves(version.requirement)}
        if version.electives is not None:
            self.places[FREE] = version.electives
        self.applied: dict[str, int] = {}
        self.sources: dict[str, list[tuple[ItemId, int]]] = {}
        """For each rule, the items that it uses, each with a column that says so."""
        self.giving: dict[ItemId, list[str]] = defaultdict(list)
        self.uses: dict[ItemId, list[int]] = defaultdict(list)
        """Uses of a result or of new study: as itself or as a source."""
        self.members: dict[str, list[int]] = defaultdict(list)
        """Columns that use up a lineage (B11)."""
        self.slots: list[Slot] = []
        self.holds: dict[str, int | None] = {}
        """By requirement the column that says that it holds; None: it must."""
        self._own()
        self._recognitions()
        self._single_use()
        self._node(version.requirement, None)
        self._limits()

    def _own(self) -> None:
        """Results and new study as themselves."""
        for key, result in self.model.held.items():
            item, units = self.catalogue.items[key], self.model.units(key)
            if units is not None and self.version.takes(item.issuer):
                self.uses[key] += self._at(item.attributes, units, _own(item), result)
        for key, new in self.model.new.items():
            item, units = self.catalogue.items[key], self.model.units(key)
            self.members[item.lineage_key].append(new)
            if units is not None and self.version.takes(item.issuer):
                self.uses[key] += self._at(item.attributes, units, _own(item))

    def _recognitions(self) -> None:
        """Approved rules of the awarding institution at an allowed assurance (A3-A6)."""
        for rule in self.catalogue.rules.values():
            mine = rule.recogniser == self.version.institution and rule.status is RuleStatus.APPROVED
            allowed = not rule.is_refusal and rule.assurance in DEFAULT_ASSURANCE
            if mine and allowed and rule.towards.takes(self.version.target):
                self._recognition(rule)

    def _recognition(self, rule: Recognition) -> None:
        there = [s for s in rule.sources if self._source_fits(rule, s.item, s.min_grade)]
        if len(there) < rule.need or not self._in_force(rule):
            return
        refuse_others(rule, there)
        applied = self.applied[rule.id] = self.rows.boolean(f"apply {rule.id}")
        used = self.sources[rule.id] = []
        for source in there:
            column = applied
            if len(there) > rule.need:
                column = self.rows.boolean(f"{rule.id} uses {source.item}")
            used.append((source.item, column))
            self._use(rule, source.item, column)
        if len(there) > rule.need:
            of_them = weighted((column, 1) for _, column in used)
            self.rows.row({**of_them, applied: -rule.need}, 0, 0)
        self._outputs(rule, applied, [item for item, _ in used])

    def _use(self, rule: Recognition, item: ItemId, column: int) -> None:
        """A source is used up, unless the rule lets it be used again."""
        if not rule.reuse:
            self.uses[item].append(column)
        elif self.catalogue.items[item].lineage is not None:
            raise Unsupported(f"{rule.id}: reuse of a member of a lineage")
        elif item in self.model.new:
            self.rows.implies(column, self.model.new[item])

    def _source_fits(self, rule: Recognition, item: ItemId, floor: Grade | None) -> bool:
        """There, good enough, and completed in time; of new study some term would do."""
        within, held = rule.completed_within, self.model.held.get(item)
        if held is not None:
            good = reaches(held.grade, floor, self.catalogue.grade_schemes)
            return good and held.completed in within
        if item not in self.model.new or within == ALWAYS:
            return item in self.model.new
        self.model.dated = True
        ordinals = self.model.terms.of(self.catalogue.items[item])
        return any(self.model.terms.terms[one].end in within for one in ordinals)

    def _in_force(self, rule: Recognition) -> bool:
        """Whether it can be decided today or after some term."""
        if rule.applied_within == ALWAYS:
            return True
        self.model.dated = True
        days = [self.model.record.as_of, *(term.end + timedelta(days=1) for term in self.model.terms.terms)]
        return any(day in rule.applied_within for day in days)

    def _outputs(self, rule: Recognition, applied: int, used: Sequence[ItemId]) -> None:
        kinds = frozenset(self.catalogue.items[item].kind for item in used)
        issuers = frozenset(self.catalogue.items[item].issuer for item in used)
        if len(used) > rule.need and (len(kinds) > 1 or len(issuers) > 1):
            raise Unsupported(f"{rule.id}: a choice of sources of several origins")
        origin = Origin(kinds, issuers, True, rule.agreement, rule.id)
        lineages = {self.catalogue.items[item].lineage_key for item in used}
        for output in rule.outputs:
            if isinstance(output, CreditOutput):
                item = self.catalogue.items[output.item]
                if item.lineage_key in lineages:
                    raise Unsupported(f"{rule.id}: a source of the lineage of its output")
                units = self.stated(rule, output)
                if units is None:
                    units = self.model.converted(item.units_most, item.scheme)
                if units is None:
                    raise Unsupported(f"{rule.id}: an output that is no amount of the goal's scheme")
                self.giving[item.id].append(rule.id)
                mine = self._at(item.attributes, units, origin)
                self.members[item.lineage_key] += mine
            else:
                mine = self._elective(rule, output, origin, used)
            if mine:
                self.rows.row({**dict.fromkeys(mine, 1), applied: -1}, None, 0)

    def _elective(
        self, rule: Recognition, output: object, origin: Origin, used: Sequence[ItemId]
    ) -> list[int]:
        if not isinstance(output, ElectiveOutput):
            raise Unsupported(f"{rule.id}: an output without credit")
        view = Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
        stated = self.stated(rule, output)
        if stated is None and output.amount.by_target:
            return []
        if stated is None and len(used) > rule.need:
            raise Unsupported(f"{rule.id}: the sending value of a choice of sources")
        sent = [self.model.units(item) for item in used]
        if stated is None and None in sent:
            raise Unsupported(f"{rule.id}: sources that are no amount of the goal's scheme")
        return self._at(view, sum(one or 0 for one in sent) if stated is None else stated, origin)

    def stated(self, rule: Recognition, output: CreditOutput | ElectiveOutput) -> int | None:
        """The amount that the recogniser states towards this goal, on the scheme of the goal."""
        units = output.amount.stated(output.units, self.version.target)
        home = self.catalogue.institutions[rule.recogniser].scheme
        return None if units is None else self.model.converted(units, home)

    def _at(self, view: Attributes, units: int, origin: Origin, result: Result | None = None) -> list[int]:
        """A column for each place that the achievement fits."""
        mine = [
            Slot(self.rows.boolean(), place, units, origin, view, result)
            for place, of in self.places.items()
            if view in of
        ]
        self.slots += mine
        return [slot.column for slot in mine]

    def _single_use(self) -> None:
        """A result or new study counts once (A3, B6); of a lineage one member counts or is studied anew (B11)."""
        for item, uses in self.uses.items():
            if item in self.model.held:
                self.members[self.catalogue.items[item].lineage_key].extend(uses)
            elif uses:
                self.rows.row({**dict.fromkeys(uses, 1), self.model.new[item]: -1}, None, 0)
        for columns in self.members.values():
            if len(columns) > 1:
                self.rows.at_most(dict.fromkeys(columns, 1), 1)

    def _node(self, node: Requirement, holds: int | None) -> None:
        """Rows that make `holds` mean at most that the requirement is satisfied (B1-B3)."""
        self.holds[node.id] = holds
        if isinstance(node, AllOf):
            for child in node.children:
                self._node(child, None if holds is None else self._held_up_by(holds))
        elif isinstance(node, NOf):
            chosen = [self.rows.boolean() for _ in node.children]
            for child, column in zip(node.children, chosen, strict=True):
                self._node(child, column)
            self.rows.at_least(dict.fromkeys(chosen, 1), node.n, holds)
        elif isinstance(node, Leaf):
            self._leaf(node, holds)
        else:
            raise Unsupported(f"{node.id}: a requirement of kind {kind_of(node)}")

    def _held_up_by(self, parent: int) -> int:
        """A column for a child that must hold where its parent does, and may hold, with claims in it, by itself."""
        column = self.rows.boolean()
        self.rows.implies(parent, column)
        return column

    def _leaf(self, node: Leaf, holds: int | None) -> None:
        """What stands in a leaf counts only where the leaf holds."""
        mine = self.at({node.id})
        if isinstance(node, Pool):
            self._part(node, mine, holds)
            for part in node.parts:
                self._part(part, [slot for slot in mine if slot.view in part.of], holds)
        elif isinstance(node, CountFrom):
            self._bounds(mine, holds, node.least_units, node.least, None, node.most)
        elif isinstance(node, CreditsFrom):
            self._bounds(mine, holds, node.least_units, 0, node.most_units, None)
        if holds is not None:
            for slot in mine:
                self.rows.implies(slot.column, holds)

    def _part(self, part: Part, mine: Iterable[Slot], holds: int | None) -> None:
        self._bounds(list(mine), holds, part.least_units, part.least, part.most_units, part.most)

    def _bounds(
        self,
        mine: Sequence[Slot],
        holds: int | None,
        least_units: int,
        least: int,
        most_units: int | None,
        most: int | None,
    ) -> None:
        if least_units:
            self.rows.at_least(units(mine), least_units, holds)
        if least:
            self.rows.at_least(pieces(mine), least, holds)
        if most_units is not None:
            self.rows.at_most(units(mine), most_units)
        if most is not None:
            self.rows.at_most(pieces(mine), most)

    def fits(self, view: Attributes) -> bool:
        """Whether such an achievement has a place."""
        return any(view in of for of in self.places.values())

    def at(self, places: Iterable[str]) -> list[Slot]:
        """What stands at these places."""
        wanted = set(places)
        return [slot for slot in self.slots if slot.place in wanted]

    def within(self, part: NodeId | None) -> list[Slot]:
        """What stands in a part of the requirement; None: anywhere."""
        if part is None:
            return self.slots
        return self.at(leaf.id for node in _below(self.version.requirement, part) for leaf in leaves(node))

    def _limits(self) -> None:
        for limit in self.version.limits:
            if kind_of(limit) not in LIMITS:
                raise Unsupported(f"{limit.id}: a limit of kind {kind_of(limit)}")
            LIMITS[kind_of(limit)](self, limit)


def _below(root: Requirement, part: NodeId) -> list[Requirement]:
    if root.id == part:
        return [root]
    children = root.children if isinstance(root, AllOf | NOf) else ()
    return [node for child in children for node in _below(child, part)]


def _own(item: Item) -> Origin:
    return Origin(frozenset({item.kind}), frozenset({item.issuer}))
