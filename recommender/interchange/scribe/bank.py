"""Which items does a course of a block mean: `ACC 101`, `ACC 2@`, `ACC 200:299`, `ACC @`, `@ @`?

By custom the id of an item ends in its subject and number (`river/ACC101`); only importers rely on that.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeAlias

from recommender.catalogue import Catalogue
from recommender.catalogue.objects import Item
from recommender.interchange.scribe.tree import Course, Courses, With

Json: TypeAlias = dict[str, Any]
_PLAIN = re.compile(r"[^0-9A-Z.]")
ANY = "@"
SET_FILTERS = ("attribute", "institution", "level")
"""Filters that a set can say; the others are limits of their own."""


class NotSaid(Exception):
    """A clause that no rule kind of ours says; the message tells why."""


class Bank:
    """The items of a catalogue, as one institution calls them."""

    def __init__(self, catalogue: Catalogue, home: str) -> None:
        self.catalogue, self.home = catalogue, home
        own = [item for item in catalogue.items.values() if item.issuer == home]
        self.by_name = {_plain(item.id.rsplit("/", 1)[-1]): item for item in own}
        self.own = own
        self._subjects: dict[str, list[str]] = {}
        for subject in sorted({item.subject for item in own if item.subject}):
            self._subjects.setdefault(subject.upper(), []).append(subject)

    def single(self, course: Course) -> str | None:
        """The item of a course that is no pattern."""
        item = self.by_name.get(_plain(course.discipline + course.number))
        return None if item is None else str(item.id)

    def code(self, code: str) -> str | None:
        """The item of a code that has no number, such as THESIS."""
        item = self.by_name.get(_plain(code))
        return None if item is None else str(item.id)

    def subjects(self, discipline: str) -> list[str]:
        """The subjects of a discipline, however they are spelt; none where no item is of it."""
        return self._subjects.get(discipline.upper(), [])

    def is_pattern(self, course: Course) -> bool:
        return ANY in course.discipline or ANY in course.number or bool(course.number_to)

    def matching(self, course: Course) -> list[str]:
        """Every item that fits a pattern, in order of id."""
        return sorted(str(item.id) for item in self.own if self._fits(item, course))

    def _fits(self, item: Item, course: Course) -> bool:
        subject = (item.subject or "").upper()
        if course.discipline != ANY and subject != course.discipline.upper():
            return False
        number = _plain(item.id.rsplit("/", 1)[-1]).removeprefix(_plain(subject))
        if course.number_to:
            digits = re.match(r"[0-9]+", number)
            if digits is None or not course.number.isdigit():
                return False
            return int(course.number) <= int(digits[0]) <= int(course.number_to)
        if course.number == ANY:
            return True
        return re.fullmatch(re.escape(course.number.upper()).replace(ANY, "[0-9A-Z]*"), number) is not None

    def set_of(self, course: Course) -> tuple[Json | None, list[str]]:
        """The set of one course with what its filters say of sets; None, or problems, where there is no such item.

        Raises:
            NotSaid: a filter that no set says, which is another thing than an item that is not there.
        """
        narrowing: list[Json] = []
        for one in course.filters:
            if one.name not in SET_FILTERS:
                continue
            if one.name == "institution" and one.value not in self.catalogue.institutions:
                raise NotSaid(f"the catalogue has no institution {one.value}")
            part = filter_set(one)
            if part is None:
                raise NotSaid(f"{one.span.text}: no set says this")
            narrowing.append(part)
        base, problems = self._base(course)
        if base is None:
            return None, problems
        return (base if not narrowing else {"intersection": [base, *narrowing]}), problems

    def _base(self, course: Course) -> tuple[Json | None, list[str]]:
        name = f"{course.discipline} {course.number}" + (f":{course.number_to}" if course.number_to else "")
        if course.discipline == ANY and course.number == ANY:
            return {}, []
        if course.number == ANY and not course.number_to:
            subjects = self.subjects(course.discipline)
            return ({"subjects": subjects}, []) if subjects else (None, [f"no item is in {name}"])
        if self.is_pattern(course):
            items = self.matching(course)
            return ({"items": items}, []) if items else (None, [f"no item is in {name}"])
        item = self.single(course)
        return ({"items": [item]}, []) if item else (None, [f"the catalogue lacks {name}"])

    def union(self, courses: Iterable[Course]) -> tuple[Json | None, list[str]]:
        """The set of several; what is not known is left out and told."""
        sets, problems = [], []
        for course in courses:
            one, wrong = self.set_of(course)
            problems += wrong
            if one is not None:
                sets.append(one)
        return joined(sets), problems

    def list_set(self, of: Courses) -> tuple[Json | None, list[str]]:
        """The set of a list, less its exceptions; one that the catalogue lacks takes nothing away.

        Raises:
            NotSaid: a filter of the list or of an exception that no set says.
        """
        found, problems = self.union((*of.courses, *of.including))
        less, _ = self.union(of.excepted)
        if found is None or less is None:
            return found, problems
        return {**found, "except": [less]}, problems


def joined(sets: list[Json]) -> Json | None:
    """One set of several; sets that only name items become one list."""
    if not sets:
        return None
    plain = [one for one in sets if set(one) == {"items"}]
    items = sorted({item for one in plain for item in one["items"]})
    rest = [one for one in sets if set(one) != {"items"}]
    parts: list[Json] = ([{"items": items}] if items else []) + rest
    return parts[0] if len(parts) == 1 else {"union": parts}


def filter_set(one: With) -> Json | None:
    """What a filter says of a set; None where it says nothing that a set can."""
    if one.name == "attribute" and one.relation in ("=", "<>"):
        tags: Json = {"tags": [one.value]}
        return tags if one.relation == "=" else {"except": [tags]}
    if one.name == "institution" and one.relation in ("=", "<>"):
        issuers: Json = {"issuers": [one.value]}
        return issuers if one.relation == "=" else {"except": [issuers]}
    if one.name == "level" and one.value.isdecimal() and one.value.isascii() and len(one.value) < 10:
        level = int(one.value)
        bounds = {
            "=": {"level_from": level, "level_to": level},
            ">=": {"level_from": level},
            ">": {"level_from": level + 1},
            "<=": {"level_to": level},
            "<": {"level_to": level - 1},
        }
        found = bounds.get(one.relation)
        return None if found is None else dict(found)
    return None


def _plain(text: str) -> str:
    return _PLAIN.sub("", text.upper())
