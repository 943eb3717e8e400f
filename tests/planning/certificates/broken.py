"""In which ways can a certificate be broken, and what has the message to say?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Breaking = Callable[[Any], Any]
"""Changes the data in place, or returns other data."""


def put(path: str, value: object) -> Breaking:
    """A field, given by its place, with another value."""

    def change(data: Any) -> None:
        *way, last = (int(part) if part.isdigit() else part for part in path.split("/"))
        for part in way:
            data = data[part]
        data[last] = value

    return change


def without(path: str) -> Breaking:
    """A field that is missing."""

    def change(data: Any) -> None:
        *way, last = path.split("/")
        for part in way:
            data = data[int(part) if part.isdigit() else part]
        del data[last]

    return change


def leaf(multiplier: object = 1) -> dict[str, object]:
    return {"leaf": [[0, multiplier]]}


def tall(height: int) -> Any:
    """A tree that is one branch below the other."""
    node: Any = leaf()
    for _ in range(height):
        node = {"split": ["x"], "at": 0, "at_most": leaf(), "more": node}
    return node


BY_SCHEMA: dict[str, tuple[Breaking, str]] = {
    "a list": (lambda data: [data], "certificate: expected an object, found list"),
    "nothing": (lambda data: 0 or "", "certificate: expected an object, found str"),
    "another format": (put("format", "creditpath-record"), "certificate/format: expected 'creditpath-certificate'"),
    "no format": (without("format"), "certificate/format: expected"),
    "another version": (put("version", 2), "certificate/version: expected 1, found 2"),
    "a version that is true": (put("version", True), "certificate/version: expected 1, found True"),
    "an unknown field": (put("signature", ""), "certificate: the field 'signature' is unknown; known are format"),
    "no record": (without("record"), "certificate: the field 'record' is missing"),
    "no proof field": (without("proof"), "certificate: the field 'proof' is missing"),
    "a record that is none": (put("record", 3), "certificate/record: "),
    "a record without its day": (without("record/as_of"), "certificate/record/as_of: field required"),
    "a day that is none": (put("record/as_of", "yesterday"), "certificate/record/as_of: input should be a valid date"),
    "a day as a number": (put("record/as_of", 20000), "certificate/record/as_of: "),
    "credit as text": (put("record/results/0/units", "1800"), "certificate/record/results/0/units: "),
    "credit as a decimal": (put("record/results/0/units", 1800.5), "certificate/record/results/0/units: "),
    "credit that is true": (put("record/results/0/units", True), "certificate/record/results/0/units: "),
    "a result with more": (put("record/results/0/colour", "red"), "certificate/record/results/0/colour: "),
    "a mark that is none": (put("record/results/0/grade", "82"), "certificate/record/results/0/grade: "),
    "a measure that is no text": (
        put("record/results/1/measures", {"attendance": 90}),
        "certificate/record/results/1/measures/attendance: ",
    ),
    "a flag that is a number": (put("record/personalised", 1), "certificate/record/personalised: "),
    "a request without goals": (without("request/goals"), "certificate/request/goals: field required"),
    "an assurance that is none": (put("request/assurance", ["sure"]), "certificate/request/assurance/0: "),
    "pins that are no list": (put("request/pins", "river/tax"), "certificate/request/pins: "),
    "a seed that is text": (put("request/seed", "0"), "certificate/request/seed: "),
    "a status that is none": (put("plan/status", "perfect"), "certificate/plan/status: "),
    "a step that is none": (put("plan/steps/0", []), "certificate/plan/steps/0: "),
    "a standing that is none": (put("plan/claims/0/standing", "won"), "certificate/plan/claims/0/standing: "),
    "a proof within the plan": (put("plan/proof", None), "certificate/plan/proof: "),
    "versions that are none": (put("versions", []), "certificate/versions: "),
    "no version of the catalogue": (
        without("versions/catalogue/version"),
        "certificate/versions/catalogue/version: field required",
    ),
    "a proof that is none": (put("proof", []), "certificate/proof: expected an object"),
    "another proof format": (put("proof/format", "drat"), "certificate/proof/format: expected 'creditpath-proof'"),
    "another proof version": (put("proof/version", 9), "certificate/proof/version: expected version 1"),
    "a proof without rows": (without("proof/rows"), "certificate/proof: the field 'rows' is missing"),
    "a row of numbers": (put("proof/rows", [[1]]), "certificate/proof/rows/0: expected texts"),
    "a multiplier that is a decimal": (put("proof/tree", leaf(0.5)), "certificate/proof/tree/leaf/0: expected a whole"),
    "a multiplier without its row": (put("proof/tree/leaf/0", [1]), "proof/tree/leaf/0: expected the number"),
    "a leaf with more": (put("proof/tree/why", "so"), "certificate/proof/tree: the field 'why' is unknown"),
    "a leaf that may be empty": (put("proof/tree/empty", "yes"), "proof/tree/empty: expected true or false"),
    "a branch with one side": (
        put("proof/tree", {"split": ["x"], "at": 1, "more": leaf()}),
        "certificate/proof/tree: the field 'at_most' is missing",
    ),
    "a branch at a text": (
        put("proof/tree", {"split": ["x"], "at": "1", "at_most": leaf(), "more": leaf()}),
        "certificate/proof/tree/at: expected a whole number",
    ),
}  # fmt: skip
"""By name a change that the schema refuses too, and the beginning of the message."""

BEYOND_SCHEMA: dict[str, tuple[Breaking, str]] = {
    "another day than the record's": (
        put("request/as_of", "2026-09-02"),
        "certificate/request/as_of: expected the day of the record, 2026-09-01",
    ),
    "a day beyond all calendars": (
        lambda data: put("request/as_of", "9998-01-01")(data) or put("record/as_of", "9998-01-01")(data),
        "certificate/request/as_of: expected a year from 1900 to 2200",
    ),
    "a horizon without end": (put("request/horizon_years", 10**9), "request/horizon_years: expected 0 to 50"),
    "a long word": (put("x" * 100_000, 1), "certificate: the field 'xxx"),
    "a long key": (put("request/facts", {"x" * 100_000: 1}), "certificate/request/facts/xxx"),
    "a long value": (put("proof/tree/leaf/0", [0, "x" * 100_000]), "certificate/proof/tree/leaf/0: expected a whole"),
    "a tree too tall": (put("proof/tree", tall(401)), "expected at most 400 branches one below the other"),
}  # fmt: skip

TEXTS: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "is not JSON"),
    "no JSON": (b"{]", "is not JSON"),
    "more than one object": (b"{}{}", "is not JSON"),
    "a field twice": (b'{"format": 1, "format": 1}', "the field 'format' stands twice"),
    "no number": (b'{"format": NaN}', "is no number that JSON knows"),
    "infinity": (b"[-Infinity]", "is no number that JSON knows"),
    "a number without end": (b"[" + b"9" * 5000 + b"]", "is not JSON"),
    "deep lists": (b"[" * 100_000, "levels deep"),
    "lists too deep": (b"[" * 500 + b"]" * 500, "levels deep"),
    "deep objects": (b'{"a":' * 100_000, "levels deep"),
    "half a letter": (b'{"format": "\\ud800"}', "is not text"),
    "half a letter as a field": (b'{"\\udfff": 1}', "is not text"),
    "not UTF-8": (b'{"format": "\xff"}', "is not UTF-8"),
    "a mark before the text": (b"\xef\xbb\xbf{}", "is not JSON"),
}
"""By name the bytes of a file that is none, and what its message says."""
