"""The planning problem once more, for another solver and from other hands: a plain model in CP-SAT.

Written from docs/semantics.md alone, with a boolean for every item, application and claim, and no code of
recommender/planning, so that a mistake there does not repeat here. Terms are left out at first (D2: a path needs a
schedule within the horizon), which can only make an answer shorter; `cpsat_terms` adds them where that decides.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from benchmarks.planner.cpsat_before import require
from benchmarks.planner.cpsat_terms import open_terms
from benchmarks.planner.unsupported import Unsupported
from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.ledger.record import Record, Result
from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.claims import Attributes, Origin
from recommender.rules.count_from import CountFrom
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.rules.registry import Requirement, kind_of, leaves
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import (
    ALWAYS,
    DEFAULT_ASSURANCE,
    InstitutionId,
    ItemId,
    ItemKind,
    RuleStatus,
    reaches,
)

FREE = "*"


@dataclass(frozen=True, slots=True)
class _Claim:
    """One achievement counted at one place, if `literal` holds."""

    literal: Any
    place: str
    units: int
    origin: Origin


class Model:
    """Booleans and constraints, one paragraph of the semantics after the other."""

    def __init__(
        self,
        catalogue: Catalogue,
        record: Record,
        version: Qualification,
        institutions: frozenset[InstitutionId] | None,
        horizon_years: int,
    ) -> None:
        if record.granted or record.in_progress or record.applied or record.refused:
            raise Unsupported(
                "this model knows results only, not study in progress or recognitions on record"
            )
        self.catalogue, self.record, self.version = catalogue, record, version
        self.institutions = institutions
        self.cp = cp_model.CpModel()
        self.terms = open_terms(catalogue, version, record.as_of, horizon_years)
        self.held: dict[ItemId, Result] = {}
        self.new: dict[ItemId, Any] = {}
        self.applied: dict[str, Any] = {}
        self.sources: dict[str, list[tuple[ItemId, Any]]] = {}
        """For each rule, the items that it uses, each with a literal that says so."""
        self.giving: dict[ItemId, list[str]] = defaultdict(list)
        self.uses: dict[ItemId, list[Any]] = defaultdict(list)
        """Uses of a result or of new study: as itself or as a source."""
        self.members: dict[str, list[Any]] = defaultdict(list)
        """Literals that use up a lineage (B11)."""
        self.claims: list[_Claim] = []

    def build(self) -> None:
        """Everything but terms and the objective."""
        self.places: dict[str, ItemSet] = {leaf.id: leaf.of for leaf in leaves(self.version.requirement)}
        if self.version.electives is not None:
            self.places[FREE] = self.version.electives
        self._results()
        self._new_study()
        self._recognitions()
        self._single_use()
        for item, new in self.new.items():
            for rule in (self.catalogue.items[item].prerequisites, self.catalogue.items[item].corequisites):
                require(self, new, rule)
        self._node(self.version.requirement, self._true())
        self._limits()

    # --- what there is: results, new study, recognitions ---------------------------------------------------------

    def _results(self) -> None:
        """The best attempt at each item (B21); without comparable grades here, the latest."""
        for result in sorted(self.record.results, key=lambda r: (r.completed, r.entry)):
            item = self.catalogue.items.get(result.item)
            if item is None:
                continue  # C1: not counted
            if result.scheme != self.version.scheme or (result.item in self.held and result.grade):
                raise Unsupported(f"{result.item}: another credit scheme, or attempts to be compared")
            self.held[result.item] = result
        for key, result in self.held.items():
            item = self.catalogue.items[key]
            if self.version.takes(item.issuer):
                self._claim(item.attributes, result.units, _own(item), self.uses[key], None)

    def _new_study(self) -> None:
        """Studyable items (A1) at the institutions asked for, not yet passed, offered within the horizon."""
        for key, item in self.catalogue.items.items():
            shut = not item.studyable or key in self.held
            if shut or (self.institutions is not None and item.issuer not in self.institutions):
                continue
            if not self.terms.of(item):
                continue
            new = self.new[key] = self.cp.new_bool_var(f"new {key}")
            self.members[item.lineage_key].append(new)
            if self.version.takes(item.issuer):
                self._claim(item.attributes, item.units_most, _own(item), self.uses[key], None)

    def _recognitions(self) -> None:
        """Approved rules of the awarding institution at an allowed assurance (A3-A6)."""
        for rule in self.catalogue.rules.values():
            mine = rule.recogniser == self.version.institution and rule.status is RuleStatus.APPROVED
            if not mine or rule.is_refusal or rule.assurance not in DEFAULT_ASSURANCE:
                continue
            if rule.reuse or rule.completed_within != ALWAYS or rule.applied_within != ALWAYS:
                raise Unsupported(f"{rule.id}: reuse or dates")
            self._recognition(rule)

    def _recognition(self, rule: Recognition) -> None:
        there = [s for s in rule.sources if self._source_fits(s.item, s.min_grade)]
        if len(there) < rule.need:
            return
        applied = self.applied[rule.id] = self.cp.new_bool_var(f"apply {rule.id}")
        used = self.sources[rule.id] = []
        for source in there:
            literal = applied
            if len(there) > rule.need:
                literal = self.cp.new_bool_var(f"{rule.id} uses {source.item}")
            used.append((source.item, literal))
            self.uses[source.item].append(literal)
        if len(there) > rule.need:
            self.cp.add(sum(literal for _, literal in used) == rule.need * applied)
        self._outputs(rule, applied, [item for item, _ in used])

    def _source_fits(self, item: ItemId, floor: Any) -> bool:
        if item in self.held:
            return reaches(self.held[item].grade, floor, self.catalogue.grade_schemes)
        return item in self.new

    def _outputs(self, rule: Recognition, applied: Any, used: Sequence[ItemId]) -> None:
        kinds = frozenset(self.catalogue.items[item].kind for item in used)
        issuers = frozenset(self.catalogue.items[item].issuer for item in used)
        if len(used) > rule.need and (len(kinds) > 1 or len(issuers) > 1):
            raise Unsupported(f"{rule.id}: a choice of sources of several origins")
        origin = Origin(kinds, issuers, True, rule.agreement, rule.id)
        for output in rule.outputs:
            if isinstance(output, CreditOutput):
                item = self.catalogue.items[output.item]
                units = item.units_most if output.units is None else output.units
                self.giving[item.id].append(rule.id)
                self._claim(item.attributes, units, origin, self.members[item.lineage_key], applied)
                continue
            if not isinstance(output, ElectiveOutput):
                raise Unsupported(f"{rule.id}: an output without credit")
            view = Attributes(None, rule.recogniser, output.kind, output.subject, output.level, output.tags)
            if output.units is None and len(used) > rule.need:
                raise Unsupported(f"{rule.id}: the sending value of a choice of sources")
            sent = sum(self._units(item) for item in used)
            self._claim(view, sent if output.units is None else output.units, origin, [], applied)

    def _units(self, item: ItemId) -> int:
        return self.held[item].units if item in self.held else self.catalogue.items[item].units_most

    def _claim(self, view: Attributes, units: int, origin: Origin, uses: list[Any], applied: Any) -> None:
        """A literal for each place that the achievement fits; an output is claimed once, if its rule is applied."""
        mine = []
        for place, of in self.places.items():
            if view in of:
                literal = self.cp.new_bool_var("")
                self.claims.append(_Claim(literal, place, units, origin))
                mine.append(literal)
        uses.extend(mine)
        if applied is not None and mine:
            self.cp.add(sum(mine) <= applied)

    # --- laws ----------------------------------------------------------------------------------------------------

    def _single_use(self) -> None:
        """A result or new study counts once (A3, B6); of a lineage one member counts or is studied anew (B11)."""
        for item, uses in self.uses.items():
            if item in self.held:
                self.members[self.catalogue.items[item].lineage_key].extend(uses)
            else:
                self.cp.add(sum(uses) <= self.new[item])
        for literals in self.members.values():
            if len(literals) > 1:
                self.cp.add(sum(literals) <= 1)

    def _true(self) -> Any:
        return self.cp.new_constant(1)

    def _node(self, node: Requirement, holds: Any) -> None:
        """Constraints that make `holds` mean at most that the requirement is satisfied (B1-B3)."""
        if isinstance(node, AllOf):
            for child in node.children:
                self._node(child, holds)
        elif isinstance(node, NOf):
            chosen = [self.cp.new_bool_var("") for _ in node.children]
            for child, literal in zip(node.children, chosen, strict=True):
                self._node(child, literal)
            self.cp.add(sum(chosen) >= node.n * holds)
        elif isinstance(node, CountFrom | CreditsFrom):
            self._leaf(node, holds)
        else:
            raise Unsupported(f"{node.id}: a requirement of kind {kind_of(node)}")

    def _leaf(self, node: CountFrom | CreditsFrom, holds: Any) -> None:
        mine = [claim for claim in self.claims if claim.place == node.id]
        if isinstance(node, CountFrom):
            self.cp.add(sum(claim.literal for claim in mine) >= node.least * holds)
        if isinstance(node, CreditsFrom) or node.least_units:
            self.cp.add(_units(mine) >= node.least_units * holds)
        if node.most is not None if isinstance(node, CountFrom) else node.most_units is not None:
            raise Unsupported(f"{node.id}: a most inside one requirement")

    def _limits(self) -> None:
        for limit in self.version.limits:
            if isinstance(limit, Total):
                self.cp.add(_units(self.claims) >= limit.least_units)
            elif isinstance(limit, Residency):
                if limit.least_count is not None:
                    raise Unsupported(f"{limit.id}: residency by number of items")
                home = [c for c in self.claims if limit.counts(c.origin, self.version.institution)]
                self.cp.add(_units(home) >= limit.least_units)
            elif isinstance(limit, Cap):
                self._cap(limit)
            elif not isinstance(limit, SingleUse):
                raise Unsupported(f"{limit.id}: a limit of kind {kind_of(limit)}")

    def _cap(self, limit: Cap) -> None:
        if limit.within is not None:
            raise Unsupported(f"{limit.id}: a cap inside one part")
        if limit.of is not None or limit.each or limit.most_share is not None:
            raise Unsupported(f"{limit.id}: a cap on a set, on each value or on a share of a part")
        mine = [c for c in self.claims if limit.source.selects(c.origin, self.version.institution)]
        if limit.most_units is not None:
            self.cp.add(_units(mine) <= limit.most_units)
        if limit.most_count is not None:
            self.cp.add(sum(claim.literal for claim in mine) <= limit.most_count)

    def study_units(self, item: Item) -> int:
        """What a step adds to the length (D1)."""
        if item.study_units is not None:
            return item.study_units
        if item.hours is not None or item.kind is not ItemKind.COURSE or item.scheme != self.version.scheme:
            raise Unsupported(f"{item.id}: its length is not its own credit")
        return item.units_most


def _own(item: Item) -> Origin:
    return Origin(frozenset({item.kind}), frozenset({item.issuer}))


def _units(claims: Iterable[_Claim]) -> Any:
    return sum(claim.units * claim.literal for claim in claims)
