"""Which recognition rules can never be used, say what another one says, or are covered by a better one?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from recommender.catalogue.canonical import canonical
from recommender.catalogue.linting.book import Book
from recommender.catalogue.linting.supply import given, source_items, supply_of, usable
from recommender.catalogue.objects import Finding
from recommender.catalogue.rules_data import rule_data
from recommender.rules.outputs import opens
from recommender.rules.prerequisite import atoms
from recommender.rules.recognition import Recognition, Source
from recommender.rules.sets import ItemSet
from recommender.vocabulary import GradeScheme, InstitutionId, Interval, ItemId

_FOR_PEOPLE = {"id", "note", "titles"}
_COMPARED = {"sources", "need", "outputs", "completed_within", "applied_within"}
"""What one rule may have better than another; in everything else they have to be equal."""


def check(book: Book) -> Iterator[Finding]:
    """Every approved rule, alone and beside the others."""
    rules = [rule for rule in book.catalogue.rules.values() if usable(rule)]
    places = _places(book)
    asked = _asked(book)
    for rule in rules:
        yield from _dead(book, rule, places, asked)
    yield from _beside(book, rules)


def _places(book: Book) -> Mapping[InstitutionId, list[ItemSet]]:
    """By awarding institution the sets in which something can be claimed."""
    found: dict[InstitutionId, list[ItemSet]] = defaultdict(list)
    for version in book.versions:
        found[version.institution] += supply_of(book, version).places
    return found


def _asked(book: Book) -> frozenset[ItemId]:
    """Items that some prerequisite names."""
    return frozenset(
        atom.item
        for item in book.catalogue.items.values()
        for rule in (item.prerequisites, item.corequisites)
        for atom in atoms(rule)
        if getattr(atom, "item", None) is not None
    )


def _dead(
    book: Book, rule: Recognition, places: Mapping[InstitutionId, list[ItemSet]], asked: frozenset[ItemId]
) -> Iterator[Finding]:
    held = sum(any(_can_be_held(book, source, rule) for source in slot) for slot in rule.slots)
    if held < rule.need:
        values = {"need": str(rule.need), "have": str(held)}
        yield book.found("dead_sources", "rule", rule.id, "/sources", **values)
    views = list(given(book, rule))
    fits = any(one.view in of for one in views for of in places.get(rule.recogniser, ()))
    passes = any(opens(output) in asked for output in rule.outputs)
    if not fits and not passes:
        yield book.found("dead_rule", "rule", rule.id, "/outputs", recogniser=rule.recogniser)


def _can_be_held(book: Book, source: Source, rule: Recognition) -> bool:
    """Whether somebody can have a result that serves as the source."""
    item = book.catalogue.items.get(source.item)
    return (
        item is not None
        and source.suits(item.issuer, item.level)
        and _within_life(book, source.item, rule.completed_within)
    )


def _within_life(book: Book, item: ItemId, completed: Interval) -> bool:
    """Whether a result of the item can have been completed on some day of the interval."""
    life = book.catalogue.items[item].life
    starts = [one for one in (life.start, completed.start) if one is not None]
    return completed.end is None or not starts or max(starts) < completed.end


def _beside(book: Book, rules: list[Recognition]) -> Iterator[Finding]:
    """Duplicates, and rules that another one makes superfluous; compared only where outputs or sources meet."""
    data: dict[str, Any] = {rule.id: rule_data(rule) for rule in rules}
    groups: dict[tuple[str, str, str], list[Recognition]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: rule.id):
        for key in _meeting(rule, data[rule.id]):
            groups[key].append(rule)
    for rule in rules:
        for other in groups[_meeting(rule, data[rule.id])[0]]:
            code = "" if other is rule else _verdict(book, rule, other, data)
            if code and not (code == "duplicate_rule" and other.id > rule.id):
                yield book.found(code, "rule", rule.id, "", other=other.id)
                break


def _meeting(rule: Recognition, data: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """Under what rules have to meet: whoever makes one superfluous starts from each of its items (`_no_harder`)."""
    first = min(canonical(_given(output)) for output in _outputs(data))
    items: list[str] = sorted(set(source_items(rule)))
    return [(rule.recogniser, first, item) for item in items or [""]]


def _outputs(data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Everything that a rule may give, those of a choice included."""
    return [*data["outputs"], *(output for option in data.get("choice", ()) for output in option)]


def _given(output: Mapping[str, Any]) -> dict[str, Any]:
    """What an output is, apart from how it is called."""
    return {key: value for key, value in output.items() if key != "titles"}


def _verdict(book: Book, rule: Recognition, other: Recognition, data: Mapping[str, Any]) -> str:
    """Whether `rule` is the same as `other`, or needs as much for no more."""
    one, two = data[rule.id], data[other.id]
    same = {key: value for key, value in one.items() if key not in _FOR_PEOPLE}
    if same == {key: value for key, value in two.items() if key not in _FOR_PEOPLE}:
        return "duplicate_rule"
    rest = {key: value for key, value in same.items() if key not in _COMPARED}
    if rest != {key: value for key, value in two.items() if key not in _COMPARED | _FOR_PEOPLE}:
        return ""
    mine, theirs = [_given(x) for x in one["outputs"]], [_given(x) for x in two["outputs"]]
    if not all(output in theirs for output in mine) or rule.need < other.need:
        return ""
    if len(rule.slots) < len(rule.sources) or len(other.slots) < len(other.sources):
        return ""  # alternatives are not compared
    covered = _covered(rule.completed_within, other.completed_within) and _covered(
        rule.applied_within, other.applied_within
    )
    schemes = book.catalogue.grade_schemes
    easier = all(any(_no_harder(theirs, mine, schemes) for theirs in other.sources) for mine in rule.sources)
    whole = other.need <= len(rule.sources) and (other.need <= rule.need)
    return "dominated_rule" if covered and easier and whole else ""


def _no_harder(theirs: Source, mine: Source, schemes: Mapping[str, GradeScheme]) -> bool:
    """Whether whatever serves as `mine` serves as `theirs`."""
    if _plain(theirs) != _plain(mine):
        return False
    if theirs.min_grade is None or theirs.min_grade == mine.min_grade:
        return True
    if mine.min_grade is None or mine.min_grade.scheme != theirs.min_grade.scheme:
        return False
    scheme = schemes.get(theirs.min_grade.scheme)
    return scheme is not None and scheme.at_least(mine.min_grade.mark, theirs.min_grade.mark)


def _plain(source: Source) -> tuple[Any, ...]:
    """A source without its grade."""
    names = [name for name in source.__dataclass_fields__ if name != "min_grade"]
    return tuple(getattr(source, name) for name in names)


def _covered(inner: Interval, outer: Interval) -> bool:
    """Whether every day of the one is a day of the other."""
    starts = outer.start is None or (inner.start is not None and inner.start >= outer.start)
    ends = outer.end is None or (inner.end is not None and inner.end <= outer.end)
    return starts and ends
