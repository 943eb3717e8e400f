"""Every decision becomes a rule of its own kind, and every oddity of the source a finding that can be counted."""

from __future__ import annotations

import json
from collections import Counter

import pytest

from benchmarks.datasets import rpi
from benchmarks.datasets.command import convert, run
from benchmarks.datasets.findings import findings_file, summary
from recommender.errors import InputError
from recommender.rules.all_of import AllOf
from recommender.rules.count_from import CountFrom
from recommender.rules.n_of import NOf
from recommender.rules.prerequisite import Every, Passed, Unknown
from recommender.rules.recognition import CreditOutput, ElectiveOutput, Recognition
from recommender.vocabulary import Assurance
from tests.benchmarks.conftest import DECISIONS, Imported

CREDIT = 600


def rule(small: Imported, ident: str) -> Recognition:
    return small.loaded.catalogue.rules[f"RPI/{ident}"]


def test_the_loader_has_nothing_to_say_of_what_was_written(small: Imported) -> None:
    assert [str(finding) for finding in small.loaded.findings if finding.severity == "error"] == []
    assert small.loaded.catalogue.unread == ()


def test_every_decision_is_kept_or_named(small: Imported) -> None:
    counts = {name: n for name, n in small.done.kept.items() if name.startswith("decisions")}
    together = counts.pop("decisions with two or more sources together")
    assert counts == {
        "decisions: course": 7,
        "decisions: subject-elective": 5,
        "decisions: mixed": 2,
        "decisions: not-transferable": 2,
        "decisions: other": 1,
        "decisions left out": 1,
    }
    assert sum(counts.values()) == DECISIONS.count("\n") - 1
    assert len(small.loaded.catalogue.rules) == 17
    assert together == 4


def test_a_course_for_a_course(small: Imported) -> None:
    one = rule(small, "D01")
    assert [source.item for source in one.sources] == ["X001/MAT 1 CALCULUS"]
    assert one.outputs == (CreditOutput("RPI/MATH-1010"),)
    assert one.recogniser == "RPI"


def test_subject_credit_names_no_course_and_is_worth_what_was_sent(small: Imported) -> None:
    assert rule(small, "D02").outputs == (ElectiveOutput(None, "STSO", 2000),)


def test_subject_credit_for_two_courses_is_their_published_sum(small: Imported) -> None:
    assert rule(small, "D07").outputs == (ElectiveOutput(4 * CREDIT, "ERTH", 1000),)


def test_a_mixed_decision_creates_no_credit(small: Imported) -> None:
    named, rest = rule(small, "D03").outputs
    assert named == CreditOutput("RPI/STSO-2500")
    assert rest == ElectiveOutput(1 * CREDIT, "STSO", 1000)


def test_a_refusal_is_kept_as_a_refusal(small: Imported) -> None:
    assert rule(small, "D04").is_refusal


def test_a_decision_understood_in_part_is_not_for_plans_by_default(small: Imported) -> None:
    one = rule(small, "D05")
    assert one.assurance is Assurance.RECOMMENDATION
    assert "not named" in one.note


def test_several_sources_are_asked_together(small: Imported) -> None:
    one = rule(small, "D06")
    assert (len(one.sources), one.need) == (2, 2)


def test_a_course_with_a_four_digit_seminar_number_is_a_course_where_the_catalogue_has_it(
    small: Imported,
) -> None:
    assert "RPI/CSCI-4000" in small.loaded.catalogue.items


def test_a_sending_course_has_the_credit_that_the_decisions_tell(small: Imported) -> None:
    items = small.loaded.catalogue.items
    credits = {key: item.units_most / CREDIT for key, item in items.items() if item.issuer != "RPI"}
    assert credits["X001/MAT 1 CALCULUS"] == 3
    assert credits["X001/MAT 2 MORE CALCULUS"] == 4  # 7 together, less 3
    unknown = {key for key, item in items.items() if item.issuer != "RPI" and not item.studyable}
    assert unknown == {
        "X001/CIS 1 PROGRAMS",
        "X001/CIS 2 DATA",
        "X001/ENV 1 SCIENCE",
        "X001/ENV 2 LABORATORY",
        "X002/EC 1 MONEY",
        "X002/EC 2 MARKETS",
        "X002/SPA 1 SPANISH",
    }


def test_a_target_that_only_decisions_name_can_be_granted_but_not_studied(small: Imported) -> None:
    item = small.loaded.catalogue.items["RPI/MATH-2012"]
    assert (item.units_most, item.studyable, item.subject, item.level) == (2 * CREDIT, False, "MATH", 2012)


def test_what_was_not_parsed_is_unknown_and_not_none(small: Imported) -> None:
    items = small.loaded.catalogue.items

    def before(code: str) -> object:
        return items[f"RPI/{code}"].prerequisites

    assert before("MATH-1020") == Passed("RPI/MATH-1010")
    assert before("MATH-1010") == Every(())
    assert before("CSCI-2500") == Unknown("after CSCI 1100 or the like")
    assert before("CSCI-4100") == Unknown("CSCI 2500 and then some")
    assert before("MATH-4940") == Unknown("Permission of instructor.")
    assert before("ADMN-1030") == Unknown("no catalogue page was found")


