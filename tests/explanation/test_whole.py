"""Does the text of a whole rule show every id, number, date and title of its canonical data, in both languages?

The reader here is written apart from the writer: it knows the canonical data and the text, and nothing of how one
becomes the other.
"""

from __future__ import annotations

import calendar
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import Catalogue, read_directory
from recommender.catalogue.canonical import item_data, qualification_data
from recommender.catalogue.rules_data import rule_data
from recommender.demo import generate_catalogue
from recommender.explanation.render import label
from recommender.explanation.whole import Whole, whole_item, whole_qualification, whole_rule
from recommender.explanation.whole_print import markdown, plain
from recommender.explanation.whole_words import CODES, FIELDS, PHRASES
from recommender.rules.registry import KINDS, LIMIT_KINDS, REQUIREMENT_KINDS
from recommender.rules.repeatable import Repeatable
from recommender.vocabulary import ItemId
from tests.catalogue.conftest import FILES, write
from tests.explanation.samples import BEFORE, CHOICE, LIMITS, REQUIREMENTS, RULE, TITLES, VERSION

LANGUAGES = ("zh", "en")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
NUMBER = re.compile(r"\d+([./]\d+)?")
WORDS_FOR_FLAGS = {
    "any": {"zh": "任意几项要求", "en": "any requirements"},
    "partial": {"zh": "部分认定：是", "en": "partial: yes"},
    "consumes": {"zh": "不再计入：是", "en": "uses its credits up: yes"},
    "counts_again": {"zh": "可再计入：", "en": "count again: "},
    "awarded": {"zh": "用于先前资格", "en": "by an(?: earlier)? award"},
    "recognised": {"zh": "经认定", "en": "by recognition"},
    "transferred": {"zh": "转入|修读", "en": "transferred"},
    "studyable": {"zh": "新修", "en": "new study"},
    "reuse": {"zh": "来源可另计", "en": "count otherwise"},
    "refusal": {"zh": "不予认定", "en": "gives nothing"},
}


def catalogue_with(directory: Path, **parts: Any) -> Catalogue:
    """The tiny catalogue with a requirement, a limit, a rule or a line of prerequisites in place of its own."""
    text = FILES["qualifications/accounting.yaml"]
    if "requirement" in parts or "limit" in parts:
        start, end = text.index("requirement:"), text.index("electives:")
        tree = parts.get("requirement", {"kind": "all_of", "id": "top", "children": [INNER]})
        limits = [parts["limit"]] if "limit" in parts else []
        said = f"requirement: {json.dumps(tree)}\nlimits: {json.dumps(limits)}\n"
        text = text[:start] + said + text[end:]
    text += "".join(f"{name}: {json.dumps(value)}\n" for name, value in parts.get("more", {}).items())
    files: dict[str, str | None] = {**FILES, "qualifications/accounting.yaml": text}
    files["catalogue.yaml"] = f"{FILES['catalogue.yaml']}scales: {json.dumps(SCALES)}\n"
    if "rule" in parts:
        files["rules.jsonl"] = json.dumps(parts["rule"]) + "\n"
    if "before" in parts:
        files["prerequisites.jsonl"] = json.dumps(parts["before"]) + "\n"
    loaded = read_directory(write(directory, files))
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    return loaded.catalogue


SCALES = [{"id": "gpa", "points": [{"grade_scheme": "percent", "factor": "1/25"}]}]
INNER = {"kind": "count_from", "id": "inner", "least": 1, "of": {}}


