"""What do reports in ELMO have in common: institutions, what was on offer and what was taken, scales of marks?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from recommender.catalogue.objects import Catalogue
from recommender.interchange.elmo.names import COURSE, ELMO, OURS
from recommender.interchange.markup import Element, element
from recommender.ledger.record import Result
from recommender.vocabulary import InstitutionId, ItemId, ItemKind, format_units

__all__ = ["Parts", "put"]

LANGUAGES = ("zh", "en")


def put(parent: Element, name: str, text: str | None = None, /, **attributes: str) -> Element:
    made = element(ELMO, name, text, **attributes)
    parent.append(made)
    return made


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a report, told with the titles of a catalogue."""

    catalogue: Catalogue
    moment: str
    """When the document is made, as it is written."""

    def home(self, item: ItemId) -> InstitutionId:
        """Who issues an item; of one that the catalogue lacks, what stands before the slash is all that is known."""
        known = self.catalogue.items.get(item)
        return known.issuer if known else InstitutionId(item.partition("/")[0])

    def issuer(self, home: InstitutionId) -> Element:
        issuer = element(ELMO, "issuer")
        put(issuer, "identifier", str(home), type="local")
        known = self.catalogue.institutions.get(home)
        self.titles(issuer, known.titles if known else {}, str(home))
        put(issuer, "url", "")
        return issuer

    def titles(self, parent: Element, titles: Mapping[str, str], fallback: str) -> None:
        """A title in each language; the id where there is none."""
        found = [(language, titles[language]) for language in LANGUAGES if titles.get(language)]
        for language, title in found:
            put(parent, "title", title, lang=language)
        if not found:
            put(parent, "title", fallback)

    def opportunity(self, parent: Element, item: ItemId) -> Element:
        """An item as what was on offer; what is returned is its instance, to be filled."""
        offer = put(parent, "learningOpportunitySpecification")
        put(offer, "identifier", str(item), type="local")
        known = self.catalogue.items.get(item)
        self.titles(offer, known.titles if known else {}, str(item))
        if known is None or known.kind == ItemKind.COURSE:
            put(offer, "type", COURSE)
        if known is not None and known.subject:
            put(offer, "subjectArea", known.subject)
        return put(put(offer, "specifies"), "learningOpportunityInstance")

    def result(self, one: Result) -> Element:
        holder = element(ELMO, "report")
        instance = self.opportunity(holder, one.item)
        put(instance, "identifier", str(one.entry), type="entry")
        put(instance, "date", one.completed.isoformat())
        put(instance, "status", "passed")
        if one.grade is not None:
            put(instance, "gradingSchemeLocalId", one.grade.scheme)
            put(instance, "resultLabel", one.grade.mark)
        exact = self.credit(instance, one.units, one.scheme)
        known = self.catalogue.items.get(one.item)
        if known is not None and known.level is not None:
            level = put(instance, "level")
            put(level, "type", "local")
            put(level, "value", str(known.level))
        if known is not None and known.languages:
            put(instance, "languageOfInstruction", known.languages[0])
        self.extension(instance, one.measures, exact)
        return holder[0]

    def credit(self, instance: Element, units: int, scheme: str) -> str:
        """An amount of credit; what is returned is one that is no decimal number, and stands elsewhere."""
        credit = put(instance, "credit")
        put(credit, "scheme", scheme)
        text = format_units(units)
        if "/" in text:
            return text
        put(credit, "value", text)
        return ""

    def extension(self, instance: Element, measures: Mapping[str, str], exact: str) -> None:
        """What ELMO has no element for."""
        if not measures and not exact:
            return
        holder = put(instance, "extension")
        if exact:
            holder.append(element(OURS, "credits", exact))
        for name, value in sorted(measures.items()):
            holder.append(element(OURS, "measure", value, name=name))

    def grading(self, report: Element, results: Iterable[Result]) -> None:
        """The scales of the marks above, each with how it is read."""
        for scheme in sorted({one.grade.scheme for one in results if one.grade is not None}):
            made = put(report, "gradingScheme", None, localId=scheme)
            for text in self.described(scheme):
                put(made, "description", text, lang="en")

    def described(self, scheme: str) -> Iterator[str]:
        known = self.catalogue.grade_schemes.get(scheme)
        if known is not None:
            marks = ", ".join(known.marks) if known.marks else "numbers"
            yield f"{marks}; the pass mark is {known.pass_mark}"
