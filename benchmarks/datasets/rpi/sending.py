"""Which courses do the sending institutions teach, and what is each worth, as far as the decisions say?"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from benchmarks.datasets.findings import Import
from recommender.interchange.native import Native
from recommender.vocabulary import format_units

if TYPE_CHECKING:
    from benchmarks.datasets.rpi.decisions import Decision

FILE = "equivalences.csv"
NO_PREREQUISITE = "not published with the transfer decision"
_CODE = re.compile(r"[^/]+/.*?\d\S*(?=\s)")


def add_sending(decisions: Sequence[Decision], native: Native, done: Import) -> None:
    """Write an item for each sending course; where its credit is not known it cannot be planned as new study."""
    credits = known_credits(decisions, done)
    titles: dict[str, tuple[str, str]] = {}
    for one in decisions:
        for item, title in zip(one.sources, one.titles, strict=True):
            titles.setdefault(item, (one.institution, title))
    for item, (issuer, title) in titles.items():
        row = {"id": item, "kind": "course", "issuer": issuer, "title_en": title}
        if item in credits:
            row["credits"] = format_units(int(credits[item] * 600))
        else:
            done.odd("sending_credit_unknown", item, "kept for held results, closed for new study", FILE)
            row |= {"credits": "0", "studyable": "false"}
        native.items[item] = row
        native.prerequisites.append({"item": item, "prerequisite": {"unknown": NO_PREREQUISITE}})
    done.kept["sending courses"] = len(titles)
    _one_code_two_titles(titles, done)


def known_credits(decisions: Iterable[Decision], done: Import) -> dict[str, Fraction]:
    """Credit of an item by itself; of one that only comes with others, the difference where that is exact."""
    known: dict[str, Fraction] = {}
    together = []
    for one in decisions:
        if one.credits is None:
            done.odd("sending_credit_blank", one.id, "no sending credit", FILE, one.row)
        elif len(one.sources) > 1:
            together.append((one.sources, one.credits))
        elif known.setdefault(one.sources[0], one.credits) != one.credits:
            detail = f"{one.sources[0]}: {known[one.sources[0]]} elsewhere, {one.credits} here"
            done.odd("sending_credit_differs", one.id, detail, FILE, one.row)
    before = -1
    while len(known) != before:
        before = len(known)
        for sources, total in together:
            open_ = [item for item in sources if item not in known]
            left = total - sum((known[item] for item in sources if item in known), Fraction())
            if len(open_) == 1 and left > 0:
                known[open_[0]] = left
    return known


def _one_code_two_titles(items: Mapping[str, object], done: Import) -> None:
    by_code: dict[str, list[str]] = defaultdict(list)
    for item in items:
        match = _CODE.match(item)
        by_code[match[0] if match else item].append(item)
    for code, several in by_code.items():
        if len(several) > 1:
            done.odd("one_code_two_titles", code, "kept apart: " + "; ".join(several), FILE)