def test_a_course_that_does_not_exist_is_no_way_out_of_a_prerequisite(small: Imported) -> None:
    before = small.loaded.catalogue.items["RPI/CSCI-4000"].prerequisites
    assert getattr(before, "parts", (before,)) == (Passed("RPI/CSCI-1100"),)


def test_a_degree_is_its_courses_its_lists_and_its_total(small: Imported) -> None:
    (version,) = small.loaded.catalogue.qualifications["RPI/SMALL"]
    assert version.total_units == 20 * CREDIT
    assert isinstance(version.requirement, AllOf)
    required, listed = version.requirement.children
    assert isinstance(required, CountFrom)
    assert isinstance(listed, CountFrom)
    assert (required.least, required.of.items) == (2, {"RPI/MATH-1010", "RPI/MATH-1020"})
    assert (listed.least, listed.of.subjects, listed.of.level_from) == (1, {"CSCI"}, 4000)


def test_one_of_the_tracks_and_only_of_those_that_say_something(small: Imported) -> None:
    (version,) = small.loaded.catalogue.qualifications["RPI/ODD"]
    assert isinstance(version.requirement, AllOf)
    track = version.requirement.children[-1]
    assert isinstance(track, NOf)
    assert (track.n, [child.titles["en"] for child in track.children]) == (1, ["Theory", "Practice"])


FOUND = {
    "accepted_and_refused": ["D12 D13"],
    "alternate_years": ["RPI:MATH-4100"],
    "calendar_assumed": ["all"],
    "course_listed_twice": ["RPI:ODD"],
    "credit_range": ["RPI:MATH-4940"],
    "dangling_prerequisite": ["RPI:CSCI-4000", "RPI:PHYS-1200"],
    "decision_in_part": ["D05"],
    "decision_kind_unknown": ["D18"],
    "duplicate_course": ["RPI:MATH-1020"],
    "elective_credit_by_remainder": ["D03", "D10"],
    "fewer_members_than_asked": ["RPI:ODD", "RPI:ODD"],
    "list_without_members": ["RPI:ODD"],
    "list_without_number": ["RPI:ODD"],
    "offering_unknown": ["RPI:CSCI-1100"],
    "one_code_two_titles": ["X002/WRI 1"],
    "prerequisite_not_about_courses": ["RPI:MATH-4940"],
    "prerequisite_not_confident": ["RPI:CSCI-4100"],
    "prerequisite_not_parsed": ["RPI:CSCI-2500"],
    "prerequisite_not_published": ["RPI:ADMN-1030"],
    "prerequisite_of_unknown_course": ["RPI:GONE-1000"],
    "scheme_unstated": ["all"],
    "sending_credit_blank": ["D11"],
    "sending_credit_differs": ["D15"],
    "several_decisions": ["D14 D15"],
    "source_named_twice": ["D16"],
    "target_credit_unknown": ["RPI:ECON-1300"],
    "target_outside_catalogue": ["D09"],
    "target_outside_catalogue_mixed": ["D10"],
    "total_not_stated": ["RPI:ODD"],
    "track_without_requirements": ["RPI:ODD"],
    "unknown_leaf_course": ["RPI:ODD"],
    "wildcard_without_members": ["RPI:ODD"],
}


@pytest.mark.parametrize("kind", FOUND)
def test_an_oddity_is_a_finding(small: Imported, kind: str) -> None:
    assert sorted(oddity.about for oddity in small.done.oddities if oddity.kind == kind) == FOUND[kind]


def test_there_are_no_other_findings(small: Imported) -> None:
    unknown = {"sending_credit_unknown": 7}
    counts = {kind: len(about) for kind, about in FOUND.items()} | unknown
    assert small.done.by_kind() == Counter(counts)


def test_the_findings_lie_beside_the_directory_and_the_table_counts_them(small: Imported) -> None:
    lines = findings_file(small.directory).read_text().splitlines()
    assert len(lines) == len(small.done.oddities)
    assert json.loads(lines[-1]).keys() == {"kind", "about", "detail", "file", "row"}
    assert "7  decisions: course" in summary(small.done)
    assert "7  sending_credit_unknown" in summary(small.done)


def test_an_import_never_writes_over_anything(small: Imported) -> None:
    with pytest.raises(InputError, match="new or empty directory"):
        convert(rpi.read, small.source, small.directory)


def test_a_source_that_is_not_there_is_one_sentence(
    small: Imported, capsys: pytest.CaptureFixture[str]
) -> None:
    out = small.directory.with_name("other")
    assert run(rpi.read, "rpi", [str(small.source / "nowhere"), str(out)]) == 2
    assert "institutions.csv: cannot be read" in capsys.readouterr().err
