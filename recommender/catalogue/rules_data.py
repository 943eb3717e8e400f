"""How is a rule written down again: the inverse of the readers in recommender/rules?"""

from __future__ import annotations

from recommender.rules.fields import Json
from recommender.rules.prerequisite import Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.recognition import CreditOutput, Output, Recognition
from recommender.vocabulary import Grade, Interval, format_units


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
