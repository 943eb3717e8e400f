"""Does a subject stand in more than one place of a list, so that it takes a law of sharing to count in each?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from recommender.interchange.native import Json


def overlaps(tree: Json, tagged: Callable[[str], Sequence[str]]) -> bool:
    """Whether a subject stands in more than one place, so that it takes a law of sharing to count in each."""
    seen: set[str] = set()
    for of in _sets(tree):
        members = _members(of, tagged)
        if not seen.isdisjoint(members):
            return True
        seen |= members
    return False


def _sets(node: Json) -> Iterable[Json]:
    if "of" in node:
        yield node["of"]
    for child in node.get("children", ()):
        yield from _sets(child)


def _members(of: Json, tagged: Callable[[str], Sequence[str]]) -> set[str]:
    found = {*of.get("items", ()), *(item for tag in of.get("tags", ()) for item in tagged(tag))}
    return found.union(*(_members(one, tagged) for one in of.get("union", ())))
