"""What does a whole rule say, as numbered clauses that a registrar can sign and another one can compare?

Every clause is said in both languages and shows every value of its canonical data, whatever the kind of rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.catalogue.canonical import item_data, qualification_data
from recommender.catalogue.objects import Catalogue, Item, Qualification
from recommender.catalogue.rules_data import rule_data
from recommender.explanation import names
from recommender.explanation.asked import describe_asked
from recommender.explanation.render import render
from recommender.explanation.requirements import describe_set, explain_limit, explain_requirement
from recommender.explanation.whole_data import also, item_line, items_in, stated
from recommender.explanation.whole_words import field_name, phrase
from recommender.explanation.words import LANGUAGES, Language, say
from recommender.rules.fields import Fields
from recommender.rules.prerequisite import read as read_prerequisite
from recommender.rules.recognition import Recognition
from recommender.rules.registry import Requirement, below, kind_of, limit_data, node_data
from recommender.rules.sets import read_set

AMOUNTS, COUNTING, DATES = ("total", "load"), ("accepts", "electives"), ("entrants", "last_award")
IDENTITY = ("id", "year", "institution", "titles", "award", "scheme")
STANDING = ("id", "titles", "recogniser", "agreement", "assurance", "status")
WITHIN = ("completed_within", "applied_within")
NAMED = ("id", "kind", "titles")
"""What the head of a requirement or a limit says."""
NO_HEAD: Mapping[Language, str] = dict.fromkeys(LANGUAGES, "")


@dataclass(frozen=True, slots=True)
class Clause:
    """One numbered clause; `key` names it for good, whatever its number."""

    key: str
    number: str
    text: Mapping[Language, str]
    lines: Mapping[Language, tuple[str, ...]]
    """What stands below it without a number: the items that it names."""

    @property
    def depth(self) -> int:
        """How deep it stands: 0 for a heading."""
        return self.number.count(".")


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole rule in words."""

    kind: str
    id: str
    hash: str
    title: Mapping[Language, str]
    clauses: tuple[Clause, ...]


