"""What may be deposited of a document: rows of a record, or new entries for the bank's ledger, and a report?"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, TypeAlias

from recommender.errors import Unreadable
from recommender.interchange.deposits.achieved import PASSED, RUNNING, Achieved, LeftOut, Told
from recommender.interchange.deposits.matching import UNKNOWN, Matcher
from recommender.ledger.file import FORMAT
from recommender.ledger.ids import made_id
from recommender.vocabulary import ItemId, format_units, parse_units

__all__ = ["SAME", "Imported", "Row", "import_told", "lines"]

LONGEST = 240
"""Characters of a reason."""
SAME = frozenset({"item", "credits", "scheme", "completed", "grade"})
"""What two results have in common that are one."""

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Row:
    """One result, or study in progress, as it may be deposited."""

    item: ItemId
    how: str
    """How the item was found: match, id, code or unknown."""
    title: str
    place: str
    issuer: str
    """Who issued it, in the document's words."""
    date: date
    data: Json
    """The fields of a row of `results`; of study in progress the item alone."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imported:
    """One document, read and matched, not written down yet."""

    told: Told
    digest: str
    results: tuple[Row, ...]
    running: tuple[Row, ...]
    left_out: tuple[LeftOut, ...]

    def record(self) -> Json:
        """A record file of format `creditpath-record/1`."""
        return {
            "format": FORMAT,
            "results": [row.data for row in self.results],
            "in_progress": [{"item": row.item, "since": row.date.isoformat()} for row in self.running],
        }

    def entries(self, account: str) -> Iterator[Json]:
        """New entries for the account, the same for the same document however often it is read."""
        for kind, rows in (("study.registered", self.running), ("result.deposited", self.results)):
            seen: Counter[str] = Counter()
            for row in rows:
                payload = row.data if kind == "result.deposited" else {"item": row.item}
                bare = {name: value for name, value in payload.items() if name != "evidence"}
                key = json.dumps(
                    [account, kind, row.date.isoformat(), bare], sort_keys=True, ensure_ascii=False
                )
                seen[key] += 1
                on = row.date if kind == "study.registered" else max(row.date, self.told.issued)
                yield {
                    "id": made_id(row.date, f"{key}#{seen[key]}"),
                    "account": account,
                    "type": kind,
                    "on": on.isoformat(),
                    "payload": payload,
                }

    def report(self) -> Json:
        """What became of the document."""
        told, rows = self.told, (*self.results, *self.running)
        unknown = Counter(str(row.item) for row in rows if row.how == UNKNOWN)
        titles = {str(row.item): row.title for row in rows}
        return {
            "format": "creditpath-record-import/1",
            "source": told.format,
            "document": told.document,
            "sha256": self.digest,
            "issued": told.issued.isoformat(),
            "state": told.state,
            "status": told.status,
            "why": list(told.why),
            "counts": {
                "results": len(self.results),
                "in_progress": len(self.running),
                "left_out": len(self.left_out),
                "unknown_items": len(unknown),
                "matched": dict(Counter(row.how for row in rows)),
            },
            "results": [
                {
                    "item": row.item,
                    "title": row.title,
                    "issuer": row.issuer,
                    "how": row.how,
                    "place": row.place,
                    "notes": list(row.notes),
                }
                for row in rows
            ],
            "unknown": [
                {"item": item, "title": titles[item], "count": count}
                for item, count in sorted(unknown.items(), key=lambda one: (-one[1], one[0]))
            ],
            "left_out": [{"place": one.place, "reason": one.reason} for one in self.left_out],
        }

    def without(self, held: Collection[Json]) -> Imported:
        """Without what the learner holds already: an item of the same day, credit and grade."""
        kept, again = [], list(self.left_out)
        for row in self.results:
            same = {name: value for name, value in row.data.items() if name in SAME}
            if same in held:
                again.append(LeftOut(row.place, f"{row.item} of {row.date} is held already"))
            else:
                kept.append(row)
        return replace(self, results=tuple(kept), left_out=tuple(again))


def import_told(told: Told, content: bytes, matcher: Matcher, as_of: date, place: str) -> Imported:
    """The document's achievements as rows.

    Raises:
        Unreadable: something in it should have become a result, and nothing did.
    """
    digest = hashlib.sha256(content).hexdigest()
    results: list[Row] = []
    running: list[Row] = []
    left_out = list(told.left_out)
    for one in told.achieved:
        if one.completed > as_of:
            left_out.append(LeftOut(one.place, f"it is of {one.completed}, after {as_of}", faulty=True))
        elif one.state == RUNNING:
            item, how = matcher.item(one)
            running.append(Row(item, how, one.title, one.place, _issuer(one), one.completed, {"item": item}))
        else:
            try:
                results.append(_result(one, told, digest, matcher))
            except ValueError as error:
                left_out.append(LeftOut(one.place, _short(str(error)), faulty=True))
    faults = [one for one in left_out if one.faulty]
    if faults and not results and not running:
        raise Unreadable(
            f"nothing in it can be deposited: {faults[0].place}: {faults[0].reason}", place=place
        )
    order = sorted(left_out, key=lambda one: one.place)
    return Imported(told, digest, tuple(results), tuple(running), tuple(order))


def _result(one: Achieved, told: Told, digest: str, matcher: Matcher) -> Row:
    """A row of `results`; ValueError with what is wrong with its amount."""
    assert one.state == PASSED
    item, how = matcher.item(one)
    units, scheme, notes = _amount(one.credits, item, matcher)
    grade = matcher.grade(one.grade)
    document = {
        "document": one.evidence or told.document or told.format,
        "sha256": digest,
        "format": told.format,
        "state": one.verified or told.state,
    }
    data: Json = {
        "item": item,
        "credits": format_units(units),
        "scheme": scheme,
        "completed": one.completed.isoformat(),
        **({"grade": {"scheme": grade.scheme, "mark": grade.mark}} if grade else {}),
        **({"measures": dict(sorted(one.measures.items()))} if one.measures else {}),
        "evidence": [document],
    }
    return Row(item, how, one.title, one.place, _issuer(one), one.completed, data, notes)


def _short(text: str) -> str:
    """A reason that repeats what it found may repeat a whole book."""
    return text if len(text) <= LONGEST else f"{text[: LONGEST // 2]}...{text[-LONGEST // 2 :]}"


def _issuer(one: Achieved) -> str:
    return next(iter(one.issuers), "")


def _amount(
    credits: Sequence[tuple[str, str]], item: ItemId, matcher: Matcher
) -> tuple[int, str, tuple[str, ...]]:
    """The amount of credit: of several the one on a scheme that is known here."""
    found = [(parse_units(amount), matcher.scheme(scheme, item)) for amount, scheme in credits]
    if not found:
        return 0, matcher.scheme("", item), ("it states no credit: deposited with 0",)
    known = [one for one in found if matcher.knows_scheme(one[1])] or found
    if len(set(known)) > 1:
        amounts = ", ".join(f"{format_units(units)} {scheme}" for units, scheme in known)
        raise ValueError(f"it states {amounts}: which of them counts?")
    units, scheme = known[0]
    notes = () if matcher.knows_scheme(scheme) else (f"the scheme of credit {scheme!r} is not known here",)
    return units, scheme, notes


def lines(entries: Iterable[Json]) -> str:
    """Entries as JSON Lines."""
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in entries)
