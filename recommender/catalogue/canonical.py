"""What is the one way in which an object is written down, so that equal content has an equal hash (A9)?

It is the row or document of the native format as JSON, with every default spelled out: what a reader makes of it is
the object again. Order of rows, the form of the file and defaults that are stated do not show in it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any, TypeAlias

from recommender.catalogue.head import FORMAT, Head
from recommender.catalogue.objects import Catalogue, Institution, Item, Qualification, Unread
from recommender.catalogue.rules_data import expression_data, interval_data
from recommender.catalogue.timing import timing_data
from recommender.rules import repeatable
from recommender.rules.learner import takers_data
from recommender.rules.prerequisite import NOTHING
from recommender.rules.registry import limit_data, node_data
from recommender.rules.scales import ScaleRow
from recommender.rules.sets import set_data
from recommender.vocabulary import Repeats, format_units

Json: TypeAlias = dict[str, Any]


def canonical(data: Json) -> str:
    """Canonical JSON: sorted keys, no blanks, text as it is."""
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def digest(text: str) -> str:
    """SHA-256, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def version(hashes: Mapping[tuple[str, str], str], unread: Iterable[Unread]) -> str:
    """The version of a snapshot: over the sorted manifest, and the names of what could not be read.

    Why something could not be read has no part in it: the reason names a line of a file.
    """
    lines = [f"{kind}\t{key}\t{value}" for (kind, key), value in hashes.items()]
    lines += [f"unread\t{one.kind}\t{one.id}" for one in unread]
    return digest("\n".join(sorted(lines)))


def head_data(head: Head) -> Json:
    """catalogue.yaml; `load` is left out, since every qualification states its own in canonical form."""
    lists: dict[str, list[Json]] = {
        "schemes": [
            {"id": one.id, "titles": dict(one.titles)}
            | ({"hours_per_credit": ratio(one.hours_per_credit)} if one.hours_per_credit else {})
            for _, one in sorted(head.schemes.items())
        ],
        "ratios": [
            {"from": source, "to": target, "factor": ratio(factor)}
            for (source, target), factor in sorted(head.ratios.items())
        ],
        "grade_schemes": [
            {"id": one.id, "numeric": one.numeric, "pass_mark": one.pass_mark}
            | ({"marks": list(one.marks)} if one.marks else {})
            for _, one in sorted(head.grade_schemes.items())
        ],
        "calendars": [
            {
                "id": one.id,
                "seasons": [
                    {"name": s.name, "start": _month_and_day(s.start), "end": _month_and_day(s.end)}
                    for s in one.seasons
                ],
            }
            for _, one in sorted(head.calendars.items())
        ],
        "scales": [
            {"id": one.id, "points": [_points(row) for row in one.rows]}
            for _, one in sorted(head.scales.items())
        ],
    }
    stated = {name: entries for name, entries in lists.items() if entries}
    titles = {"titles": dict(head.titles)} if head.titles else {}
    return {"format": FORMAT, "id": head.id, "synthetic": head.synthetic} | titles | stated


def head_of(catalogue: Catalogue) -> Head:
    """The head that a catalogue was made from, `load` apart."""
    return Head(
        catalogue.id,
        dict(catalogue.titles),
        catalogue.synthetic,
        dict(catalogue.schemes),
        dict(catalogue.ratios),
        dict(catalogue.grade_schemes),
        dict(catalogue.calendars),
        None,
        dict(catalogue.scales),
    )


def _points(row: ScaleRow) -> Json:
    scheme: Json = {"grade_scheme": row.grade_scheme}
    if row.mark is None:
        return scheme | {"factor": str(row.points)}
    return scheme | {"mark": row.mark, "points": str(row.points)}


def institution_data(one: Institution) -> Json:
    """An institution."""
    data = {"id": one.id, "titles": dict(one.titles), "calendar": one.calendar, "scheme": one.scheme}
    limits = {"limits": [dict(limit) for limit in one.limits]} if one.limits else {}
    return data | ({"region": one.region} if one.region else {}) | limits


def item_data(one: Item) -> Json:
    """An item, what it asks for included."""
    data: Json = {
        "id": one.id,
        "kind": one.kind.value,
        "issuer": one.issuer,
        "titles": dict(one.titles),
        "scheme": one.scheme,
        "credits": format_units(one.units),
        "credits_most": format_units(one.units_most),
        "studyable": one.studyable,
    }
    optional: Json = {
        "study_credits": None if one.study_units is None else format_units(one.study_units),
        "hours": None if one.hours is None else ratio(one.hours),
        "level": one.level,
        "subject": one.subject,
        "tags": sorted(one.tags) or None,
        "fee": one.fee,
        "modes": list(one.modes) or None,
        "languages": list(one.languages) or None,
        "seasons": sorted(one.seasons) if one.seasons else None,
        "lineage": one.lineage,
        "valid_years": one.valid_years,
        "takers": takers_data(one.takers) if one.takers else None,
        "excludes": sorted(one.excludes) or None,
        "repeatable": repeatable.data(one.repeatable) if one.repeatable else None,
        "prerequisite": None if one.prerequisites == NOTHING else expression_data(one.prerequisites),
        "corequisite": None if one.corequisites == NOTHING else expression_data(one.corequisites),
    }
    return (
        data | interval_data(one.life) | {key: value for key, value in optional.items() if value is not None}
    )


def qualification_data(one: Qualification) -> Json:
    """One version of a qualification, with the limits of the law."""
    data: Json = {
        "id": one.id,
        "year": one.year,
        "institution": one.institution,
        "titles": dict(one.titles),
        "award": one.award,
        "scheme": one.scheme,
        "total": format_units(one.total_units),
        "accepts": "all" if one.accepts is None else sorted(one.accepts),
        "requirement": node_data(one.requirement),
        "limits": [limit_data(limit) for limit in one.limits],
    }
    optional: Json = {
        "electives": None if one.electives is None else set_data(one.electives),
        "entrants": interval_data(one.entrants) or None,
        "last_award": one.last_award.isoformat() if one.last_award else None,
        "major": one.major or None,
        "programme": one.programme or None,
        "load": None if one.load_units is None else format_units(one.load_units),
        "entry": None if one.entry == NOTHING else expression_data(one.entry),
        "repeats": None if one.repeats is Repeats.BEST else one.repeats.value,
        "consumes": one.consumes or None,
        "counts_again": None if one.counts_again_units is None else _again(one.counts_again_units),
    }
    return (
        data | timing_data(one.timing) | {key: value for key, value in optional.items() if value is not None}
    )


def _again(units: int) -> bool | Json:
    return {"most": format_units(units)} if units else False


def _month_and_day(day: tuple[int, int]) -> str:
    return f"{day[0]:02d}-{day[1]:02d}"


def ratio(value: Fraction) -> str:
    """An exact number as `n` or `n/d`."""
    return str(value)
