"""How is a learner's record written as ELMO 2.0: a report for each institution, with what it decided to recognise?

What ELMO has no words for is named in the answer. No name is known here: where the bank states none, the elements that
the schema demands are empty, and the account is the identifier.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.interchange.elmo.decisions import Decisions
from recommender.interchange.elmo.names import ELMO, PROGRAMME
from recommender.interchange.elmo.parts import Parts, put
from recommender.interchange.markup import Element, element, written
from recommender.ledger.record import Award, Record
from recommender.vocabulary import InstitutionId

__all__ = ["Holder", "left_out", "write"]


@dataclass(frozen=True, slots=True)
class Holder:
    """What the bank says of the person, where it wants to say anything."""

    given: str = ""
    family: str = ""


def write(record: Record, catalogue: Catalogue, generated: datetime, holder: Holder = Holder()) -> bytes:
    """The document.

    Raises:
        InputError: the record holds nothing that ELMO could tell.
    """
    writer = _Writer(record, catalogue, generated.isoformat(timespec="seconds"))
    root = element(ELMO, "elmo")
    put(root, "generatedDate", writer.moment)
    root.append(_learner(record, holder))
    homes = writer.institutions()
    if not homes:
        raise InputError("the record holds no result, study, recognition or award that ELMO could tell")
    for home in homes:
        root.append(writer.report(home))
    return written(root)


def left_out(record: Record, catalogue: Catalogue) -> dict[str, int]:
    """What of the record ELMO has no words for, by kind."""
    found = {
        "applied": len(record.applied),
        "dropped": len(record.dropped),
        "enrolments": len(record.enrolments),
        # Nobody can say whose refusal it is of a rule that the catalogue lacks.
        "refused": sum(one.rule not in catalogue.rules for one in record.refused),
        "waivers": len(record.waivers),
    }
    return {name: count for name, count in found.items() if count}


def _learner(record: Record, holder: Holder) -> Element:
    learner = element(ELMO, "learner")
    if record.learner:
        learner.append(element(ELMO, "identifier", str(record.learner), type="account"))
    put(learner, "givenNames", holder.given)
    put(learner, "familyName", holder.family)
    put(learner, "alternativeName", "")
    return learner


@dataclass(frozen=True, slots=True)
class _Writer:
    record: Record
    catalogue: Catalogue
    moment: str

    @property
    def parts(self) -> Parts:
        """What a report is put together from."""
        return Parts(self.catalogue, self.moment)

    @property
    def decisions(self) -> Decisions:
        """How what was decided is told."""
        return Decisions(self.parts, {one.entry: one for one in self.record.results})

    def institutions(self) -> list[InstitutionId]:
        """Those that something in the record is of, in order."""
        found = {self.parts.home(one.item) for one in self.record.results}
        found |= {self.parts.home(one.item) for one in self.record.in_progress}
        found |= {one.recogniser for one in self.record.granted}
        found |= {self.awarding(one) for one in self.record.awards}
        found |= {
            rule.recogniser for one in self.record.refused if (rule := self.catalogue.rules.get(one.rule))
        }
        return sorted(found)

    def awarding(self, award: Award) -> InstitutionId:
        versions = self.catalogue.qualifications.get(award.qualification, ())
        named = InstitutionId(award.qualification.partition("/")[0])
        return next((one.institution for one in versions if one.year == award.year), named)

    def report(self, home: InstitutionId) -> Element:
        """What the institution awarded, taught and recognised."""
        results = [one for one in self.record.results if self.parts.home(one.item) == home]
        report = element(ELMO, "report")
        report.append(self.parts.issuer(home))
        for award in (one for one in self.record.awards if self.awarding(one) == home):
            report.append(self.award(award))
        for result in results:
            report.append(self.parts.result(result))
        for running in (one for one in self.record.in_progress if self.parts.home(one.item) == home):
            instance = self.parts.opportunity(report, running.item)
            put(instance, "identifier", str(running.entry), type="entry")
            put(instance, "start", running.since.isoformat())
            put(instance, "status", "in-progress")
        for granted in (one for one in self.record.granted if one.recogniser == home):
            report.append(self.decisions.recognition(granted))
        for refused in self.record.refused:
            rule = self.catalogue.rules.get(refused.rule)
            if rule is not None and rule.recogniser == home:
                report.append(self.decisions.refusal(refused.rule, refused.on.isoformat()))
        put(report, "issueDate", self.moment)
        self.parts.grading(report, results)
        return report

    def award(self, one: Award) -> Element:
        offer = element(ELMO, "learningOpportunitySpecification")
        put(offer, "identifier", str(one.qualification), type="local")
        versions = self.catalogue.qualifications.get(one.qualification, ())
        version: Any = next((each for each in versions if each.year == one.year), None)
        self.parts.titles(offer, version.titles if version else {}, str(one.qualification))
        put(offer, "type", PROGRAMME)
        instance = put(put(offer, "specifies"), "learningOpportunityInstance")
        put(instance, "identifier", str(one.entry), type="entry")
        put(instance, "date", one.on.isoformat())
        put(instance, "status", "passed")
        if version is not None:
            self.parts.credit(instance, version.total_units, version.scheme)
        return offer
