"""How is one nested requirement list said in requirement kinds, and which of its clauses cannot be said?

The meaning is that of the format's reference auditor: a subject counts wherever a list names it (so that every list
shares without bound), "any" with a threshold counts the subjects below it, whatever their groups ask for by themselves,
and "all" with a threshold asks for both. "At most n" bounds what its group gives to the threshold around it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from recommender.interchange.coverage import Coverage
from recommender.interchange.fireroad.counts import Gathered, Threshold, counted, ident, pool, union
from recommender.interchange.native import Json

PROSE = "prose: a person has to confirm it"
REMARK = "a remark in prose that may be a condition"
_BINDING = re.compile(
    r"\d|\b(must|requir\w*|need\w*|should|may|can|cannot|not|no|least|most|more|fewer|only|select\w*|choose\w*|approv\w*"
    r"|subject to|from|one|two|three|four|five|six|seven|eight|outside|within|substitut\w*|consult\w*|complete\w*)\b",
    re.IGNORECASE,
)
"""Words by which a remark may be a condition; a remark without any of them is only a remark."""
_BINDING_INTRODUCTION = re.compile(
    r"\b(at least|at most|no more than|no fewer|must|may not|cannot|minimum|maximum|not count|only)\b",
    re.IGNORECASE,
)
"""The same for the introduction of a whole list, which is written for people who are choosing a programme."""
_ATTRIBUTES = {"HASS": ["HASS-A", "HASS-E", "HASS-H", "HASS-S"], "CI-H": ["CI-H", "CI-HW"]}
_ATTRIBUTE = re.compile(r"GIR:[A-Z0-9]+|HASS(-[AEHS])?|CI-HW?")


class RequirementList:
    """One list; `items` gives the items of a subject, making one where no row describes it."""

    def __init__(
        self, about: str, file: str, coverage: Coverage, items: Callable[[str], Sequence[str]]
    ) -> None:
        self.about, self.file, self.coverage, self.items = about, file, coverage, items
        self.numbers: dict[str, int] = {}

    def tree(self, data: Mapping[str, Any]) -> Json | None:
        """The requirement; the coverage tells what of it is missing."""
        self.remark(data, "", _BINDING_INTRODUCTION)
        children = self.children(data.get("reqs") or (), "/reqs", offer=False)
        for place, text in clauses_of(data, ""):
            self.clause(place, text)  # one that was not looked at is refused
        return {"kind": "all_of", "id": "all", "children": children} if children else None

    # what a clause becomes

    def clause(self, place: str, text: object) -> int:
        """The number of the clause at a place, which is counted once however often it is looked at."""
        if place not in self.numbers:
            self.numbers[place] = self.coverage.clause(self.about, f"{self.file}:{place}", str(text))
        return self.numbers[place]

    def remark(self, node: Mapping[str, Any], place: str, binding: re.Pattern[str] = _BINDING) -> None:
        """Prose beside a node: where it may be a condition nobody executes it, and the list is refused."""
        if text := node.get("desc"):
            number = self.clause(f"{place}/desc", text)
            if binding.search(text):
                self.coverage.refuse(number, REMARK)
            else:
                self.coverage.keep(number, "a remark")

    def children(self, nodes: Iterable[Mapping[str, Any]], place: str, *, offer: bool) -> list[Json]:
        found = [self.node(node, f"{place}/{number}", offer=offer) for number, node in enumerate(nodes)]
        return [one for one in found if one is not None]

    def node(self, node: Mapping[str, Any], place: str, *, offer: bool) -> Json | None:
        """One node; None where it cannot be said. `offer`: it is one alternative among others."""
        self.remark(node, place)
        made = (
            self.compound(node, place, offer=offer)
            if node.get("reqs")
            else self.leaf(node, place, offer=offer)
        )
        if made is not None and (title := " ".join((node.get("title") or "").split())):
            made["titles"] = {"en": title}
        return made

    def leaf(self, node: Mapping[str, Any], place: str, *, offer: bool) -> Json | None:
        """A subject or an attribute, once or as often as the threshold says; prose is refused."""
        number = self.clause(place, node.get("req"))
        limit, said = self.threshold(node, "threshold", place)
        of = self.set_of(node)
        bad = PROSE if of is None else self.unsaid(node, limit, "here nothing is counted that it could bound")
        if "distinct-threshold" in node:
            self.clause(f"{place}/distinct-threshold", node["distinct-threshold"])
        if bad or of is None:
            for one in (number, said):
                if one is not None:
                    self.coverage.refuse(one, bad or PROSE, blocks=not offer)
            return None
        self.keep(number, said)
        return counted(ident(place), limit or Threshold(1, False, False), of)

    def compound(self, node: Mapping[str, Any], place: str, *, offer: bool) -> Json | None:
        """A connection of other nodes."""
        every = node.get("connection-type") == "all"
        number = self.clause(f"{place}/connection-type", node.get("connection-type"))
        limit, said = self.threshold(node, "threshold", place)
        if limit is not None and limit.n == 0 and offer and not limit.most:
            limit = Threshold(
                1, limit.units, False
            )  # a group counts among others where something of it is held
        distinct, said_distinct = self.threshold(node, "distinct-threshold", place)
        mine = [one for one in (number, said, said_distinct) if one is not None]
        bad = self.unsaid(node, limit, "here nothing is counted that it could bound")
        bad = bad or self.unsaid(node, distinct, "at most so many groups", name="distinct-threshold")
        if not bad and node.get("connection-type") not in ("any", "all"):
            bad = "an unknown connection"
        if bad:
            self.refuse_all(node, place, bad, blocks=not offer)
            return None
        parts: list[Json] = []
        if limit is not None:
            gathered = self.gather(node, f"{place}/reqs", keep=not (every or distinct))
            if not gathered.sets:
                self.refuse_all(node, place, "nothing of what it counts can be said", blocks=not offer)
                return None
            parts.append(pool(f"{ident(place)}-count", limit, gathered))
        if every or distinct or limit is None:
            n = None if every else distinct.n if distinct else 1
            inner = self.connected(node, place, n, offer=offer)
            if inner is None:
                self.refuse_all(node, place, "too few of its alternatives can be said", blocks=not offer)
                return None
            parts.append(inner)
        self.keep(*mine)
        return parts[0] if len(parts) == 1 else {"kind": "all_of", "id": ident(place), "children": parts}

    def connected(self, node: Mapping[str, Any], place: str, n: int | None, *, offer: bool) -> Json | None:
        """All children, or n of them; None where fewer than that can be said."""
        inner = f"{ident(place)}-groups" if "threshold" in node else ident(place)
        groups = list(enumerate(node["reqs"]))
        rest = [one for one in groups if "threshold" not in node or not self.only_bounds(one[1])]
        capped = len(rest) < len(groups)
        children = []
        for number, child in rest:
            made = self.node(child, f"{place}/reqs/{number}", offer=offer or n is not None)
            children += [made] if made is not None else []
        if n is None:
            return {"kind": "all_of", "id": inner, "children": children} if children or capped else None
        if len(children) < n:
            return None
        if n == 1 and all(one["kind"] == "count_from" and one["least"] == 1 for one in children):
            sets = [one["of"] for one in children]
            return counted(inner, Threshold(1, False, False), union(sets))
        return {"kind": "n_of", "id": inner, "n": n, "children": children}

    # counting what is below a threshold

    def gather(self, node: Mapping[str, Any], place: str, *, keep: bool) -> Gathered:
        """The subjects below; `keep`: their clauses are said by this count alone, no node is made of them."""
        found = Gathered()
        for number, child in enumerate(node["reqs"]):
            here = f"{place}/{number}"
            bound = Threshold.of(child["threshold"]) if "threshold" in child else None
            said = keep or (bound is not None and bound.most)
            if child.get("reqs"):
                mine = self.gather(child, f"{here}/reqs", keep=said)
            else:
                mine = self.single(child, here, keep=said)
            found.sets += mine.sets
            found.caps += mine.caps
            if bound is not None and bound.most and mine.sets:
                found.caps.append((bound, mine.sets))
            if said:
                self.said_by_count(child, here, bound, mine)
        return found

    def single(self, child: Mapping[str, Any], place: str, *, keep: bool) -> Gathered:
        """A subject or attribute that is counted; prose counts nothing, which can only make the count harder."""
        of = self.set_of(child)
        if keep:
            number = self.clause(place, child.get("req"))
            if of is None:
                self.coverage.refuse(number, f"{PROSE}; an offer that is left out", blocks=False)
            else:
                self.coverage.keep(number)
        return Gathered() if of is None else Gathered([of])

    def said_by_count(
        self, child: Mapping[str, Any], place: str, bound: Threshold | None, mine: Gathered
    ) -> None:
        """The clauses of a group that the threshold around it counts."""
        self.remark(child, place)
        if child.get("reqs"):
            self.keep(self.clause(f"{place}/connection-type", child.get("connection-type")))
        for name in ("threshold", "distinct-threshold"):
            if name in child:
                number = self.clause(f"{place}/{name}", child[name])
                if name == "threshold" and bound is not None:
                    how = "at most" if bound.most else "no more is asked than by the threshold around it"
                    self.coverage.keep(number, how if mine.sets else "bounds an offer that is left out")
                else:
                    self.coverage.refuse(number, "inside another threshold it has no agreed meaning")

    def only_bounds(self, child: Mapping[str, Any]) -> bool:
        """Whether a node says nothing but "at most"."""
        bound = Threshold.of(child["threshold"]) if "threshold" in child else None
        return bound is not None and bound.most

    # small things

    def threshold(
        self, node: Mapping[str, Any], name: str, place: str
    ) -> tuple[Threshold | None, int | None]:
        if name not in node:
            return None, None
        return Threshold.of(node[name]), self.clause(f"{place}/{name}", node[name])

    def unsaid(
        self, node: Mapping[str, Any], limit: Threshold | None, most: str, name: str = "threshold"
    ) -> str:
        """Why a threshold cannot be said where it stands; empty where it can."""
        if name in node and limit is None:
            return "a threshold of an unknown form"
        if limit is not None and limit.most:
            return most
        return "a threshold of nothing" if limit is not None and limit.n < 1 else ""

    def keep(self, *numbers: int | None) -> None:
        for number in numbers:
            if number is not None:
                self.coverage.keep(number)

    def refuse_all(self, node: Mapping[str, Any], place: str, reason: str, *, blocks: bool) -> None:
        """A node that is not said takes everything below it along; nothing of that goes without a line."""
        for where, text in clauses_of(node, place):
            self.coverage.refuse(self.clause(where, text), reason, blocks=blocks)

    def set_of(self, node: Mapping[str, Any]) -> Json | None:
        """The set that a leaf names; None for prose."""
        req = node.get("req")
        if not isinstance(req, str) or node.get("plain-string"):
            return None
        if _ATTRIBUTE.fullmatch(req):
            return {"tags": _ATTRIBUTES.get(req, [req])}
        items = self.items(req)
        return {"items": list(items)} if items else None


def clauses_of(node: Mapping[str, Any], place: str) -> Iterable[tuple[str, object]]:
    """(place, text) of every clause of a node: what has to be in the report, whatever becomes of it."""
    if node.get("desc"):
        yield f"{place}/desc", node["desc"]
    if node.get("reqs"):
        if "connection-type" in node:
            yield f"{place}/connection-type", node["connection-type"]
        for number, child in enumerate(node["reqs"]):
            yield from clauses_of(child, f"{place}/reqs/{number}")
    else:
        yield place, node.get("req")
    for name in ("threshold", "distinct-threshold"):
        if name in node:
            yield f"{place}/{name}", node[name]
