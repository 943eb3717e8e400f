"""Which achievements does a transcript in ELMO tell of?

Elements that nobody knows are passed over, as the format demands of its readers; what is known has to be what the
schema says. The signature is not checked by this program, and the state of the document says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from recommender.errors import Unreadable
from recommender.interchange.deposits.achieved import PASSED, RUNNING, Achieved, LeftOut, Told
from recommender.interchange.elmo.names import CLASS, ELMO, OURS, PROGRAMME, SIGNATURE, STATUSES, TYPES
from recommender.interchange.markup import Element, local, namespace, text_of, xml_of_stranger
from recommender.vocabulary import Grade, parse_date

__all__ = ["read"]

_KNOWN = {"schac": 1, "erasmus": 2, "pic": 3}
"""Identifiers of institutions in registers, those first that tell people anything; a bank's own come before them."""
_DATE = re.compile(r"(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?")
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})?")


def read(content: bytes, place: str) -> Told:
    """What the document tells.

    Raises:
        Unreadable: it is no ELMO, or something in its frame is not as the schema says.
    """
    root = xml_of_stranger(content, place)
    if (namespace(root), local(root)) != (ELMO, "elmo"):
        found = f"{local(root)} of {namespace(root) or 'no namespace'}"
        raise Unreadable(f"expected an elmo of the namespace {ELMO}, found {found}", place=place)
    if len(_children(root, "learner")) != 1:
        raise Unreadable(f"expected one learner, found {len(_children(root, 'learner'))}", place=place)
    reports = _children(root, "report")
    if not reports:
        raise Unreadable("expected at least one report, found none", place=place)
    issued = _moment(root, "generatedDate", place)
    reading = _Reading()
    for number, report in enumerate(reports, start=1):
        reading.report(report, f"/report[{number}]", place)
    state, why = _signature(root, place)
    return Told(
        "elmo", _name(root), issued, state, "none", (why,), tuple(reading.achieved), tuple(reading.left_out)
    )


def _name(root: Element) -> str:
    """What the document may be called: when it was made, and by whom."""
    issuer = _child(root, "report", "issuer")
    home = next(iter(_issuers(issuer)), "") if issuer is not None else ""
    return f"elmo {text_of(_child(root, 'generatedDate'))} {home}".strip()


def _signature(root: Element, place: str) -> tuple[str, str]:
    """Whether the document is signed, which has to be done once, around all of it."""
    signatures = list(root.iter(f"{{{SIGNATURE}}}Signature"))
    if not signatures:
        return "unsigned", "it is not signed"
    outer = [one for one in signatures if one.getparent() is root]
    references = [one.get("URI") for one in root.iter(f"{{{SIGNATURE}}}Reference")]
    supplements = sum(1 for _ in root.iter(f"{{{ELMO}}}diplomaSupplement"))
    if len(outer) != 1 or len(signatures) > 1 + supplements:
        raise Unreadable("expected one signature around the whole document, found it elsewhere", place=place)
    if any(uri != "" for uri in references):
        raise Unreadable(
            "expected a signature over the whole document, found one over a part of it", place=place
        )
    return "unverified", "an XML signature is not checked by this program"


def _children(one: Element, name: str) -> list[Element]:
    return [child for child in one if child.tag == f"{{{ELMO}}}{name}"]


def _child(one: Element | None, *path: str) -> Element | None:
    for name in path:
        found = [] if one is None else _children(one, name)
        one = found[0] if found else None
    return one


def _moment(one: Element, name: str, place: str) -> date:
    text = text_of(_child(one, name))
    match = _MOMENT.fullmatch(text)
    if match is None:
        raise Unreadable(f"{name}: expected a date with its time, found {text[:40]!r}", place=place)
    return _day(match[1])


def _day(text: str) -> date:
    """A civil date as the institution writes it; its zone says where, not which."""
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(f"expected a date, found {text[:40]!r}")
    return parse_date(match[1])


