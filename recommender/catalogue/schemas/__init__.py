"""What does the published JSON Schema of a row or document say is wrong with it, as expected and found?

The readers word the first mistake of a row and know more than a schema can say; the schemas are the contract for
everyone who writes such files, and name the further mistakes of a row that is refused anyway.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator, ValidationError

KINDS = ("catalogue", "institution", "item", "prerequisite", "rule", "qualification")


@cache
def validator(kind: str) -> Draft202012Validator:
    """The schema of one kind of row or document, ready to validate with."""
    # Imported here: it takes seconds to load where its format checkers are installed, and good rows never need it.
    from jsonschema import Draft202012Validator

    text = files(__name__).joinpath(f"{kind}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text))


def mistakes(kind: str, data: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """(path, expected, found) of every mistake, in order of the document."""
    errors = sorted(validator(kind).iter_errors(_stated(data)), key=lambda error: [*map(str, error.path)])
    for error in errors:
        for leaf in _leaves(error):
            path = "".join(f"/{part}" for part in leaf.absolute_path)
            yield from _said(leaf, path)


def _stated(value: Any) -> Any:
    """The data without its nulls: null is as good as left out."""
    if isinstance(value, Mapping):
        return {key: _stated(one) for key, one in value.items() if one is not None}
    return [_stated(one) for one in value] if isinstance(value, list) else value


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """Where the schema offers alternatives, the mistakes in the one that was probably meant."""
    if error.validator in {"oneOf", "anyOf"} and error.context:
        branches: dict[Any, list[ValidationError]] = {}
        for one in error.context:
            branches.setdefault(one.schema_path[0], []).append(one)
        other = {"required", "type"}
        meant = [b for b in branches.values() if all(e.path or e.validator not in other for e in b)]
        if len(meant) == 1:
            for one in meant[0]:
                yield from _leaves(one)
            return
    yield error


def _said(error: ValidationError, path: str) -> Iterator[tuple[str, str, str]]:
    rule, found = error.validator, repr(error.instance)[:80]
    value: Any = error.validator_value
    if rule == "additionalProperties" and isinstance(error.instance, Mapping):
        known = error.schema.get("properties", {}) if isinstance(error.schema, Mapping) else {}
        for name in error.instance:
            if name not in known:
                yield f"{path}/{name}", f"one of {', '.join(known)}", f"unknown field {name!r}"
    elif rule == "required" and isinstance(value, list) and isinstance(error.instance, Mapping):
        for name in value:
            if name not in error.instance and repr(name) in error.message:
                yield f"{path}/{name}", "a value", "nothing"
    elif rule == "enum":
        yield path, f"one of {', '.join(map(str, value))}", found
    elif rule == "type":
        yield path, f"a value of type {value if isinstance(value, str) else ' or '.join(value)}", found
    else:
        said = error.schema.get("description", "") if isinstance(error.schema, Mapping) else ""
        yield path, said or f"a value that fits {rule} {json.dumps(value)[:60]}", found
