"""Every construct of a block has its form in ours, and no token of a block goes without a clause."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.catalogue import read_directory
from recommender.errors import Unreadable
from recommender.interchange import scribe
from recommender.interchange.converted import Converted, write
from recommender.interchange.scribe.bank import SET_FILTERS
from recommender.interchange.scribe.grammar import blocks_of
from recommender.interchange.scribe.lists import ATOMS
from recommender.interchange.scribe.qualifiers import QUALIFIERS
from tests.interchange.bank import block, write_bank

ACC = {"subjects": ["ACC"]}
LOW = {"items": ["river/ACC101", "river/ACC102"]}


def read(tmp_path: Path, *rules: str, header: str = "12 Credits") -> Converted:
    return scribe.read(write_bank(tmp_path, a=block(*rules, header=header)))


def said(tmp_path: Path, *rules: str, header: str = "12 Credits") -> tuple[list[Any], list[Any]]:
    """The requirements and the limits of a block that is kept whole."""
    done = read(tmp_path, *rules, header=header)
    assert done.coverage.answer()["refused"] == []
    (version,) = done.versions
    assert "unread" not in version
    limits = [{key: value for key, value in one.items() if key != "id"} for one in version["limits"]]
    return version["requirement"]["children"], limits


RULES = {
    "9 Credits in ACC @ Label core": {"kind": "credits_from", "id": "core", "least": "9", "of": ACC},
    "2 Classes in ACC 1@": {"kind": "count_from", "id": "r.1", "least": 2, "of": LOW},
    "2:3 Classes in ACC @": {"kind": "count_from", "id": "r.1", "least": 2, "most": 3, "of": ACC},
    "6 Credits and 2 Classes in ACC @": {
        "kind": "count_from", "id": "r.1", "least": 2, "least_credits": "6", "of": ACC,
    },
    "6 Credits or 2 Classes in ACC @": {
        "kind": "n_of", "id": "r.1", "n": 1, "children": [
            {"kind": "credits_from", "id": "r.1.credits", "least": "6", "of": ACC},
            {"kind": "count_from", "id": "r.1.classes", "least": 2, "of": ACC},
        ],
    },
    "1 Class in ACC 101:102, 201": {
        "kind": "count_from", "id": "r.1", "least": 1, "of": {"items": [*LOW["items"], "river/ACC201"]},
    },
    "3 Credits in ACC @ Except ACC 201": {
        "kind": "credits_from", "id": "r.1", "least": "3", "of": ACC | {"except": [{"items": ["river/ACC201"]}]},
    },
    "3 Credits in AUD @ (With Attribute = LAB)": {
        "kind": "credits_from", "id": "r.1", "least": "3",
        "of": {"intersection": [{"subjects": ["AUD"]}, {"tags": ["LAB"]}]},
    },
    "3 Credits in @ @ (With Level >= 2)": {
        "kind": "credits_from", "id": "r.1", "least": "3", "of": {"intersection": [{}, {"level_from": 2}]},
    },
    "2 Classes in ACC 101 + 102": {
        "kind": "pool", "id": "r.1", "of": LOW, "least_count": 2, "parts": [
            {"id": "r.1.each.1", "of": {"items": ["river/ACC101"]}, "least_count": 1},
            {"id": "r.1.each.2", "of": {"items": ["river/ACC102"]}, "least_count": 1},
        ],
    },
    "9 Credits in ACC @ MinCredits 3 in ACC 3@ MaxClasses 1 in ACC 1@": {
        "kind": "pool", "id": "r.1", "of": ACC, "least": "9", "parts": [
            {"id": "r.1.part.1", "of": {"items": ["river/ACC301"]}, "least": "3"},
            {"id": "r.1.part.2", "of": LOW, "most_count": 1},
        ],
    },
    "1 Group in (3 Credits in TAX @ Label t) or (3 Credits in AUD @ Label a) Label g": {
        "kind": "n_of", "id": "g", "n": 1, "children": [
            {"kind": "credits_from", "id": "t", "least": "3", "of": {"subjects": ["TAX"]}},
            {"kind": "credits_from", "id": "a", "least": "3", "of": {"subjects": ["AUD"]}},
        ],
    },
    "BeginSub 3 Credits in TAX @; EndSub Label s": {
        "kind": "all_of", "id": "s", "children": [
            {"kind": "credits_from", "id": "r.1.1", "least": "3", "of": {"subjects": ["TAX"]}}
        ],
    },
    "If (GPA >= 2.5) Then (3 Credits in ACC @)": {
        "kind": "conditional", "id": "r.1", "when": {"average": {"of": {}, "least": "2.5", "scale": "four"}},
        "then": {"kind": "credits_from", "id": "r.1.1", "of": ACC, "least": "3"},
    },
    "If (Passed ACC 101 and not (EnteredBefore 2024-09-01)) Then (3 Credits in TAX @) Else (6 Credits in TAX @)": {
        "kind": "conditional", "id": "r.1",
        "when": {"all": [{"holds": ["river/ACC101"]}, {"not": {"entered_before": "2024-09-01"}}]},
        "then": {"kind": "credits_from", "id": "r.1.1", "least": "3", "of": {"subjects": ["TAX"]}},
        "else": {"kind": "credits_from", "id": "r.1.2", "least": "6", "of": {"subjects": ["TAX"]}},
    },
    "3 Classes in ACC 1@ Including ACC 201": {
        "kind": "pool", "id": "r.1", "of": {"items": [*LOW["items"], "river/ACC201"]}, "least_count": 3,
        "parts": [{"id": "r.1.each.1", "of": {"items": ["river/ACC201"]}, "least_count": 1}],
    },
    "3 Credits in @ @ Except @ @ (With Attribute = LAB), ACC 1@ (With Level = 1)": {
        "kind": "credits_from", "id": "r.1", "least": "3",
        "of": {"except": [{"union": [
            {"intersection": [{}, {"tags": ["LAB"]}]},
            {"intersection": [LOW, {"level_from": 1, "level_to": 1}]},
        ]}]},
    },
    "3 Credits in ACC @ (With Institution <> sea)": {
        "kind": "credits_from", "id": "r.1", "least": "3",
        "of": {"intersection": [ACC, {"except": [{"issuers": ["sea"]}]}]},
    },
    'If (EnrolledIn "river/arts" or HoldsAward "river/law" or EnteredFrom 2025-09-01) Then (3 Credits in ACC @)': {
        "kind": "conditional", "id": "r.1", "when": {"any": [
            {"enrolled_in": ["river/arts"]}, {"holds_award": {"qualification": "river/law"}},
            {"entered_from": "2025-09-01"},
        ]},
        "then": {"kind": "credits_from", "id": "r.1.1", "least": "3", "of": ACC},
    },
    "NonCourse 1 in (THESIS)": {"kind": "count_from", "id": "r.1", "least": 1, "of": {"items": ["river/THESIS"]}},
}  # fmt: skip


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_is_a_requirement(rule: str, tmp_path: Path) -> None:
    assert said(tmp_path, rule) == ([RULES[rule]], [])


HEADERS = {
    "MaxTransfer 6 Credits": {"kind": "cap", "source": {"transferred": True}, "most": "6"},
    "MaxPassFail 1 Class": {"kind": "cap", "source": {"graded": ["pass-fail"]}, "most_count": 1},
    "MaxPerDisc 6 Credits": {"kind": "cap", "source": {}, "each": "subject", "most": "6"},
    "MaxPerDisc 6 Credits in (ACC, TAX)": {
        "kind": "cap", "source": {}, "each": "subject", "most": "6", "of": {"subjects": ["ACC", "TAX"]},
    },
    "MinPerDisc 3 Credits in (ACC, TAX)": {
        "kind": "breadth", "least_areas": 2, "each_least": "3", "areas": [
            {"id": "ACC", "of": {"subjects": ["ACC"]}}, {"id": "TAX", "of": {"subjects": ["TAX"]}},
        ],
    },
    "MinSpread 3": {"kind": "breadth", "by": "subject", "least_areas": 3},
    "SameDisc": {"kind": "breadth", "by": "subject", "most_areas": 1},
    "MinRes 6 Credits": {"kind": "residency", "least": "6"},
    "MinRes 5 Classes": {"kind": "residency", "least_count": 5},
    "LastRes 6 OF 9 Credits": {"kind": "residency", "least": "6", "last": "9"},
    "MinGPA 2.5": {"kind": "average", "least": "2.5", "scale": "four"},
    "MinGrade 70": {"kind": "min_grade", "grade": {"scheme": "percent", "mark": "70"}},
    "MaxCredits 3 in ACC 1@": {"kind": "cap", "source": {}, "of": LOW, "most": "3"},
    "MaxClasses 1 in ACC 1@": {"kind": "cap", "source": {}, "of": LOW, "most_count": 1},
    "MinCredits 3 in ACC 3@": {
        "kind": "breadth", "least_areas": 1, "each_least": "3",
        "areas": [{"id": "area", "of": {"items": ["river/ACC301"]}}],
    },
    "MinClasses 1 in ACC 3@": {
        "kind": "breadth", "least_areas": 1, "each_least_count": 1,
        "areas": [{"id": "area", "of": {"items": ["river/ACC301"]}}],
    },
    "Share 1 Class": {"kind": "sharing", "any": True, "most_count": 1},
    "NonExclusive 3 Credits": {"kind": "sharing", "any": True, "most": "3"},
}  # fmt: skip


@pytest.mark.parametrize("clause", HEADERS)
def test_a_clause_of_the_header_is_a_limit(clause: str, tmp_path: Path) -> None:
    assert said(tmp_path, "3 Credits in ACC @", header=f"12 Credits {clause}")[1] == [HEADERS[clause]]


WITHIN = {
    "6 Credits in ACC @ MinRes 2 Classes Label a": {"kind": "residency", "least_count": 2, "within": "a"},
    "6 Credits in ACC @ MinRes 3 Credits Label a": {"kind": "residency", "least": "3", "within": "a"},
    "6 Credits in ACC @ MaxTransfer 3 Credits Label a": {
        "kind": "cap", "source": {"transferred": True}, "most": "3", "within": "a",
    },
    "6 Credits in ACC @ (With DWTransfer = N) Label a": {
        "kind": "cap", "of": ACC, "within": "a", "most": "0", "most_count": 0, "source": {"transferred": True},
    },
    "6 Credits in ACC @ (With DWResident = Y) Label a": {
        "kind": "cap", "of": ACC, "within": "a", "most": "0", "most_count": 0, "source": {"transferred": True},
    },
    "6 Credits in ACC @ (With DWPassFail = N) Label a": {
        "kind": "cap", "of": ACC, "within": "a", "most": "0", "most_count": 0, "source": {"graded": ["pass-fail"]},
    },
    "6 Credits in ACC @ (With DWGrade >= 80) Label a": {
        "kind": "min_grade", "of": ACC, "within": "a", "grade": {"scheme": "percent", "mark": "80"},
    },
    "2 Classes in ACC @ Share 1 Class with (b) Label a": {
        "kind": "sharing", "between": [["a", "b"]], "most_count": 1,
    },
    "2 Classes in ACC @ NonExclusive 3 Credits with (b) Label a": {
        "kind": "sharing", "between": [["a", "b"]], "most": "3",
    },
    "6 Credits in ACC @ Exclusive 3 Credits with (b) Label a": {
        "kind": "sharing", "between": [["a", "b"]], "most": "3",
    },
    "3 Classes in ACC @ DontShare 1 Class with (b) Label a": {
        "kind": "sharing", "between": [["a", "b"]], "most_count": 2,
    },
}  # fmt: skip


@pytest.mark.parametrize("rule", WITHIN)
def test_a_qualifier_of_a_rule_is_a_limit_within_it(rule: str, tmp_path: Path) -> None:
    assert said(tmp_path, rule, "3 Credits in ENG @ Label b")[1] == [WITHIN[rule]]


def test_residency_in_credits_and_in_classes_is_two_limits(tmp_path: Path) -> None:
    found = said(tmp_path, "3 Credits in ACC @", header="12 Credits MinRes 6 Credits And 2 Classes")[1]
    assert found == [{"kind": "residency", "least": "6"}, {"kind": "residency", "least_count": 2}]


def test_points_are_the_lowest_mark_that_is_worth_them(tmp_path: Path) -> None:
    text = block("3 Credits in ACC @", header="3 Credits MinGrade 2.0", grades="letters")
    (version,) = scribe.read(write_bank(tmp_path, a=text)).versions
    assert version["limits"][0]["grade"] == {"scheme": "letters", "mark": "C"}


NOTHING = ["DontShare", "Exclusive", "HighPriority", "LowPriority", 'Remark "See an adviser."']


@pytest.mark.parametrize("clause", NOTHING)
def test_what_our_law_says_anyway_is_kept_and_nothing_is_written(clause: str, tmp_path: Path) -> None:
    """Nothing is shared unless told, and the best assignment is found, not placed in order."""
    assert said(tmp_path, f"2 Classes in ACC @ {clause} Label a")[1] == []


CHOSE = [
    "1 Group in (3 Credits in TAX @ Label t) or (3 Credits in AUD @ Label a) Label g",
    "If (Chose t) Then (3 Credits in ENG @)",
]


def test_a_rule_may_hang_on_which_alternative_was_chosen(tmp_path: Path) -> None:
    rules, limits = said(tmp_path, *CHOSE)
    assert (rules[1]["when"], limits) == ({"chose": "t"}, [])


def test_every_word_of_the_language_stands_in_a_test() -> None:
    known = QUALIFIERS | set(ATOMS) | {"except", "including", "beginsub", "group", "if", "noncourse", "label"}
    known |= {*SET_FILTERS, "dwtransfer", "dwresident", "dwpassfail", "dwgrade"}
    told = " ".join([*RULES, *HEADERS, *WITHIN, *NOTHING, *CHOSE]).lower()
    assert [word for word in sorted(known) if not re.search(rf"\b{word}\b", told)] == []


REFUSED = {
    "3 Credits in ACC @ MinGPA 2.0001": "MinGPA 2.0001",
    "3 Credits in ACC 101 + 102, 201": "3 Credits in ACC 101 + 102 , 201",
    "ProxyAdvice 3": "ProxyAdvice 3",
    "3 Credits in ACC @ (With Colour = RED)": "( With Colour = RED )",
    "3 Credits in ACC @ Except ACC @ (With DWTransfer = Y)": "( With DWTransfer = Y )",
    "1 Class in XYZ 999": "1 Class in XYZ 999",
    "NonCourse 1 in (RECITAL)": "NonCourse 1 in ( RECITAL )",
    "3 Credits in ACC @ MinRes 2:3 Classes": "MinRes 2 : 3 Classes",
    "3 Credits in ACC @ Frobnicate (1; 2)": "Frobnicate ( 1 ; 2 )",
    "If (Weather = FINE) Then (3 Credits in ACC @)": "If ( Weather = FINE ) Then ( 3 Credits in ACC @ )",
}


@pytest.mark.parametrize("rule", REFUSED)
def test_what_cannot_be_said_refuses_the_version_by_name(rule: str, tmp_path: Path) -> None:
    done = read(tmp_path / "in", rule)
    assert REFUSED[rule] in [one["text"] for one in done.versions[0]["unread"]]
    write(done, tmp_path / "out")
    assert [one.id for one in read_directory(tmp_path / "out").catalogue.unread] == ["river/acc@2026"]


def test_an_alternative_that_the_catalogue_lacks_is_an_offer_left_out(tmp_path: Path) -> None:
    done = read(tmp_path, "1 Class in ACC 101, XYZ 999")
    assert "unread" not in done.versions[0]
    (one,) = done.coverage.answer()["refused"]
    assert (one["blocks"], one["place"]) == (False, "a.scribe:5")
    assert "XYZ 999" in one["reason"]


def test_what_stands_in_a_rule_that_is_not_said_goes_with_it(tmp_path: Path) -> None:
    done = read(tmp_path, "1 Group in (3 Credits in ACC @ MaxTransfer 1 Class) or (1 Class in XYZ 9) Label g")
    assert done.versions[0]["limits"] == []
    assert done.coverage.answer()["counts"] == {"clauses": 5, "kept": 1, "refused": 4, "refused_blocking": 4}


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ('BLOCK "a" At "river"\n 3 Credits;', "a.scribe:2"),
        ('BLOCK "a" At "river"\nBEGIN ;\n 3 Credits in ACC @;', "a.scribe:3"),
        ('BLOCK "a" At "river" BEGIN ;\n\n%\nEND.', "a.scribe:3"),
        ('BLOCK "a" At "moon" BEGIN ; END.', "a.scribe:1"),
    ],
)
def test_a_block_without_its_frame_is_refused_with_its_line(text: str, place: str, tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match=place):
        scribe.read(write_bank(tmp_path, a=text))


PIECES = st.sampled_from(
    [*RULES, *WITHIN, *REFUSED, "MinSpread 2 ;", "Label x", "(", ")", "or", "Then", "EndSub", "BeginSub", "If (",
     "MaxTransfer", "12", "Credits", "in", "ACC", "@", "Except", "With", ";", "Share 1 Class", '"text"', "2024-01-01",
     "1 Group in", "LastRes 3 of", "Remark", "+", ",", "<=", "Else"]
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(
    st.lists(PIECES, max_size=12),
    st.lists(st.sampled_from([*HEADERS, "Colour 3", "(", ")", "12 Credits"]), max_size=4),
)
def test_no_token_of_any_block_goes_without_a_clause(body: list[str], header: list[str]) -> None:
    text = block(" ".join(body), header=" ".join(header))
    (one,) = blocks_of(text, "a.scribe")
    held = set(one.structure).union(*(range(span.start, span.end) for span in one.clauses))
    assert held == set(range(one.first, one.last))


@settings(max_examples=40, deadline=None)
@given(st.lists(PIECES, max_size=8), st.lists(st.sampled_from(list(HEADERS)), max_size=3))
def test_the_clauses_of_any_block_are_those_kept_and_those_refused(
    tmp_path_factory: pytest.TempPathFactory, body: list[str], header: list[str]
) -> None:
    text = block(" ".join(body), header=" ".join(header))
    done = scribe.read(write_bank(tmp_path_factory.mktemp("bank"), a=text))
    counts = done.coverage.answer()["counts"]
    (one,) = blocks_of(text, "a.scribe")
    assert counts["clauses"] == counts["kept"] + counts["refused"] == len(one.clauses)
    assert bool(counts["refused_blocking"]) == ("unread" in done.versions[0])
