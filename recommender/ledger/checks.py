"""Is a value in a payload what it should be?  Each check answers with what is wrong, or with an empty text.

They run for every entry of a ledger, so what repeats (ids, dates, amounts) is looked at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, TypeAlias

from recommender.rules.waiver import KINDS as WAIVERS
from recommender.rules.waiver import SUBSTITUTE
from recommender.vocabulary import ItemKind, check_id, parse_date, parse_units

Check: TypeAlias = Callable[[Any], str]
"""What is wrong with the value; empty where it is right."""

_GRADE = frozenset({"scheme", "mark"})
_DECIMAL = re.compile(r"-?[0-9]{1,20}(\.[0-9]{1,20})?")
_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


def is_entry_id(value: object) -> bool:
    """Whether this is a UUIDv7 in its usual form, as ids of entries are (A10)."""
    return isinstance(value, str) and _UUID7.fullmatch(value) is not None


@lru_cache(maxsize=1 << 16)
def _id_problem(text: str) -> str:
    try:
        check_id(text)
    except ValueError as error:
        return str(error)
    return ""


@lru_cache(maxsize=1 << 12)
def _credits_problem(value: str | int) -> str:
    try:
        parse_units(str(value))
    except ValueError as error:
        return str(error)
    return ""


@lru_cache(maxsize=1 << 14)
def _date_problem(text: str) -> str:
    try:
        parse_date(text)
    except ValueError as error:
        return str(error)
    return ""


def ident(value: Any) -> str:
    return _id_problem(value) if isinstance(value, str) else f"expected an id as text, found {value!r}"


def nothing_more(value: Any) -> str:
    """Of a payload whose fields are right each by itself."""
    return ""


def waiver_kind(value: Any) -> str:
    known = isinstance(value, str) and value in WAIVERS
    return "" if known else f"expected one of {', '.join(WAIVERS)}, found {value!r}"


def waiver(payload: Any) -> str:
    """A substitution names the item that may serve; a waiver names none (B15)."""
    if payload["kind"] == SUBSTITUTE:
        return "" if "item" in payload else "expected the item of the substitution, found none"
    extra = sorted({"item", "for"} & set(payload))
    found = ", ".join(f"{name}: {payload[name]!r}" for name in extra)
    return f"expected a waiver that names no item, found {found}; only a {SUBSTITUTE} does" if extra else ""


def entry(value: Any) -> str:
    return "" if is_entry_id(value) else f"expected the id of an entry, found {value!r}"


def text(value: Any) -> str:
    return "" if isinstance(value, str) and value else f"expected text, found {value!r}"


def any_text(value: Any) -> str:
    return "" if isinstance(value, str) else f"expected text, found {value!r}"


def flag(value: Any) -> str:
    return "" if isinstance(value, bool) else f"expected true or false, found {value!r}"


def level(value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return "" if whole else f"expected a whole number, found {value!r}"


def day(value: Any) -> str:
    return _date_problem(value) if isinstance(value, str) else f"expected a date YYYY-MM-DD, found {value!r}"


def amount(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return f"expected an amount of credit as text such as '3.5', found {value!r}"
    return _credits_problem(value)


def grade(value: Any) -> str:
    known = (type(value) is dict or isinstance(value, Mapping)) and value.keys() == _GRADE
    if not known:
        return f"expected {{scheme, mark}}, found {value!r}"
    return text(value["scheme"]) or text(value["mark"])


def grade_or_none(value: Any) -> str:
    return "" if value is None else grade(value)


def measures(value: Any) -> str:
    """Numbers by name, such as attendance: decimal texts, never floats."""
    right = isinstance(value, Mapping) and all(
        not text(name) and isinstance(number, str) and _DECIMAL.fullmatch(number)
        for name, number in value.items()
    )
    return "" if right else f"expected decimal texts by name such as {{attendance: '80'}}, found {value!r}"


_EVIDENCE = ("document", "sha256", "format", "state")
_SHA256 = re.compile(r"[0-9a-f]{64}")


def evidence(value: Any) -> str:
    """Documents that a result came in by, each with the digest of its bytes: they decide nothing here."""
    if not isinstance(value, list | tuple) or not value:
        return f"expected a list of documents, found {value!r}"
    return next((f"{n}: {bad}" for n, one in enumerate(value) if (bad := _document(one))), "")


def _document(value: Any) -> str:
    if not isinstance(value, Mapping) or not {"document", "sha256"} <= value.keys() <= set(_EVIDENCE):
        return f"expected {{document, sha256}}, perhaps with format and state, found {value!r}"
    if not isinstance(value["sha256"], str) or not _SHA256.fullmatch(value["sha256"]):
        return f"sha256: expected 64 hexadecimal digits in lower case, found {value['sha256']!r}"
    return next((f"{name}: {bad}" for name, said in value.items() if (bad := text(said))), "")


def entries(value: Any) -> str:
    if not isinstance(value, list | tuple) or not value:
        return f"expected a list of entry ids, found {value!r}"
    if len(set(map(str, value))) < len(value):
        return f"expected each entry once, found {value!r}"
    return next(filter(None, map(entry, value)), "")


def texts(value: Any) -> str:
    right = isinstance(value, list | tuple) and all(isinstance(one, str) and one for one in value)
    return "" if right else f"expected a list of texts, found {value!r}"


def kind(value: Any) -> str:
    known = isinstance(value, str) and value in set(ItemKind)
    return "" if known else f"expected one of {', '.join(ItemKind)}, found {value!r}"


def output_type(value: Any) -> str:
    known = value in ("credit", "exemption", "prerequisite")
    return "" if known else f"expected one of credit, exemption, prerequisite, found {value!r}"


_OF_ITEM: Mapping[str, Check] = {
    "item": ident,
    "credits": amount,
    "scheme": text,
    "type": output_type,
    "prerequisite": flag,
}
_WITHOUT_CREDIT: Mapping[str, Check] = {"item": ident, "type": output_type}
_ELECTIVE: Mapping[str, Check] = {
    "type": output_type,
    "credits": amount,
    "scheme": text,
    "kind": kind,
    "subject": text,
    "level": level,
    "tags": texts,
}


def outputs(value: Any) -> str:
    if not isinstance(value, list | tuple) or not value:
        return f"expected a list of at least one output, found {value!r}"
    return next((f"{n}: {bad}" for n, one in enumerate(value) if (bad := _output(one))), "")


def _output(value: Any) -> str:
    """Credit for a named item, elective credit that names none, or no credit: their fields never mix (A3)."""
    if not isinstance(value, Mapping):
        return f"expected a mapping, found {value!r}"
    plain = value.get("type", "credit") == "credit"
    fields = (_OF_ITEM if "item" in value else _ELECTIVE) if plain else _WITHOUT_CREDIT
    for name, part in value.items():
        if name not in fields:
            return f"unknown field {name!r}; known are {', '.join(fields)}"
        if problem := fields[name](part):
            return f"{name}: {problem}"
    required = ("credits", "scheme") if plain else ("item",)
    return next((f"{name} is missing" for name in required if name not in value), "")
