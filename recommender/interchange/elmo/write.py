"""How is a learner's record written as ELMO 2.0: a report for each institution, with what it decided to recognise?

What ELMO has no words for is named in the answer. No name is known here: where the bank states none, the elements that
the schema demands are empty, and the account is the identifier.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from recommender.catalogue.objects import Catalogue
from recommender.errors import InputError
from recommender.interchange.elmo.names import (
    COURSE,
    ELMO,
    IN_PART,
    NOT_RECOGNISED,
    OURS,
    PROGRAMME,
    RECOGNISED,
)
from recommender.interchange.markup import Element, element, written
from recommender.ledger.record import Award, Granted, GrantedOutput, Record, Result
from recommender.vocabulary import EntryId, InstitutionId, ItemId, ItemKind, RuleId, format_units

__all__ = ["Holder", "left_out", "write"]

LANGUAGES = ("zh", "en")


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
    _put(root, "generatedDate", writer.moment)
    root.append(_learner(record, holder))
    homes = writer.institutions()
    if not homes:
        raise InputError("the record holds no result, study, recognition or award that ELMO could tell")
    for home in homes:
        root.append(writer.report(home))
    return written(root)


def left_out(record: Record) -> dict[str, int]:
    """What of the record ELMO has no words for, by kind."""
    found = {
        "applied": len(record.applied),
        "dropped": len(record.dropped),
        "enrolments": len(record.enrolments),
        "waivers": len(record.waivers),
    }
    return {name: count for name, count in found.items() if count}


def _learner(record: Record, holder: Holder) -> Element:
    learner = element(ELMO, "learner")
    if record.learner:
        learner.append(element(ELMO, "identifier", str(record.learner), type="account"))
    _put(learner, "givenNames", holder.given)
    _put(learner, "familyName", holder.family)
    _put(learner, "alternativeName", "")
    return learner


def _put(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    made = element(ELMO, name, text, **attributes)
    parent.append(made)
    return made


@dataclass
class _Writer:
    record: Record
    catalogue: Catalogue
    moment: str
    scales: dict[InstitutionId, set[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.by_entry: Mapping[EntryId, Result] = {one.entry: one for one in self.record.results}

    def home(self, item: ItemId) -> InstitutionId:
        """Who issues an item; of one that the catalogue lacks, what stands before the slash is all that is known."""
        known = self.catalogue.items.get(item)
        return known.issuer if known else InstitutionId(item.partition("/")[0])

    def institutions(self) -> list[InstitutionId]:
        """Those that something in the record is of, in order."""
        found = {self.home(one.item) for one in self.record.results}
        found |= {self.home(one.item) for one in self.record.in_progress}
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
        results = [one for one in self.record.results if self.home(one.item) == home]
        report = element(ELMO, "report")
        report.append(self.issuer(home))
        for award in (one for one in self.record.awards if self.awarding(one) == home):
            report.append(self.award(award))
        for result in results:
            report.append(self.result(result))
        for running in (one for one in self.record.in_progress if self.home(one.item) == home):
            instance = self.opportunity(report, running.item)
            _put(instance, "identifier", str(running.entry), type="entry")
            _put(instance, "start", running.since.isoformat())
            _put(instance, "status", "in-progress")
        for granted in (one for one in self.record.granted if one.recogniser == home):
            report.append(self.recognition(granted))
        for refused in self.record.refused:
            rule = self.catalogue.rules.get(refused.rule)
            if rule is not None and rule.recogniser == home:
                report.append(self.refusal(refused.rule, refused.on.isoformat()))
        _put(report, "issueDate", self.moment)
        self.grading(report, results)
        return report

    def issuer(self, home: InstitutionId) -> Element:
        issuer = element(ELMO, "issuer")
        _put(issuer, "identifier", str(home), type="local")
        known = self.catalogue.institutions.get(home)
        self.titles(issuer, known.titles if known else {}, str(home))
        _put(issuer, "url", "")
        return issuer

    def titles(self, parent: Element, titles: Mapping[str, str], fallback: str) -> None:
        """A title in each language; the id where there is none."""
        found = [(language, titles[language]) for language in LANGUAGES if titles.get(language)]
        for language, title in found:
            _put(parent, "title", title, lang=language)
        if not found:
            _put(parent, "title", fallback)

    def opportunity(self, parent: Element, item: ItemId) -> Element:
        """An item as what was on offer; what is returned is its instance, to be filled."""
        offer = _put(parent, "learningOpportunitySpecification")
        _put(offer, "identifier", str(item), type="local")
        known = self.catalogue.items.get(item)
        self.titles(offer, known.titles if known else {}, str(item))
        if known is None or known.kind == ItemKind.COURSE:
            _put(offer, "type", COURSE)
        if known is not None and known.subject:
            _put(offer, "subjectArea", known.subject)
        return _put(_put(offer, "specifies"), "learningOpportunityInstance")

    def result(self, one: Result) -> Element:
        holder = element(ELMO, "report")
        instance = self.opportunity(holder, one.item)
        _put(instance, "identifier", str(one.entry), type="entry")
        _put(instance, "date", one.completed.isoformat())
        _put(instance, "status", "passed")
        if one.grade is not None:
            _put(instance, "gradingSchemeLocalId", one.grade.scheme)
            _put(instance, "resultLabel", one.grade.mark)
        exact = self.credit(instance, one.units, one.scheme)
        known = self.catalogue.items.get(one.item)
        if known is not None and known.level is not None:
            level = _put(instance, "level")
            _put(level, "type", "local")
            _put(level, "value", str(known.level))
        if known is not None and known.languages:
            _put(instance, "languageOfInstruction", known.languages[0])
        self.extension(instance, one.measures, exact)
        return holder[0]

    def credit(self, instance: Element, units: int, scheme: str) -> str:
        """An amount of credit; what is returned is one that is no decimal number, and stands elsewhere."""
        credit = _put(instance, "credit")
        _put(credit, "scheme", scheme)
        text = format_units(units)
        if "/" in text:
            return text
        _put(credit, "value", text)
        return ""

    def extension(self, instance: Element, measures: Mapping[str, str], exact: str) -> None:
        """What ELMO has no element for."""
        if not measures and not exact:
            return
        holder = _put(instance, "extension")
        if exact:
            holder.append(element(OURS, "credits", exact))
        for name, value in sorted(measures.items()):
            holder.append(element(OURS, "measure", value, name=name))

    def award(self, one: Award) -> Element:
        offer = element(ELMO, "learningOpportunitySpecification")
        _put(offer, "identifier", str(one.qualification), type="local")
        versions = self.catalogue.qualifications.get(one.qualification, ())
        version: Any = next((each for each in versions if each.year == one.year), None)
        self.titles(offer, version.titles if version else {}, str(one.qualification))
        _put(offer, "type", PROGRAMME)
        instance = _put(_put(offer, "specifies"), "learningOpportunityInstance")
        _put(instance, "identifier", str(one.entry), type="entry")
        _put(instance, "date", one.on.isoformat())
        _put(instance, "status", "passed")
        if version is not None:
            self.credit(instance, version.total_units, version.scheme)
        return offer

    def recognition(self, one: Granted) -> Element:
        """A decision: its basis by institution, what it gave, and which of the basis stands for what was given."""
        given = element(ELMO, "resultOfRecognition")
        self.rule_titles(given, one.rule)
        _put(given, "status", RECOGNISED if self.whole(one) else IN_PART)
        _put(given, "decisionDate", one.decided.isoformat())
        sources = [self.by_entry[source] for source in one.sources if source in self.by_entry]
        for home in sorted({self.home(source.item) for source in sources}):
            of_home = [source for source in sources if self.home(source.item) == home]
            given.append(self.basis(home, of_home))
        names = [self.output(given, one, number, output) for number, output in enumerate(one.outputs)]
        mapping = _put(_put(given, "recognitionMapping"), "mapping")
        for name, refs in (("fromMapping", [str(source.item) for source in sources]), ("toMapping", names)):
            ends = _put(mapping, name)
            for ref in refs:
                _put(ends, "ref", ref)
        return given

    def whole(self, one: Granted) -> bool:
        """Whether it gives as much as its sources are worth, as far as both are on one scheme."""
        sources = [self.by_entry[source] for source in one.sources if source in self.by_entry]
        schemes = {each.scheme for each in sources} | {each.scheme for each in one.outputs if each.units}
        worth, gave = sum(each.units for each in sources), sum(each.units for each in one.outputs)
        return len(schemes) != 1 or gave >= worth

    def rule_titles(self, parent: Element, rule: RuleId) -> None:
        known = self.catalogue.rules.get(rule)
        self.titles(parent, known.titles if known else {}, str(rule))

    def basis(self, home: InstitutionId, results: Iterable[Result]) -> Element:
        basis = element(ELMO, "recognitionBasis")
        report = _put(basis, "recognitionReport")
        report.append(self.issuer(home))
        for result in results:
            report.append(self.result(result))
        _put(report, "issueDate", self.moment)
        self.grading(report, results)
        return basis

    def output(self, parent: Element, one: Granted, number: int, output: GrantedOutput) -> str:
        """Something that was given, and the name by which the mapping refers to it."""
        holder = _put(parent, "recognitionResult")
        if output.item is not None:
            instance = self.opportunity(holder, output.item)
            name = str(output.item)
        else:
            name = f"{one.entry}#{number}"
            offer = _put(holder, "learningOpportunitySpecification")
            _put(offer, "identifier", name, type="local")
            _put(offer, "title", "选修学分", lang="zh")
            _put(offer, "title", "Elective credit", lang="en")
            if output.subject:
                _put(offer, "subjectArea", output.subject)
            instance = _put(_put(offer, "specifies"), "learningOpportunityInstance")
        _put(instance, "date", one.decided.isoformat())
        if output.type == "credit":
            self.extension(instance, {}, self.credit(instance, output.units, output.scheme))
        else:
            holder_of_kind = _put(instance, "extension")
            holder_of_kind.append(element(OURS, "output", output.type))
        return name

    def refusal(self, rule: RuleId, on: str) -> Element:
        given = element(ELMO, "resultOfRecognition")
        self.rule_titles(given, rule)
        _put(given, "status", NOT_RECOGNISED)
        _put(given, "decisionDate", on)
        return given

    def grading(self, report: Element, results: Iterable[Result]) -> None:
        """The scales of the marks above, each with how it is read."""
        for scheme in sorted({one.grade.scheme for one in results if one.grade is not None}):
            made = _put(report, "gradingScheme", None, localId=scheme)
            for text in self.described(scheme):
                _put(made, "description", text, lang="en")

    def described(self, scheme: str) -> Iterator[str]:
        known = self.catalogue.grade_schemes.get(scheme)
        if known is not None:
            marks = ", ".join(known.marks) if known.marks else "numbers"
            yield f"{marks}; the pass mark is {known.pass_mark}"
