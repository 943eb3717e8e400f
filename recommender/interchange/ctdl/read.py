"""How does a folder of documents become a catalogue of rules, with a quarantine for what a person has to read?"""

from __future__ import annotations

from pathlib import Path

from recommender.errors import Unreadable
from recommender.interchange.converted import Converted
from recommender.interchange.coverage import Coverage, Json
from recommender.interchange.ctdl.conditions import DECISIONS, LETTERS, SCHEME, Decisions, read_decisions
from recommender.interchange.ctdl.graph import Document, local, properties, read_document, type_of
from recommender.interchange.ctdl.profile import Profile
from recommender.interchange.native import Native, head, institution

HELD_BACK = "within a rule that a person has to read first"
_AGREED = ("ceterms:receivingOrganization", "ceterms:receivingProgram")


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
        self.written: set[tuple[str, str]] = set()
        """(document, id) of the transfer values that became rules."""

    def document(self, document: Document) -> None:
        agreements = [node for node in document.policies() if type_of(node) == "TransferAgreement"]
        for node in document.policies():
            if type_of(node) == "TransferValueProfile":
                self.profile(document, node, agreements)
            elif type_of(node) == "PriorLearningPolicy":
                self.policy(document, node)
        for node in agreements:
            self.agreement(document, node)

    def profile(self, document: Document, node: Json, agreements: list[Json]) -> None:
        """One transfer value: a rule where every property was read."""
        ident = f"{Path(document.name).stem}/{local(node['@id'])}"
        numbers = self.clauses(document, node, ident)
        one = Profile(document, node, self.decisions)
        within = [a for a in agreements if a.get("ceterms:hasTransferValueProfile") == node["@id"]]
        whole = one.read()
        if within:
            one.rule |= {"agreement": local(within[0]["@id"]), "assurance": "agreement"}
        for path, number in numbers.items():
            if path in one.reasons:
                self.coverage.refuse(number, one.reasons[path])
            elif whole:
                self.coverage.keep(number, one.kept.get(path, ""))
            else:
                self.coverage.refuse(number, HELD_BACK)
        if not whole:
            self.hold_back(document, ident, node, one.reasons)
            return
        self.written.add((document.name, node["@id"]))
        self.native.rules.append(one.finished(f"{one.recogniser}/{ident}"))
        self.native.items.update(one.items)
        self.institutions.update(one.institutions)

    def agreement(self, document: Document, node: Json) -> None:
        """Its rules carry its name; it is read where it says no more than they do."""
        numbers = self.clauses(document, node, f"{Path(document.name).stem}/{local(node['@id'])}")
        profile = document.node(node.get("ceterms:hasTransferValueProfile")) or {}
        target = document.node(profile.get("ceterms:transferValueFor")) or {}
        same = {
            "/receivingProgram": node.get("ceterms:receivingProgram")
            == profile.get("ceterms:transferValueFor"),
            "/receivingOrganization": node.get("ceterms:receivingOrganization")
            == target.get("ceterms:offeredBy"),
            "/sendingProgram": self._part(document, node, profile),
            "/hasTransferValueProfile": bool(profile),
        }
        names = (
            "/creator",
            "/sendingOrganization",
            "/sendingDepartment",
            "/receivingDepartment",
            "/name",
            "/description",
        )
        reasons = {}
        if (document.name, profile.get("@id")) not in self.written:
            reasons["/hasTransferValueProfile"] = HELD_BACK
        for path, number in numbers.items():
            if reasons.get("/hasTransferValueProfile") == HELD_BACK:
                self.coverage.refuse(number, HELD_BACK)
            elif same.get(path) or path in names:
                self.coverage.keep(
                    number, "said by the rule already" if path in same else "a note for people"
                )
            else:
                reasons[path] = "it says more than its transfer value"
                self.coverage.refuse(number, reasons[path])
        if reasons:
            self.hold_back(document, local(node["@id"]), node, reasons)

    def _part(self, document: Document, node: Json, profile: Json) -> bool:
        """Whether the sending programme is the one that the source is a part of."""
        sending = document.node(node.get("ceterms:sendingProgram")) or {}
        parts = sending.get("ceterms:hasPart")
        source = profile.get("ceterms:transferValueFrom")
        return source is not None and (parts == source or (isinstance(parts, list) and source in parts))

    def policy(self, document: Document, node: Json) -> None:
        """A policy of assessing prior learning person by person decides nothing by itself."""
        ident = f"{Path(document.name).stem}/{local(node['@id'])}"
        reasons = dict.fromkeys(
            self.clauses(document, node, ident), "each learner is assessed: no rule gives this"
        )
        for one in self.coverage_of(ident):
            self.coverage.refuse(one, "each learner is assessed: no rule gives this")
        self.hold_back(document, ident, node, reasons)

    def coverage_of(self, about: str) -> list[int]:
        return [number for number, one in enumerate(self.coverage.clauses) if one.about == about]

    def clauses(self, document: Document, node: Json, about: str) -> dict[str, int]:
        """The number of each property of a policy, by its path."""
        place = f"{document.name}:{local(node['@id'])}"
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
