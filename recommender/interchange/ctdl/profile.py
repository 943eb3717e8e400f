"""How does one transfer value become a rule, or what does a person have to read before it may?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from recommender.interchange.ctdl.conditions import LEVELS, SCHEME, UNIT, Decisions
from recommender.interchange.ctdl.graph import Document, Json, local, own_id, properties, text_of, type_of
from recommender.interchange.native import item_id
from recommender.rules import recognition
from recommender.rules.fields import Fields, RuleDataError
from recommender.vocabulary import format_units, parse_date, parse_units

KINDS = {
    "AssessmentProfile": "exam",
    "Assessment": "exam",
    "Course": "course",
    "LearningOpportunityProfile": "course",
    "LearningProgram": "course",
    "Certificate": "certificate",
    "Certification": "certificate",
    "License": "certificate",
    "MicroCredential": "certificate",
    "Badge": "certificate",
    "Occupation": "experience",
    "Job": "experience",
    "WorkRole": "experience",
}
"""What sort of item a source is."""
GIVERS = ("CredentialOrganization",)
"""Who can recognise; an agency of quality assurance recommends."""


@dataclass
class Profile:
    """One transfer value on its way into a rule: each property is read once, or is a reason for a person to look."""

    document: Document
    node: Json
    decisions: Decisions
    kept: dict[str, str] = field(default_factory=dict)
    """Path of each property that was read, with how."""
    reasons: dict[str, str] = field(default_factory=dict)
    """Path of each that was not, with why."""
    rule: Json = field(default_factory=dict)
    output: Json = field(default_factory=dict)
    source: Json = field(default_factory=dict)
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    institutions: dict[str, str] = field(default_factory=dict)
    recogniser: str = ""

    def read(self) -> None:
        """Read every property; without any reason against it, it is a rule."""
        self._place()
        said: set[str] = set()
        for path, value in properties(self.node):
            plain = _without_numbers(path)
            reader = _READERS.get(plain)
            if reader is None:
                self.reasons[path] = "a property that is not known"
            elif plain in said and plain not in _MAY_REPEAT:
                self.reasons[path] = f"{plain} is said more than once: which of them holds?"
            else:
                reader(self, path, value)
            said.add(plain)
        # Each of several values may say something else, so that no field of them is said twice.
        amounts = self.node.get("ceterms:transferValue")
        if isinstance(amounts, list) and len(amounts) > 1:
            self.reasons["/transferValue"] = f"{len(amounts)} values: all of them or one?"
        for needed, found in (
            ("transferValue/value", "credits" in self.output or "item" in self.output),
            ("transferValueFrom", self.source),
        ):
            if not found and not self.reasons:
                self.reasons[f"/{needed}"] = "nothing is stated"

    def check(self, ident: str) -> None:
        """Nothing is called kept that would not load: what our own reader would refuse, a person reads first."""
        if self.reasons:
            return
        try:
            recognition.read(Fields.of(self.finished(ident), ""))
            for institution in self.institutions:
                Fields.of({"id": institution}, "/institution").ident("id")
        except RuleDataError as error:
            self.reasons["/rule"] = f"our own reader refuses it: {error.path}: {error.message}"

    def finished(self, ident: str) -> Json:
        """The rule as a row of rules.jsonl."""
        output: Json = {"type": "elective", **self.output}
        return {
            "id": ident,
            "recogniser": self.recogniser,
            "sources": [self.source],
            "outputs": [output],
            **self.rule,
        }

    # who decides

    def _place(self) -> None:
        """The recogniser: who offers what the value is for, else the owner, if that can recognise."""
        target = self.document.node(self.node.get("ceterms:transferValueFor"))
        owner = self.document.node(self.node.get("ceterms:ownedBy"))
        giver = self._offering(target) if target is not None else None
        chosen = giver or (owner if owner is not None and type_of(owner) in GIVERS else None)
        if chosen is None:
            self.reasons["/transferValueFor"] = "nothing says which institution recognises it"
            return
        self.recogniser = self.institution(chosen)
        mine = owner is not None and owner["@id"] == chosen["@id"]
        self.rule["assurance"] = "agreement" if mine else "recommendation"

    def _offering(self, thing: Json) -> Json | None:
        for name in ("ceterms:offeredBy", "ceterms:ownedBy"):
            if (found := self.document.node(thing.get(name))) is not None:
                return found
        return None

    def institution(self, node: Json) -> str:
        """The id of an organisation, which is now one of the catalogue's institutions."""
        ident = self.document.id_of(node)
        self.institutions[ident] = text_of(node.get("ceterms:name")) or ident
        return ident

    # each property

    def owner(self, path: str, value: object) -> None:
        if self.document.node(value) is None:
            self.reasons[path] = "the owner is not described in the document"
        else:
            self.kept[path] = "assurance, and the recogniser where it can recognise"

    def note(self, path: str, value: object) -> None:
        text = text_of(value)
        if text and path == "/description":
            self.rule["note"] = text
        self.kept[path] = "a note for people"

    def amount(self, path: str, value: object) -> None:
        try:
            units = parse_units(str(value))
        except ValueError as error:
            self.reasons[path] = f"no exact amount: {error}"
            return
        if units <= 0:
            self.reasons[path] = "no credit at all"
            return
        self.output["credits"] = format_units(units)
        self.kept[path] = "credits"

    def unit(self, path: str, value: object) -> None:
        term, decided = self.decisions.term(value)
        if term == UNIT:
            self.kept[path] = "the scheme of credit" + (", as a person decided" if decided else "")
        else:
            self.reasons[path] = f"the unit {value!r} is no {UNIT}: a person has to say what it is"

    def level(self, path: str, value: object) -> None:
        term, _ = self.decisions.term(value)
        if local(term) in LEVELS:
            self.output["tags"] = [term]
            self.kept[path] = "a tag of the elective credit"
        else:
            self.reasons[path] = f"an unknown level {value!r}"

    def subject(self, path: str, value: object) -> None:
        if "subject" in self.output or not text_of(value):
            self.reasons[path] = "more than one subject"
            return
        self.output["subject"] = text_of(value)
        self.kept[path] = "the subject of the elective credit"

    def origin(self, path: str, value: object) -> None:
        node = self.document.node(value)
        if isinstance(value, list) or node is None:
            self.reasons[path] = "several sources, or one that is not described: all of them or any?"
            return
        kind = KINDS.get(type_of(node))
        if kind is None:
            self.reasons[path] = f"a source of type {type_of(node)!r}"
            return
        issuer = self._offering(node)
        if issuer is None and kind != "experience":
            self.reasons[path] = "nothing says who issues it"
            return
        # Experience is issued by nobody: whoever recognises it examines the evidence.
        home = self.institution(issuer) if issuer is not None else self.recogniser
        if not home:
            self.reasons[path] = "nothing says who examines it"
            return
        self.source |= {"item": self.item(node, kind, home)}
        self.kept[path] = f"a source of kind {kind}"

    def item(self, node: Json, kind: str, home: str) -> str:
        """The id of an item, which is now one of the catalogue's."""
        ident = own_id(node) or item_id(home, self.document.id_of(node))
        title = text_of(node.get("ceterms:name")) or ident
        row = {"id": ident, "kind": kind, "issuer": home, "title_en": title, "credits": _own_credits(node)}
        self.items[ident] = row if kind in ("exam", "experience") else row | {"studyable": "false"}
        return ident

    def target(self, path: str, value: object) -> None:
        node = self.document.node(value)
        if path in self.reasons:
            return
        if node is not None and type_of(node) == "Course" and own_id(node):
            # Others say by a course which programme takes the credit; a bank like this one, for what it is given.
            self.output |= {"type": "credit", "item": self.item(node, "course", self.recogniser)}
            self.kept[path] = "credit for this course"
            return
        if isinstance(value, list) or node is None or type_of(node) != "LearningProgram":
            self.reasons[path] = "not one programme that is described"
            return
        self.rule["towards"] = {"programmes": [self.document.id_of(node)]}
        self.kept[path] = "towards this programme only"

    def condition(self, path: str, value: object) -> None:
        prose = text_of(value)
        mark = self.decisions.grade(prose)
        if mark is None:
            self.reasons[path] = f"a condition in prose: {prose!r}"
            return
        self.source["min_grade"] = {"scheme": SCHEME, "mark": mark}
        self.kept[path] = f"at least {mark}" + (
            ", as a person decided" if prose in self.decisions.conditions else ""
        )

    def condition_on(self, path: str, value: object) -> None:
        if value == self.node.get("ceterms:transferValueFrom"):
            self.kept[path] = "the condition is on the source"
        else:
            self.reasons[path] = "a condition on something else than the source"

    def starts(self, path: str, value: object) -> None:
        self._day(path, value, "from", 0)

    def ends(self, path: str, value: object) -> None:
        self._day(path, value, "to", 1)

    def _day(self, path: str, value: object, edge: str, later: int) -> None:
        """The days of the profile are those of the decision; a last day is included there and excluded here."""
        try:
            day = parse_date(str(value))
        except ValueError as error:
            self.reasons[path] = f"no date: {error}"
            return
        if edge == "to" and day == date.max:
            self.kept[path] = "no last day: the last of all days is how an open end is written"
            return
        self.rule.setdefault("applied_within", {})[edge] = (day + timedelta(days=later)).isoformat()
        self.kept[path] = "applied within"

    def status(self, path: str, value: object) -> None:
        known = {
            "Active": "approved",
            "Ceased": "withdrawn",
            "Suspended": "withdrawn",
            "Developing": "proposed",
        }
        term = local(text_of(value))
        if term in known:
            self.rule["status"] = known[term]
            self.kept[path] = f"status {known[term]}"
        else:
            self.reasons[path] = f"an unknown status {value!r}"

    def name(self, path: str, value: object) -> None:
        titles = value if isinstance(value, Mapping) and own_id(self.node) else {}
        self.rule |= {"titles": dict(titles)} if titles else {}
        self.kept[path] = "the title of the rule" if titles else "a note for people"

    def own(self, path: str, value: object) -> None:
        if own_id(self.node):
            self.kept[path] = "the id of the rule"
        else:
            self.reasons[path] = "an identifier of another system"

    def prose(self, path: str, value: object) -> None:
        self.reasons[path] = f"a restriction in prose: {text_of(value)!r}"


