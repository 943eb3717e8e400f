"""What changed between two catalogues, clause by clause in words?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from recommender.catalogue.canonical import head_data, head_of, institution_data
from recommender.catalogue.objects import Catalogue
from recommender.explanation.names import qualification_version
from recommender.explanation.whole import Clause, whole_item, whole_qualification, whole_rule
from recommender.explanation.whole_data import stated
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
    told: tuple[ClauseChange, ...] = ()
    if what == "changed":
        one, other = _said(old, kind, key), _said(new, kind, key)
        told = tuple(_clauses(one, other)) or tuple(_moved(one, other))
    return Change(kind, key, what, before, after, told)


def _clauses(before: Mapping[str, Clause], after: Mapping[str, Clause]) -> Iterator[ClauseChange]:
    """Clauses that say something else, or the same below another one; to be pushed along by others is no change."""
    for key in [*before, *(key for key in after if key not in before)]:
        one, other = before.get(key), after.get(key)
        if one is None or other is None or _text(one) != _text(other):
            yield ClauseChange(
                key, None if one is None else _text(one), None if other is None else _text(other)
            )
        elif _above(before, one) != _above(after, other):
            yield ClauseChange(key, _placed(one), _placed(other))


def _moved(before: Mapping[str, Clause], after: Mapping[str, Clause]) -> Iterator[ClauseChange]:
    """Where nothing but the order differs: what stands in another place."""
    for one, other in zip(before, after, strict=True):
        if one != other:
            yield ClauseChange(one, _placed(before[one]), _placed(after[one]))


def _above(clauses: Mapping[str, Clause], clause: Clause) -> str:
    """The key of the clause below which a clause stands."""
    number = clause.number.rpartition(".")[0]
    return next((key for key, one in clauses.items() if one.number == number), "")


def _placed(clause: Clause) -> dict[Language, str]:
    """A clause with its number."""
    return {language: f"{clause.number}  {text}" for language, text in _text(clause).items()}


def _text(clause: Clause) -> dict[Language, str]:
    """A clause with the items that stand below it; numbers are left out, since they move."""
    return {
        language: "; ".join(
            (
                clause.text[language],
                *(one for one in clause.lines[language] if one not in clause.text[language]),
            )
        )
        for language in LANGUAGES
    }


def _said(catalogue: Catalogue, kind: str, key: str) -> dict[str, Clause]:
    """The clauses of an object, by their keys."""
    if kind == "qualification":
        version = qualification_version(catalogue, key)
        assert version is not None
        return _keyed(whole_qualification(catalogue, version).clauses)
    if kind == "rule":
        return _keyed(whole_rule(catalogue, catalogue.rules[RuleId(key)]).clauses)
    if kind == "item":
        return _keyed(whole_item(catalogue, catalogue.items[ItemId(key)]).clauses)
    if kind == "institution":
        return _keyed(_fields(institution_data(catalogue.institutions[InstitutionId(key)])))
    return _keyed(_fields(head_data(head_of(catalogue))))


def _keyed(clauses: Iterable[Clause]) -> dict[str, Clause]:
    """Clauses by their keys; a key that stands several times is counted."""
    found: dict[str, Clause] = {}
    for clause in clauses:
        place, key = 2, clause.key
        while key in found:
            key, place = f"{clause.key} ({place})", place + 1
        found[key] = clause
    return found


def _fields(data: Mapping[str, Any]) -> Iterator[Clause]:
    """The fields of what is no rule, each with everything below it."""
    for place, (name, value) in enumerate(data.items(), 1):
        told: dict[Language, str] = {}
        for language in LANGUAGES:
            colon = "：" if language == "zh" else ": "
            told[language] = f"{field_name(name, language)}{colon}{stated(value, language, name)}"
        yield Clause(name, str(place), told, dict.fromkeys(LANGUAGES, ()))
