"""Which achievements can the text of a version tell apart at all?

A set asks for ids, issuers, kinds, subjects, levels within bounds, and tags. What no word of the text is, and a level
between the same bounds, no set of the text can tell apart: so sets are asked about one of each sort, not about each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import fields, is_dataclass

from recommender.rules.claims import Attributes
from recommender.rules.sets import ItemSet


class Alike:
    """The words and the bounds of levels in some texts."""

    def __init__(self, *texts: object) -> None:
        self.words: set[str] = set()
        self._bounds: set[int] = set()
        waiting = list(texts)
        while waiting:
            waiting += self._read(waiting.pop())
        self._levels = sorted(self._bounds)
        # Limits may go by each subject or level, whatever it is: they say so by these words.
        self._each = ("subject" in self.words, "level" in self.words)

    def _read(self, text: object) -> Iterable[object]:
        """Take up one part of a text; gives the parts below it."""
        if isinstance(text, str):
            self.words.add(text)
            return ()
        if isinstance(text, ItemSet):
            self._bounds.update(() if text.level_from is None else (text.level_from,))
            self._bounds.update(() if text.level_to is None else (text.level_to + 1,))
        if is_dataclass(text) and not isinstance(text, type):
            return [getattr(text, one.name) for one in fields(text)]
        if isinstance(text, Mapping):
            return (*text.keys(), *text.values())
        return text if isinstance(text, Iterable) else ()

    def in_sets(self, look: Attributes) -> Hashable:
        """The sort of an achievement: two of one sort are in the same sets of the texts."""
        words, level = self.words, look.level
        return (
            look.item if look.item in words else None,
            look.issuer if look.issuer in words else None,
            look.kind,
            look.subject if look.subject in words else None,
            None if level is None else bisect_right(self._levels, level),
            (look.tags & words or None) if look.tags else None,
        )

    def in_rules(self, look: Attributes) -> Hashable:
        """The same for sets, leaves and limits together: two of one sort and one origin are the same to all of them."""
        subject, level = self._each
        own = look.subject if subject else None, look.level if level else None
        return (self.in_sets(look), look.issuer, *own)
