"""How is one rule read from data (YAML/JSON) so that every mistake names its place and nothing is guessed?"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any, TypeAlias, TypeVar

from recommender.vocabulary import Grade, Interval, check_id, parse_date, parse_units

T = TypeVar("T")
Json: TypeAlias = dict[str, Any]
"""One mapping of the canonical form in which rules are written and hashed."""

_SHARE = re.compile(r"-?[0-9]{1,9}(/[0-9]{1,9}|\.[0-9]{1,9})?%?")


class RuleDataError(ValueError):
    """A rule's data is not what it should be: `path` is the field, such as `/requirement/children/2/n`."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(f"{path or '/'}: {message}")
        self.path = path or "/"
        self.message = message


@dataclass(frozen=True, slots=True)
class Fields:
    """One mapping of rule data with its place; each getter checks one field."""

    data: Mapping[str, Any]
    path: str = ""

    @classmethod
    def of(cls, value: object, path: str) -> Fields:
        """Wrap `value`, which must be a mapping with text keys."""
        if not isinstance(value, Mapping) or not all(isinstance(key, str) for key in value):
            raise RuleDataError(path, f"expected a mapping, found {type(value).__name__}")
        return cls(value, path)

    def only(self, *names: str) -> None:
        """Refuse, by name, every field that is not in `names`."""
        for name in self.data:
            if name not in names:
                raise RuleDataError(f"{self.path}/{name}", f"unknown field; known are {', '.join(names)}")

    def has(self, name: str) -> bool:
        """Whether the field is there and not null."""
        return self.data.get(name) is not None

    def fail(self, name: str, message: str) -> RuleDataError:
        """An error at field `name`."""
        return RuleDataError(f"{self.path}/{name}" if name else self.path, message)

    def text(self, name: str, default: str | None = None) -> str:
        """A text field; without a default it is required."""
        value = self.data.get(name, default)
        if not isinstance(value, str) or not value:
            raise self.fail(name, f"expected text, found {value!r}")
        return value

    def ident(self, name: str) -> str:
        """A required id."""
        try:
            return check_id(self.text(name))
        except RuleDataError:
            raise
        except ValueError as error:
            raise self.fail(name, str(error)) from None

    def integer(self, name: str, least: int = 0) -> int:
        """A required whole number of at least `least`."""
        value = self.data.get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= 10**9:
            raise self.fail(name, f"expected a whole number of at least {least}, found {value!r}")
        return value

    def flag(self, name: str) -> bool:
        """A true/false field, false when absent."""
        value = self.data.get(name, False)
        if not isinstance(value, bool):
            raise self.fail(name, f"expected true or false, found {value!r}")
        return value

    def units(self, name: str) -> int:
        """A required amount of credit: text or a whole number, as units of 1/600 credit (never a float)."""
        value = self.data.get(name)
        if isinstance(value, bool) or not isinstance(value, int | str):
            raise self.fail(name, f"expected an amount of credit as text such as '3.5', found {value!r}")
        try:
            return parse_units(str(value))
        except ValueError as error:
            raise self.fail(name, str(error)) from None

    def share(self, name: str) -> Fraction:
        """A required fraction between 0 and 1, written as '2/5' or '40%'."""
        value = self.text(name)
        try:
            if not _SHARE.fullmatch(value):
                raise ValueError
            share = Fraction(value[:-1]) / 100 if value.endswith("%") else Fraction(value)
        except (ValueError, ZeroDivisionError):
            raise self.fail(name, f"expected a fraction such as '2/5' or '40%', found {value!r}") from None
        if not 0 <= share <= 1:
            raise self.fail(name, f"expected a fraction between 0 and 1, found {value!r}")
        return share

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty when absent."""
        value = self.data.get(name)
        if value is None:
            return ()
        if (
            isinstance(value, str)
            or not isinstance(value, Sequence)
            or not all(isinstance(v, str) for v in value)
        ):
            raise self.fail(name, f"expected a list of texts, found {value!r}")
        return tuple(value)

    def each(self, name: str, read: Callable[[Fields], T], *, least: int = 1) -> tuple[T, ...]:
        """A required list of mappings, each read by `read`."""
        value = self.data.get(name)
        if isinstance(value, str) or not isinstance(value, Sequence) or len(value) < least:
            raise self.fail(name, f"expected a list of at least {least}, found {value!r}")
        return tuple(read(Fields.of(item, f"{self.path}/{name}/{i}")) for i, item in enumerate(value))

    def sub(self, name: str) -> Fields:
        """A required nested mapping."""
        return Fields.of(self.data.get(name), f"{self.path}/{name}")

    def titles(self, name: str = "titles") -> dict[str, str]:
        """Texts by language (`zh`, `en`), empty when absent."""
        if not self.has(name):
            return {}
        nested = self.sub(name)
        return {language: nested.text(language) for language in nested.data}

    def day(self, name: str) -> date | None:
        """A civil date, None when absent; YAML's own dates are taken too."""
        value = self.data.get(name)
        if value is None:
            return None
        if type(value) is date:
            return value
        try:
            return parse_date(value if isinstance(value, str) else repr(value))
        except ValueError as error:
            raise self.fail(name, str(error)) from None

    def interval(self, name: str) -> Interval:
        """A half-open interval {from, to}, open when absent."""
        if not self.has(name):
            return Interval()
        nested = self.sub(name)
        nested.only("from", "to")
        start, end = nested.day("from"), nested.day("to")
        if start is not None and end is not None and end <= start:
            raise nested.fail("to", f"expected a date after {start}, found {end}")
        return Interval(start, end)

    def grade(self, name: str) -> Grade | None:
        """A mark {scheme, mark}, None when absent."""
        if not self.has(name):
            return None
        nested = self.sub(name)
        nested.only("scheme", "mark")
        return Grade(nested.text("scheme"), nested.text("mark"))
