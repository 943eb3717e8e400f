"""How does a folder of documents become a catalogue of rules, with a quarantine for what a person has to read?"""

from __future__ import annotations

from pathlib import Path

from recommender.errors import Unreadable
from recommender.interchange.converted import Converted
from recommender.interchange.coverage import Coverage, Json
from recommender.interchange.ctdl.agreement import FOR_PEOPLE, HELD_BACK, Agreement, agreements_of
from recommender.interchange.ctdl.conditions import DECISIONS, LETTERS, SCHEME, Decisions, read_decisions
from recommender.interchange.ctdl.graph import Document, own_id, properties, read_document, type_of
from recommender.interchange.ctdl.profile import Profile
from recommender.interchange.native import Native, head, institution, item_id

ONE_BY_ONE = "each learner is assessed: no rule gives this"


def read(source: Path) -> Converted:
    """Every transfer value that is typed throughout as a rule; the others in quarantine, with the reasons.

    Raises:
        Unreadable: a document that is no JSON-LD graph, or no document at all.
    """
    files = [file for file in sorted(source.glob("*.json")) if file.name != DECISIONS]
    if not files:
        raise Unreadable("there are no CTDL documents", place=str(source))
    letters: Json = {"id": SCHEME, "marks": list(LETTERS), "pass_mark": "D-"}
    native = Native(head("ctdl", "CTDL 学分转移值", "CTDL transfer values", [letters]))
    reading = _Reading(native, Coverage(), read_decisions(source))
    for file in files:
        reading.document(read_document(file))
    native.institutions = [institution(key, title) for key, title in sorted(reading.institutions.items())]
    reading.coverage.close()
    counts = {"rules": len(native.rules), "quarantined": len(reading.quarantine)}
    return Converted(native, reading.coverage, counts, tuple(reading.quarantine))


class _Reading:
    """What was read so far."""

    def __init__(self, native: Native, coverage: Coverage, decisions: Decisions) -> None:
        self.native, self.coverage, self.decisions = native, coverage, decisions
        self.institutions: dict[str, str] = {}
        self.quarantine: list[Json] = []

    def document(self, document: Document) -> None:
        """Everything is judged before anything is written: an agreement holds, or is held back, as a whole."""
        agreements = agreements_of(document)
        values = {
            node["@id"]: self.value(document, node, agreements)
            for node in document.policies()
            if type_of(node) == "TransferValueProfile"
        }
        for one in agreements:
            one.judge(values)
        for node in document.policies():
            if type_of(node) == "TransferValueProfile":
                self.profile(document, node, values[node["@id"]])
            elif type_of(node) == "PriorLearningPolicy":
                self.policy(document, node)
        for one in agreements:
            self.agreement(document, one)

    def value(self, document: Document, node: Json, agreements: list[Agreement]) -> Profile:
        """One transfer value as it would be a rule, with the name of the agreement that it is within."""
        one = Profile(document, node, self.decisions)
        one.read()
        names = [document.id_of(agreed.node) for agreed in agreements if node["@id"] in agreed.values]
        if len(names) > 1:
            one.reasons["/agreement"] = f"{', '.join(names)}: which of them decides?"
        elif names:
            one.rule |= {"agreement": names[0], "assurance": "agreement"}
        one.check(_rule_id(document, one))
        return one

    def profile(self, document: Document, node: Json, one: Profile) -> None:
        """One transfer value: a rule where every property was read, and the agreement that names it was."""
        ident = f"{document.stem}/{document.id_of(node)}"
        for path, number in self.clauses(document, node, ident).items():
            if path in one.reasons:
                self.coverage.refuse(number, one.reasons[path])
            elif not one.reasons:
                self.coverage.keep(number, one.kept.get(path, ""))
            else:
                self.coverage.refuse(number, HELD_BACK)
        if one.reasons:
            self.hold_back(document, ident, node, one.reasons)
            return
        self.native.rules.append(one.finished(_rule_id(document, one)))
        self.native.items.update(one.items)
        self.institutions.update(one.institutions)

    def agreement(self, document: Document, one: Agreement) -> None:
        """Its rules carry its name; it is read where it says no more than they do and all of them are rules."""
        ident = document.id_of(one.node)
        for path, number in self.clauses(document, one.node, f"{document.stem}/{ident}").items():
            if one.reasons:
                self.coverage.refuse(number, one.reasons.get(path, HELD_BACK))
            else:
                note = path in FOR_PEOPLE
                self.coverage.keep(number, "a note for people" if note else "said by the rule already")
        if one.reasons:
            self.hold_back(document, ident, one.node, one.reasons)

    def policy(self, document: Document, node: Json) -> None:
        """A policy of assessing prior learning person by person decides nothing by itself."""
        ident = f"{document.stem}/{document.id_of(node)}"
        numbers = self.clauses(document, node, ident)
        for number in numbers.values():
            self.coverage.refuse(number, ONE_BY_ONE)
        self.hold_back(document, ident, node, dict.fromkeys(numbers, ONE_BY_ONE))

    def clauses(self, document: Document, node: Json, about: str) -> dict[str, int]:
        """The number of each property of a policy, by its path."""
        place = f"{document.name}:{node['@id']}"
        return {
            path: self.coverage.clause(about, f"{place}{path}", f"{path.rsplit('/', 1)[-1]}: {value}")
            for path, value in properties(node)
        }

    def hold_back(self, document: Document, ident: str, node: Json, reasons: dict[str, str]) -> None:
        self.quarantine.append(
            {
                "id": ident,
                "file": document.name,
                "reasons": [f"{path}: {why}" for path, why in reasons.items()],
                "source": node,
            }
        )


def _rule_id(document: Document, one: Profile) -> str:
    return own_id(one.node) or item_id(one.recogniser, f"{document.stem}/{document.id_of(one.node)}")