@dataclass
class _Reading:
    achieved: list[Achieved] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)

    def report(self, report: Element, path: str, place: str) -> None:
        issuer = _child(report, "issuer")
        if issuer is None:
            raise Unreadable(f"{path}: expected an issuer, found none", place=place)
        issued = _moment(report, "issueDate", place)
        names = _issuers(issuer)
        for number, one in enumerate(_children(report, "learningOpportunitySpecification"), start=1):
            self.opportunity(one, f"{path}/learningOpportunitySpecification[{number}]", names, issued)
        for number, _ in enumerate(_children(report, "resultOfRecognition"), start=1):
            reason = "a recognition by another institution: it binds nobody here, its basis is what counts"
            self.left_out.append(LeftOut(f"{path}/resultOfRecognition[{number}]", reason))

    def opportunity(self, one: Element, path: str, issuers: tuple[str, ...], issued: date) -> None:
        """One thing that was learnt, or the parts of it: what counts as a whole does not count in parts again."""
        kind = text_of(_child(one, "type"))
        parts = [_child(has, "learningOpportunitySpecification") for has in _children(one, "hasPart")]
        whole = False
        if kind and kind not in TYPES:
            self.left_out.append(
                LeftOut(path, f"expected one of {', '.join(TYPES)}, found {kind[:40]!r}", faulty=True)
            )
        elif kind == PROGRAMME:
            self.left_out.append(
                LeftOut(path, "a whole programme is an award, and no result: its parts count")
            )
        else:
            whole = self._result(one, kind, path, issuers, issued)
        for number, part in enumerate(parts, start=1):
            here = f"{path}/hasPart[{number}]"
            if whole:
                self.left_out.append(LeftOut(here, "a part of what counts as a whole"))
            elif part is not None:
                self.opportunity(part, here, issuers, issued)

    def _result(self, one: Element, kind: str, path: str, issuers: tuple[str, ...], issued: date) -> bool:
        """Whether it became a result, or study in progress."""
        instance = _child(one, "specifies", "learningOpportunityInstance")
        if instance is None:
            self.left_out.append(LeftOut(path, "nothing was taken of it"))
            return False
        status = text_of(_child(instance, "status"))
        if status and status not in STATUSES:
            expected = ", ".join(STATUSES)
            self.left_out.append(
                LeftOut(path, f"expected one of {expected}, found {status[:40]!r}", faulty=True)
            )
            return False
        if status == "failed":
            self.left_out.append(LeftOut(path, "it was not passed"))
            return False
        try:
            made = self._made(one, instance, status == "in-progress", path, issuers)
        except ValueError as error:
            self.left_out.append(LeftOut(path, str(error), faulty=kind != CLASS))
            return False
        self.achieved.append(made)
        return True

    def _made(
        self, one: Element, instance: Element, running: bool, path: str, issuers: tuple[str, ...]
    ) -> Achieved:
        """ValueError where a date, or what names it, is missing."""
        names = tuple(text for text in (text_of(name) for name in _children(one, "identifier")) if text)
        title = text_of(_child(one, "title"))
        if not names and not title:
            raise ValueError("nothing names it")
        grade = text_of(_child(instance, "resultLabel"))
        scale = text_of(_child(instance, "gradingSchemeLocalId")) or text_of(
            _child(instance, "gradingSchemeExternalId")
        )
        return Achieved(
            path,
            names or (title,),
            issuers,
            title,
            tuple(_credits(instance)),
            _when(instance, running),
            Grade(scale, grade) if grade else None,
            RUNNING if running else PASSED,
            measures=dict(_measures(instance)),
        )


def _issuers(issuer: Element) -> tuple[str, ...]:
    """What names an institution, the best first: an identifier that people know before one of a register."""
    known = sorted(_children(issuer, "identifier"), key=lambda one: _KNOWN.get(one.get("type", ""), 0))
    return tuple(filter(None, (text_of(one) for one in [*known, *_children(issuer, "title")])))


def _when(instance: Element, running: bool) -> date:
    """When it was completed; of study in progress since when."""
    term = _child(instance, "academicTerm")
    places = (("start",), ("date",)) if running else (("date",),)
    found = [_child(instance, *path) for path in places] + [_child(term, "start" if running else "end")]
    text = next((text_of(one) for one in found if one is not None), "")
    if not text:
        raise ValueError(
            "nothing says when it was begun" if running else "nothing says when it was completed"
        )
    return _day(text)


def _credits(instance: Element) -> Iterator[tuple[str, str]]:
    """Amounts with their schemes; one that is no decimal number stands in our extension."""
    exact = _extension(instance, "credits")
    for one in _children(instance, "credit"):
        value, scheme = text_of(_child(one, "value")), text_of(_child(one, "scheme"))
        if not scheme:
            raise ValueError("an amount of credit is of no scheme")
        if value or exact:
            yield (exact[0][0] if exact else value), scheme


def _measures(instance: Element) -> Iterator[tuple[str, str]]:
    for value, name in _extension(instance, "measure"):
        if not re.fullmatch(r"-?[0-9]{1,20}(\.[0-9]{1,20})?", value) or not name:
            raise ValueError(f"expected a decimal number as the measure {name!r}, found {value[:40]!r}")
        yield name, value


def _extension(instance: Element, name: str) -> list[tuple[str, str]]:
    """Our own elements of that name: their texts and names."""
    holder = _child(instance, "extension")
    found = [] if holder is None else [one for one in holder if one.tag == f"{{{OURS}}}{name}"]
    return [(text_of(one), one.get("name", "")) for one in found]
