"""Is this a credential of the data model: its classes, fields and kinds of values?  What is not so is named."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from recommender.errors import Unreadable
from recommender.interchange.badges.contexts import CREDENTIALS as FIRST
from recommender.interchange.badges.model import CREDENTIALS, MODEL, RESULT_STATUS

__all__ = ["check", "class_of", "instant", "is_address", "listed", "types_of"]

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:\S+")
_WHEN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})")
LONGEST_SHOWN = 80


def listed(value: object) -> Sequence[Any]:
    """The values of a field, which may stand alone or in a list, or not at all."""
    return () if value is None else value if isinstance(value, list) else (value,)


def types_of(node: Mapping[str, Any]) -> Sequence[Any]:
    """The types of a node."""
    return listed(node.get("type"))


def class_of(credential: Mapping[str, Any]) -> str:
    """Which sort of credential it is; empty for none that is known."""
    return next(
        (CREDENTIALS[one] for one in types_of(credential) if isinstance(one, str) and one in CREDENTIALS), ""
    )


def instant(text: str) -> datetime:
    """An instant as credentials write it; one without a zone says no instant.

    Raises:
        ValueError: it is none.
    """
    if not _WHEN.fullmatch(text):
        raise ValueError(f"expected an instant such as 2026-03-01T08:00:00Z, found {_shown(text)}")
    return datetime.fromisoformat(re.sub(r"(\.\d{6})\d+", r"\1", text))


def is_address(text: object) -> bool:
    """Whether this is an address with its scheme, as everything that is named has."""
    return isinstance(text, str) and _URI.fullmatch(text) is not None


def check(credential: object, place: str) -> str:
    """The class of the credential, if all of it is as the data model says.

    Raises:
        Unreadable: one sentence about the first thing that is not.
    """
    shape = _Shape(place)
    shape.plain(credential, "")
    return shape.credential(credential, "")


class _Shape:
    def __init__(self, place: str) -> None:
        self.place = place

    def fail(self, path: str, expected: str, found: object) -> Unreadable:
        return Unreadable(f"{path or '/'}: expected {expected}, found {_shown(found)}", place=self.place)

    def plain(self, value: object, path: str) -> None:
        """Words of JSON-LD itself could say something else than the fields that are read here; null says nothing."""
        if value is None:
            raise self.fail(path, "a value, or no such field", None)
        if isinstance(value, dict):
            for name, one in value.items():
                if name.startswith("@") and name != "@context":
                    raise self.fail(path, "fields by their plain names", name)
                self.plain(one, f"{path}/{name}")
        elif isinstance(value, list):
            for number, one in enumerate(value):
                self.plain(one, f"{path}/{number}")

    def credential(self, value: object, path: str) -> str:
        if not isinstance(value, dict):
            raise self.fail(path, "a credential as a JSON object", value)
        if "VerifiableCredential" not in types_of(value):
            raise self.fail(f"{path}/type", "VerifiableCredential among the types", value.get("type"))
        kind = class_of(value)
        if not kind:
            raise self.fail(f"{path}/type", f"one of {', '.join(CREDENTIALS)}", value.get("type"))
        first = listed(value.get("@context"))
        if not first or first[0] not in FIRST:
            raise self.fail(f"{path}/@context", f"{' or '.join(FIRST)} first", value.get("@context"))
        if "validFrom" not in value and "issuanceDate" not in value:
            raise self.fail(f"{path}/validFrom", "the instant from which it holds", None)
        self.node(value, kind, path, typed=False)
        return kind

    def node(self, value: object, kind: str, path: str, *, typed: bool = True) -> None:
        """One object of a class; the class has to be among its types."""
        if not isinstance(value, dict):
            raise self.fail(path, f"an object of type {kind}", value)
        if typed and kind not in types_of(value):
            raise self.fail(f"{path}/type", f"{kind} among the types", value.get("type"))
        for name, spec in MODEL[kind].items():
            self.field(value.get(name), spec, f"{path}/{name}")

    def field(self, value: object, spec: str, path: str) -> None:
        kind, often = spec[:-1], spec[-1]
        several = listed(value)
        if not several and often in "!+":
            raise self.fail(path, f"{_A.get(kind, kind)}", value)
        if often in "!?" and isinstance(value, list):
            raise self.fail(path, "one value", value)
        for number, one in enumerate(several):
            here = f"{path}/{number}" if isinstance(value, list) else path
            if kind in _SPECIAL:
                _SPECIAL[kind](self, one, here)
            elif kind in MODEL:
                self.node(one, kind, here)
            elif not _IS[kind](one):
                raise self.fail(here, _A[kind], one)

    def issuer(self, value: object, path: str) -> None:
        """An address, or a Profile."""
        if isinstance(value, str):
            self.field(value, "uri!", path)
        else:
            self.node(value, "Profile", path)

    def image(self, value: object, path: str) -> None:
        """A Profile's picture may be its address alone."""
        if isinstance(value, str):
            self.field(value, "uri!", path)
        else:
            self.node(value, "Image", path)

    def named(self, value: object, path: str) -> None:
        """A status, schema or service: it has some type."""
        self.node(value, "Named", path, typed=False)
        if not isinstance(value, dict) or not types_of(value):
            raise self.fail(f"{path}/type", "a type", None)

    def inner(self, value: object, path: str) -> None:
        """A credential within another, or one that is signed as a token."""
        if not isinstance(value, str):
            self.credential(value, path)

    def proof(self, value: object, path: str) -> None:
        """A proof of any type."""
        self.node(value, "Proof", path, typed=False)
        if not isinstance(value, dict) or not types_of(value):
            raise self.fail(f"{path}/type", "the type of a proof", None)


_SPECIAL: Mapping[str, Callable[[_Shape, object, str], None]] = {
    "Issuer": _Shape.issuer,
    "Image": _Shape.image,
    "Named": _Shape.named,
    "Proof": _Shape.proof,
    "credential": _Shape.inner,
}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_when(value: object) -> bool:
    try:
        instant(value if isinstance(value, str) else "")
    except ValueError:
        return False
    return True


_IS: Mapping[str, Callable[[object], bool]] = {
    "text": lambda one: isinstance(one, str),
    "uri": is_address,
    "when": _is_when,
    "number": _is_number,
    "flag": lambda one: isinstance(one, bool),
    "map": lambda one: isinstance(one, dict),
    "status": lambda one: one in RESULT_STATUS,
}
_A = {
    "text": "text",
    "uri": "an address with its scheme",
    "when": "an instant such as 2026-03-01T08:00:00Z",
    "number": "a number",
    "flag": "true or false",
    "map": "an object",
    "status": f"one of {', '.join(RESULT_STATUS)}",
    "Issuer": "who issued it",
    "credential": "at least one credential",
}


def _shown(found: object) -> str:
    text = "nothing" if found is None else repr(found)
    return text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 3] + "..."
