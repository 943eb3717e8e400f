"""Which results were ever recognised?  As in real credit banks, about 2 % of the accounts ever had a recognition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from recommender.catalogue.objects import Catalogue
from recommender.demo.model import Json
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition, source_fits, usable_on
from recommender.vocabulary import DEFAULT_ASSURANCE, Grade, ItemId, format_units

CONVERTED = 0.02
"""Share of accounts with a granted recognition."""
REFUSED = 0.002
PENDING = 0.003


@dataclass(frozen=True, slots=True)
class Holding:
    """A result that might be a source."""

    entry: str
    item: ItemId
    units: int
    """In units of the goal's scheme."""
    grade: Grade | None
    completed: date


@dataclass(frozen=True, slots=True)
class Decision:
    """A rule that fits, the results that it takes, and the day on which it is decided."""

    rule: Recognition
    sources: tuple[Holding, ...]
    on: date


class Desk:
    """Finds the rules that a learner's results fit."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self._rules: dict[tuple[str, str], list[Recognition]] = defaultdict(list)
        for key in sorted(catalogue.rules):
            rule = catalogue.rules[key]
            for source in rule.sources:
                self._rules[rule.recogniser, source.item].append(rule)

    def fitting(self, recogniser: str, held: Sequence[Holding], as_of: date) -> list[Decision]:
        """Decisions that use each result once and give nothing that is held already, the earliest rules first."""
        found: list[Decision] = []
        used: set[str] = set()
        have = {one.item for one in held}
        for rule in self._candidates(recogniser, held):
            decision = self._decision(rule, [one for one in held if one.entry not in used], as_of)
            outputs = {output.item for output in rule.outputs if isinstance(output, CreditOutput)}
            if decision is None or outputs & have:
                continue
            found.append(decision)
            used |= {one.entry for one in decision.sources}
            have |= outputs
        return found

    def granted(self, decision: Decision) -> Json:
        """What the ledger says of a granted recognition."""
        rule = decision.rule
        payload: Json = {
            "rule": rule.id,
            "rule_version": self.catalogue.version_of("rule", rule.id),
            "recogniser": rule.recogniser,
            "sources": [one.entry for one in decision.sources],
            "outputs": [
                self._output(output, decision)
                for output in rule.outputs
                if isinstance(output, CreditOutput | ElectiveOutput)
            ],
            "decided": decision.on.isoformat(),
        }
        return payload | ({"agreement": rule.agreement} if rule.agreement else {})

    def _output(self, output: CreditOutput | ElectiveOutput, decision: Decision) -> Json:
        scheme = self.catalogue.institutions[decision.rule.recogniser].scheme
        if isinstance(output, CreditOutput):
            units = output.units if output.units is not None else self.catalogue.items[output.item].units_most
            return {"item": output.item, "credits": format_units(units), "scheme": scheme}
        units = output.units if output.units is not None else sum(one.units for one in decision.sources)
        found: Json = {"credits": format_units(units), "scheme": scheme, "kind": output.kind.value}
        if output.subject:
            found["subject"] = output.subject
        if output.level is not None:
            found["level"] = output.level
        return found | ({"tags": sorted(output.tags)} if output.tags else {})

    def _candidates(self, recogniser: str, held: Iterable[Holding]) -> list[Recognition]:
        return list({r.id: r for one in held for r in self._rules.get((recogniser, one.item), ())}.values())

    def _decision(self, rule: Recognition, held: Sequence[Holding], as_of: date) -> Decision | None:
        by_item: Mapping[ItemId, Holding] = {one.item: one for one in held}
        schemes = self.catalogue.grade_schemes
        able = [
            by_item[s.item]
            for s in rule.sources
            if s.item in by_item
            and source_fits(rule, s, by_item[s.item].grade, by_item[s.item].completed, schemes)
        ]
        if len(able) < rule.need:
            return None
        chosen = tuple(able[: rule.need])
        decided = max(one.completed for one in chosen) + timedelta(days=60)
        fits = usable_on(rule, decided, DEFAULT_ASSURANCE) and decided < as_of
        return Decision(rule, chosen, decided) if fits else None
