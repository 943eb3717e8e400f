"""What has to be passed before a subject, read from a line such as `Calculus II (GIR), (18.03/18.032)`?

A comma is "and", a slash "or", brackets mark what may be taken in the same term, and doubled quotes hold prose. Comma
and slash side by side without parentheses mean two things, so that such a line stays prose; prose is `unknown` (B17).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from recommender.interchange.native import Json

GIRS = {
    "Calculus I": "GIR:CAL1",
    "Calculus II": "GIR:CAL2",
    "Physics I": "GIR:PHY1",
    "Physics II": "GIR:PHY2",
    "Biology": "GIR:BIOL",
    "Chemistry": "GIR:CHEM",
}
"""How the text calls what the table of subjects marks by an attribute."""
SUBJECT = re.compile(r"[A-Z0-9]{1,4}\.[A-Z0-9]{1,6}")
_TOKEN = re.compile(r"''.*?''|[(),/\[\]]|(?:\(GIR\)|[^(),/\[\]'])+|'")


class NotRead(Exception):
    """The line is not of that form."""


@dataclass(frozen=True, slots=True)
class Before:
    """The rule of a line, as far as it was read: the earlier terms, and the same term."""

    prerequisite: Json | None
    corequisite: Json | None = None


def before(
    text: str, known: Callable[[str], Sequence[str]], tagged: Callable[[str], Sequence[str]]
) -> Before:
    """The rules of one line; `known` gives the items of a subject's number, `tagged` those of an attribute."""
    stripped = text.strip().rstrip(".")
    if stripped.lower() == "none":
        return Before(None)
    if not stripped:
        return Before({"unknown": "not published"})
    try:
        reader = _Line(_tokens(stripped), known, tagged)
        rule = reader.sequence()
        if reader.left:
            raise NotRead
        return Before(rule, reader.together())
    except (NotRead, RecursionError):
        return Before({"unknown": stripped})


def _tokens(text: str) -> list[str]:
    """The line in pieces; `Physics I (GIR)` is one of them."""
    marked = text.replace("(GIR)", "<GIR>")
    found = [piece.strip().replace("<GIR>", "(GIR)") for piece in _TOKEN.findall(marked)]
    if "".join(found).replace(" ", "") != text.replace(" ", ""):
        raise NotRead
    return [piece for piece in found if piece]


class _Line:
    """One line, read from the left."""

    def __init__(
        self,
        tokens: list[str],
        known: Callable[[str], Sequence[str]],
        tagged: Callable[[str], Sequence[str]],
    ) -> None:
        self.left, self.known, self.tagged = tokens, known, tagged
        self.same_term: list[Json] = []

    def together(self) -> Json | None:
        """What may be taken in the same term."""
        return _joined("all", self.same_term) if self.same_term else None

    def sequence(self) -> Json | None:
        """Terms joined by one sort of joint; two sorts side by side mean two things."""
        lifted = len(self.same_term)
        parts, joints = [self.term()], set()
        while self.left and self.left[0] in (",", "/"):
            joints.add(self.left.pop(0))
            parts.append(self.term())
        if len(joints) > 1:
            raise NotRead
        if "/" in joints and len(self.same_term) > lifted:
            raise NotRead  # a corequisite, however deep, in one alternative only: lifted out it would bind in all
        kept = [part for part in parts if part is not None]
        return _joined("any" if "/" in joints else "all", kept) if kept else None

    def term(self) -> Json | None:
        """A subject, an attribute, prose, or a sequence in parentheses; None for what is only a corequisite."""
        if not self.left:
            raise NotRead
        token = self.left.pop(0)
        if token in "([":
            inner = self.sequence()
            if not self.left or self.left.pop(0) != {"(": ")", "[": "]"}[token]:
                raise NotRead
            if token == "[" and inner is not None:
                self.same_term.append(inner)
                return None
            return inner
        if token in (")", "]", ",", "/", "'"):
            raise NotRead
        return self.named(token)

    def named(self, token: str) -> Json:
        if token.startswith("''"):
            return {"unknown": token.strip("'")}
        if token.removesuffix(" (GIR)") in GIRS:
            return self.one_of(self.tagged(GIRS[token.removesuffix(" (GIR)")]), token)
        if SUBJECT.fullmatch(token):
            return self.one_of(self.known(token), token)
        return {"unknown": token}

    def one_of(self, items: Sequence[str], token: str) -> Json:
        if not items:
            return {"unknown": f"{token}, which the catalogue lacks"}
        return _joined("any", [{"item": item} for item in items])


def _joined(how: str, parts: list[Json]) -> Json:
    return parts[0] if len(parts) == 1 else {how: parts}
