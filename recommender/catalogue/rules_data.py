"""How is a rule written down again: the inverse of the readers in recommender/rules?"""

from __future__ import annotations

from typing import Any, TypeAlias

from recommender.rules.all_of import AllOf
from recommender.rules.cap import Cap
from recommender.rules.credits_from import CreditsFrom
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.recognition import CreditOutput, Output, Recognition
from recommender.rules.registry import Limit, Requirement
from recommender.rules.residency import Residency
from recommender.rules.sets import ItemSet
from recommender.rules.single_use import SingleUse
from recommender.rules.total import Total
from recommender.vocabulary import Grade, Interval, format_units

Json: TypeAlias = dict[str, Any]


def rule_data(rule: Recognition) -> Json:
    """A recognition rule."""
    data: Json = {
        "id": rule.id,
        "recogniser": rule.recogniser,
        "sources": [{"item": one.item} | _grade(one.min_grade) for one in rule.sources],
        "need": rule.need,
        "assurance": rule.assurance.value,
        "status": rule.status.value,
        "outputs": [_output(one) for one in rule.outputs],
    }
    stated: Json = {
        "refusal": rule.is_refusal,
        "reuse": rule.reuse,
        "agreement": rule.agreement,
        "completed_within": interval_data(rule.completed_within),
        "applied_within": interval_data(rule.applied_within),
        "note": rule.note,
        "titles": rule.titles,
    }
    return data | {key: value for key, value in stated.items() if value}


def expression_data(rule: Prerequisite) -> Json:
    """A prerequisite expression."""
    match rule:
        case Passed(item, grade):
            return {"item": item} | _grade(grade)
        case Every(parts):
            return {"all": [expression_data(part) for part in parts]}
        case Either(parts):
            return {"any": [expression_data(part) for part in parts]}
        case Unknown(text):
            return {"unknown": text}


def node_data(node: Requirement) -> Json:
    """A requirement and all below it."""
    data: Json = {"id": node.id} | ({"titles": node.titles} if node.titles else {})
    if isinstance(node, AllOf):
        return data | {"kind": "all_of", "children": [node_data(child) for child in node.children]}
    if isinstance(node, NOf):
        return data | {"kind": "n_of", "n": node.n, "children": [node_data(child) for child in node.children]}
    data["of"] = set_data(node.of)
    if isinstance(node, CreditsFrom):
        most = {} if node.most_units is None else {"most": format_units(node.most_units)}
        return data | {"kind": "credits_from", "least": format_units(node.least_units)} | most
    counts = {} if node.most is None else {"most": node.most}
    units = {"least_credits": format_units(node.least_units)} if node.least_units else {}
    return data | {"kind": "count_from", "least": node.least} | counts | units


def limit_data(limit: Limit) -> Json:
    """A limit; a share is written as the amount that it comes to."""
    if isinstance(limit, Total):
        return {"kind": "total", "id": limit.id, "least": format_units(limit.least_units)}
    if isinstance(limit, SingleUse):
        return {"kind": "single_use", "id": limit.id}
    if isinstance(limit, Residency):
        data = {"kind": "residency", "id": limit.id, "least": format_units(limit.least_units)}
        return data | ({"institutions": sorted(limit.institutions)} if limit.institutions else {})
    return _cap(limit)


def set_data(one: ItemSet) -> Json:
    """A set of items; everything is the empty mapping."""
    stated: Json = {
        "items": sorted(one.items),
        "issuers": sorted(one.issuers),
        "kinds": sorted(kind.value for kind in one.kinds),
        "subjects": sorted(one.subjects),
        "tags": sorted(one.tags),
        "union": [set_data(part) for part in one.union],
        "intersection": [set_data(part) for part in one.intersection],
        "except": [set_data(part) for part in one.minus],
    }
    levels = {"level_from": one.level_from, "level_to": one.level_to}
    return {key: value for key, value in stated.items() if value} | {
        key: level for key, level in levels.items() if level is not None
    }


def interval_data(interval: Interval) -> Json:
    """An interval; nothing where it is open on both ends."""
    start = {"from": interval.start.isoformat()} if interval.start else {}
    return start | ({"to": interval.end.isoformat()} if interval.end else {})


def _grade(grade: Grade | None) -> Json:
    return {} if grade is None else {"min_grade": {"scheme": grade.scheme, "mark": grade.mark}}


def _output(output: Output) -> Json:
    credits = {} if output.units is None else {"credits": format_units(output.units)}
    if isinstance(output, CreditOutput):
        return {"type": "credit", "item": output.item} | credits
    data: Json = {"type": "elective", "item_kind": output.kind.value} | credits
    stated: Json = {"subject": output.subject, "tags": sorted(output.tags), "titles": output.titles}
    level = {} if output.level is None else {"level": output.level}
    return data | level | {key: value for key, value in stated.items() if value}


def _cap(limit: Cap) -> Json:
    source: Json = {
        "kinds": sorted(kind.value for kind in limit.source.kinds),
        "issuers": sorted(limit.source.issuers),
        "agreements": sorted(limit.source.agreements),
    }
    flags = {"recognised": limit.source.recognised, "transferred": limit.source.transferred}
    data: Json = {"kind": "cap", "id": limit.id}
    data["source"] = {key: value for key, value in source.items() if value} | {
        key: flag for key, flag in flags.items() if flag is not None
    }
    most = {} if limit.most_units is None else {"most": format_units(limit.most_units)}
    count = {} if limit.most_count is None else {"most_count": limit.most_count}
    within = {} if limit.within is None else {"within": limit.within}
    return data | most | count | within
