"""What is a proof, as plain data: the rows that it cites, and a tree of branches whose leaves add them up (D5)?

What it proves is for `planning.check.proof` to say; anybody may write one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from recommender.errors import InputError

FORMAT = "creditpath-proof"
VERSION = 1
DEEPEST = 400
"""How many branches may stand one below the other."""

Name: TypeAlias = tuple[str, ...]
"""Of a row: its kind, the number of the goal, the rule or thing that it is about, and what of that."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """Multipliers by the number of the row in the proof's list; `empty`: there is no point at all."""

    multipliers: tuple[tuple[int, int], ...]
    empty: bool = False


@dataclass(frozen=True, slots=True)
class Branch:
    """The sum of some columns is at most `at` on the left, and more on the right."""

    columns: tuple[str, ...]
    at: int
    left: Node
    right: Node
    cost: int | None = None
    """Instead of columns: the number of all steps that ask for so much study, in units."""


Node: TypeAlias = Leaf | Branch


@dataclass(frozen=True, slots=True)
class Proof:
    """The rows that are cited, and the tree over them."""

    rows: tuple[Name, ...]
    root: Node

    @property
    def leaves(self) -> int:
        """How many cases it tells apart."""
        return sum(1 for _ in leaves_of(self.root))


def leaves_of(root: Node) -> Iterator[Leaf]:
    """Every leaf below a node."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Leaf):
            yield node
        else:
            waiting += [node.left, node.right]


def proof_data(proof: Proof) -> dict[str, Any]:
    """The proof as JSON can hold it; `proof_of` makes it again."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "rows": [list(name) for name in proof.rows],
        "tree": _node_data(proof.root),
    }


def _node_data(node: Node) -> dict[str, Any]:
    if isinstance(node, Leaf):
        pairs = [list(pair) for pair in node.multipliers]
        return {"leaf": pairs} | ({"empty": True} if node.empty else {})
    sides = {"at_most": _node_data(node.left), "more": _node_data(node.right)}
    what = {"split": list(node.columns)} if node.cost is None else {"split_cost": node.cost}
    return {**what, "at": node.at, **sides}


def proof_of(data: object, place: str = "proof") -> Proof:
    """Read a proof; whatever is in it is untrusted.

    Raises:
        InputError: a field that is missing, unknown, or of another sort, with its place.
    """
    fields = _fields(data, place, {"format", "version", "rows", "tree"})
    if fields["format"] != FORMAT:
        raise InputError(f"expected {FORMAT!r}, found {fields['format']!r}", place=f"{place}/format")
    if fields["version"] != VERSION or isinstance(fields["version"], bool):
        raise InputError(f"expected version {VERSION}, found {fields['version']!r}", place=f"{place}/version")
    names = _list(fields["rows"], f"{place}/rows")
    rows = tuple(_texts(name, f"{place}/rows/{number}") for number, name in enumerate(names))
    return Proof(rows, _node(fields["tree"], f"{place}/tree", 0))


def _node(data: object, place: str, depth: int) -> Node:
    if depth > DEEPEST:
        raise InputError(f"expected at most {DEEPEST} branches one below the other", place=place)
    if isinstance(data, Mapping) and "leaf" in data:
        return _leaf(data, place)
    counts = isinstance(data, Mapping) and "split_cost" in data
    fields = _fields(data, place, {"split_cost" if counts else "split", "at", "at_most", "more"})
    return Branch(
        () if counts else _texts(fields["split"], f"{place}/split"),
        _whole(fields["at"], f"{place}/at"),
        _node(fields["at_most"], f"{place}/at_most", depth + 1),
        _node(fields["more"], f"{place}/more", depth + 1),
        _whole(fields["split_cost"], f"{place}/split_cost") if counts else None,
    )


def _leaf(data: Mapping[str, object], place: str) -> Leaf:
    fields = _fields({"empty": False, **data}, place, {"leaf", "empty"})
    if not isinstance(fields["empty"], bool):
        raise InputError(f"expected true or false, found {fields['empty']!r}", place=f"{place}/empty")
    pairs = []
    for number, pair in enumerate(_list(fields["leaf"], f"{place}/leaf")):
        at = f"{place}/leaf/{number}"
        both = _list(pair, at)
        if len(both) != 2:
            raise InputError("expected the number of a row and a multiplier", place=at)
        pairs.append((_whole(both[0], at), _whole(both[1], at)))
    return Leaf(tuple(pairs), fields["empty"])


def _fields(data: object, place: str, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(data, Mapping):
        raise InputError(f"expected an object, found {type(data).__name__}", place=place)
    for name in sorted(names ^ set(data)):
        said = "is missing" if name in names else f"is unknown; known are {', '.join(sorted(names))}"
        raise InputError(f"the field {name!r} {said}", place=place)
    return data


def _list(data: object, place: str) -> Sequence[Any]:
    if not isinstance(data, list | tuple):
        raise InputError(f"expected a list, found {type(data).__name__}", place=place)
    return data


def _texts(data: object, place: str) -> tuple[str, ...]:
    found = _list(data, place)
    if not all(isinstance(one, str) for one in found):
        raise InputError("expected texts", place=place)
    return tuple(found)


def _whole(data: object, place: str) -> int:
    if not isinstance(data, int) or isinstance(data, bool):
        raise InputError(f"expected a whole number, found {data!r}", place=place)
    return data