class _Writer:
    """Numbers clauses as they come."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.clauses: list[Clause] = []
        self._counts: list[int] = [0]

    def heading(self, key: str, **values: object) -> None:
        """A clause of the first level that is a heading."""
        self._counts = [self._counts[0]]
        self.add(key, {language: phrase(key, language, **values) for language in LANGUAGES}, {}, depth=0)

    def add(
        self,
        key: str,
        said: Mapping[Language, str],
        data: Mapping[str, Any],
        *,
        head: Mapping[Language, str] = NO_HEAD,
        depth: int = 1,
        items: tuple[str, ...] | None = None,
    ) -> None:
        """A clause with everything that its data says and the sentence does not; the head shows none of the data."""
        self._counts = self._counts[: depth + 1]
        while len(self._counts) <= depth:
            self._counts.append(0)
        self._counts[depth] += 1
        lines = {
            language: tuple(
                item_line(self.catalogue, one, language)
                for one in (items_in(data) if items is None else items)
            )
            for language in LANGUAGES
        }
        text = {
            language: head[language]
            + said[language]
            + also("\n".join((said[language], *lines[language])), data, language)
            for language in LANGUAGES
        }
        number = ".".join(map(str, self._counts))
        self.clauses.append(Clause(key, number, text, lines))

    def fields(self, heading: str, data: Mapping[str, Any], fields: tuple[str, ...]) -> None:
        """A heading, and a clause for each of its fields that is stated."""
        known = [name for name in fields if name in data]
        if known:
            self.heading(heading)
        for name in known:
            if name == "entry":
                _expression(self, name, data[name], 1, name)
            elif name == "electives" and data[name]:
                of = describe_set(read_set(Fields(data[name], "")), self.catalogue)
                said = {language: say(of, language) for language in LANGUAGES}
                self.add(name, said, data[name], head=_before(name))
            else:
                self.add(name, self._field(name, data[name]), {}, items=items_in(data[name], name))

    def further(self, data: Mapping[str, Any], told: tuple[str, ...]) -> None:
        """Whatever else the data states: nothing is left out because nobody foresaw it."""
        self.fields("further", data, tuple(name for name in data if name not in told))

    def _field(self, name: str, value: Any) -> dict[Language, str]:
        before = _before(name)
        return {language: f"{before[language]}{self._value(name, value, language)}" for language in LANGUAGES}

    def _value(self, name: str, value: Any, language: Language) -> str:
        if name in {"institution", "recogniser", "issuer"}:
            return f"{value} {say(names.institution(self.catalogue, value), language)}"
        if name == "accepts":
            return self._accepted(value, language)
        if name == "titles":
            return " / ".join(str(value[one]) for one in sorted(value, key=lambda one: one != language))
        return stated(value, language, name)

    def _accepted(self, value: Any, language: Language) -> str:
        if value == "all":
            return f"{phrase('everyone', language)} (all)"
        known = [f"{one} {say(names.institution(self.catalogue, one), language)}" for one in value]
        return ", ".join(known) or phrase("nothing", language)


def _before(name: str) -> dict[Language, str]:
    """A field in front of its value."""
    return {
        language: f"{field_name(name, language)}{'：' if language == 'zh' else ': '}"
        for language in LANGUAGES
    }


def whole_qualification(catalogue: Catalogue, version: Qualification) -> Whole:
    """One version of a qualification."""
    data, writer = qualification_data(version), _Writer(catalogue)
    writer.fields("identity", data, IDENTITY)
    writer.fields("amounts", data, AMOUNTS)
    writer.heading("requirements")
    _requirement(writer, version.requirement, 1, "")
    writer.heading("limits")
    for limit in version.limits:
        words = explain_limit(limit, catalogue, version)
        said = {language: render(words, language) for language in LANGUAGES}
        own = {name: value for name, value in limit_data(limit).items() if name not in NAMED}
        head = {language: _head(f"{limit.id} · {kind_of(limit)}", "", language) for language in LANGUAGES}
        writer.add(f"limit {limit.id}", said, own, head=head)
    writer.fields("counting", data, COUNTING)
    writer.fields("dates", data, DATES)
    writer.further(data, (*IDENTITY, *AMOUNTS, "requirement", "limits", *COUNTING, *DATES))
    title = names.titled(version.key, version.titles)
    return _whole(catalogue, "qualification", version.key, {"zh": title.zh, "en": title.en}, writer)


def _requirement(writer: _Writer, node: Requirement, depth: int, role: str) -> None:
    data, children = node_data(node), below(node)
    inside = {id(child): child for child in children}
    names_of = dict(zip(inside, _roles(data, children), strict=True))
    own = {
        name: value for name, value in data.items() if name not in NAMED and not _has_nodes(value, children)
    }
    words = explain_requirement(node, writer.catalogue)
    said = {language: render(words, language) for language in LANGUAGES}
    head = {
        language: _head(f"{node.id} · {kind_of(node)}", _title(node, language), language, role)
        for language in LANGUAGES
    }
    writer.add(f"requirement {node.id}", said, own, head=head, depth=depth)
    for child in children:
        _requirement(writer, child, depth + 1, names_of[id(child)])


def _title(node: Requirement, language: Language) -> str:
    if not node.titles:
        return ""
    title = names.titled(node.id, node.titles)
    return say(title, language)


def _head(key: str, title: str, language: Language, role: str = "") -> str:
    name = f"{field_name(role, language)} " if role else ""
    colon = "：" if language == "zh" else ": "
    return f"{name}[{key}]{f' {title}' if title else ''}{colon}"


def _has_nodes(value: Any, children: tuple[Requirement, ...]) -> bool:
    """Whether a value of a node's data is a child of it, or a list of them."""
    ids = {child.id for child in children}
    parts = value if isinstance(value, list) else [value]
    return bool(parts) and all(isinstance(p, Mapping) and "kind" in p and p.get("id") in ids for p in parts)


