"""What a block asks for and nobody executes refuses it by name: nothing is dropped, guessed or called kept."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import read_directory
from recommender.errors import Unreadable
from recommender.interchange import scribe
from recommender.interchange.converted import Converted, write
from recommender.vocabulary import QualificationId
from tests.interchange.bank import block, write_bank


def unread(tmp_path: Path, *rules: str, header: str = "12 Credits") -> list[str]:
    """The words of what is not said of a block."""
    (version,) = scribe.read(write_bank(tmp_path, a=block(*rules, header=header))).versions
    return [one["text"] for one in version.get("unread", [])]


def version(tmp_path: Path, *rules: str, header: str = "12 Credits") -> dict[str, Any]:
    """A block of which everything is kept."""
    done = scribe.read(write_bank(tmp_path, a=block(*rules, header=header)))
    assert done.coverage.answer()["refused"] == []
    return done.versions[0]


@pytest.mark.parametrize("clause", ["Level <> 2", "Attribute >= LAB", "Level = ²"])
def test_a_filter_that_no_set_says_refuses_wherever_it_stands(clause: str, tmp_path: Path) -> None:
    name, relation, value = clause.split()
    asked = f'ACC @ (With {name} {relation} "{value}")'
    assert unread(tmp_path, f"6 Credits in ACC @ Except {asked}")
    assert unread(tmp_path, f"6 Credits in ACC 101, {asked}")
    assert unread(tmp_path, "6 Credits in ACC @", header=f"12 Credits MaxCredits 3 in ACC @ Except {asked}")


def test_an_exception_that_the_catalogue_lacks_takes_nothing_away(tmp_path: Path) -> None:
    (rule,) = version(tmp_path, "6 Credits in ACC @ Except XYZ 999")["requirement"]["children"]
    assert rule["of"] == {"subjects": ["ACC"]}


def test_blocks_whose_ids_end_alike_are_each_written(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    ids = (
        "river/acc",
        "river/x/acc",
        "x/acc",
        "x.y/acc",
        "x/y.acc",
        "x/y/acc",
        "x?y/acc",
        "x*y/acc",
        "会计/" + "学" * 30,
    )
    blocks = "".join(text.replace('"river/acc"', f'"{one}"') for one in ids)
    write(scribe.read(write_bank(tmp_path / "in", a=blocks)), tmp_path / "out")
    assert set(read_directory(tmp_path / "out").catalogue.qualifications) == set(ids)
    names = {one.name for one in (tmp_path / "out" / "qualifications").iterdir()}
    assert {"river.acc@2026.yaml", "river.x.acc@2026.yaml"} <= names


def test_a_second_block_of_one_id_and_year_is_refused_with_its_line(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    source = write_bank(tmp_path / "in", a=text + text.replace("2026", "2027"))
    write(scribe.read(source), tmp_path / "out")
    assert len(read_directory(tmp_path / "out").catalogue.qualifications[QualificationId("river/acc")]) == 2
    write_bank(source, b="# another\n" + text)
    with pytest.raises(Unreadable, match=r"b\.scribe:2: .*river/acc@2026"):
        scribe.read(source)


def test_a_block_of_a_version_that_the_folder_has_already_is_refused(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    write(scribe.read(write_bank(tmp_path / "in", a=text)), tmp_path / "out")
    with pytest.raises(Unreadable, match=r"b\.scribe:1"):
        scribe.read(write_bank(tmp_path / "out", b=text))


def test_electives_are_all_or_none_and_nothing_else(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @")
    wanted: dict[str, Any] = {"": {}, ' Electives "all"': {}, ' Electives "none"': None}
    for number, (stated, electives) in enumerate(wanted.items()):
        source = write_bank(tmp_path / str(number), a=text.replace("\nBEGIN", f"{stated}\nBEGIN"))
        assert scribe.read(source).versions[0].get("electives") == electives
    with pytest.raises(Unreadable, match=r"a\.scribe:1: .*all, none.*'most'"):
        scribe.read(write_bank(tmp_path / "most", a=text.replace("\nBEGIN", ' Electives "most"\nBEGIN')))


def test_an_attribute_of_a_block_that_stands_twice_is_refused(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @").replace("\nBEGIN", ' Year "2027"\nBEGIN')
    with pytest.raises(Unreadable, match=r"a\.scribe:1: expected 'YEAR' once"):
        scribe.read(write_bank(tmp_path, a=text))


@pytest.mark.parametrize("spelt", ["ACC", "acc", "Acc"])
def test_a_discipline_in_parentheses_is_that_of_the_catalogue_however_it_is_spelt(
    spelt: str, tmp_path: Path
) -> None:
    header = f"12 Credits MaxPerDisc 6 Credits in ({spelt}) MinPerDisc 3 Credits in ({spelt})"
    most, least = version(tmp_path, "6 Credits in ACC @", header=header)["limits"]
    assert most["of"] == {"subjects": ["ACC"]}
    assert [one["of"] for one in least["areas"]] == [{"subjects": ["ACC"]}]


@pytest.mark.parametrize(
    "clause", ["MaxPerDisc 3 Credits in ( ACC , XYZ )", "MinPerDisc 3 Credits in ( XYZ )"]
)
def test_a_discipline_that_nobody_has_is_refused(clause: str, tmp_path: Path) -> None:
    assert unread(tmp_path, "6 Credits in ACC @", header=f"12 Credits {clause}") == [clause]


def loads(tmp_path: Path, text: str) -> Converted:
    """An import that says "kept" of everything and of which every version loads."""
    done = scribe.read(write_bank(tmp_path / "in", a=text))
    assert done.coverage.answer()["refused"] == []
    write(done, tmp_path / "out")
    loaded = read_directory(tmp_path / "out")
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    assert loaded.catalogue.unread == ()
    return done


@pytest.mark.parametrize("label", ["r-2", "limit-1", "r", "a-credits", "x@2026/1"])
def test_no_label_is_an_id_that_is_made_up_elsewhere(label: str, tmp_path: Path) -> None:
    asked = "6 Credits or 2 Classes in ACC @ Label a"
    loads(
        tmp_path,
        block(
            f"3 Credits in ACC @ Label {label}", "3 Credits in TAX @", asked, header="12 Credits MinSpread 1"
        ),
    )


def test_a_block_without_rules_asks_for_its_total(tmp_path: Path) -> None:
    assert loads(tmp_path, block()).versions[0]["total"] == "12"


@pytest.mark.parametrize("total", ["0 Credits", "60.1234567 Credits", "9999999999 Credits"])
def test_a_total_that_is_no_amount_is_refused(total: str, tmp_path: Path) -> None:
    assert unread(tmp_path, "3 Credits in ACC @", header=total) == [total]


@pytest.mark.parametrize(
    "rule", ["If (Chose a) Then (3 Credits in ACC @) Label a", "3 Credits in ACC @ Label single-use"]
)
def test_nothing_of_a_version_is_kept_that_does_not_load(rule: str, tmp_path: Path) -> None:
    done = scribe.read(write_bank(tmp_path, a=block(rule, "3 Credits in TAX @")))
    assert done.coverage.answer()["counts"]["kept"] == 0
    assert all("does not load" in one["reason"] for one in done.versions[0]["unread"])


def test_a_bound_on_an_institution_that_the_catalogue_lacks_is_refused(tmp_path: Path) -> None:
    header = "12 Credits MaxCredits 3 in @ @ (With Institution = moon)"
    assert unread(tmp_path, "3 Credits in ACC @", header=header)


@pytest.mark.parametrize("course", ["ACC 10.1", "ACC 101.0"])
def test_a_number_with_a_point_is_no_other_course(course: str, tmp_path: Path) -> None:
    assert unread(tmp_path, f"1 Class in {course}") == [f"1 Class in {course}"]


@pytest.mark.parametrize(
    "rule",
    [
        '3 Credits in ACC @ MinSpread "three"',
        "3 Credits in ACC 100:200.5",
        '3 Credits in ACC @ (With Level = "²")',
        f'3 Credits in ACC @ (With Level = "{"9" * 5000}")',
    ],
    ids=["words", "a point", "another digit", "too long"],
)
def test_a_number_that_is_none_is_refused_with_its_clause(rule: str, tmp_path: Path) -> None:
    assert unread(tmp_path, rule)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (block("BeginSub " * 400 + "3 Credits in ACC @;" + " EndSub" * 400), "a.scribe:5: .* 30 deep"),
        (
            block("If (" + "not " * 4000 + "Passed ACC 101) Then (3 Credits in ACC @)"),
            "a.scribe:5: .* 30 deep",
        ),
        (block("1 Group in (" * 400 + "3 Credits in ACC @" + ")" * 400), "a.scribe:5: .* 30 deep"),
        (block(f"3 Credits in ACC {'1' * 5000}"), "a.scribe:5: .*digits"),
        (block().replace('"river/acc"', '""'), "a.scribe:1: .*must not be empty"),
        (block().replace('"river/acc"', f'"{"a" * 200}"'), "a.scribe:1: .*longer"),
        (block().replace('"2026"', '" "'), "a.scribe:1: .*blanks"),
    ],
    ids=["subsets", "nots", "groups", "digits", "no id", "a long id", "no year"],
)
def test_what_is_no_block_is_named_with_its_line(text: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=place):
        scribe.read(write_bank(tmp_path, a=text))


def test_rules_within_rules_load_as_deep_as_they_may_be(tmp_path: Path) -> None:
    loads(tmp_path, block("BeginSub " * 29 + "3 Credits in ACC @;" + " EndSub" * 29))


def test_a_year_may_be_that_of_two_years(tmp_path: Path) -> None:
    assert (
        loads(tmp_path, block("3 Credits in ACC @").replace('"2026"', '"2026/27"')).versions[0]["year"]
        == "2026/27"
    )


def test_a_file_of_another_encoding_is_named_with_its_line(tmp_path: Path) -> None:
    write_bank(tmp_path)
    (tmp_path / "a.scribe").write_bytes(block('3 Credits in ACC @ Label a "会计"').encode("gbk"))
    with pytest.raises(Unreadable, match=r"a\.scribe:5: expected text in UTF-8"):
        scribe.read(tmp_path)


def test_without_rules_and_without_electives_nothing_could_count(tmp_path: Path) -> None:
    text = block().replace("\nBEGIN", ' Electives "none"\nBEGIN')
    (one,) = scribe.read(write_bank(tmp_path / "a", a=text)).versions[0]["unread"]
    assert one["text"] == "12 Credits"
    with pytest.raises(Unreadable, match=r"a\.scribe:1: .*no rule"):
        scribe.read(write_bank(tmp_path / "b", a=text.replace("12 Credits", "")))
