"""What does the format of certificates look like to a program that is not ours?  The JSON Schema, made from the types.

`python -m recommender.planning.certificates.schema` prints what stands in `certificate.schema.json` beside this file.
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from typing import Any

from recommender.ledger.record import Record
from recommender.planning.certificate import FORMAT as PROOF_FORMAT
from recommender.planning.certificate import VERSION as PROOF_VERSION
from recommender.planning.certificates.codec import adapter
from recommender.planning.certificates.form import FIELDS, FORMAT, VERSION, Versions
from recommender.planning.plan import Plan
from recommender.planning.request import PlanRequest

FILE = "certificate.schema.json"
PARTS = {"versions": Versions, "request": PlanRequest, "record": Record, "plan": Plan}
_WITH_THE_PROOF = ("Proof", "Leaf", "Branch")
"""Types that the format writes in a way of its own."""


def schema() -> dict[str, Any]:
    """The schema, anew from the types."""
    kinds: dict[str, Any] = {}
    parts: dict[str, Any] = {}
    for name, kind in PARTS.items():
        found = adapter(kind).json_schema()
        kinds |= found["$defs"]
        parts[name] = found["prefixItems"][0]
    for name in _WITH_THE_PROOF:
        del kinds[name]
    del kinds["Plan"]["properties"]["proof"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        **_object(
            {"format": {"const": FORMAT}, "version": {"const": VERSION}, **parts, "proof": _PROOF}, *FIELDS
        ),
        "$defs": {name: kinds[name] for name in sorted(kinds)} | _TREE,
    }


def stored() -> dict[str, Any]:
    """The schema as it is shipped."""
    text = files(__package__).joinpath(FILE).read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)
    return found


def _object(properties: dict[str, Any], *required: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": list(required or properties),
        "additionalProperties": False,
    }


_WHOLE = {"type": "integer"}
_TEXTS = {"type": "array", "items": {"type": "string"}}
_NODE = {"$ref": "#/$defs/node"}
_PROOF: dict[str, Any] = {
    "anyOf": [
        {"type": "null"},
        _object(
            {
                "format": {"const": PROOF_FORMAT},
                "version": {"const": PROOF_VERSION},
                "rows": {"type": "array", "items": _TEXTS},
                "tree": _NODE,
            }
        ),
    ]
}
_PAIR = {"type": "array", "prefixItems": [_WHOLE, _WHOLE], "minItems": 2, "items": False}
_SIDES = {"at": _WHOLE, "at_most": _NODE, "more": _NODE}
_TREE: dict[str, Any] = {
    "node": {
        "oneOf": [
            _object({"leaf": {"type": "array", "items": _PAIR}, "empty": {"type": "boolean"}}, "leaf"),
            _object({"split": _TEXTS, **_SIDES}),
            _object({"split_cost": _WHOLE, **_SIDES}),
        ]
    }
}


if __name__ == "__main__":
    json.dump(schema(), sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")
