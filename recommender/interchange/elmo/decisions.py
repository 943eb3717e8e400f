"""How is a decision about recognition told in ELMO: basis, result, and which of the one stands for the other?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from recommender.interchange.elmo.names import ELMO, IN_PART, NOT_RECOGNISED, OURS, RECOGNISED
from recommender.interchange.elmo.parts import Parts, put
from recommender.interchange.markup import Element, element
from recommender.ledger.record import Granted, GrantedOutput, Result
from recommender.vocabulary import EntryId, InstitutionId, RuleId

__all__ = ["Decisions"]


@dataclass(frozen=True, slots=True)
class Decisions:
    """Tells of decisions on a learner's results."""

    parts: Parts
    results: Mapping[EntryId, Result]

    def recognition(self, one: Granted) -> Element:
        """A decision: its basis by institution, what it gave, and which of the basis stands for what was given."""
        given = element(ELMO, "resultOfRecognition")
        self.rule_titles(given, one.rule)
        put(given, "status", RECOGNISED if self.whole(one) else IN_PART)
        put(given, "decisionDate", one.decided.isoformat())
        sources = [self.results[source] for source in one.sources if source in self.results]
        for home in sorted({self.parts.home(source.item) for source in sources}):
            of_home = [source for source in sources if self.parts.home(source.item) == home]
            given.append(self.basis(home, of_home))
        names = [self.output(given, one, number, output) for number, output in enumerate(one.outputs)]
        mapping = put(put(given, "recognitionMapping"), "mapping")
        for name, refs in (("fromMapping", [str(source.item) for source in sources]), ("toMapping", names)):
            ends = put(mapping, name)
            for ref in refs:
                put(ends, "ref", ref)
        return given

    def whole(self, one: Granted) -> bool:
        """Whether it gives as much as its sources are worth, as far as both are on one scheme."""
        sources = [self.results[source] for source in one.sources if source in self.results]
        schemes = {each.scheme for each in sources} | {each.scheme for each in one.outputs if each.units}
        worth, gave = sum(each.units for each in sources), sum(each.units for each in one.outputs)
        return len(schemes) != 1 or gave >= worth

    def rule_titles(self, parent: Element, rule: RuleId) -> None:
        known = self.parts.catalogue.rules.get(rule)
        self.parts.titles(parent, known.titles if known else {}, str(rule))

    def basis(self, home: InstitutionId, results: Sequence[Result]) -> Element:
        basis = element(ELMO, "recognitionBasis")
        report = put(basis, "recognitionReport")
        report.append(self.parts.issuer(home))
        for result in results:
            report.append(self.parts.result(result))
        put(report, "issueDate", self.parts.moment)
        self.parts.grading(report, results)
        return basis

    def output(self, parent: Element, one: Granted, number: int, output: GrantedOutput) -> str:
        """Something that was given, and the name by which the mapping refers to it."""
        holder = put(parent, "recognitionResult")
        if output.item is not None:
            instance = self.parts.opportunity(holder, output.item)
            name = str(output.item)
        else:
            name = f"{one.entry}#{number}"
            offer = put(holder, "learningOpportunitySpecification")
            put(offer, "identifier", name, type="local")
            put(offer, "title", "选修学分", lang="zh")
            put(offer, "title", "Elective credit", lang="en")
            if output.subject:
                put(offer, "subjectArea", output.subject)
            instance = put(put(offer, "specifies"), "learningOpportunityInstance")
        put(instance, "date", one.decided.isoformat())
        if output.type == "credit":
            self.parts.extension(instance, {}, self.parts.credit(instance, output.units, output.scheme))
        else:
            holder_of_kind = put(instance, "extension")
            holder_of_kind.append(element(OURS, "output", output.type))
        return name

    def refusal(self, rule: RuleId, on: str) -> Element:
        given = element(ELMO, "resultOfRecognition")
        self.rule_titles(given, rule)
        put(given, "status", NOT_RECOGNISED)
        put(given, "decisionDate", on)
        return given