def leaves(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    if isinstance(data, dict):
        for name, part in data.items():
            yield from leaves(part, (*path, name))
    elif isinstance(data, list):
        for part in data:
            yield from leaves(part, path)
    else:
        yield path, data


def reads_back(
    text: str, data: Any, catalogue: Catalogue, language: str
) -> list[tuple[tuple[str, ...], Any]]:
    """What of the data a reader of the text does not find."""
    return [
        (path, value) for path, value in leaves(data) if not _found(text, path, value, catalogue, language)
    ]


def _found(text: str, path: tuple[str, ...], value: Any, catalogue: Catalogue, language: str) -> bool:
    if isinstance(value, bool):
        return (
            re.search(WORDS_FOR_FLAGS.get(path[-1], {}).get(language, re.escape(path[-1])), text) is not None
        )
    if "titles" in path and path[-1] != language:
        return True
    raw = str(value)
    if isinstance(value, int) or NUMBER.fullmatch(raw):
        return re.search(rf"(?<![\d./-]){re.escape(raw)}(?![\d/-]|\.\d)", text) is not None
    if path[-1] in {"item", "items"} and value in catalogue.items:
        title = catalogue.items[ItemId(raw)].titles[language]
        return any(raw in line and title in line for line in text.splitlines())
    if DAY.fullmatch(raw) and raw not in text:
        day = date.fromisoformat(raw)
        month = calendar.month_name[day.month]
        spoken = {"zh": f"{day.year} 年 {day.month} 月 {day.day} 日", "en": f"{day.day} {month} {day.year}"}
        return spoken[language] in text
    named = (label(group, raw, language) for group in ("kind", "season"))  # type: ignore[arg-type]
    return raw in text or any(name.casefold() in text.casefold() for name in named)


def nodes(data: Any) -> Iterator[dict[str, Any]]:
    """Every requirement of a tree, each without those below it."""
    below = [*data.get("children", ()), *(data[name] for name in ("then", "else") if name in data)]
    yield {name: value for name, value in data.items() if name not in {"children", "then", "else"}}
    for child in below:
        yield from nodes(child)


def apart(kind: str, data: Any) -> Iterator[tuple[str, Any]]:
    """The key of each clause, and the data that has to stand in it and nowhere else."""
    for name, value in data.items():
        if name == "requirement":
            yield from ((f"requirement {node['id']}", node) for node in nodes(value))
        elif name == "limits" and kind == "qualification":
            yield from ((f"limit {limit['id']}", limit) for limit in value)
        elif kind == "rule" and name in {"sources", "outputs"}:
            for place, part in enumerate(value):
                yield f"{name.removesuffix('s')} {part.get('item', place)}", part
        elif kind == "rule" and name == "choice":
            yield from ((f"option {place}", option) for place, option in enumerate(value))
        else:
            yield {"need": "sources"}.get(name, name), {name: value}


def check(whole: Whole, data: Any, catalogue: Catalogue) -> None:
    for language in LANGUAGES:
        for key, part in apart(whole.kind, data):
            clauses = [one for one in whole.clauses if one.key == key or one.key.startswith(f"{key}.")]
            lines = (line for one in clauses for line in (one.text[language], *one.lines[language]))  # type: ignore[index]
            text = "\n".join(lines)
            assert reads_back(text, part, catalogue, language) == [], text
        for form in (plain, markdown):
            text = form(whole, language)  # type: ignore[arg-type]
            assert reads_back(text, data, catalogue, language) == [], text
            assert whole.id in text
            assert whole.hash in text
            assert "____" in text


def test_there_is_a_sample_of_every_kind() -> None:
    requirements = {name.split()[0] for name in REQUIREMENTS}
    limits = {name.split()[0] for name in LIMITS}
    assert requirements == set(REQUIREMENT_KINDS)
    assert limits == set(LIMIT_KINDS)
    assert {*requirements, *limits, "prerequisite", "recognition"} == set(KINDS)


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_a_requirement_reads_back_whole(name: str, tmp_path: Path) -> None:
    tree = {"kind": name.split()[0], "id": "sample", "titles": TITLES, **REQUIREMENTS[name]}
    catalogue = catalogue_with(tmp_path, requirement=tree)
    (version,) = next(iter(catalogue.qualifications.values()))
    check(whole_qualification(catalogue, version), qualification_data(version), catalogue)


def test_a_maximum_is_said_beside_an_equal_minimum(tmp_path: Path) -> None:
    """A number that stands in the clause for something else does not say it."""
    texts = []
    for most in ({}, {"most": 2}):
        tree = {"kind": "count_from", "id": "sample", "least": 2, "least_credits": "4", "of": {}, **most}
        directory = tmp_path / str(len(most))
        directory.mkdir()
        catalogue = catalogue_with(directory, requirement=tree)
        (version,) = next(iter(catalogue.qualifications.values()))
        texts.append(
            {one.key: one.text for one in whole_qualification(catalogue, version).clauses}[
                "requirement sample"
            ]
        )
    assert texts[0]["zh"] != texts[1]["zh"]
    assert texts[0]["en"] != texts[1]["en"]
    assert "at most 2" in texts[1]["en"]
    assert "最多计 2 项" in texts[1]["zh"]


@pytest.mark.parametrize("name", LIMITS)
def test_a_limit_reads_back_whole(name: str, tmp_path: Path) -> None:
    key = {"total": "total", "single_use": "single-use"}.get(name, "sample")
    catalogue = catalogue_with(tmp_path, limit={"kind": name.split()[0], "id": key, **LIMITS[name]})
    (version,) = next(iter(catalogue.qualifications.values()))
    check(whole_qualification(catalogue, version), qualification_data(version), catalogue)


def test_a_recognition_rule_reads_back_whole(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, rule=RULE)
    (rule,) = catalogue.rules.values()
    check(whole_rule(catalogue, rule), rule_data(rule), catalogue)


def test_a_rule_with_a_choice_reads_back_whole(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, rule=CHOICE)
    (rule,) = catalogue.rules.values()
    check(whole_rule(catalogue, rule), rule_data(rule), catalogue)


def test_whatever_else_a_version_says_reads_back_whole(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, more=VERSION)
    (version,) = next(iter(catalogue.qualifications.values()))
    data = qualification_data(version)
    assert set(VERSION) <= set(data)
    check(whole_qualification(catalogue, version), data, catalogue)


def test_a_refusal_says_that_it_gives_nothing(tmp_path: Path) -> None:
    refusal = {name: value for name, value in RULE.items() if name != "outputs"} | {"refusal": True}
    catalogue = catalogue_with(tmp_path, rule=refusal)
    (rule,) = catalogue.rules.values()
    check(whole_rule(catalogue, rule), rule_data(rule), catalogue)


def test_prerequisites_read_back_whole(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, before=BEFORE)
    item = catalogue.items[ItemId("open/acc2")]
    whole = whole_item(catalogue, item)
    check(whole, item_data(item), catalogue)
    texts = {clause.key: clause.text["en"] for clause in whole.clauses}
    assert texts["corequisite"] == "open/exam “Examination”"
    assert texts["prerequisite.2"] == "4.5 credits from results (subject ACC) completed"


def test_a_condition_of_entry_reads_as_a_tree(tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path, more={"entry": BEFORE["prerequisite"]})
    (version,) = next(iter(catalogue.qualifications.values()))
    whole = whole_qualification(catalogue, version)
    check(whole, qualification_data(version), catalogue)
    assert [one.text["en"] for one in whole.clauses if one.key in {"entry", "entry.1", "entry.1.0"}] == [
        "entry: all of",
        "any of",
        "open/law “Business Law”",
    ]


@pytest.mark.parametrize("bound", [Repeatable(7), Repeatable(units=7500)])
def test_how_often_an_item_counts_reads_back(bound: Repeatable, tmp_path: Path) -> None:
    catalogue = catalogue_with(tmp_path)
    item = replace(catalogue.items[ItemId("open/acc2")], repeatable=bound)
    check(whole_item(catalogue, item), item_data(item), catalogue)


def test_every_rule_of_the_demo_bank_reads_back_whole(tmp_path: Path) -> None:
    generate_catalogue(tmp_path, seed=7, scale=0.05)
    catalogue = read_directory(tmp_path).catalogue
    for versions in catalogue.qualifications.values():
        for version in versions:
            check(whole_qualification(catalogue, version), qualification_data(version), catalogue)
    for rule in list(catalogue.rules.values())[::7]:
        check(whole_rule(catalogue, rule), rule_data(rule), catalogue)
    for item in list(catalogue.items.values())[::40]:
        check(whole_item(catalogue, item), item_data(item), catalogue)


def test_numbers_count_on_without_gaps(tmp_path: Path) -> None:
    catalogue = catalogue_with(
        tmp_path, requirement={"kind": "all_of", "id": "sample", **REQUIREMENTS["all_of"]}
    )
    (version,) = next(iter(catalogue.qualifications.values()))
    whole = whole_qualification(catalogue, version)
    numbers = [clause.number for clause in whole.clauses]
    assert len(set(numbers)) == len(numbers)
    assert len({clause.key for clause in whole.clauses}) == len(numbers)
    for number in numbers:
        above, _, last = number.rpartition(".")
        if last != "1":
            assert f"{above}.{int(last) - 1}".lstrip(".") in numbers
        if above:
            assert above in numbers


def test_words_are_there_in_both_languages() -> None:
    han = re.compile(r"[\u4e00-\u9fff]")
    pairs = [
        *FIELDS.values(),
        *PHRASES.values(),
        *(pair for codes in CODES.values() for pair in codes.values()),
    ]
    for zh, en in pairs:
        assert han.search(zh)
        assert en
        assert not han.search(en)
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en))