Reader = Callable[[Profile, str, Any], None]
_READERS: Mapping[str, Reader] = {
    "/applicability/targetNodeDescription": Profile.prose,
    "/applicability/targetNodeName": Profile.prose,
    "/description": Profile.note,
    "/endDate": Profile.ends,
    "/evaluationEvidence/developmentProcess/name": Profile.note,
    "/evaluationEvidence/developmentProcess/ownedBy": Profile.note,
    "/evaluationEvidence/developmentProcess/subjectWebpage": Profile.note,
    "/evaluationEvidence/name": Profile.note,
    "/evaluationEvidence/subjectWebpage": Profile.note,
    "/ctid": Profile.note,
    "/identifier/identifierTypeName": Profile.own,
    "/identifier/identifierValueCode": Profile.own,
    "/lifeCycleStatusType": Profile.status,
    "/name": Profile.name,
    "/ownedBy": Profile.owner,
    "/requires/condition": Profile.condition,
    "/requires/targetAssessment": Profile.condition_on,
    "/requires/targetOccupation": Profile.condition_on,
    "/startDate": Profile.starts,
    "/subjectWebpage": Profile.note,
    "/transferValue/creditLevelType": Profile.level,
    "/transferValue/creditUnitType": Profile.unit,
    "/transferValue/subject/targetNodeName": Profile.subject,
    "/transferValue/value": Profile.amount,
    "/transferValueFor": Profile.target,
    "/transferValueFrom": Profile.origin,
}
_MAY_REPEAT = frozenset(
    path
    for path, reader in _READERS.items()
    if reader in (Profile.note, Profile.name, Profile.condition_on, Profile.prose) and path != "/description"
)
"""What sets no field of the rule may be said of each of several."""


def _own_credits(node: Mapping[str, Any]) -> str:
    """The credit that a course has of its own, where the node says so exactly."""
    value = node.get("ceterms:creditValue")
    try:
        return format_units(
            parse_units(str(value.get("schema:value") if isinstance(value, Mapping) else "0"))
        )
    except ValueError:
        return "0"


def _without_numbers(path: str) -> str:
    return "/".join(part for part in path.split("/") if not part.isdigit())
