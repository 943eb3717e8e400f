"""How are mistakes in a request told: each with its place, in words of ours?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from api.problems import TYPES, Problem

_WORDS = {
    "missing": ("缺少这一项", "it is missing"),
    "extra_forbidden": ("没有人认识这一项", "it is not known here"),
    "json_invalid": ("请求内容不是 JSON", "the body is not JSON"),
}


def invalid(errors: Iterable[Mapping[str, Any]]) -> Problem:
    """The problem for validation errors as pydantic lists them."""
    found = [_one(error) for error in errors]
    return Problem(
        TYPES["invalid-request"],
        "；".join(f"{place}：{zh}" for place, _, zh, _ in found) + "。",
        "; ".join(f"{place}: {en}" for place, _, _, en in found) + ".",
        tuple({kind: place, "detail": en} for place, kind, _, en in found),
    )


def _one(error: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """(place, kind of place, Chinese, English); a place in the body is a JSON pointer (RFC 6901)."""
    where, *path = error["loc"] or ("body",)
    if where == "body":
        parts: list[Any] = [] if error["type"] == "json_invalid" else path
        place, kind = "#" + "".join(f"/{escaped(part)}" for part in parts), "pointer"
    else:
        place, kind = ".".join(str(part) for part in path[:1]) or str(where), "parameter"
    plain = str(error["msg"]).removeprefix("Value error, ")
    zh, en = _WORDS.get(str(error["type"]), (plain, plain))
    return place, kind, zh, en[:1].lower() + en[1:]


def escaped(part: object) -> str:
    """One part of a JSON pointer."""
    return str(part).replace("~", "~0").replace("/", "~1")
