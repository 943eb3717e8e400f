"""How does a certificate come in as the body of a request?

As bytes: they are read as those of a file are, so that a field that stands twice or a number that JSON does not know is
refused, and not lost before anybody has seen it. The guard bounds how many they may be.
"""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Request

from recommender.planning.certificates.form import FIELDS, FORMAT, VERSION

CERTIFICATE_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {
                    "title": "Certificate",
                    "description": "as `paths:solve` gives it and `creditpath plan --certificate` writes it",
                    "type": "object",
                    "properties": {
                        "format": {"const": FORMAT},
                        "version": {"const": VERSION},
                        **{name: {"type": "object"} for name in FIELDS[2:-1]},
                        "proof": {"type": ["object", "null"]},
                    },
                    "required": list(FIELDS),
                    "additionalProperties": False,
                }
            }
        },
    }
}


async def content_of(request: Request) -> bytes:
    """The body, whole."""
    return await request.body()


Content = Annotated[bytes, Depends(content_of)]
