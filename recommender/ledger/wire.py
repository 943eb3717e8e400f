"""How does an entry travel: as one JSON object over HTTP, one line of a file, or one row of a table?

The same fields everywhere (docs/ledger-contract.md). What comes in is looked at field by field and refused by name;
whether it is the account's true entry the chain says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from recommender.errors import InputError
from recommender.ledger.checks import ident, is_entry_id
from recommender.ledger.entry import SCHEMA, Entry, canonical, payload_digest
from recommender.vocabulary import EntryId, LearnerId, parse_date

__all__ = ["FIELDS", "entry_from", "entry_to", "loads"]

FIELDS = (
    "id",
    "account",
    "number",
    "type",
    "schema",
    "on",
    "recorded",
    "payload",
    "salt",
    "payload_digest",
    "digest",
)
LARGEST = 2**63 - 1
DEEPEST = 40
"""So deep a document may be nested; payloads have three levels."""
_DIGEST = re.compile(r"[0-9a-f]{64}")
_HEX = re.compile(r"([0-9a-f]{2})*")
_TYPE = re.compile(r"[a-z]+(\.[a-z_]+)+")


def entry_to(entry: Entry) -> dict[str, Any]:
    """The entry as plain data; the digest of a payload is stated where that was erased."""
    found = {
        "id": entry.id,
        "account": entry.account,
        "number": entry.number,
        "type": entry.type,
        "schema": entry.schema,
        "on": entry.on.isoformat(),
        "recorded": entry.recorded,
        "payload": None if entry.payload is None else dict(entry.payload),
        "salt": entry.salt,
        "digest": entry.digest,
    }
    return found if entry.payload is not None else {**found, "payload_digest": entry.payload_digest}


def entry_from(data: Any, place: str) -> Entry:
    """The entry in plain data that came from elsewhere.

    Raises:
        InputError: a field is missing, unknown or not what it should be; `place` says where it came from.
    """
    if not isinstance(data, Mapping):
        raise InputError(f"expected an entry as an object, found {_short(data)}", place=place)
    unknown = sorted(map(str, data.keys() - set(FIELDS)))
    if unknown:
        raise InputError(f"expected the fields of an entry, found {', '.join(unknown)}", place=place)
    for name, problem in _problems(data):
        if problem:
            raise InputError(problem, place=f"{place}/{name}")
    payload, salt = data["payload"], data["salt"]
    sealed = data.get("payload_digest")
    if payload is not None:
        sealed = _sealed(payload, salt, place)
    return Entry(
        EntryId(data["id"]),
        LearnerId(data["account"]),
        data["number"],
        data["type"],
        parse_date(data["on"]),
        data["recorded"],
        payload,
        salt,
        sealed or "",
        data["digest"],
        data.get("schema", SCHEMA),
    )


def _problems(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    payload = data.get("payload", ...)
    return [
        ("id", "" if is_entry_id(data.get("id")) else f"expected a UUIDv7, found {_short(data.get('id'))}"),
        ("account", ident(data.get("account"))),
        ("number", _whole(data.get("number"), 1)),
        ("type", _text(data.get("type"), _TYPE, "a type such as result.deposited")),
        ("schema", _whole(data.get("schema", SCHEMA), 1)),
        ("on", _day(data.get("on"))),
        ("recorded", _whole(data.get("recorded"), -LARGEST)),
        (
            "payload",
            ""
            if payload is None or isinstance(payload, Mapping)
            else f"expected an object, or null where it was erased, found {_short(payload)}",
        ),
        ("salt", _text(data.get("salt"), _HEX, "bytes in lower-case hexadecimal")),
        ("digest", _text(data.get("digest"), _DIGEST, "a SHA-256 in lower-case hexadecimal")),
        ("payload_digest", _erased(data.get("payload_digest"), payload)),
    ]


def _erased(value: Any, payload: Any) -> str:
    """Stated with an erased payload; elsewhere it follows, and may be stated."""
    if value is None:
        return "" if payload is not None else "expected the digest of the erased payload, found none"
    return _text(value, _DIGEST, "a SHA-256 in lower-case hexadecimal")


def _whole(value: Any, least: int) -> str:
    right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= LARGEST
    return "" if right else f"expected a whole number of at least {least}, found {_short(value)}"


def _text(value: Any, form: re.Pattern[str], what: str) -> str:
    right = isinstance(value, str) and form.fullmatch(value) is not None
    return "" if right else f"expected {what}, found {_short(value)}"


def _day(value: Any) -> str:
    try:
        parse_date(value if isinstance(value, str) else "")
    except ValueError:
        return f"expected a date YYYY-MM-DD, found {_short(value)}"
    return ""


def _sealed(payload: Any, salt: str, place: str) -> str:
    try:
        return payload_digest(canonical(payload), salt)
    except (ValueError, TypeError, RecursionError):
        raise InputError("expected a payload with a canonical JSON", place=f"{place}/payload") from None


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def loads(text: str | bytes, place: str) -> Any:
    """JSON from elsewhere: no key twice, no NaN, no numbers or nesting without measure.

    Raises:
        InputError: it is no such document.
    """
    try:
        found = json.loads(
            text,
            object_pairs_hook=_each_once,
            parse_constant=_no_constant,
            parse_int=_int,
            parse_float=_no_float,
        )
    except (ValueError, RecursionError) as wrong:
        raise InputError(f"expected JSON: {wrong}", place=place) from None
    if _depth(found) > DEEPEST:
        raise InputError(f"expected JSON of at most {DEEPEST} levels", place=place)
    return found


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice in one object")
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")


def _int(text: str) -> int:
    if len(text) > 20:
        raise ValueError("a whole number is longer than 20 digits")
    return int(text)


def _no_float(text: str) -> Any:
    raise ValueError(f"a ledger has no numbers with a point, found {text[:40]}")


def _depth(value: Any) -> int:
    deepest, waiting = 0, [(value, 1)]
    while waiting:
        one, depth = waiting.pop()
        deepest = max(deepest, depth)
        if depth > DEEPEST:
            return depth
        inside = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()
        waiting += [(part, depth + 1) for part in inside]
    return deepest
