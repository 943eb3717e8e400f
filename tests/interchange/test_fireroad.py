"""Nested lists keep every clause or name it; old and joint numbers are one subject; prose is never guessed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue import read_directory
from recommender.errors import Unreadable
from recommender.interchange import fireroad
from recommender.interchange.converted import Converted, write
from recommender.interchange.coverage import Coverage
from recommender.interchange.fireroad.lists import RequirementList, clauses_of
from recommender.interchange.fireroad.prereqs import Before, before
from recommender.interchange.native import Native

COURSES = """\
number,title,units,level,prereqs,same,meets,old_number,hass,gir,comms,terms_seen
1.00,Computation,12,U,"Calculus I (GIR), (2.00/3.00)",,,1.001,,REST,,f22|s23
2.00,Design,12,U,None,3.00,,,,,,f22
3.00,Design,12,U,None,2.00,,,,,,f22
4.00,Studio,0,U,''Permission of instructor'',,,,A,,CI-H,s23
5.00,Reading,9,G,"1.00, 2.00/4.00",,,,H,,CI-HW,s23
6.00,Calculus,12,U,None,,,,,CAL1,,f22
"""
Node = dict[str, Any]


def subject(number: str) -> Node:
    return {"req": number}


def least(n: int, how: str = "subjects", type_: str = "GTE") -> Node:
    return {"cutoff": n, "criterion": how, "type": type_}


def group(connection: str, *reqs: Node, **more: Any) -> Node:
    return {"connection-type": connection, "reqs": list(reqs), "threshold-desc": "...", **more}


def made(*reqs: Node, desc: str = "") -> tuple[Coverage, Node | None]:
    coverage = Coverage()
    reader = RequirementList("MIT/x", "x.json", coverage, lambda one: [f"MIT/{one}"])
    tree = reader.tree({"reqs": list(reqs), "desc": desc})
    coverage.close()
    return coverage, tree


def only(*reqs: Node) -> Node:
    coverage, tree = made(*reqs)
    assert coverage.answer()["refused"] == []
    assert tree is not None
    (child,) = tree["children"]
    return dict(child)


A, B, C = subject("1.00"), subject("2.00"), subject("3.00")
ABC = {"items": ["MIT/1.00", "MIT/2.00", "MIT/3.00"]}


def test_any_is_one_of_a_set_and_all_is_each() -> None:
    assert only(group("any", A, B, C)) == {"kind": "count_from", "id": "r-0", "least": 1, "of": ABC}
    every = only(group("all", A, group("any", B, C)))
    assert every["kind"] == "all_of"
    assert [one["of"]["items"] for one in every["children"]] == [["MIT/1.00"], ["MIT/2.00", "MIT/3.00"]]


def test_a_threshold_counts_subjects_or_units() -> None:
    assert only(group("any", A, B, C, threshold=least(2)))["least"] == 2
    units = only(group("any", A, B, C, threshold=least(24, "units")))
    assert (units["kind"], units["least"]) == ("credits_from", "24")
    assert only(group("any", A, B, C, threshold=least(1, type_="GT")))["least"] == 2


def test_all_with_a_threshold_asks_for_both() -> None:
    both = only(group("all", group("any", A, B), C, threshold=least(2)))
    count, groups = both["children"]
    assert (count["least"], count["of"]) == (2, ABC)
    assert groups["kind"] == "all_of"
    assert len(groups["children"]) == 2


def test_at_most_bounds_what_its_group_gives_to_the_count_around_it() -> None:
    pool = only(group("any", A, group("any", B, C, threshold=least(1, type_="LTE")), threshold=least(2)))
    assert (pool["kind"], pool["least_count"]) == ("pool", 2)
    (part,) = pool["parts"]
    assert (part["of"], part["most_count"]) == ({"items": ["MIT/2.00", "MIT/3.00"]}, 1)


def test_at_most_where_nothing_is_counted_is_refused() -> None:
    coverage, _ = made(A, group("any", B, C, threshold=least(1, type_="LTE")))
    assert {one["blocks"] for one in coverage.answer()["refused"]} == {True}


def test_so_many_groups_are_n_of_them() -> None:
    both = only(
        group("any", A, group("any", B, C), **{"distinct-threshold": least(2), "threshold": least(2)})
    )
    count, groups = both["children"]
    assert count["least"] == 2
    assert (groups["kind"], groups["n"], len(groups["children"])) == ("n_of", 2, 2)


PROSE = {"req": "2 electives", "plain-string": True, "threshold": least(2)}


def test_prose_among_alternatives_is_an_offer_left_out_and_elsewhere_refuses_the_list() -> None:
    offered, tree = made(group("any", A, PROSE))
    assert tree is not None
    assert [one["blocks"] for one in offered.answer()["refused"]] == [False, False]
    assert offered.unread("MIT/x") == []
    required, _ = made(A, PROSE)
    assert next(one["text"] for one in required.unread("MIT/x")) == "2 electives"


@pytest.mark.parametrize(
    ("text", "blocks"), [("Thesis subjects", False), ("At least two periods must be covered.", True)]
)
def test_a_remark_that_may_be_a_condition_refuses_the_list(text: str, blocks: bool) -> None:
    coverage, _ = made(A | {"desc": text})
    assert bool(coverage.unread("MIT/x")) is blocks


LEAVES = st.sampled_from([A, B, C, subject("HASS-A"), subject("CI-H"), PROSE])
BOUNDS = st.fixed_dictionaries(
    {
        "cutoff": st.integers(-1, 3),
        "criterion": st.sampled_from(["subjects", "units", "stars"]),
        "type": st.sampled_from(["GTE", "GT", "LTE", "LT", "EQ"]),
    }
)
TREES = st.recursive(
    st.tuples(LEAVES, st.dictionaries(st.sampled_from(["threshold", "distinct-threshold"]), BOUNDS)).map(
        lambda one: one[0] | one[1]
    ),
    lambda below: st.builds(
        lambda connection, reqs, more: {"connection-type": connection, "reqs": reqs} | more,
        st.sampled_from(["any", "all", "some"]),
        st.lists(below, min_size=1, max_size=4),
        st.dictionaries(st.sampled_from(["threshold", "distinct-threshold"]), BOUNDS)
        | st.just({"desc": "only one of these"}),
    ),
    max_leaves=12,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREES, min_size=1, max_size=3))
def test_the_clauses_of_any_list_are_those_kept_and_those_refused(reqs: list[Node]) -> None:
    coverage, _ = made(*reqs)
    places = [f"x.json:{place}" for place, _ in clauses_of({"reqs": reqs}, "")]
    assert sorted(one.place for one in coverage.clauses) == sorted(places)
    counts = coverage.answer()["counts"]
    assert counts["clauses"] == counts["kept"] + counts["refused"] == len(places)


def line(text: str) -> Before:
    return before(text, lambda one: [f"MIT/{one}"], lambda tag: [f"MIT/{tag}"])


def test_prerequisites_in_text_become_and_or_with_prose_as_unknown() -> None:
    assert line("None").prerequisite is None
    assert line("Calculus I (GIR), (2.00/3.00)").prerequisite == {
        "all": [{"item": "MIT/GIR:CAL1"}, {"any": [{"item": "MIT/2.00"}, {"item": "MIT/3.00"}]}]
    }
    assert line("2.00/''permission of instructor''").prerequisite == {
        "any": [{"item": "MIT/2.00"}, {"unknown": "permission of instructor"}]
    }
    assert line("2.00, [3.00]") == Before({"item": "MIT/2.00"}, {"item": "MIT/3.00"})


@pytest.mark.parametrize(
    "text",
    ["2.00/[3.00]", "2.00/(3.00, [4.00])", "1.00, (2.00/(3.00, ([4.00/5.00])))", "([2.00], 3.00)/4.00"],
)
def test_a_corequisite_of_one_alternative_does_not_bind_in_the_others(text: str) -> None:
    assert line(text) == Before({"unknown": text})


def test_alternatives_within_a_corequisite_and_beside_it_are_read() -> None:
    both = {"any": [{"item": "MIT/2.00"}, {"item": "MIT/3.00"}]}
    assert line("1.00, [2.00/3.00]") == Before({"item": "MIT/1.00"}, both)
    assert line("(2.00/3.00), [1.00]") == Before(both, {"item": "MIT/1.00"})


@pytest.mark.parametrize("text", ["2.00, 3.00/4.00", "(2.00", "2.00)", "2.00//3.00", "/", "''2.00"])
def test_a_line_of_two_meanings_or_none_stays_prose(text: str) -> None:
    assert line(text).prerequisite == {"unknown": text}


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> tuple[Converted, Path]:
    source = tmp_path_factory.mktemp("mit")
    (source / "courses.csv").write_text(COURSES)
    (source / "requirements").mkdir()
    lists = {
        "major1.json": {"title": "One", "reqs": [subject("1.001"), subject("9.99")]},
        "major1 2.json": {"title": "One", "reqs": [subject("1.001"), subject("9.99")]},
        "minor2.json": {"title": "Two", "reqs": [A, PROSE]},
    }
    for name, data in lists.items():
        (source / "requirements" / name).write_text(json.dumps(data))
    converted = fireroad.read(source)
    write(converted, source / "native")
    return converted, source / "native"


def native(small: tuple[Converted, Path]) -> Native:
    made = small[0].native
    assert isinstance(made, Native)
    return made


def test_old_and_joint_numbers_are_one_lineage_and_any_of_them_counts(small: tuple[Converted, Path]) -> None:
    items = native(small).items
    assert items["MIT/2.00"]["lineage"] == items["MIT/3.00"]["lineage"]
    assert items["MIT/1.001"]["lineage"] == items["MIT/1.00"]["lineage"]
    assert items["MIT/1.001"]["studyable"] == "false"
    first, second = native(small).qualifications[0]["requirement"]["children"]
    assert sorted(first["of"]["items"]) == ["MIT/1.00", "MIT/1.001"]
    assert second["of"]["items"] == ["MIT/9.99"]
    assert items["MIT/9.99"]["studyable"] == "false"


def test_a_list_that_stands_twice_is_written_once_and_counted_twice(small: tuple[Converted, Path]) -> None:
    assert [one["id"] for one in native(small).qualifications] == ["MIT/major1", "MIT/minor2"]
    assert len(small[0].coverage.answer()["about"]) == 3


def test_the_loader_refuses_by_name_what_has_an_unread_clause(small: tuple[Converted, Path]) -> None:
    loaded = read_directory(small[1])
    reasons = {one.id: one.reason for one in loaded.catalogue.unread}
    assert "'2 electives' (and 1 more)" in reasons["MIT/minor2@2026"]
    assert json.loads(small[1].with_name("native.coverage.json").read_text())["counts"]["clauses"] == 7


@pytest.mark.parametrize(
    "words", ["Elective subjects", "UROP (credit/paid)", "6.C01.6.S052", "logic_subject"]
)
def test_words_that_are_no_number_of_a_subject_are_prose_even_where_nobody_marked_them(
    words: str, tmp_path: Path
) -> None:
    (tmp_path / "courses.csv").write_text(COURSES)
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "x.json").write_text(json.dumps({"reqs": [A, subject(words)]}))
    done = fireroad.read(tmp_path)
    assert [(one["text"], one["blocks"]) for one in done.coverage.answer()["refused"]] == [(words, True)]
    assert "subjects that only a list names" not in done.counts


LIST = json.dumps({"title": "x", "reqs": [A]})
BROKEN: dict[str, tuple[str | bytes, str, str]] = {
    "broken JSON": (COURSES, '{"title":\n "x",', r"x\.json:2: expected JSON"),
    "JSON without end": (COURSES, "[" * 100_000, r"x\.json:1: .*nested"),
    "a list": (COURSES, "[]", r"x\.json:/: expected an object, found \[\]"),
    "a text among the lists": (
        COURSES,
        '{"reqs": ["1.00"]}',
        r"x\.json:/reqs/0: expected an object, found '1.00'",
    ),
    "lists that are none": (COURSES, '{"reqs": "1.00"}', r"x\.json:/reqs: expected a list"),
    "a title that is none": (COURSES, '{"reqs": [{"req": "1.00", "title": 5}]}', r"x\.json:/reqs/0/title"),
    "a threshold that is none": (
        COURSES,
        '{"reqs": [{"req": "1.00", "threshold": null}]}',
        r"/reqs/0/threshold",
    ),
    "deep lists": (COURSES, '{"reqs": [' * 200 + LIST + "]}" * 200, r"x\.json:/reqs/0.* 30 deep"),
    "units": (COURSES.replace(",9,G", ",abc,G"), LIST, r"courses\.csv:6: units: 'abc'"),
    "a term": (COURSES.replace(",CI-H,s23", ",CI-H,u22"), LIST, r"courses\.csv:5: terms_seen: .*'u22'"),
    "no number": (COURSES.replace("4.00,", ","), LIST, r"courses\.csv:5: number"),
    "a missing column": (COURSES.replace(",terms_seen", ""), LIST, r"courses\.csv:1: .*'terms_seen'"),
    "a short row": (COURSES + "7.00,Short\n", LIST, r"courses\.csv:8: .*as many cells"),
    "another encoding": (COURSES.replace("Studio", "课程").encode("gbk"), LIST, r"courses\.csv:5: .*UTF-8"),
    "no CSV": (COURSES + '"' + "x" * 200_000, LIST, r"courses\.csv:\d+: expected rows of CSV"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_what_is_no_subject_and_no_list_is_named_with_its_place(case: str, tmp_path: Path) -> None:
    courses, text, place = BROKEN[case]
    (tmp_path / "courses.csv").write_bytes(courses if isinstance(courses, bytes) else courses.encode())
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "x.json").write_text(text)
    with pytest.raises(Unreadable, match=place):
        fireroad.read(tmp_path)
