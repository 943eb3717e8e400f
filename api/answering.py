"""How does an answer become a response: bytes that repeat, a strong ETag, and 304 for who has it already?

Timings are no part of an answer. They leave the body of a GET and travel as Server-Timing, so that equal answers are
equal bytes and the tag is truly strong.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from fastapi import Request, Response

from api.service import Json


def encoded(body: Json) -> bytes:
    """JSON as UTF-8; the order of keys is that of the answer."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()


def respond(request: Request, answer: Json) -> Response:
    """200 with the answer, or 304 where If-None-Match holds its tag."""
    answer = dict(answer)
    meta = answer.pop("meta", {})
    content = encoded(answer)
    tag = f'"{answer.get("replay_key") or hashlib.sha256(content).hexdigest()}"'
    headers = {"ETag": tag, "Cache-Control": "private, no-cache", **_timing(meta)}
    if _matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def respond_kept(request: Request, content: bytes) -> Response:
    """200 with the bytes of an answer of another day, or 304."""
    headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "Cache-Control": "private, no-cache"}
    if _matches(request.headers.get("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    return Response(content, media_type="application/json", headers=headers)


def respond_once(answer: Json) -> Response:
    """200 for a POST: with `meta`, without a tag."""
    headers = {"Cache-Control": "no-store", **_timing(answer.get("meta", {}))}
    return Response(encoded(answer), media_type="application/json", headers=headers)


def _timing(meta: dict[str, Any]) -> dict[str, str]:
    seconds = meta.get("seconds")
    return {"Server-Timing": f"answer;dur={float(seconds) * 1000:.1f}"} if seconds is not None else {}


def _matches(header: str | None, tag: str) -> bool:
    """Weak comparison, as RFC 9110 asks for If-None-Match; `*` matches anything that exists."""
    if header is None:
        return False
    known = [part.strip().removeprefix("W/") for part in header.split(",")]
    return "*" in known or tag in known
