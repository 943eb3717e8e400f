"""How is YAML read so that no value turns into another one, and every field keeps its line?

Of YAML's ways to write a value only these are taken: text, true and false, null, and decimal numbers. A date stays
the text that it is, `no` is a word, and `010` is not eight. A field that stands twice is a mistake, and so is an alias.
"""

from __future__ import annotations

import re
from collections.abc import Hashable
from typing import TYPE_CHECKING, Any

import yaml

if TYPE_CHECKING:
    from yaml import SafeLoader as _Base
else:
    _Base = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class YamlMistake(ValueError):
    """The file is no YAML, or not of the kind that is taken."""

    def __init__(self, line: int | None, expected: str, found: str) -> None:
        super().__init__(f"{line}: expected {expected}, found {found}")
        self.line, self.expected, self.found = line, expected, found


class _Loader(_Base):
    """The safe loader with a short list of values."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012  # the library's own, emptied


for _tag, _pattern, _first in (
    ("null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("bool", r"^(?:true|false)$", ["t", "f"]),
    ("int", r"^[-+]?(?:0|[1-9][0-9]*)$", list("-+0123456789")),
    ("float", r"^[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?$", list("-+.0123456789")),
):
    _Loader.add_implicit_resolver(f"tag:yaml.org,2002:{_tag}", re.compile(_pattern), _first)


def compose(text: str) -> yaml.Node | None:
    """The nodes of the only document; None for an empty file.

    Raises:
        YamlMistake: with the line at which reading stopped.
    """
    try:
        if "*" in text:
            for event in yaml.parse(text, Loader=_Loader):
                if isinstance(event, yaml.AliasEvent):
                    raise YamlMistake(_line(event), "values written out", "an alias")
        node: yaml.Node | None = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise _mistake(error, text) from None
    except RecursionError:
        raise YamlMistake(None, "YAML", "too many levels") from None
    return node


def build(node: yaml.Node | None) -> dict[str, Any]:
    """The mapping that a node stands for.

    Raises:
        YamlMistake: it is no mapping, or a field stands twice in one mapping.
    """
    if not isinstance(node, yaml.MappingNode):
        line = None if node is None else node.start_mark.line + 1
        raise YamlMistake(line, "a mapping of fields", kind_of(node))
    loader = _Loader("")
    try:
        _once_each(node)
        data = loader.construct_document(node)
        repr(data).encode()  # half a surrogate pair is no text
    except YamlMistake:
        raise
    except yaml.YAMLError as error:
        raise _mistake(error, "") from None
    except UnicodeEncodeError:
        raise YamlMistake(node.start_mark.line + 1, "text", "half a surrogate pair") from None
    except (RecursionError, ValueError) as error:
        raise YamlMistake(node.start_mark.line + 1, "values that can be read", str(error)) from None
    finally:
        loader.dispose()
    return data  # type: ignore[no-any-return]


def line_at(node: yaml.Node, path: str) -> int:
    """The line of the field at `/requirement/children/2/n`, or of the nearest one that is there."""
    line: int = node.start_mark.line + 1
    for part in filter(None, path.split("/")):
        below: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                if key.value == part:
                    line, below = key.start_mark.line + 1, value
        elif isinstance(node, yaml.SequenceNode) and part.isdecimal() and int(part) < len(node.value):
            below = node.value[int(part)]
            line = below.start_mark.line + 1
        if below is None:
            return line
        node = below
    return line


def _once_each(node: yaml.Node) -> None:
    if isinstance(node, yaml.MappingNode):
        seen: set[Hashable] = set()
        for key, value in node.value:
            if key.value in seen if isinstance(key, yaml.ScalarNode) else False:
                raise YamlMistake(key.start_mark.line + 1, "each field once", f"{key.value!r} twice")
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
            _once_each(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            _once_each(value)


def kind_of(node: yaml.Node | None) -> str:
    """What a node is, in a word."""
    if node is None:
        return "nothing"
    if isinstance(node, yaml.MappingNode):
        return "a mapping"
    return "a list" if isinstance(node, yaml.SequenceNode) else "a single value"


def _line(event: yaml.Event) -> int | None:
    return event.start_mark.line + 1 if event.start_mark is not None else None


def _mistake(error: yaml.YAMLError, text: str) -> YamlMistake:
    mark = getattr(error, "problem_mark", None)
    reason = getattr(error, "problem", None) or str(error).splitlines()[0]
    line = None if mark is None else mark.line + 1
    if isinstance(
        error, yaml.reader.ReaderError
    ):  # a character that YAML does not take: it knows its position alone
        line = text.encode()[: error.position].count(b"\n") + 1
    return YamlMistake(line, "YAML", str(reason))
