"""How does what a caller supposes become changes that can be solved, with every mistake named by its place (D9)?

A change is an object with `kind` and the fields of that kind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from recommender.errors import InputError
from recommender.planning.why.case import Case
from recommender.planning.why.changes import (
    Agreement,
    BetterGrade,
    Change,
    HasResult,
    InForce,
    MoreLoad,
    Waived,
)
from recommender.recommend.view import Json, grade
from recommender.vocabulary import Grade, ItemId, NodeId, QualificationId, RuleId, format_units, parse_units

FIELDS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "result": (("item",), ("grade",)),
    "grade": (("item", "grade"), ()),
    "waive": (("requirement",), ("goal",)),
    "rule": (("rule",), ()),
    "agreement": (("source", "target"), ()),
    "load": (("credits",), ()),
}
"""By kind the fields that it needs, and those that it may have."""


def changes_from(rows: Sequence[Mapping[str, Any]], goals: Sequence[str], place: str) -> tuple[Change, ...]:
    """The changes that a list of objects states; `goals` are the keys of what is planned, the first of them meant.

    Raises:
        InputError: an unknown kind, a field that lacks or that nobody knows, or a value that means nothing.
    """
    return tuple(_change(row, goals, f"{place}/{number}") for number, row in enumerate(rows))


def check_changes(case: Case, changes: Sequence[Change], place: str) -> None:
    """Refuse, by its place, a change that means nothing for this problem once those before it are made."""
    for number, change in enumerate(changes):
        try:
            case = change.made_in(case, number)
        except InputError as wrong:
            said = str(wrong).removeprefix(f"{wrong.place}: ")
            raise InputError(said, place=f"{place}/{number}") from None


def _change(row: Mapping[str, Any], goals: Sequence[str], place: str) -> Change:
    kind = row.get("kind")
    if not isinstance(kind, str) or kind not in FIELDS:
        raise InputError(f"expected one of {', '.join(FIELDS)}, found {kind!r}", place=f"{place}/kind")
    needed, optional = FIELDS[kind]
    given = {name: value for name, value in row.items() if name != "kind" and value is not None}
    for name in given:
        if name not in (*needed, *optional):
            raise InputError(
                f"expected no field {name!r} of a change of kind {kind}", place=f"{place}/{name}"
            )
    for name in needed:
        if name not in given:
            raise InputError(
                f"expected a value, as a change of kind {kind} needs it", place=f"{place}/{name}"
            )
    return _made(kind, given, goals, place)


def _made(kind: str, given: Mapping[str, Any], goals: Sequence[str], place: str) -> Change:
    if kind in ("result", "grade"):
        mark = _grade(given.get("grade"), f"{place}/grade")
        item = ItemId(_text(given["item"], f"{place}/item"))
        return BetterGrade(item, mark) if kind == "grade" and mark is not None else HasResult(item, mark)
    if kind == "waive":
        goal = _text(given["goal"], f"{place}/goal") if "goal" in given else goals[0]
        requirement = _text(given["requirement"], f"{place}/requirement")
        return Waived(QualificationId(goal.partition("@")[0]), NodeId(requirement))
    if kind == "rule":
        return InForce(RuleId(_text(given["rule"], f"{place}/rule")))
    if kind == "agreement":
        source, target = (_text(given[name], f"{place}/{name}") for name in ("source", "target"))
        return Agreement(ItemId(source), ItemId(target))
    return MoreLoad(_units(given["credits"], f"{place}/credits"))


def _text(value: Any, place: str) -> str:
    if not isinstance(value, str) or not value:
        raise InputError(f"expected an id as text, found {value!r}", place=place)
    return value


def _units(value: Any, place: str) -> int:
    try:
        units = parse_units(_text(value, place).removeprefix("+"))
    except ValueError as wrong:
        raise InputError(str(wrong), place=place) from None
    if units <= 0:
        raise InputError("expected more than 0", place=place)
    return units


def _grade(value: Any, place: str) -> Grade | None:
    if value is None:
        return None
    if isinstance(value, Mapping) and set(value) == {"scheme", "mark"}:
        return Grade(_text(value["scheme"], place), _text(value["mark"], place))
    raise InputError(f"expected an object with scheme and mark, found {value!r}", place=place)


def change_json(change: Change) -> Json:
    """A change as the object that states it."""
    none: Json = dict.fromkeys(
        ("item", "grade", "requirement", "goal", "rule", "source", "target", "credits"), None
    )
    if isinstance(change, HasResult | BetterGrade):
        kind = "grade" if isinstance(change, BetterGrade) else "result"
        mark = None if change.grade is None else grade(change.grade)
        own: Json = {"kind": kind, "item": change.item, "grade": mark}
    elif isinstance(change, Waived):
        own = {"kind": "waive", "requirement": change.requirement, "goal": change.qualification}
    elif isinstance(change, InForce):
        own = {"kind": "rule", "rule": change.rule}
    elif isinstance(change, Agreement):
        own = {"kind": "agreement", "source": change.source, "target": change.target}
    else:
        own = {"kind": "load", "credits": format_units(change.units)}
    return {"kind": own["kind"], **none, **own}
