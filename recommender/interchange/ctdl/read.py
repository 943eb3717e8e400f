"""How does a folder of documents become a catalogue of rules, with a quarantine for what a person has to read?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from recommender.errors import Unreadable
from recommender.interchange.converted import Converted
from recommender.interchange.coverage import Coverage, Json
from recommender.interchange.ctdl.conditions import DECISIONS, LETTERS, SCHEME, Decisions, read_decisions
from recommender.interchange.ctdl.graph import Document, properties, read_document, type_of
from recommender.interchange.ctdl.profile import Profile
from recommender.interchange.native import Native, head, institution, item_id

HELD_BACK = "within a rule that a person has to read first"
ONE_BY_ONE = "each learner is assessed: no rule gives this"
_NAMES = "ceterms:hasTransferValueProfile"
_FOR_PEOPLE = frozenset(
    {
        "/creator",
        "/sendingOrganization",
        "/sendingDepartment",
        "/receivingDepartment",
        "/name",
        "/description",
    }
)
"""What an agreement may say beside its transfer values, because nothing is decided by it."""


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


@dataclass(frozen=True, slots=True)
class _Judged:
    """An agreement, the transfer values that it names, and why a person has to read it, by path."""

    node: Json
    values: tuple[str, ...]
    reasons: dict[str, str]


class _Reading:
    """What was read so far."""

    def __init__(self, native: Native, coverage: Coverage, decisions: Decisions) -> None:
        self.native, self.coverage, self.decisions = native, coverage, decisions
        self.institutions: dict[str, str] = {}
        self.quarantine: list[Json] = []
        self.written: set[tuple[str, str]] = set()
        """(document, id) of the transfer values that became rules."""

    def document(self, document: Document) -> None:
        """The agreements are judged first: what a refused one names is held back with it."""
        judged = [
            _Judged(node, document.several(node.get(_NAMES)), self._more_than_its_values(document, node))
            for node in document.policies()
            if type_of(node) == "TransferAgreement"
        ]
        for node in document.policies():
            if type_of(node) == "TransferValueProfile":
                self.profile(document, node, [one for one in judged if node["@id"] in one.values])
            elif type_of(node) == "PriorLearningPolicy":
                self.policy(document, node)
        for one in judged:
            self.agreement(document, one)

    def profile(self, document: Document, node: Json, within: list[_Judged]) -> None:
        """One transfer value: a rule where every property was read, and the agreement that names it was."""
        ident = f"{document.stem}/{document.id_of(node)}"
        numbers = self.clauses(document, node, ident)
        one = Profile(document, node, self.decisions)
        one.read()
        if len(within) > 1:
            names = ", ".join(document.id_of(agreed.node) for agreed in within)
            one.reasons["/agreement"] = f"{names}: which of them decides?"
        for agreed in within:
            if agreed.reasons:
                one.reasons["/agreement"] = f"{document.id_of(agreed.node)} waits for a person"
            one.rule |= {"agreement": document.id_of(agreed.node), "assurance": "agreement"}
        for path, number in numbers.items():
            if path in one.reasons:
                self.coverage.refuse(number, one.reasons[path])
            elif not one.reasons:
                self.coverage.keep(number, one.kept.get(path, ""))
            else:
                self.coverage.refuse(number, HELD_BACK)
        if one.reasons:
            self.hold_back(document, ident, node, one.reasons)
            return
        self.written.add((document.name, node["@id"]))
        self.native.rules.append(one.finished(item_id(one.recogniser, ident)))
        self.native.items.update(one.items)
        self.institutions.update(one.institutions)

    def _more_than_its_values(self, document: Document, node: Json) -> dict[str, str]:
        """What an agreement says that each of its transfer values does not say already, by path."""
        values = [document.node(one) for one in document.several(node.get(_NAMES))]
        if not values or any(one is None or type_of(one) != "TransferValueProfile" for one in values):
            return {"/hasTransferValueProfile": "a transfer value that is not described, or none"}
        said = [self._said(document, node, one) for one in values if one is not None]
        return {
            path: "it says more than its transfer value"
            for path, _ in properties(node)
            if path not in (*_FOR_PEOPLE, "/hasTransferValueProfile")
            and not all(one.get(path) for one in said)
        }

    def _said(self, document: Document, node: Json, profile: Json) -> dict[str, bool]:
        """Whether a transfer value says the same, by path of the agreement."""
        target = document.node(profile.get("ceterms:transferValueFor")) or {}
        return {
            "/receivingProgram": node.get("ceterms:receivingProgram")
            == profile.get("ceterms:transferValueFor"),
            "/receivingOrganization": node.get("ceterms:receivingOrganization")
            == target.get("ceterms:offeredBy"),
            "/sendingProgram": self._part(document, node, profile),
        }

    def agreement(self, document: Document, judged: _Judged) -> None:
        """Its rules carry its name; it is read where it says no more than they do and all of them are rules."""
        ident = document.id_of(judged.node)
        numbers = self.clauses(document, judged.node, f"{document.stem}/{ident}")
        reasons = dict(judged.reasons)
        if any((document.name, one) not in self.written for one in judged.values):
            reasons.setdefault("/hasTransferValueProfile", HELD_BACK)
        for path, number in numbers.items():
            if reasons:
                self.coverage.refuse(number, reasons.get(path, HELD_BACK))
            else:
                note = path in _FOR_PEOPLE
                self.coverage.keep(number, "a note for people" if note else "said by the rule already")
        if reasons:
            self.hold_back(document, ident, judged.node, reasons)

    def _part(self, document: Document, node: Json, profile: Json) -> bool:
        """Whether the sending programme is the one that the source is a part of."""
        sending = document.node(node.get("ceterms:sendingProgram")) or {}
        parts = sending.get("ceterms:hasPart")
        source = profile.get("ceterms:transferValueFrom")
        return source is not None and (parts == source or (isinstance(parts, list) and source in parts))

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
