"""The published schemas accept what the loader accepts and refuse what it refuses, field by field."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from recommender.catalogue import read_directory
from recommender.catalogue.canonical import institution_data, item_data, qualification_data
from recommender.catalogue.columns import INSTITUTIONS, ITEMS, nested
from recommender.catalogue.rules_data import rule_data
from recommender.catalogue.schemas import KINDS, mistakes, validator
from recommender.catalogue.yaml_nodes import build, compose
from recommender.rules import recognition, sets
from recommender.rules.fields import Fields, RuleDataError
from recommender.rules.registry import LIMIT_KINDS, REQUIREMENT_KINDS, read_limit, read_requirement
from tests.catalogue.conftest import FILES, Broken, write
from tests.catalogue.test_broken_rows import ROWS

FOLDER = Path(recognition.__file__).parents[1] / "catalogue" / "schemas"


def documents(directory: Path) -> Iterator[tuple[str, Any]]:
    """(kind, row or document) of everything in a native directory."""
    yield "catalogue", document(directory / "catalogue.yaml")
    for table in (INSTITUTIONS, ITEMS):
        with (directory / f"{table.name}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield table.kind, nested({key: cell for key, cell in row.items() if cell}, table)
    for kind in ("prerequisite", "rule"):
        for line in (directory / f"{kind}s.jsonl").read_text(encoding="utf-8").splitlines():
            yield kind, json.loads(line)
    for file in (directory / "qualifications").glob("*.yaml"):
        yield "qualification", document(file)


def document(file: Path) -> Any:
    """A YAML file as the program reads it: a date is text."""
    return build(compose(file.read_text(encoding="utf-8")))


def test_every_kind_has_a_schema_and_every_schema_is_one() -> None:
    assert {file.name.split(".")[0] for file in FOLDER.glob("*.schema.json")} == set(KINDS)
    for kind in KINDS:
        schema = json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        Draft202012Validator.check_schema(schema)


def test_the_demo_bank_fits(small_bank: Path) -> None:
    seen = dict.fromkeys(KINDS, 0)
    for kind, data in documents(small_bank):
        assert list(mistakes(kind, data)) == []
        seen[kind] += 1
    assert min(seen.values()) > 0


def test_the_canonical_form_fits_too(small_bank: Path) -> None:
    catalogue = read_directory(small_bank).catalogue
    kept = [("institution", institution_data(one)) for one in catalogue.institutions.values()]
    kept += [("rule", rule_data(one)) for one in catalogue.rules.values()]
    for item in catalogue.items.values():
        data = item_data(item)
        parts = {name: data.pop(name) for name in ("prerequisite", "corequisite") if name in data}
        kept += [("item", data)] + ([("prerequisite", {"item": item.id} | parts)] if parts else [])
    for versions in catalogue.qualifications.values():
        kept += [("qualification", qualification_data(one)) for one in versions]
    for kind, data in kept:
        assert list(mistakes(kind, data)) == []


def objects(schema: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every part of a schema that describes a mapping with named fields."""
    if isinstance(schema, dict):
        if "properties" in schema and "additionalProperties" in schema:
            yield path, schema
        for key, part in schema.items():
            yield from objects(part, f"{path}/{key}")
    elif isinstance(schema, list):
        for number, part in enumerate(schema):
            yield from objects(part, f"{path}/{number}")


@pytest.mark.parametrize("kind", KINDS)
def test_no_mapping_lets_an_unknown_field_in(kind: str, tiny: Path) -> None:
    for data in (one for k, one in documents(tiny) if k == kind):
        assert list(mistakes(kind, data)) == []
        assert ("/strange", "unknown field 'strange'") in [
            (path, found) for path, _, found in mistakes(kind, {**data, "strange": 1})
        ]
    assert all(part["additionalProperties"] is False for _, part in objects(validator(kind).schema))


def fields_of(kind: str, pointer: str) -> set[str]:
    """The fields that a part of a schema knows."""
    part: Any = validator(kind).schema
    for name in filter(None, pointer.split("/")):
        part = part[int(name)] if isinstance(part, list) else part[name]
    return set(part["properties"])


def test_the_schemas_know_the_fields_that_the_readers_know() -> None:
    """The readers say their fields in the message about an unknown one."""

    def known(read: Any, data: dict[str, Any]) -> set[str]:
        with pytest.raises(RuleDataError, match="unknown field; known are ") as caught:
            read(Fields({**data, "strange": 1}))
        return set(caught.value.message.split("known are ")[1].split(", "))

    assert fields_of("rule", "") == known(recognition.read, {})
    assert fields_of("qualification", "$defs/set") == known(sets.read_set, {})
    defs = validator("qualification").schema["$defs"]
    for name, kinds in (("requirement", REQUIREMENT_KINDS), ("limit", LIMIT_KINDS)):
        assert set(defs[name]["properties"]["kind"]["enum"]) == set(kinds)
        for case in defs[name]["allOf"]:
            if "properties" not in case["then"]:
                continue
            kind = case["if"]["properties"]["kind"]["const"]
            read = read_requirement if name == "requirement" else lambda f: read_limit(f, 600)
            assert set(case["then"]["properties"]) == known(read, {"kind": kind}), kind


STRUCTURAL = sorted(
    set(ROWS)
    - {
        *(
            "no whole unit",
            "life ends before it begins",
            "impossible date",
            "unknown issuer",
            "needs too many",
        ),
        *("no institution's calendar", "no institution's scheme", "unknown recogniser", "output unknown"),
        *("grade scheme", "no such mark", "cap on no node", "one id twice", "limit named as the law"),
        *("cap evaded by a typo", "unknown awarding institution", "unknown scheme", "total of nothing"),
        *("award ends before entry", "too few cells", "too many cells", "open quote", "broken JSON"),
        *(
            "a field twice in JSON",
            "no number in JSON",
            "broken YAML",
            "a field twice in YAML",
            "a field twice deep in YAML",
            "an alias in YAML",
        ),
    }
)


@pytest.mark.parametrize("case", STRUCTURAL)
def test_what_shows_in_one_row_alone_the_schema_refuses_too(case: str, tiny: Path) -> None:
    name, old, new, *_ = ROWS[case]
    write(tiny, {name: FILES[name].replace(old, new)})
    kind = {"items.csv": "item", "rules.jsonl": "rule"}.get(name, "qualification")
    assert any(list(mistakes(kind, data)) for k, data in documents(tiny) if k == kind)


def test_a_further_mistake_in_an_alternative_is_named_at_its_place(broken: Broken) -> None:
    loaded = broken(
        "prerequisites.jsonl", '{"scheme":"percent","mark":"60"}', '{"scheme":"","mark":60,"top":1}'
    )
    assert {one.field for one in loaded.findings} >= {
        "prerequisite/min_grade/top",
        "prerequisite/min_grade/mark",
        "prerequisite/min_grade/scheme",
    }
