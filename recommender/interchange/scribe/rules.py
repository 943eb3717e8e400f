"""How does one block become a version of a qualification: rules as requirements, qualifiers as limits?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeAlias

from recommender.interchange.coverage import Coverage
from recommender.interchange.scribe.amounts import amount_of, pool_bounds
from recommender.interchange.scribe.bank import SET_FILTERS, Bank, NotSaid
from recommender.interchange.scribe.conditions import condition
from recommender.interchange.scribe.limits import filter_limits, is_part, limits_of, set_of
from recommender.interchange.scribe.place import Place
from recommender.interchange.scribe.tree import Block, Courses, Qualifier, Rule, Span
from recommender.interchange.scribe.whole import checked
from recommender.rules.registry import read_limit, read_requirement
from recommender.vocabulary import parse_units

Json: TypeAlias = dict[str, Any]
NEXT_TO_NOTHING = "1/600"
"""The least amount there is."""
ANYTHING: Json = {"kind": "credits_from", "id": "all", "least": NEXT_TO_NOTHING, "of": {}}
"""The requirement of a block without rules, of which the total and the limits ask for all there is."""


class Translated:
    """One block on its way into our rules."""

    def __init__(self, block: Block, about: str, file: str, bank: Bank, coverage: Coverage) -> None:
        self.block, self.bank, self.coverage = block, bank, coverage
        self.numbers = {
            (one.start, one.end, one.text): coverage.clause(about, f"{file}:{one.line}", one.text)
            for one in block.clauses
        }
        self.limits: list[Json] = []
        self.total, self.wrong_total = 1, ""
        if block.total is not None:
            try:
                self.total = parse_units(block.total)
            except ValueError as error:
                self.wrong_total = str(error)
            if not self.total:
                self.wrong_total = "expected more than 0 credits"
        self.nodes: dict[str, str] = {}
        self.ids: dict[int, str] = {}
        self._name(block.rules, "r")

    def _name(self, rules: Iterable[Rule], prefix: str) -> None:
        """An id for every rule: its label where that is its own, else its place, which has a dot and no label has."""
        for number, rule in enumerate(rules, start=1):
            place = f"{prefix}.{number}"
            free = rule.label and rule.label not in self.nodes and rule.label not in ("all", "total", "*")
            self.ids[id(rule)] = rule.label if free else place
            if free:
                self.nodes[rule.label] = rule.label
            self._name((*rule.children, *rule.otherwise), place)

    # fates

    def keep(self, span: Span | None) -> None:
        if span is not None:
            self.coverage.keep(self.numbers[(span.start, span.end, span.text)])

    def refuse(self, span: Span | None, why: str, *, blocks: bool = True) -> None:
        if span is not None:
            self.coverage.refuse(self.numbers[(span.start, span.end, span.text)], why, blocks=blocks)

    # the whole

    def version(self) -> Json:
        """Requirement, limits and total; the coverage tells what is missing."""
        for one in self.block.header:
            self.qualifier(one, self.place(None))
        self.keep(self.block.total_span)
        if self.wrong_total:
            self.refuse(self.block.total_span, self.wrong_total)
        children = self.rules(self.block.rules)
        whole: Json = {"kind": "all_of", "id": "all", "children": children}
        return {
            # A block that states no total asks for nothing beyond its rules.
            "total": NEXT_TO_NOTHING if self.wrong_total else self.block.total or NEXT_TO_NOTHING,
            "requirement": whole if children else ANYTHING,
            "limits": self.limits,
        }

    def refuse_whole(self, why: str) -> None:
        """Every clause, because nothing of a version stands that does not load."""
        for number in self.numbers.values():
            self.coverage.refuse(number, f"the version as a whole does not load: {why}")

    def place(self, rule: Rule | None) -> Place:
        attributes = self.block.attributes
        if rule is None:
            return Place(self.bank, attributes, None, nodes=self.nodes)
        others = [
            self.ids[id(one)]
            for one in self.block.rules
            if one is not rule and one.kind not in ("remark", "unknown")
        ]
        return Place(self.bank, attributes, self.ids[id(rule)], rule.amount, others, self.nodes)

    def rules(self, rules: Sequence[Rule]) -> list[Json]:
        return [made for rule in rules for made in self.rule(rule)]

    def rule(self, rule: Rule) -> Iterator[Json]:
        """The requirement of a rule; nothing where it cannot be said, or asks for nothing."""
        if rule.kind == "remark":
            self.keep(rule.span)
            return
        if rule.kind == "unknown":
            self.refuse(rule.span, "the construct is not known")
            return
        before = len(self.limits)
        try:
            node = getattr(self, f"_{rule.kind}")(rule)
            checked(read_requirement, node)
        except NotSaid as why:
            del self.limits[before:]  # a limit within a requirement that is not there
            self.refuse(rule.span, str(why))
            self._with_it(rule, str(why))
            return
        self.keep(rule.span)
        for one in rule.qualifiers:
            if not is_part(one, rule):
                self.qualifier(one, self.place(rule))
        if rule.title:
            node["titles"] = {"en": rule.title}
        yield node

    def _with_it(self, rule: Rule, why: str) -> None:
        """What stands inside a rule that cannot be said goes with it, each clause by its own line."""
        for one in rule.qualifiers:
            self.refuse(one.span, f"within a rule that is not said: {why}")
        for of in (rule.of, *(one.of for one in rule.qualifiers)):
            if of is not None:
                for span in (of.except_span, of.including_span, *(part.span for part in of.filters)):
                    self.refuse(span, f"within a rule that is not said: {why}")
        for child in (*rule.children, *rule.otherwise):
            self.refuse(child.span, f"within a rule that is not said: {why}")
            self._with_it(child, why)

    def qualifier(self, one: Qualifier, place: Place) -> None:
        try:
            self.add(limits_of(one, place))
        except NotSaid as why:
            self.refuse(one.span, str(why))
            self._inside(one.of, str(why))
            return
        self.keep(one.span)
        self._inside(one.of, "")

    def _inside(self, of: Courses | None, why: str) -> None:
        """The pieces of a qualifier's own list share its fate."""
        if of is None:
            return
        for span in (of.except_span, of.including_span, *(part.span for part in of.filters)):
            if why:
                self.refuse(span, why)
            else:
                self.keep(span)

    def add(self, limits: Iterable[Json]) -> None:
        """Limits that our own reader takes; raises NotSaid for one that it does not."""
        made = [
            {"kind": one["kind"], "id": f"limit.{number}", **one}
            for number, one in enumerate(limits, start=len(self.limits) + 1)
        ]
        for one in made:
            checked(lambda fields: read_limit(fields, self.total), one)
        self.limits += made

    # each kind

    def _courses(self, rule: Rule) -> Json:
        node, of = self.ids[id(rule)], rule.of
        if of is None or of.mixed:
            raise NotSaid("a list joined by and and or")
        found, problems = self.bank.list_set(of)
        if found is None or (problems and of.every):
            raise NotSaid("; ".join(problems) or "nothing fits")
        parts = [*self._every(of, node), *self._parts(rule, node)]
        self._sources(of, self.place(rule))
        if problems:
            self.refuse(rule.span, f"left out of the list: {'; '.join(problems)}", blocks=False)
        if parts:
            return {"kind": "pool", "id": node, "of": found, **pool_bounds(rule.amount), "parts": parts}
        return amount_of(node, rule.amount, found)

    def _every(self, of: Courses, node: str) -> Iterator[Json]:
        """Each course of an "and" list, and each that the list includes, has to be among what counts."""
        must = (*(of.courses if of.every else ()), *of.including)
        for number, course in enumerate(must, start=1):
            one, problems = self.bank.set_of(course)
            if one is None or problems:
                raise NotSaid("; ".join(problems) or "nothing fits")
            yield {"id": f"{node}.each.{number}", "of": one, "least_count": 1}
        self.keep(of.including_span)

    def _parts(self, rule: Rule, node: str) -> Iterator[Json]:
        for number, one in enumerate((q for q in rule.qualifiers if is_part(q, rule)), start=1):
            try:
                of = set_of(one, self.place(rule))
            except NotSaid as why:
                self.refuse(one.span, str(why))
                self._inside(one.of, str(why))
                continue
            word = "least" if one.name.startswith("min") else "most"
            amount = (
                {word: one.amount.credits} if one.amount.credits else {f"{word}_count": one.amount.classes}
            )
            self.keep(one.span)
            self._inside(one.of, "")
            yield {"id": f"{node}.part.{number}", "of": of, **amount}

    def _sources(self, of: Courses, place: Place) -> None:
        """Filters: what a set says is in the set, where credit comes from is a limit."""
        self.keep(of.except_span)
        for course in (*of.courses, *of.including, *of.excepted):
            for one in course.filters:
                if one.name in SET_FILTERS:
                    self.keep(one.span)
                    continue
                alone, _ = self.bank.set_of(course)
                try:
                    if course in of.excepted or alone is None:
                        raise NotSaid("an exception by where credit comes from")
                    self.add(filter_limits(one, alone, place))
                    self.keep(one.span)
                except NotSaid as why:
                    self.refuse(one.span, str(why))

    def _group(self, rule: Rule) -> Json:
        children = self.rules(rule.children)
        if len(children) < len(rule.children):
            raise NotSaid("not every alternative can be said")
        if not 1 <= rule.n <= len(children):
            raise NotSaid(f"{rule.n} of {len(children)}")
        return {"kind": "n_of", "id": self.ids[id(rule)], "n": rule.n, "children": children}

    def _sub(self, rule: Rule) -> Json:
        children = self.rules(rule.children)
        if not children:
            raise NotSaid("nothing of it can be said")
        return {"kind": "all_of", "id": self.ids[id(rule)], "children": children}

    def _noncourse(self, rule: Rule) -> Json:
        items = {code: self.bank.code(code) for code in rule.codes}
        missing = [code for code, item in items.items() if item is None]
        if missing:
            raise NotSaid(f"the catalogue lacks {', '.join(missing)}")
        if rule.n < 1:
            raise NotSaid("nothing is asked for")
        of = {"items": sorted(str(item) for item in items.values())}
        return {"kind": "count_from", "id": self.ids[id(rule)], "least": rule.n, "of": of}

    def _if(self, rule: Rule) -> Json:
        if rule.condition is None:
            raise NotSaid("no condition")
        when = condition(rule.condition, self.place(None))
        then, otherwise = self.rules(rule.children), self.rules(rule.otherwise)
        if not then or len(otherwise) < len(rule.otherwise):
            raise NotSaid("not every branch can be said")
        made: Json = {"kind": "conditional", "id": self.ids[id(rule)], "when": when, "then": then[0]}
        return made | ({"else": otherwise[0]} if otherwise else {})
