"""What does a block say: its header, its rules with their qualifiers and conditions, as read and not yet translated?"""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Span:
    """One clause: which tokens it is made of, where it stands, and its words."""

    start: int
    end: int
    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """So many credits, so many classes, or both joined."""

    credits: str | None = None
    classes: int | None = None
    credits_most: str | None = None
    classes_most: int | None = None
    either: bool = False
    """Joined by "or": one of the two is enough."""


@dataclass(frozen=True, slots=True)
class With:
    """A filter on a course of a list: `(With Attribute = LAB)`."""

    span: Span
    name: str
    relation: str
    value: str


@dataclass(frozen=True, slots=True)
class Course:
    """A course or a pattern of courses: `ACC 101`, `ACC 2@`, `ACC 200:299`, `ACC @`, `@ @`."""

    discipline: str
    number: str
    number_to: str = ""
    filters: tuple[With, ...] = ()


@dataclass(frozen=True, slots=True)
class Courses:
    """A list of courses, joined by "or" (comma) or by "and" (plus), less what it excepts."""

    courses: tuple[Course, ...]
    every: bool = False
    mixed: bool = False
    """Comma and plus side by side."""
    excepted: tuple[Course, ...] = ()
    except_span: Span | None = None
    including: tuple[Course, ...] = ()
    including_span: Span | None = None

    @property
    def filters(self) -> tuple[With, ...]:
        """Every filter in it."""
        return tuple(
            one for course in (*self.courses, *self.excepted, *self.including) for one in course.filters
        )


@dataclass(frozen=True, slots=True)
class Qualifier:
    """A condition on a rule or on the whole block; `name` is in small letters, empty where nobody knows it."""

    span: Span
    name: str
    amount: Amount = field(default_factory=Amount)
    number: str = ""
    of: Courses | None = None
    names: tuple[str, ...] = ()
    """Disciplines, labels, or codes in parentheses."""


@dataclass(frozen=True, slots=True)
class Condition:
    """`Passed ACC 101`, `Chose audit`, and what is made of such by and, or, not."""

    how: str
    parts: tuple[Condition, ...] = ()
    value: str = ""
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `kind` says which of the other fields matter."""

    span: Span
    kind: str
    """courses, group, sub, if, noncourse, or unknown."""
    label: str = ""
    title: str = ""
    amount: Amount = field(default_factory=Amount)
    of: Courses | None = None
    n: int = 0
    children: tuple[Rule, ...] = ()
    condition: Condition | None = None
    otherwise: tuple[Rule, ...] = ()
    codes: tuple[str, ...] = ()
    qualifiers: tuple[Qualifier, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """One qualification in one version."""

    attributes: dict[str, str]
    total: str | None
    total_span: Span | None
    header: tuple[Qualifier, ...]
    rules: tuple[Rule, ...]
    line: int
    clauses: tuple[Span, ...]
    """Every clause of it, in order."""
    structure: frozenset[int]
    """Tokens that only hold clauses together: with the clauses, every token of the block."""
    first: int
    last: int
