"""Does an agreement hold: does it say no more than the transfer values that it names, and is each of them a rule?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from recommender.interchange.ctdl.graph import Document, Json, own_id, properties, type_of
from recommender.interchange.ctdl.profile import Profile

HELD_BACK = "within a rule that a person has to read first"
FOR_PEOPLE = frozenset(
    {
        "/creator",
        "/ctid",
        "/sendingOrganization",
        "/sendingDepartment",
        "/receivingDepartment",
        "/name",
        "/description",
    }
)
"""What an agreement may say beside its transfer values, because nothing is decided by it."""
_NAMES = "ceterms:hasTransferValueProfile"


@dataclass(frozen=True, slots=True)
class Agreement:
    """One agreement, the transfer values that it names, and why a person has to read it, by path."""

    document: Document
    node: Json
    values: tuple[str, ...]
    reasons: dict[str, str]

    def judge(self, values: Mapping[str, Profile]) -> None:
        """It waits with any of its values, and what it alone would hold back waits with it.

        One round is enough: a value of several agreements has its reason before, so that nobody else waits for one
        that is held back here.
        """
        named = [values[one] for one in self.values if one in values]
        waits = bool(self.reasons)
        if any(one.reasons for one in named):
            self.reasons.setdefault("/hasTransferValueProfile", HELD_BACK)
        for one in named:
            if waits or (self.reasons and not one.reasons):
                one.reasons.setdefault("/agreement", f"{self.document.id_of(self.node)} waits for a person")


def agreements_of(document: Document) -> list[Agreement]:
    """Every agreement of the document, judged by what it says itself."""
    return [
        Agreement(document, node, document.several(node.get(_NAMES)), _more_than_its_values(document, node))
        for node in document.policies()
        if type_of(node) == "TransferAgreement"
    ]


def _more_than_its_values(document: Document, node: Json) -> dict[str, str]:
    """What an agreement says that each of its transfer values does not say already, by path."""
    values = [document.node(one) for one in document.several(node.get(_NAMES))]
    if not values or any(one is None or type_of(one) != "TransferValueProfile" for one in values):
        return {"/hasTransferValueProfile": "a transfer value that is not described, or none"}
    said = [_said(document, node, one) for one in values if one is not None]
    return {
        path: "it says more than its transfer value"
        for path, _ in properties(node)
        if path not in (*FOR_PEOPLE, "/hasTransferValueProfile")
        and not (path.startswith("/identifier/") and own_id(node))
        and not all(one.get(path) for one in said)
    }


def _said(document: Document, node: Json, profile: Json) -> dict[str, bool]:
    """Whether a transfer value says the same, by path of the agreement."""
    target = document.node(profile.get("ceterms:transferValueFor")) or {}
    return {
        "/receivingProgram": node.get("ceterms:receivingProgram") == profile.get("ceterms:transferValueFor"),
        "/receivingOrganization": node.get("ceterms:receivingOrganization")
        == target.get("ceterms:offeredBy"),
        "/sendingProgram": _part(document, node, profile),
    }


def _part(document: Document, node: Json, profile: Json) -> bool:
    """Whether the sending programme is the one that the source is a part of."""
    sending = document.node(node.get("ceterms:sendingProgram")) or {}
    parts = sending.get("ceterms:hasPart")
    source = profile.get("ceterms:transferValueFrom")
    return source is not None and (parts == source or (isinstance(parts, list) and source in parts))
