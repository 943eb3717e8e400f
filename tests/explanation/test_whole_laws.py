"""Do two different rules ever read alike?  Every value of a sample is changed, dropped, or put in another place.

The variants differ in their canonical data, and so their clauses have to differ in each language, and `rules diff` has
to say what changed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Catalogue
from recommender.catalogue.canonical import canonical, digest, item_data, qualification_data
from recommender.catalogue.objects import Qualification
from recommender.catalogue.rules_data import rule_data
from recommender.explanation.changes import changes
from recommender.explanation.whole import Whole, whole_item, whole_qualification, whole_rule
from recommender.rules import learner, prerequisite, recognition
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.registry import read_limit, read_requirement
from recommender.rules.sets import read_set
from recommender.vocabulary import ItemId
from tests.explanation.samples import BEFORE, CHOICE, LIMITS, REQUIREMENTS, RULE, SET, TITLES
from tests.explanation.test_whole import catalogue_with

LANGUAGES = ("zh", "en")
TOTAL = 4800


def variants(data: Any) -> Iterator[Any]:
    """The data with one thing otherwise: a value like another one, a field or a part less, parts in another order."""
    found = list(scalars(data))
    yield from _variants(data, found)


def scalars(data: Any) -> Iterator[Any]:
    if isinstance(data, Mapping):
        for part in data.values():
            yield from scalars(part)
    elif isinstance(data, list):
        for part in data:
            yield from scalars(part)
    else:
        yield data


def _variants(data: Any, found: list[Any]) -> Iterator[Any]:
    if isinstance(data, Mapping):
        for name, part in data.items():
            if name == "kind":
                continue
            if name == "titles":
                yield {**data, name: {language: f"{title} 2" for language, title in part.items()}}
                continue
            yield {key: value for key, value in data.items() if key != name}
            yield from ({**data, name: other} for other in _variants(part, found))
            for other, value in data.items():
                if other not in {name, "titles"} and type(value) is type(part):
                    yield {**data, name: value, other: part}
                    yield {**{key: kept for key, kept in data.items() if key != name}, other: part}
    elif isinstance(data, list):
        for place, part in enumerate(data):
            yield data[:place] + data[place + 1 :]
            yield from ([*data[:place], other, *data[place + 1 :]] for other in _variants(part, found))
        if len(data) > 1:
            yield data[::-1]
            yield [data]
            yield [data[0], {"all": data[1:]}]
    elif isinstance(data, bool):
        yield not data
    else:
        yield from (other for other in found if type(other) is type(data) and other != data)


def told_apart(wholes: Mapping[str, Whole]) -> None:
    """No two of different canonical data read alike."""
    for language in LANGUAGES:
        seen: dict[object, str] = {}
        for data, whole in wholes.items():
            text = tuple(
                (clause.number, clause.text[language], clause.lines[language])  # type: ignore[index]
                for clause in whole.clauses
            )
            assert text not in seen, f"{language}: {text}\n{seen.get(text)}\n{data}"
            seen[text] = data


def changed(catalogue: Catalogue, kind: str, key: str, others: Mapping[str, Catalogue]) -> None:
    """The comparison has something to say of every variant."""
    for data, other in others.items():
        here = replace(catalogue, hashes={**catalogue.hashes, (kind, key): "before"})
        there = replace(other, hashes={**catalogue.hashes, (kind, key): digest(data)})
        (change,) = changes(here, there)
        assert change.clauses, data
        assert all(clause.before != clause.after for clause in change.clauses)


def of_version(catalogue: Catalogue, versions: list[Qualification]) -> int:
    """Versions of the one qualification, told apart; how many there are."""
    (version,) = next(iter(catalogue.qualifications.values()))
    distinct = {canonical(qualification_data(one)): one for one in [version, *versions]}
    told_apart({data: whole_qualification(catalogue, one) for data, one in distinct.items()})
    distinct.pop(canonical(qualification_data(version)))
    others = {data: replace(catalogue, qualifications={version.id: (one,)}) for data, one in distinct.items()}
    changed(catalogue, "qualification", version.key, others)
    return len(distinct)


def readable(read: Any, data: Any) -> Iterator[Any]:
    """What can be read of the variants."""
    for other in variants(data):
        try:
            yield read(Fields(deepcopy(other), ""))
        except (RuleDataError, AssertionError, TypeError):
            continue


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Catalogue:
    return catalogue_with(tmp_path_factory.mktemp("bank"))


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_two_requirements_never_read_alike(name: str, catalogue: Catalogue) -> None:
    tree = {"kind": name.split()[0], "id": "sample", "titles": TITLES, **REQUIREMENTS[name]}
    (version,) = next(iter(catalogue.qualifications.values()))
    found = [replace(version, requirement=one) for one in readable(read_requirement, tree)]
    assert of_version(catalogue, found) > 2


@pytest.mark.parametrize("name", [name for name in LIMITS if name != "single_use"])
def test_two_limits_never_read_alike(name: str, catalogue: Catalogue) -> None:
    data = {"kind": name.split()[0], "id": "sample", **LIMITS[name]}
    (version,) = next(iter(catalogue.qualifications.values()))
    read = [*readable(lambda fields: read_limit(fields, TOTAL), data), read_limit(Fields(data, ""), TOTAL)]
    found = [replace(version, limits=(*version.limits, one)) for one in read]
    assert of_version(catalogue, found) > (1 if name in {"total", "sharing any"} else 2)


def test_two_conditions_of_entry_and_two_sets_of_electives_never_read_alike(catalogue: Catalogue) -> None:
    (version,) = next(iter(catalogue.qualifications.values()))
    found = [replace(version, entry=one) for one in readable(prerequisite.read, BEFORE["prerequisite"])]
    assert of_version(catalogue, found) > 20
    found = [replace(version, electives=one) for one in readable(read_set, SET)]
    assert of_version(catalogue, found) > 20


def test_two_items_never_read_alike(catalogue: Catalogue) -> None:
    item = catalogue.items[ItemId("open/acc2")]
    takers = {
        "enrolled_at": ["open", "craft"],
        "enrolled_in": ["open/accounting"],
        "holds_award": {"qualifications": ["open/x", "open/y"]},
        "years_of_work": 3,
        "other": "consent",
    }
    found = [
        *(replace(item, prerequisites=one) for one in readable(prerequisite.read, BEFORE["prerequisite"])),
        *(replace(item, takers=one) for one in readable(learner.read_takers, takers)),
    ]
    distinct = {canonical(item_data(one)): one for one in found}
    assert len(distinct) > 30
    told_apart({data: whole_item(catalogue, one) for data, one in distinct.items()})
    others = {
        data: replace(catalogue, items={**catalogue.items, item.id: one}) for data, one in distinct.items()
    }
    changed(catalogue, "item", item.id, others)


@pytest.mark.parametrize("sample", [RULE, CHOICE], ids=["outputs", "choice"])
def test_two_recognition_rules_never_read_alike(sample: dict[str, Any], tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, rule=sample)
    (rule,) = catalogue.rules.values()
    found = [one for one in readable(recognition.read, sample) if one.id == rule.id]
    distinct = {canonical(rule_data(one)): one for one in found}
    assert len(distinct) > 30
    told_apart({data: whole_rule(catalogue, one) for data, one in distinct.items()})
    distinct.pop(canonical(rule_data(rule)), None)
    others = {data: replace(catalogue, rules={rule.id: one}) for data, one in distinct.items()}
    changed(catalogue, "rule", rule.id, others)


def test_a_title_with_a_number_says_nothing_of_the_rule(tmp_path: Path) -> None:
    texts = []
    for place, most in enumerate(({}, {"most": 2})):
        tree = {"kind": "count_from", "id": "sample", "least": 1, "least_credits": "3", **most}
        tree |= {"of": {"items": ["open/acc2"]}, "titles": {"zh": "第 2 部分", "en": "Part 2"}}
        directory = tmp_path / str(place)
        directory.mkdir()
        catalogue = catalogue_with(directory, requirement=tree)
        (version,) = next(iter(catalogue.qualifications.values()))
        texts.append(json.dumps([dict(one.text) for one in whole_qualification(catalogue, version).clauses]))
    assert texts[0] != texts[1]
