"""Files that are missing, strange or in another form: what can be read is read, what cannot is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from recommender.catalogue import load, read_directory
from recommender.errors import Unreadable
from recommender.vocabulary import ItemId, ItemKind
from tests.catalogue.conftest import FILES, places, the_finding, unread, write

HEAD, ITEMS, BEFORE, RULES = "catalogue.yaml", "items.csv", "prerequisites.jsonl", "rules.jsonl"
VERSION = "qualifications/accounting.yaml"


@pytest.mark.parametrize("read", [read_directory, load])
def test_where_there_is_nothing_there_is_no_catalogue(read: object, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="there is no catalogue"):
        read(tmp_path / "nowhere")  # type: ignore[operator]
    with pytest.raises(Unreadable, match=r"has no catalogue\.yaml"):
        read(tmp_path)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("format: [", r"catalogue\.yaml:\d: expected YAML"),
        ("- a list", r"catalogue\.yaml:1: expected a mapping of fields, found a list"),
        ("", r"catalogue\.yaml: expected a mapping of fields, found nothing"),
        ("id: tiny", r"catalogue\.yaml:1: format: expected text, found None"),
        (
            "format: creditpath-catalogue/2\nid: tiny",
            r"yaml:1: format: expected creditpath-catalogue/1, found '.*/2'",
        ),
        ("format: creditpath-catalogue/1", r"catalogue\.yaml:1: id: expected text, found None"),
        ("标题: 学分".encode("gb18030"), r"catalogue\.yaml:1: expected UTF-8 text, found byte 0x"),
    ],
)
def test_a_head_that_does_not_say_what_it_is_stops_everything(
    content: str | bytes, said: str, tiny: Path
) -> None:
    with pytest.raises(Unreadable, match=said):
        read_directory(write(tiny, {HEAD: content}))


def test_missing_items_are_one_finding_and_the_rest_is_read(tiny: Path) -> None:
    loaded = read_directory(write(tiny, {ITEMS: None}))
    assert ("items.*", None, "file") in places(loaded.findings)
    assert unread(loaded)["items.*"] == "item"
    assert set(loaded.catalogue.institutions) == {"open", "craft"}
    assert loaded.catalogue.qualifications


def test_without_the_prerequisites_no_item_is_planned_as_if_it_had_none(tiny: Path) -> None:
    loaded = read_directory(write(tiny, {BEFORE: None}))
    assert places(loaded.findings) == [("prerequisites.*", None, "file")]
    assert unread(loaded) == dict.fromkeys(loaded.catalogue.items, "prerequisite")


def test_an_empty_file_says_that_there_are_none(tiny: Path) -> None:
    loaded = read_directory(write(tiny, {BEFORE: "", RULES: "\n\n"}))
    assert loaded.findings == ()
    assert loaded.catalogue.rules == {}
    assert loaded.catalogue.unread == ()


def test_files_that_nobody_reads_are_named(tiny: Path) -> None:
    write(
        tiny,
        {
            "courses.csv": "",
            "qualifications/law.yml": "",
            "README.md": "# Ours",
            ".gitignore": "",
            "old/x": "",
        },
    )
    loaded = read_directory(tiny)
    assert places(loaded.findings) == [
        ("courses.csv", None, "file"),
        ("old", None, "file"),
        ("qualifications/law.yml", None, "file"),
    ]
    assert {one.severity for one in loaded.findings} == {"warning"}


def test_a_byte_order_mark_and_line_ends_of_windows_change_nothing(tiny: Path) -> None:
    plain = read_directory(tiny)
    marked = {name: b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode() for name, text in FILES.items()}
    assert read_directory(write(tiny, marked)) == plain


def test_a_line_in_another_encoding_costs_that_line(tiny: Path) -> None:
    content = FILES[ITEMS].encode().replace("中级会计".encode(), "中级会计".encode("gb18030"))
    loaded = read_directory(write(tiny, {ITEMS: content}))
    finding = the_finding(loaded) if len(loaded.findings) == 1 else loaded.findings[0]
    assert (finding.file, finding.row, finding.expected) == (ITEMS, 3, "UTF-8 text")
    assert ItemId("open/acc2") not in loaded.catalogue.items
    assert len(loaded.catalogue.items) == 4


def test_a_line_of_prerequisites_in_another_encoding_marks_its_item(tiny: Path) -> None:
    content = FILES[BEFORE].encode().replace(b"or consent", "或经同意".encode("gb18030"))
    loaded = read_directory(write(tiny, {BEFORE: content}))
    assert places(loaded.findings) == [(BEFORE, 2, "row")]
    assert unread(loaded)["open/law"] == "prerequisite"


def test_a_version_that_is_no_yaml_is_named_by_the_id_that_can_be_made_out(tiny: Path) -> None:
    loaded = read_directory(write(tiny, {VERSION: FILES[VERSION].replace("children:", "children: {")}))
    assert unread(loaded) == {"open/accounting@2025": "qualification"}


@pytest.mark.parametrize(
    ("header", "field"),
    [("name,kind,issuer,credits", "name"), ("id,kind,issuer,issuer,credits", "issuer"), ("", "row")],
)
def test_a_table_with_a_header_that_cannot_be_used_is_not_read(header: str, field: str, tiny: Path) -> None:
    loaded = read_directory(write(tiny, {ITEMS: f"{header}\nopen/x,course,open,3\n"}))
    assert (ITEMS, 1, field) in places(loaded.findings) or not header
    assert loaded.catalogue.items == {}
    assert "item" in unread(loaded).values() or not header


def test_deep_nesting_is_a_finding(tiny: Path) -> None:
    deep = '{"all":[' * 5_000 + '{"item":"open/acc1"}' + "]}" * 5_000
    line = f'{{"item":"open/acc2","prerequisite":{deep}}}\n'
    middling = '{"all":[' * 400 + '{"item":"open/acc1"}' + "]}" * 400
    other = f'{{"item":"open/law","prerequisite":{middling}}}\n'
    loaded = read_directory(write(tiny, {BEFORE: line + other}))
    assert [(one.file, one.row) for one in loaded.findings] == [(BEFORE, 1), (BEFORE, 2)]
    assert {"open/acc2", "open/law"} <= unread(loaded).keys()


@pytest.mark.parametrize("levels", [400, 20_000])
def test_deep_nesting_in_yaml_is_a_finding(levels: int, tiny: Path) -> None:
    text = FILES[VERSION].replace("limits:", "limits: " + "[" * levels + "]" * levels + "\nlimit:")
    loaded = read_directory(write(tiny, {VERSION: text}))
    assert {one.file for one in loaded.findings} == {VERSION}
    assert unread(loaded) == {"open/accounting@2025": "qualification"}


def test_yaml_takes_words_for_words(tiny: Path) -> None:
    """`no` is Norwegian, a date is a date, `2025` is a year and `010` is not eight."""
    text = FILES[VERSION].replace('year: "2025"', "year: 2025").replace('total: "8"', "total: 8")
    text = text.replace("award: associate", "award: no")
    loaded = read_directory(write(tiny, {VERSION: text}))
    assert loaded.findings == ()
    (version,) = next(iter(loaded.catalogue.qualifications.values()))
    assert (version.year, version.award, version.total_units) == ("2025", "no", 4800)
    assert str(version.last_award) == "2031-07-31"
    octal = read_directory(write(tiny, {VERSION: text.replace("total: 8", "total: 010")}))
    assert next(iter(octal.catalogue.qualifications.values()))[0].total_units == 6000


@pytest.mark.parametrize(
    ("kind", "seasons", "stated", "open_to_study"),
    [
        (ItemKind.COURSE, "", "", True),
        (ItemKind.CERTIFICATE, "", "", True),
        (ItemKind.MILESTONE, "", "", True),
        (ItemKind.EXAM, "", "", False),
        (ItemKind.EXAM, "spring", "", True),
        (ItemKind.EXAM, "", "true", True),
        (ItemKind.COURSE, "", "false", False),
        (ItemKind.EXPERIENCE, "", "", False),
        (ItemKind.UNIT, "", "false", False),
    ],
)
def test_whether_new_study_is_open_follows_the_kind(
    kind: ItemKind, seasons: str, stated: str, open_to_study: bool, tiny: Path
) -> None:
    credits = "" if kind is ItemKind.MILESTONE else "3"
    rows = f"id,kind,issuer,title_en,credits,seasons,studyable\nopen/x,{kind},open,X,{credits},{seasons},{stated}\n"
    loaded = read_directory(write(tiny, {ITEMS: rows}))
    assert loaded.catalogue.items[ItemId("open/x")].studyable is open_to_study


def test_the_law_is_added_to_every_version_once(tiny: Path) -> None:
    stated = 'limits:\n- {kind: total, id: total, least: "8"}\n- {kind: single_use, id: single-use}\n'
    plain = read_directory(tiny).catalogue
    said = read_directory(write(tiny, {VERSION: FILES[VERSION].replace("limits:\n", stated)})).catalogue
    assert [limit.id for limit in next(iter(plain.qualifications.values()))[0].limits] == [
        "certificates",
        "home",
        "total",
        "single-use",
    ]
    assert said == plain
    other = 'limits:\n- {kind: total, id: total, least: "9"}\n'
    loaded = read_directory(write(tiny, {VERSION: FILES[VERSION].replace("limits:\n", other)}))
    assert places(loaded.findings) == [(VERSION, 21, "limits/0/least")]


@pytest.mark.parametrize(
    ("stated", "taken"), [("all", True), ("[]", False), ("[craft]", True), (None, False)]
)
def test_whose_items_count_as_themselves(stated: str | None, taken: bool, tiny: Path) -> None:
    line = "" if stated is None else f"accepts: {stated}\n"
    loaded = read_directory(write(tiny, {VERSION: FILES[VERSION].replace("accepts: [craft]\n", line)}))
    assert loaded.findings == ()
    (version,) = next(iter(loaded.catalogue.qualifications.values()))
    assert version.takes("craft") is taken  # type: ignore[arg-type]
    assert version.takes("open")  # type: ignore[arg-type]


def test_load_and_scheme_are_those_of_the_catalogue_and_the_institution_unless_stated(tiny: Path) -> None:
    text = FILES[VERSION].replace("award: associate", "award: associate\nload: 5\nscheme: point")
    plain = next(iter(read_directory(tiny).catalogue.qualifications.values()))[0]
    said = next(iter(read_directory(write(tiny, {VERSION: text})).catalogue.qualifications.values()))[0]
    assert (plain.load_units, plain.scheme) == (20 * 600, "credit")
    assert (said.load_units, said.scheme) == (5 * 600, "point")


def test_versions_stand_in_order_of_their_first_entry_date(tiny: Path) -> None:
    old = FILES[VERSION].replace('"2025"', '"2019"').replace("{from: 2025-03-01}", "{to: 2025-03-01}")
    loaded = read_directory(write(tiny, {"qualifications/a-later-name.yaml": FILES[VERSION], VERSION: old}))
    assert [one.year for one in next(iter(loaded.catalogue.qualifications.values()))] == ["2019", "2025"]
    assert loaded.findings == ()
