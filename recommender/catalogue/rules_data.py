"""How is a rule written down again: the inverse of the readers in recommender/rules?"""

from __future__ import annotations

from recommender.rules import learner, recognition
from recommender.rules.fields import Json
from recommender.rules.prerequisite import Completed, Either, Every, Passed, Prerequisite, Unknown
from recommender.rules.recognition import Recognition
from recommender.rules.sets import EVERYTHING, set_data
from recommender.vocabulary import Grade, Interval, format_units


def rule_data(rule: Recognition) -> Json:
    """A recognition rule."""
    return recognition.data(rule)


def expression_data(rule: Prerequisite) -> Json:
    """A prerequisite expression."""
    match rule:
        case Passed(item, grade):
            return {"item": item} | _grade(grade)
        case Every(parts):
            return {"all": [expression_data(part) for part in parts]}
        case Either(parts):
            return {"any": [expression_data(part) for part in parts]}
        case Completed(units, of):
            return {"credits": format_units(units)} | ({} if of == EVERYTHING else {"of": set_data(of)})
        case Unknown(text):
            return {"unknown": text}
        case _:
            return learner.data(rule)


def interval_data(interval: Interval) -> Json:
    """An interval; nothing where it is open on both ends."""
    start = {"from": interval.start.isoformat()} if interval.start else {}
    return start | ({"to": interval.end.isoformat()} if interval.end else {})


def _grade(grade: Grade | None) -> Json:
    return {} if grade is None else {"min_grade": {"scheme": grade.scheme, "mark": grade.mark}}
