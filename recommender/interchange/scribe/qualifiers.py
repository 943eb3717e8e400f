"""How are the qualifiers of a rule or a header read, and where does what nobody knows end?"""

from __future__ import annotations

from recommender.interchange.scribe.cursor import NotKnown
from recommender.interchange.scribe.lists import Lists
from recommender.interchange.scribe.tree import Amount, Qualifier, Span

SIMPLE = frozenset({"samedisc", "dontshare", "exclusive", "highpriority", "lowpriority"})
NUMBER = frozenset({"mingpa", "mingrade", "minspread"})
AMOUNT = frozenset(
    {"maxtransfer", "maxpassfail", "minres", "maxcredits", "maxclasses", "mincredits", "minclasses"}
)
PER_DISC = frozenset({"maxperdisc", "minperdisc"})
SHARING = frozenset({"share", "nonexclusive", "dontshare", "exclusive"})
QUALIFIERS = SIMPLE | NUMBER | AMOUNT | PER_DISC | SHARING | {"lastres", "remark"}
RULE_ENDS = frozenset({";", ")", "endsub", "then", "else"})


class Qualifiers(Lists):
    """What stands behind a rule, or in the header."""

    def qualifier(self) -> Qualifier:
        start, mark = self.at, len(self.clauses)
        name = self.key
        if name in QUALIFIERS:
            try:
                self.at += 1
                return self.known(name, start)
            except NotKnown:
                del self.clauses[mark:]
                self.at = start
        return Qualifier(self.unknown(RULE_ENDS | QUALIFIERS | {"label", "or"}), "")

    def known(self, name: str, start: int) -> Qualifier:
        if name == "remark":
            self.text_here()
            return Qualifier(self.span(start), name)
        if name in NUMBER:
            value = self.take()
            if value.kind not in ("number", "text") or (name == "minspread" and not value.is_whole):
                raise NotKnown
            return Qualifier(self.span(start), name, number=value.plain)
        if name == "lastres":
            least = self.number()
            self.word("of")
            last = self.amount()
            return Qualifier(self.span(start), name, amount=last, number=least)
        if name in PER_DISC:
            amount = self.amount()
            names = self.names() if self.word_if("in") else ()
            return Qualifier(self.span(start), name, amount=amount, names=names)
        if name in SHARING:
            numbered = self.kind == "number"
            amount = self.amount() if numbered else Amount()
            names = self.names() if self.word_if("with") else ()
            return Qualifier(self.span(start), name, amount=amount, names=names)
        if name in AMOUNT:
            return self.amounted(name, start)
        return Qualifier(self.span(start), name)

    def amounted(self, name: str, start: int) -> Qualifier:
        if name in ("maxcredits", "mincredits"):
            amount = Amount(credits=self.number())
        elif name in ("maxclasses", "minclasses"):
            amount = Amount(classes=self.whole())
        else:
            amount = self.amount()
        if self.word_if("in"):
            of, span = self.courses(start)
            return Qualifier(span, name, amount=amount, of=of)
        return Qualifier(self.span(start), name, amount=amount)

    def unknown(self, ends: frozenset[str]) -> Span:
        """Everything up to where something known can go on, parentheses whole, as one clause."""
        start, depth = self.at, 0
        while not self.done:
            key = self.key
            if depth == 0 and self.at > start and key in ends:
                break
            if depth == 0 and key == ";":
                break
            depth += {"(": 1, ")": -1}.get(key, 0)
            if depth < 0:
                break
            self.at += 1
        if self.at == start:  # a lone end mark: nothing else could go on from it
            self.at += 1
        return self.span(start)
