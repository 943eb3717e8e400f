"""Which change does one text of a command line mean, as `kind:argument`?"""

from __future__ import annotations

from recommender.cli.output import Json
from recommender.errors import InputError
from recommender.recommend.changes import FIELDS

FORMS = (
    "result:ITEM, result:ITEM=SCHEME:MARK, grade:ITEM=SCHEME:MARK, waive:REQUIREMENT, waive:GOAL#REQUIREMENT, "
    "rule:RULE, agreement:ITEM>ITEM, load:+CREDITS"
)


def change_row(text: str) -> Json:
    """One change as it stands on a command line, as the object that it means.

    Raises:
        InputError: it has none of the forms.
    """
    kind, colon, rest = text.partition(":")
    if not colon or not rest or kind not in FIELDS:
        raise InputError(f"expected one of {FORMS}, found {text!r}", place="--if")
    if kind in ("result", "grade"):
        item, equals, said = rest.partition("=")
        scheme, _, mark = said.partition(":")
        if (equals and not (scheme and mark)) or (kind == "grade" and not equals):
            raise InputError(f"expected ITEM=SCHEME:MARK, found {rest!r}", place="--if")
        return {"kind": kind, "item": item, "grade": {"scheme": scheme, "mark": mark} if equals else None}
    if kind == "waive":
        goal, sign, requirement = rest.rpartition("#")
        return {"kind": kind, "requirement": requirement, "goal": goal if sign else None}
    if kind == "agreement":
        source, sign, target = rest.partition(">")
        if not sign or not source or not target:
            raise InputError(f"expected ITEM>ITEM, found {rest!r}", place="--if")
        return {"kind": kind, "source": source, "target": target}
    return {"kind": kind, "rule" if kind == "rule" else "credits": rest}