def _roles(data: Mapping[str, Any], children: tuple[Requirement, ...]) -> Iterator[str]:
    """Under which name each child stands in the data; nothing where it is one of a list."""
    single = {
        value["id"]: name for name, value in data.items() if isinstance(value, Mapping) and "id" in value
    }
    for child in children:
        yield single.get(child.id, "")


def whole_rule(catalogue: Catalogue, rule: Recognition) -> Whole:
    """One recognition rule."""
    data, writer = rule_data(rule), _Writer(catalogue)
    writer.fields("standing", data, STANDING)
    writer.heading("sources", need=data["need"])
    for place, source in enumerate(data["sources"]):
        _expression(writer, f"source {source.get('item', place)}", source, 1)
    if data.get("refusal"):
        writer.heading("refusal")
    elif data["outputs"]:
        writer.heading("outputs")
    for place, output in enumerate(data["outputs"]):
        writer.add(
            f"output {output.get('item', place)}", _each(catalogue, output), {}, items=items_in(output)
        )
    if data.get("choice"):
        writer.heading("choice")
    for place, option in enumerate(data.get("choice", ())):
        _expression(writer, f"option {place}", {"all": option}, 1)
    writer.fields("dates", data, WITHIN)
    writer.further(data, (*STANDING, "sources", "need", "outputs", "choice", "refusal", *WITHIN))
    title = names.titled(rule.id, rule.titles)
    return _whole(catalogue, "rule", rule.id, {"zh": title.zh, "en": title.en}, writer)


def _each(catalogue: Catalogue, part: Mapping[str, Any]) -> dict[Language, str]:
    """A source or an output: its item with the title, then every other field."""
    found: dict[Language, str] = {}
    for language in LANGUAGES:
        first = item_line(catalogue, part["item"], language) if isinstance(part.get("item"), str) else ""
        others = {name: value for name, value in part.items() if name != "item"}
        rest = stated(others, language) if others else ""
        found[language] = ("；" if language == "zh" else "; ").join(filter(None, (first, rest)))
    return found


def whole_item(catalogue: Catalogue, item: Item) -> Whole:
    """One item, with what it asks for before and beside it."""
    data, writer = item_data(item), _Writer(catalogue)
    asked = ("prerequisite", "corequisite")
    writer.fields("item", data, tuple(name for name in data if name not in asked))
    for name, heading in zip(asked, ("before", "beside"), strict=True):
        if name in data:
            writer.heading(heading)
            _expression(writer, name, data[name], 1)
    title = names.item(catalogue, item.id)
    return _whole(catalogue, "item", item.id, {"zh": title.zh, "en": title.en}, writer)


def _expression(writer: _Writer, key: str, data: Mapping[str, Any], depth: int, role: str = "") -> None:
    """A prerequisite, with its role in front: gates as headings of what stands below them."""
    head = _before(role) if role else NO_HEAD
    gate = next((name for name in ("all", "any") if isinstance(data.get(name), list)), None)
    if gate is not None:
        words = {language: field_name(gate, language) for language in LANGUAGES}
        writer.add(key, words, {}, head=head, depth=depth)
        for place, part in enumerate(data[gate]):
            _expression(writer, f"{key}.{place}", part, depth + 1)
        return
    if {"credits"} <= data.keys() <= {"credits", "of"}:
        asked = describe_asked(read_prerequisite(Fields(data, "")), writer.catalogue)
        words = {language: say(asked, language) for language in LANGUAGES}
        writer.add(key, words, data, head=head, depth=depth)
    else:
        writer.add(key, _each(writer.catalogue, data), {}, head=head, depth=depth, items=items_in(data))


def _whole(
    catalogue: Catalogue, kind: str, key: str, title: Mapping[Language, str], writer: _Writer
) -> Whole:
    return Whole(kind, key, catalogue.hashes.get((kind, key), ""), title, tuple(writer.clauses))
