"""What does a JSON or YAML file say, where nothing stands twice and nothing stands for something else?"""

from __future__ import annotations

import json
import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from recommender.errors import Unreadable

__all__ = ["MOST_BYTES", "json_of", "read_document"]

MOST_BYTES = 10_000_000
"""A record is of one person; a larger file is a mistake."""


def read_document(path: Path) -> Any:
    """The content of a file named `.json`, `.yaml` or `.yml`.

    Raises:
        Unreadable: there is no such file, its name has another ending, or it is not what its name says.
    """
    readers = {".json": json_of, ".yaml": _yaml, ".yml": _yaml}
    read = readers.get(path.suffix.lower())
    if read is None:
        raise Unreadable(f"expected a file named .json, .yaml or .yml, found {path.name!r}", place=str(path))
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Unreadable(f"expected at most {MOST_BYTES} bytes", place=str(path))
        return read(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}", place=str(path)) from None
    except yaml.MarkedYAMLError as error:
        line = f" in line {error.problem_mark.line + 1}" if error.problem_mark else ""
        raise Unreadable(f"is not YAML{line}: {error.problem}", place=str(path)) from None
    except (ValueError, yaml.YAMLError, RecursionError) as error:
        raise Unreadable(f"is not {path.suffix[1:].upper()}: {error}", place=str(path)) from None


def json_of(text: str) -> Any:
    """What a JSON text says; ValueError where a field stands twice, or a number is none that JSON knows."""
    return json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"the field {key!r} stands twice")
        found[key] = value
    return found


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is no number that JSON knows")


_BOOL = "tag:yaml.org,2002:bool"


class _Loader(yaml.SafeLoader):
    """Safe YAML without aliases, in which no field stands twice, and a field named `on` is a text like any other."""

    yaml_implicit_resolvers = {  # noqa: RUF012 - as the base class declares it
        first: [rule for rule in rules if rule[0] != _BOOL]
        for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            event = self.get_event()  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "an alias; write it out", event.start_mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            name = str(key.value)
            if name in seen:
                raise yaml.constructor.ConstructorError(
                    None, None, f"the field {name!r} stands twice", key.start_mark
                )
            seen.add(name)
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))


def _yaml(text: str) -> Any:
    return yaml.load(text, Loader=_Loader)
