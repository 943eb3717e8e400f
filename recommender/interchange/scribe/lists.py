"""How are amounts, lists of courses and conditions read?"""

from __future__ import annotations

from collections.abc import Callable

from recommender.interchange.scribe.cursor import Cursor, NotKnown
from recommender.interchange.scribe.tokens import Token
from recommender.interchange.scribe.tree import Amount, Condition, Course, Courses, Span, With

ATOMS = ("not", "passed", "gpa", "chose", "enteredbefore", "enteredfrom", "enrolledin", "holdsaward")
"""What a condition may begin with."""
RELATIONS = ("=", "<>", ">=", "<=", "<", ">")


class Lists(Cursor):
    """What stands inside a clause."""

    def amount(self) -> Amount:
        """`9 Credits`, `2 Classes`, `9:12 Credits`, `9 Credits and 2 Classes`, `9 Credits or 2 Classes`."""
        first = self.one_amount()
        if self.key not in ("and", "or") or self.after.kind != "number":
            return first
        either = self.take().key == "or"
        second = self.one_amount()
        if (first.credits is None) == (second.credits is None):
            raise NotKnown
        credit, count = (first, second) if first.credits is not None else (second, first)
        return Amount(credit.credits, count.classes, credit.credits_most, count.classes_most, either)

    def one_amount(self) -> Amount:
        least = self.number()
        most = None
        if self.key == ":":
            self.at += 1
            most = self.number()
        unit = self.take().key
        if unit in ("credit", "credits"):
            return Amount(credits=least, credits_most=most)
        if unit not in ("class", "classes") or "." in least or (most and "." in most):
            raise NotKnown
        return Amount(classes=int(least), classes_most=int(most) if most else None)

    def tried(self, read: Callable[[], Amount]) -> Amount | None:
        try:
            return read()
        except NotKnown:
            return None

    def courses(self, start: int) -> tuple[Courses, Span]:
        """A list, and the clause that begins before it and ends where its exceptions begin."""
        filters: list[Span] = []
        courses, signs = self.list_of(filters)
        head = self.pieces(start, filters)
        excepted, except_span = self.more("except")
        including, including_span = self.more("including")
        every, either = bool(signs & {"+", "and"}), bool(signs & {",", "or"})
        return (
            Courses(courses, every, every and either, excepted, except_span, including, including_span),
            head,
        )

    def more(self, word: str) -> tuple[tuple[Course, ...], Span | None]:
        if self.key != word:
            return (), None
        start = self.at
        self.at += 1
        filters: list[Span] = []
        courses, _ = self.list_of(filters)
        return courses, self.pieces(start, filters)

    def pieces(self, start: int, filters: list[Span]) -> Span:
        """The clause from `start` to here, of which the filters are clauses of their own."""
        end = self.at
        inside = {number for one in filters for number in range(one.start, one.end)}
        own = [number for number in range(start, end) if number not in inside]
        words = " ".join(self.tokens[number].value for number in own)
        one = Span(start, end, self.tokens[start].line, words)
        self.clauses.append(one)
        return one

    def list_of(self, filters: list[Span]) -> tuple[tuple[Course, ...], set[str]]:
        found, signs = [self.course("", filters)], set()
        while self.key in (",", "+", "and", "or") and self.goes_on():
            signs.add(self.key)
            self.at += 1
            found.append(self.course(found[-1].discipline, filters))
        return tuple(found), signs

    def goes_on(self) -> bool:
        """Whether a course stands behind the sign, and not the next rule of a group."""
        return self.after.kind in ("word", "number")

    def course(self, before: str, filters: list[Span]) -> Course:
        """`ACC 101`; a number alone has the discipline before it."""
        discipline = before
        if self.kind == "word" and not self.tokens[self.at].value[0].isdigit():
            if not _numbers(self.after):
                raise NotKnown
            discipline = self.take().value
        if self.done or not discipline or not _numbers(self.tokens[self.at]):
            raise NotKnown
        number, number_to = self.take().value, ""
        if self.key == ":":
            self.at += 1
            number_to = str(self.whole())
        found = []
        while self.key == "(" and self.after.key == "with":
            one = self.filter()
            found.append(one)
            filters.append(one.span)
        return Course(discipline, number, number_to, tuple(found))

    def filter(self) -> With:
        start = self.at
        self.at += 2
        name, relation = self.take(), self.take()
        value = self.take()
        if name.kind != "word" or relation.key not in RELATIONS:
            raise NotKnown
        self.word(")")
        return With(self.span(start), name.key, relation.value, value.plain)

    def condition(self) -> Condition:
        self.word("(")
        found = self.joined()
        self.word(")")
        return found

    def joined(self) -> Condition:
        parts, signs = [self.atom()], set()
        while self.key in ("and", "or"):
            signs.add(self.take().key)
            parts.append(self.atom())
        if len(signs) > 1:
            raise NotKnown
        return parts[0] if len(parts) == 1 else Condition("all" if "and" in signs else "any", tuple(parts))

    def atom(self) -> Condition:
        with self.deeper():
            return self.one_atom()

    def one_atom(self) -> Condition:
        if self.key == "(":
            return self.condition()
        name = self.take().key
        if name not in ATOMS:
            raise NotKnown
        if name == "not":
            return Condition("not", (self.atom(),))
        if name == "passed":
            return Condition("passed", course=self.course("", []))
        if name == "gpa":
            self.word(">=")
            return Condition("gpa", value=self.number())
        value = self.take()
        if value.kind == "sign" or (name.startswith("entered") and value.kind != "date"):
            raise NotKnown
        return Condition(name, value=value.plain)


def _numbers(token: Token) -> bool:
    """Whether a token can be the number of a course: 101, 4V98, 2@, @."""
    return token.kind == "number" or (
        token.kind == "word" and (token.value[0].isdigit() or token.value == "@")
    )
