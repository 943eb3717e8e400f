"""How is a block read: a recursive descent in which an unknown construct becomes a clause of its own, never a gap?

    BLOCK "river/accounting" Year "2026" At "river" Award "associate" Title "Accounting"
    BEGIN
      60 Credits
      MaxTransfer 30 Credits
      LastRes 15 OF 30 Credits
    ;
      9 Credits in ACC 1@, ACC 200:299 Except ACC 205 MinGrade 70 Label core "Core";
      1 Group in (6 Credits in TAX @ Label tax) or (6 Credits in AUD @ Label audit) Label track "Track";
      If (Passed MTH 101) Then (3 Credits in STA 201 Label s1) Else (6 Credits in STA @ Label s2);
      NonCourse 1 in (THESIS) Label thesis "Thesis";
    END.

Only a block whose frame is broken (no BEGIN, no END) cannot be read at all.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from recommender.interchange.scribe.cursor import NotKnown
from recommender.interchange.scribe.qualifiers import QUALIFIERS, RULE_ENDS, Qualifiers
from recommender.interchange.scribe.tokens import Token, tokens_of
from recommender.interchange.scribe.tree import Amount, Block, Qualifier, Rule, Span

ATTRIBUTES = (
    "year",
    "at",
    "award",
    "title",
    "titlezh",
    "grades",
    "passfail",
    "scale",
    "accepts",
    "electives",
)
"""What may stand beside the id of a block."""
ELECTIVES = ("all", "none")
"""Whether a class that fits no rule counts towards the total; where a block does not say, every one does."""


def blocks_of(text: str, file: str) -> list[Block]:
    """Every block of a file.

    Raises:
        Unreadable: a block without its frame, with the line.
    """
    reader = _Reader(tokens_of(text, file), file)
    found = []
    while not reader.done:
        found.append(reader.block())
    return found


class _Reader(Qualifiers):
    """A place in the tokens of one file, and what may stand there."""

    def __init__(self, tokens: list[Token], file: str) -> None:
        super().__init__(tokens, file)
        keys = [token.key for token in tokens]
        self.ends = [at for at, pair in enumerate(pairwise(keys)) if pair == ("end", ".")]
        self.ends.append(len(keys))

    # the frame

    def block(self) -> Block:
        first, line = self.at, self.tokens[self.at].line
        self.clauses, self.structure = [], []
        self.frame("block")
        attributes = {"id": self.quoted()}
        while self.key in ATTRIBUTES:
            name = self.key
            if name in attributes:
                raise self.broken(f"expected {name.upper()!r} once")
            self.frame(name)
            attributes[name] = self.quoted(ELECTIVES if name == "electives" else ())
        self.frame("begin")
        total, total_span, header = self.header()
        self.frame(";")
        self.stop = self.end_of_block()
        rules = self.rules()
        self.stop = len(self.tokens)
        self.frame("end", ".")
        return Block(
            attributes,
            total,
            total_span,
            tuple(header),
            tuple(rules),
            line,
            tuple(sorted(self.clauses, key=lambda one: one.start)),
            frozenset(self.structure),
            first,
            self.at,
        )

    def quoted(self, choice: Sequence[str] = ()) -> str:
        if self.kind != "text":
            raise self.broken("expected a text in quotes")
        if choice and (found := self.tokens[self.at].plain) not in choice:
            raise self.broken(f"expected one of {', '.join(choice)}, found {found!r}")
        self.structure.append(self.at)
        return self.take().plain

    def header(self) -> tuple[str | None, Span | None, list[Qualifier]]:
        total, total_span, found = None, None, []
        self.stop = next(
            (at for at in range(self.at, self.end_of_block()) if self.tokens[at].key == ";"), self.at
        )
        while not self.done:
            start = self.at
            amount = self.tried(self.amount) if self.kind == "number" else None
            if amount is not None and amount.credits and amount == Amount(amount.credits) and total is None:
                total, total_span = amount.credits, self.span(start)
            else:
                self.at = start
                found.append(self.qualifier())
        self.stop = len(self.tokens)
        return total, total_span, found

    def end_of_block(self) -> int:
        """Where `END.` stands; the end of the file where it does not."""
        return self.ends[bisect_left(self.ends, self.at)]

    def rules(self, *ends: str) -> list[Rule]:
        found = []
        while not self.done and self.key not in ends:
            if not self.maybe(";"):
                found.append(self.rule())
        return found

    # rules

    def rule(self) -> Rule:
        start, marks = self.at, (len(self.clauses), len(self.structure))
        try:
            with self.deeper():
                return self.known_rule()
        except NotKnown:
            pass
        del self.clauses[marks[0] :]
        del self.structure[marks[1] :]
        self.at = start
        return Rule(self.unknown(frozenset({";", ")", "endsub"})), "unknown")

    def known_rule(self) -> Rule:
        start = self.at
        if self.key == "beginsub":
            return self.sub()
        if self.key == "if":
            return self.conditional()
        if self.key == "noncourse":
            return self.noncourse()
        if self.key == "remark":
            self.at += 1
            self.text_here()
            return Rule(self.span(start), "remark")
        if self.kind == "number":
            return self.counted()
        raise NotKnown

    def counted(self) -> Rule:
        start = self.at
        if self.after.key in ("group", "groups"):
            n = self.whole()
            self.at += 1
            self.word("in")
            head = self.span(start)
            children = [self.inner()]
            while self.maybe("or", ","):
                children.append(self.inner())
            return self.ended(Rule(head, "group", n=n, children=tuple(children)))
        amount = self.amount()
        self.word("in")
        of, head = self.courses(start)
        return self.ended(Rule(head, "courses", amount=amount, of=of))

    def inner(self) -> Rule:
        """A rule in parentheses."""
        if not self.maybe("("):
            raise NotKnown
        found = self.rule()
        self.maybe(";")
        if not self.maybe(")"):
            raise NotKnown
        return found

    def sub(self) -> Rule:
        start = self.at
        self.at += 1
        head = self.span(start)
        children = self.rules("endsub")
        if not self.maybe("endsub"):
            raise NotKnown
        return self.ended(Rule(head, "sub", children=tuple(children)))

    def conditional(self) -> Rule:
        start = self.at
        self.at += 1
        condition = self.condition()
        head = self.span(start)
        if not self.maybe("then"):
            raise NotKnown
        then = [self.inner()]
        otherwise = [self.inner()] if self.maybe("else") else []
        return self.ended(
            Rule(head, "if", condition=condition, children=tuple(then), otherwise=tuple(otherwise))
        )

    def noncourse(self) -> Rule:
        start = self.at
        self.at += 1
        n = self.whole()
        self.word("in")
        codes = self.names()
        return self.ended(Rule(self.span(start), "noncourse", n=n, codes=codes))

    def ended(self, rule: Rule) -> Rule:
        """The qualifiers and the label at the end of a rule."""
        found, label, title = [], "", ""
        while not self.done and self.key not in RULE_ENDS | {"or", ","}:
            if self.key == "label":
                self.structure.append(self.at)
                self.at += 1
                if self.kind == "word" and self.key not in QUALIFIERS:
                    self.structure.append(self.at)
                    label = self.take().value
                if self.kind == "text":
                    title = self.quoted()
            else:
                found.append(self.qualifier())
        made = {name: getattr(rule, name) for name in Rule.__dataclass_fields__}
        return Rule(**made | {"label": label, "title": title, "qualifiers": tuple(found)})
