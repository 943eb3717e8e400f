"""What does one CTDL document say: nodes by id, policies among them, and every property as a clause?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from recommender.errors import Unreadable
from recommender.interchange import source

Json: TypeAlias = dict[str, Any]

POLICIES = ("TransferValueProfile", "TransferAgreement", "PriorLearningPolicy")
"""What decides about credit; everything else in a document is a thing that a policy is about."""
IDENTIFIER = "ceterms:identifier"
OWN = "creditpath"
"""The type of identifiers that are ids of a bank like this one."""
_CTID = re.compile(r"ce-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_STRUCTURE = ("@id", "@type", "@context")


@dataclass(frozen=True, slots=True)
class Document:
    """One file."""

    name: str
    nodes: Mapping[str, Json]
    prefixes: Mapping[str, str] = field(default_factory=dict)
    """The address that a prefix stands for, where the document itself says so."""

    @property
    def stem(self) -> str:
        """The name without its ending."""
        return Path(self.name).stem

    def id_of(self, node: Mapping[str, Any]) -> str:
        """What the node is called in ours: two nodes of the folder have one name only where they are one thing.

        A CTID is unique in the world; a blank node is one of its document; anything else is its whole address. What a
        bank like this one wrote says what it is called there.
        """
        if own := own_id(node):
            return own
        written: str = node["@id"]
        if _CTID.fullmatch(local(written)):
            return local(written)
        prefix, colon, rest = written.partition(":")
        if prefix == "_":
            return f"_:{self.stem}/{rest}"
        return self.prefixes[prefix] + rest if colon and prefix in self.prefixes else written

    def policies(self) -> Iterator[Json]:
        """The nodes that decide something, in order."""
        for node in self.nodes.values():
            if type_of(node) in POLICIES:
                yield node

    def node(self, value: object) -> Json | None:
        """The node that a property refers to; None where it is not in the document."""
        ref = value.get("@id") if isinstance(value, Mapping) else value
        return self.nodes.get(ref) if isinstance(ref, str) else None

    def several(self, value: object) -> tuple[str, ...]:
        """The ids that a property refers to, one or a list of them."""
        values = value if isinstance(value, list) else [value]
        refs = (one.get("@id") if isinstance(one, Mapping) else one for one in values)
        return tuple(ref for ref in refs if isinstance(ref, str))


def read_document(file: Path) -> Document:
    """The document; amounts stay the text that they are.

    Raises:
        Unreadable: no JSON, or no graph in it.
    """
    data = source.document(file, parse_float=str)
    graph = data.get("@graph") if isinstance(data, Mapping) else None
    if not isinstance(graph, list):
        raise Unreadable("expected a JSON-LD document with @graph", place=str(file))
    nodes: dict[str, Json] = {}
    for node in graph:
        if not isinstance(node, Mapping) or not isinstance(node.get("@id"), str):
            continue
        if nodes.setdefault(node["@id"], dict(node)) != node:
            raise Unreadable(f"expected one description of {node['@id']!r}, found several", place=str(file))
    return Document(file.name, nodes, _prefixes(data.get("@context")))


def _prefixes(context: object) -> dict[str, str]:
    """The prefixes that are declared in the document; those of a context elsewhere stand as they are written."""
    several = context if isinstance(context, list) else [context]
    return {
        prefix: address
        for one in several
        if isinstance(one, Mapping)
        for prefix, address in one.items()
        if isinstance(address, str)
    }


def own_id(node: Mapping[str, Any]) -> str:
    """The id that the node has in a bank like this one; empty where it is of somewhere else."""
    for one in values_of(node.get(IDENTIFIER)):
        if isinstance(one, Mapping) and one.get(f"{IDENTIFIER}TypeName") == OWN:
            code = one.get(f"{IDENTIFIER}ValueCode")
            return code if isinstance(code, str) else ""
    return ""


def values_of(value: object) -> list[Any]:
    """The values of a property, one or a list of them, or none."""
    return value if isinstance(value, list) else [] if value is None else [value]


def type_of(node: Mapping[str, Any]) -> str:
    """The type without its prefix; empty where there is none."""
    value = node.get("@type", "")
    return local(value) if isinstance(value, str) else ""


def local(name: str) -> str:
    """A name without its prefix or address: `ceterms:name` is `name`."""
    return name.replace("#", "/").rsplit("/", 1)[-1].rsplit(":", 1)[-1]


def text_of(value: object) -> str:
    """A text, or the English (else the first) of a text by language."""
    if isinstance(value, Mapping):
        found = value.get("en") or next(iter(value.values()), "")
        return found if isinstance(found, str) else ""
    return value if isinstance(value, str) else ""


def properties(node: Mapping[str, Any], path: str = "") -> Iterator[tuple[str, object]]:
    """(path, value) of every property that is no structure, down to the innermost; texts by language are one."""
    for name, value in node.items():
        if name in _STRUCTURE:
            continue
        here = f"{path}/{local(name)}"
        if isinstance(value, Mapping) and "@type" in value:
            yield from properties(value, here)
        elif isinstance(value, list) and any(isinstance(one, Mapping) and "@type" in one for one in value):
            for number, one in enumerate(value):
                if isinstance(one, Mapping) and "@type" in one:
                    yield from properties(one, f"{here}/{number}")
                else:
                    yield f"{here}/{number}", one
        else:
            yield here, value
