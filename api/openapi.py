"""What does the description of the API (OpenAPI 3.1) say of failures, which every operation shares?"""

from __future__ import annotations

import json
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import MEDIA_TYPE, TYPES

TITLE = "creditpath"
VERSION = "1"
DESCRIPTION = (
    "The least study that still earns a qualification, given everything a learner's credit bank already holds. "
    "Credits are decimal texts, dates are YYYY-MM-DD, titles come in zh and en."
)


def _content(*slugs: str) -> dict[str, Any]:
    kinds = [TYPES[slug] for slug in slugs]
    return {
        "description": " / ".join(kind.en for kind in kinds),
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }


PROBLEMS: dict[int | str, dict[str, Any]] = {
    404: _content("unknown-learner", "unknown-qualification", "unknown-item", "unknown-answer"),
    409: _content("quarantined-account"),
    410: _content("erased"),
    422: _content("invalid-request"),
    500: _content("check-failed", "internal-error"),
    503: _content("unavailable", "busy"),
}

SCHEMA: dict[str, Any] = {
    "title": "Problem",
    "description": "A failure, as RFC 9457 says.",
    "type": "object",
    "required": ["type", "title", "status", "detail", "instance"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference", "enum": [kind.uri for kind in TYPES.values()]},
        "title": {"type": "string", "description": "in zh-Hans or en, by Accept-Language"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "instance": {"type": "string", "format": "uri-reference"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["detail"],
                "properties": {
                    "pointer": {"type": "string", "description": "JSON pointer into the body"},
                    "parameter": {"type": "string", "description": "name of the query parameter"},
                    "detail": {"type": "string"},
                },
            },
        },
    },
}


def description_of(app: FastAPI) -> dict[str, Any]:
    """The whole description; made once, then kept by the app."""
    if app.openapi_schema is None:
        found = get_openapi(
            title=TITLE, version=VERSION, description=DESCRIPTION, routes=app.routes, openapi_version="3.1.0"
        )
        schemas = found.setdefault("components", {}).setdefault("schemas", {})
        schemas["Problem"] = SCHEMA
        for name in ("HTTPValidationError", "ValidationError"):
            schemas.pop(name, None)
        app.openapi_schema = found
    return app.openapi_schema


def _write() -> None:
    from pathlib import Path

    from api.app import create_app

    text = json.dumps(description_of(create_app()), ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    Path(__file__).with_name("openapi.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    _write()
