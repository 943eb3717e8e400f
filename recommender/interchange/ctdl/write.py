"""How does a rule book become transfer values in CTDL, so that reading them gives the same rules again?

CTDL has words for few of the conditions that a rule may have. A rule goes out only where our own reader makes the same
rule of what was written, to the last field; every other one is named with what the format has no words for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid5

from recommender.catalogue.objects import Catalogue
from recommender.interchange.coverage import Coverage, Json
from recommender.interchange.ctdl.conditions import LEVELS, SCHEME, UNIT, Decisions
from recommender.interchange.ctdl.graph import IDENTIFIER, OWN, Document, local
from recommender.interchange.ctdl.profile import Profile
from recommender.rules import recognition
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.outputs import CreditOutput, ElectiveOutput
from recommender.rules.recognition import Recognition, Source
from recommender.vocabulary import Assurance, InstitutionId, ItemId, ItemKind, RuleStatus, format_units

__all__ = ["Written", "export"]

CONTEXT = "https://credreg.net/ctdl/schema/context/json"
_SPACE = UUID("5b2e6a0c-0d2f-4f6e-9d55-3f0f0f6d2c41")
TYPES = {
    ItemKind.COURSE: "Course",
    ItemKind.EXAM: "AssessmentProfile",
    ItemKind.CERTIFICATE: "Certificate",
    ItemKind.EXPERIENCE: "Occupation",
}
STATUSES = {RuleStatus.APPROVED: "Active", RuleStatus.WITHDRAWN: "Ceased", RuleStatus.PROPOSED: "Developing"}
NO_WORDS = "CTDL has no words for it"
SAID = frozenset(
    {"id", "recogniser", "sources", "outputs", "assurance", "status", "agreement", "applied_within", "note"}
)
"""The fields of a rule that CTDL can say, each where it is simple enough; and `titles`, `towards`."""


@dataclass(frozen=True, slots=True)
class Written:
    """A document, and what became of every rule."""

    document: Json
    coverage: Coverage
    rules: int
    """How many rules it says."""


def export(catalogue: Catalogue) -> Written:
    """The recognition rules of a catalogue as transfer values, and each that is not one with its reasons."""
    writing = _Writing(catalogue)
    coverage = Coverage()
    said: list[Recognition] = []
    for rule in sorted(catalogue.rules.values(), key=lambda one: one.id):
        reasons = writing.reasons(rule)
        for name, value in recognition.data(rule).items():
            number = coverage.clause(rule.id, f"{rule.id}/{name}", f"{name}: {value}")
            if name in reasons:
                coverage.refuse(number, reasons[name], blocks=False)
            elif reasons:
                coverage.refuse(number, "within a rule that CTDL cannot say", blocks=False)
            else:
                coverage.keep(number)
        if not reasons:
            said.append(rule)
    document = {"@context": [CONTEXT], "@graph": writing.graph(said)}
    return Written(document, coverage, len(said))


@dataclass
class _Nodes:
    """Nodes by their addresses, each once."""

    found: dict[str, Json] = field(default_factory=dict)

    def put(self, node: Json) -> str:
        """The address of the node."""
        self.found.setdefault(node["@id"], node)
        return str(node["@id"])


@dataclass
class _Writing:
    catalogue: Catalogue

    def reasons(self, rule: Recognition) -> dict[str, str]:
        """What of the rule CTDL cannot say, by field; nothing where reading it gives the same rule."""
        wanted = recognition.data(rule)
        found = dict(self._unsaid(rule, wanted))
        if found:
            return found
        back = _read_again(self.graph([rule]), rule)
        return {name: NO_WORDS for name in wanted.keys() | back.keys() if wanted.get(name) != back.get(name)}

    def _unsaid(self, rule: Recognition, wanted: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        for name in wanted.keys() - SAID - {"need", "titles", "towards"}:
            yield name, NO_WORDS
        if len(rule.sources) != 1:
            yield "sources", "a transfer value is from one thing"
        else:
            yield from self._unsaid_source(rule.sources[0])
        if why := self._unsaid_output(rule):
            yield "outputs", why
        if rule.assurance is not Assurance.AGREEMENT:
            yield "assurance", "nothing says who stands behind it"
        if rule.status not in STATUSES:
            yield "status", NO_WORDS

    def _unsaid_source(self, source: Source) -> Iterator[tuple[str, str]]:
        item = self.catalogue.items.get(source.item)
        if item is None or item.kind not in TYPES:
            yield "sources", "an item that is not in the catalogue, or of a kind without a word"
        elif source.min_grade is not None and source.min_grade.scheme != SCHEME:
            yield "sources", f"a grade on the scale {source.min_grade.scheme!r}: only letters are read again"

    def _unsaid_output(self, rule: Recognition) -> str:
        output = rule.outputs[0] if len(rule.outputs) == 1 else None
        if not isinstance(output, CreditOutput | ElectiveOutput):
            return "a transfer value gives credit, of one kind"
        if output.units is not None and "/" in format_units(output.units):
            return "an amount that is no decimal number"
        if isinstance(output, CreditOutput):
            given = self.catalogue.items.get(output.item)
            if given is None or given.issuer != rule.recogniser:
                return "an item that is not one of the recogniser's in the catalogue"
        return ""

    def graph(self, rules: Iterable[Recognition]) -> list[Json]:
        """Everything that the rules say, each thing once, in the order in which it is named first."""
        nodes = _Nodes()
        agreements: dict[str, list[str]] = {}
        for rule in rules:
            address = nodes.put(self.profile(rule, nodes))
            if rule.agreement is not None:
                agreements.setdefault(rule.agreement, []).append(address)
        for name, values in agreements.items():
            nodes.put(_named("TransferAgreement", name, {}) | {"ceterms:hasTransferValueProfile": values})
        return list(nodes.found.values())

    def profile(self, rule: Recognition, nodes: _Nodes) -> Json:
        """One rule as a transfer value."""
        output = rule.outputs[0]
        home = nodes.put(self.institution(rule.recogniser))
        origin = nodes.put(self.item(rule.sources[0].item, nodes))
        made = _named("TransferValueProfile", rule.id, rule.titles)
        made |= {"ceterms:ownedBy": home, "ceterms:transferValueFrom": origin}
        made |= {"ceterms:lifeCycleStatusType": f"lifeCycle:{STATUSES[rule.status]}"}
        if isinstance(output, CreditOutput):
            made["ceterms:transferValueFor"] = nodes.put(self.item(output.item, nodes))
        elif rule.towards.programmes:
            programme = min(rule.towards.programmes)
            made["ceterms:transferValueFor"] = nodes.put(
                _named("LearningProgram", programme, {}) | {"ceterms:offeredBy": home}
            )
        if amount := _amount(output):
            made["ceterms:transferValue"] = amount
        if (grade := rule.sources[0].min_grade) is not None:
            made["ceterms:requires"] = {
                "@type": "ceterms:ConditionProfile",
                "ceterms:condition": {"en": f"Grade {grade.mark} or better."},
            }
        start, end = rule.applied_within.start, rule.applied_within.end
        made |= {"ceterms:startDate": start.isoformat()} if start else {}
        made |= {"ceterms:endDate": (end - timedelta(days=1)).isoformat()} if end and end > date.min else {}
        return made | ({"ceterms:description": {"en": rule.note}} if rule.note else {})

    def institution(self, ident: InstitutionId) -> Json:
        known = self.catalogue.institutions.get(ident)
        return _named("CredentialOrganization", ident, known.titles if known else {})

    def item(self, ident: ItemId, nodes: _Nodes) -> Json:
        """An item of the catalogue, and who offers it."""
        known = self.catalogue.items[ident]
        made = _named(TYPES.get(known.kind, "Course"), ident, known.titles)
        made["ceterms:offeredBy"] = nodes.put(self.institution(known.issuer))
        if known.units and "/" not in (credits := format_units(known.units)):
            made["ceterms:creditValue"] = {"@type": "ceterms:ValueProfile", "schema:value": _number(credits)}
        return made


def _named(kind: str, ident: str, titles: Mapping[str, str]) -> Json:
    """A node with its id in the bank, and an identifier of the form that CTDL asks for."""
    return {
        "@id": f"urn:creditpath:{kind}:{quote(ident, safe='/')}",
        "@type": f"ceterms:{kind}",
        "ceterms:ctid": f"ce-{uuid5(_SPACE, f'{kind} {ident}')}",
        IDENTIFIER: {
            "@type": "ceterms:IdentifierValue",
            f"{IDENTIFIER}TypeName": OWN,
            f"{IDENTIFIER}ValueCode": ident,
        },
        **({"ceterms:name": dict(titles)} if titles else {}),
    }


def _amount(output: object) -> Json | None:
    """The credit of a transfer value; none is stated where a course's own counts."""
    assert isinstance(output, CreditOutput | ElectiveOutput)
    if output.units is None:
        return None
    made: Json = {
        "@type": "ceterms:ValueProfile",
        "schema:value": _number(format_units(output.units)),
        "ceterms:creditUnitType": UNIT,
    }
    if isinstance(output, ElectiveOutput):
        level = next((tag for tag in sorted(output.tags) if local(tag) in LEVELS), None)
        made |= {"ceterms:creditLevelType": level} if level else {}
        if output.subject:
            made["ceterms:subject"] = {
                "@type": "ceterms:CredentialAlignmentObject",
                "ceterms:targetNodeName": {"en": output.subject},
            }
    return made


def _number(text: str) -> int | float:
    """A decimal number as JSON has it: an amount has so few places that a float writes all of them."""
    return int(text) if text.isdigit() else float(text)


def _read_again(graph: list[Json], rule: Recognition) -> Mapping[str, Any]:
    """The rule that our reader makes of the graph, as data; empty where it makes none."""
    document = Document("rules.json", {node["@id"]: node for node in graph})
    node = next(one for one in graph if one["@type"] == "ceterms:TransferValueProfile")
    one = Profile(document, node, Decisions())
    one.read()
    if rule.agreement is not None:
        one.rule |= {"agreement": rule.agreement, "assurance": "agreement"}
    one.check(rule.id)
    if one.reasons:
        return {}
    try:
        return recognition.data(recognition.read(Fields.of(one.finished(rule.id), "")))
    except RuleDataError:
        return {}
