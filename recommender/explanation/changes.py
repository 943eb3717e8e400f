"""What changed between two catalogues, clause by clause in words?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.catalogue.canonical import head_data, head_of, institution_data
from recommender.catalogue.objects import Catalogue
from recommender.explanation.names import qualification_version
from recommender.explanation.whole import Whole, whole_item, whole_qualification, whole_rule
from recommender.explanation.whole_data import values, word
from recommender.explanation.whole_words import field_name
from recommender.explanation.words import LANGUAGES, Language
from recommender.vocabulary import InstitutionId, ItemId, RuleId

ORDER = ("catalogue", "institution", "item", "rule", "qualification")


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """One clause as it was and as it is; None where it was not there."""

    key: str
    before: Mapping[Language, str] | None
    after: Mapping[Language, str] | None


@dataclass(frozen=True, slots=True)
class Change:
    """One object that was added, removed or changed."""

    kind: str
    id: str
    what: str
    before_hash: str = ""
    after_hash: str = ""
    clauses: tuple[ClauseChange, ...] = ()


def changes(old: Catalogue, new: Catalogue) -> tuple[Change, ...]:
    """Every object whose content differs, by kind and id."""
    keys = sorted({*old.hashes, *new.hashes}, key=lambda key: (ORDER.index(key[0]), key[1]))
    return tuple(
        _change(old, new, kind, key)
        for kind, key in keys
        if old.hashes.get((kind, key)) != new.hashes.get((kind, key))
    )


def _change(old: Catalogue, new: Catalogue, kind: str, key: str) -> Change:
    before, after = old.hashes.get((kind, key), ""), new.hashes.get((kind, key), "")
    what = "changed" if before and after else "added" if after else "removed"
    told = tuple(_clauses(_said(old, kind, key), _said(new, kind, key))) if what == "changed" else ()
    return Change(kind, key, what, before, after, told)


def _clauses(
    before: Mapping[str, Mapping[Language, str]], after: Mapping[str, Mapping[Language, str]]
) -> Iterator[ClauseChange]:
    for key in [*before, *(key for key in after if key not in before)]:
        one, other = before.get(key), after.get(key)
        if one != other:
            yield ClauseChange(key, one, other)


def _said(catalogue: Catalogue, kind: str, key: str) -> dict[str, dict[Language, str]]:
    """The clauses of an object in words, by their keys."""
    if kind == "qualification":
        version = qualification_version(catalogue, key)
        assert version is not None
        return _of(whole_qualification(catalogue, version))
    if kind == "rule":
        return _of(whole_rule(catalogue, catalogue.rules[RuleId(key)]))
    if kind == "item":
        return _of(whole_item(catalogue, catalogue.items[ItemId(key)]))
    if kind == "institution":
        return dict(_fields(institution_data(catalogue.institutions[InstitutionId(key)])))
    return dict(_fields(head_data(head_of(catalogue))))


def _of(whole: Whole) -> dict[str, dict[Language, str]]:
    """Clauses with the items that stand below them; numbers are left out, since they move."""
    found: dict[str, dict[Language, str]] = {}
    for clause in whole.clauses:
        text = {}
        for language in LANGUAGES:
            lines = [line for line in clause.lines[language] if line not in clause.text[language]]
            text[language] = "; ".join((clause.text[language], *lines))
        place, key = 2, clause.key
        while key in found:
            key, place = f"{clause.key} ({place})", place + 1
        found[key] = text
    return found


def _fields(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[Language, str]]]:
    """The fields of what is no rule, each with everything below it."""
    for name, value in data.items():
        told = {}
        for language in LANGUAGES:
            colon = "：" if language == "zh" else ": "
            parts = [word(path, one, language) for path, one in values(value, (name,))]
            told[language] = f"{field_name(name, language)}{colon}{', '.join(parts)}"
        yield name, told
