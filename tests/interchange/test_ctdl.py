"""A transfer value that is typed throughout becomes a rule; prose and unknown terms wait for a person."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from recommender.catalogue import read_directory
from recommender.errors import Unreadable
from recommender.interchange import ctdl
from recommender.interchange.converted import Converted, quarantine_file, write

Json = dict[str, Any]
COLLEGE = {"@id": "res:college", "@type": "ceterms:CredentialOrganization", "ceterms:name": {"en": "College"}}
UNIVERSITY = {
    "@id": "res:university",
    "@type": "ceterms:CredentialOrganization",
    "ceterms:name": {"en": "University"},
}
AGENCY = {"@id": "res:agency", "@type": "ceterms:QACredentialOrganization", "ceterms:name": {"en": "Agency"}}
EXAM = {
    "@id": "res:exam", "@type": "ceterms:AssessmentProfile", "ceterms:name": {"en": "Finance Exam"},
    "ceterms:ownedBy": "res:college",
}  # fmt: skip
PROGRAMME = {
    "@id": "res:accountancy",
    "@type": "ceterms:LearningProgram",
    "ceterms:offeredBy": "res:university",
}


def value(**more: Any) -> Json:
    amount = {
        "@type": "ceterms:ValueProfile",
        "schema:value": 3,
        "ceterms:creditUnitType": "creditUnit:DegreeCredit",
    }
    stated = {
        name: more.pop(name)
        for name in list(more)
        if name.startswith(("schema:", "ceterms:credit", "ceterms:subject"))
    }
    return {
        "@id": "res:value",
        "@type": "ceterms:TransferValueProfile",
        "ceterms:ownedBy": "res:university",
        "ceterms:transferValue": amount | stated,
        "ceterms:transferValueFrom": "res:exam",
        "ceterms:transferValueFor": "res:accountancy",
        **more,
    }


def read(folder: Path, node: Json, *others: Json, **decisions: Any) -> Converted:
    graph = [node, COLLEGE, UNIVERSITY, AGENCY, EXAM, PROGRAMME, *others]
    (folder / "one.json").write_text(json.dumps({"@context": [], "@graph": graph}))
    if decisions:
        (folder / "decisions.json").write_text(json.dumps(decisions))
    return ctdl.read(folder)


def test_a_typed_value_is_a_rule_of_the_institution_that_offers_the_programme(tmp_path: Path) -> None:
    done = read(tmp_path, value(**{"ceterms:creditLevelType": "audLevel:LowerDivisionLevel"}))
    assert done.native.rules == [
        {
            "id": "res:university/one/res:value",
            "recogniser": "res:university",
            "sources": [{"item": "res:college/res:exam"}],
            "outputs": [{"type": "elective", "credits": "3", "tags": ["audLevel:LowerDivisionLevel"]}],
            "assurance": "agreement",
            "towards": {"programmes": ["res:accountancy"]},
        }
    ]
    assert done.quarantine == ()
    write(done, tmp_path / "native")
    loaded = read_directory(tmp_path / "native")
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    assert list(loaded.catalogue.rules) == ["res:university/one/res:value"]


def test_what_an_agency_says_is_a_recommendation(tmp_path: Path) -> None:
    (rule,) = read(tmp_path, value(**{"ceterms:ownedBy": "res:agency"})).native.rules
    assert rule["assurance"] == "recommendation"


def test_a_grade_in_the_usual_words_and_dates_are_typed(tmp_path: Path) -> None:
    condition = {
        "@type": "ceterms:ConditionProfile", "ceterms:condition": "Grade C or better.",
        "ceterms:targetAssessment": "res:exam",
    }  # fmt: skip
    node = value(
        **{"ceterms:requires": condition, "ceterms:startDate": "2024-01-01", "ceterms:endDate": "2024-12-31"}
    )
    (rule,) = read(tmp_path, node).native.rules
    assert rule["sources"] == [
        {"item": "res:college/res:exam", "min_grade": {"scheme": "letters", "mark": "C"}}
    ]
    assert rule["applied_within"] == {"from": "2024-01-01", "to": "2025-01-01"}


def test_the_last_of_all_days_is_an_open_end(tmp_path: Path) -> None:
    (rule,) = read(tmp_path, value(**{"ceterms:endDate": "9999-12-31"})).native.rules
    assert "applied_within" not in rule


HELD = {
    "a misspelt unit": (
        {"ceterms:creditUnitType": "creditUnit:DegreeeCredit"}, "/transferValue/creditUnitType",
    ),
    "a condition in prose": (
        {"ceterms:requires": {"@type": "ceterms:ConditionProfile", "ceterms:condition": "Level E1."}},
        "/requires/condition",
    ),
    "a condition on something else": (
        {"ceterms:requires": {"@type": "ceterms:ConditionProfile", "ceterms:targetAssessment": "res:other"}},
        "/requires/targetAssessment",
    ),
    "a restriction in prose": (
        {"ceterms:applicability": {"@type": "X", "ceterms:targetNodeName": {"en": "Finance"}}},
        "/applicability/targetNodeName",
    ),
    "several sources": ({"ceterms:transferValueFrom": ["res:exam", "res:exam"]}, "/transferValueFrom"),
    "a source that is not there": ({"ceterms:transferValueFrom": "res:gone"}, "/transferValueFrom"),
    "nobody who recognises": (
        {"ceterms:transferValueFor": "res:gone", "ceterms:ownedBy": "res:agency"}, "/transferValueFor",
    ),
    "an unknown property": ({"ceterms:weather": "fine"}, "/weather"),
    "an amount that is not exact": ({"schema:value": 0.1234567}, "/transferValue/value"),
    "no credit": ({"schema:value": 0}, "/transferValue/value"),
    "an unknown level": ({"ceterms:creditLevelType": "audLevel:Sky"}, "/transferValue/creditLevelType"),
    "a second value": (
        {"ceterms:transferValue": [
            {"@type": "ceterms:ValueProfile", "schema:value": amount,
             "ceterms:creditUnitType": "creditUnit:DegreeCredit"} for amount in (3, 6)
        ]}, "/transferValue/1/value",
    ),
    "two values that say different things": (
        {"ceterms:transferValue": [
            {"@type": "ceterms:ValueProfile", "schema:value": 3,
             "ceterms:creditUnitType": "creditUnit:DegreeCredit"},
            {"@type": "ceterms:ValueProfile", "ceterms:creditLevelType": "audLevel:UpperDivisionLevel"},
        ]}, "/transferValue",
    ),
    "a second grade": (
        {"ceterms:requires": [
            {"@type": "ceterms:ConditionProfile", "ceterms:condition": f"Grade {mark} or better."}
            for mark in "BC"
        ]}, "/requires/1/condition",
    ),
    "one field under two prefixes": ({"ceterms:endDate": "2024-12-31", "ceasn:endDate": "2025-12-31"}, "/endDate"),
    "no date": ({"ceterms:endDate": "soon"}, "/endDate"),
    "an end before the start": (
        {"ceterms:startDate": "2025-06-01", "ceterms:endDate": "2024-12-31"}, "/rule",
    ),
    "an unknown status": ({"ceterms:lifeCycleStatusType": "lifeCycle:Odd"}, "/lifeCycleStatusType"),
}  # fmt: skip


@pytest.mark.parametrize("name", HELD)
def test_what_is_not_typed_waits_for_a_person_with_its_reason(name: str, tmp_path: Path) -> None:
    more, path = HELD[name]
    done = read(tmp_path, value(**more))
    assert done.native.rules == []
    (held,) = done.quarantine
    assert any(reason.startswith(f"{path}:") for reason in held["reasons"])
    counts = done.coverage.answer()["counts"]
    assert (counts["kept"], counts["refused"]) == (0, counts["clauses"])
    write(done, tmp_path / "native")
    (line,) = quarantine_file(tmp_path / "native").read_text().splitlines()
    assert json.loads(line)["source"]["@id"] == "res:value"


def test_what_a_person_decided_is_used_and_said(tmp_path: Path) -> None:
    condition = {"@type": "ceterms:ConditionProfile", "ceterms:condition": "A good grade."}
    node = value(**{"ceterms:creditUnitType": "creditUnit:DegreeeCredit", "ceterms:requires": condition})
    terms = {"creditUnit:DegreeeCredit": "creditUnit:DegreeCredit"}
    done = read(tmp_path, node, terms=terms, conditions={"A good grade.": "B"})
    (rule,) = done.native.rules
    assert rule["sources"][0]["min_grade"]["mark"] == "B"
    assert sum("a person decided" in one.reason for one in done.coverage.clauses) == 2


def test_experience_is_issued_by_whoever_examines_it(tmp_path: Path) -> None:
    job = {"@id": "res:job", "@type": "ceterms:Occupation", "ceterms:name": {"en": "Technician"}}
    done = read(tmp_path, value(**{"ceterms:transferValueFrom": "res:job"}), job)
    assert done.native.items["res:university/res:job"]["kind"] == "experience"


AGREEMENT = {
    "@id": "res:agreement",
    "@type": "ceterms:TransferAgreement",
    "ceterms:sendingOrganization": "res:college",
    "ceterms:receivingOrganization": "res:university",
    "ceterms:receivingProgram": "res:accountancy",
    "ceterms:hasTransferValueProfile": "res:value",
}
RECOMMENDED = {"ceterms:ownedBy": "res:agency"}


@pytest.mark.parametrize("names", ["res:value", ["res:value"], {"@id": "res:value"}])
def test_an_agreement_gives_its_name_to_the_rule(names: object, tmp_path: Path) -> None:
    agreement = AGREEMENT | {"ceterms:hasTransferValueProfile": names}
    done = read(tmp_path, value(**RECOMMENDED), agreement)
    (rule,) = done.native.rules
    assert (rule["agreement"], rule["assurance"]) == ("res:agreement", "agreement")
    assert done.quarantine == ()
    assert done.coverage.answer()["counts"]["refused"] == 0


MORE = {
    "another programme": {"ceterms:receivingProgram": "res:law"},
    "an unknown property": {"ceterms:weather": "fine"},
    "a value that is not there": {"ceterms:hasTransferValueProfile": ["res:value", "res:gone"]},
}


@pytest.mark.parametrize("name", MORE)
def test_a_refused_agreement_holds_back_the_rules_that_it_names(name: str, tmp_path: Path) -> None:
    done = read(tmp_path, value(**RECOMMENDED), AGREEMENT | MORE[name])
    assert done.native.rules == []
    assert [one["id"] for one in done.quarantine] == ["one/res:value", "res:agreement"]
    assert done.quarantine[0]["reasons"] == ["/agreement: res:agreement waits for a person"]
    assert done.coverage.answer()["counts"]["kept"] == 0


def test_which_of_two_agreements_decides_is_for_a_person(tmp_path: Path) -> None:
    done = read(tmp_path, value(), AGREEMENT, AGREEMENT | {"@id": "res:second"})
    assert done.native.rules == []
    assert done.quarantine[0]["reasons"] == ["/agreement: res:agreement, res:second: which of them decides?"]


def test_an_agreement_waits_with_a_value_that_is_held_back(tmp_path: Path) -> None:
    done = read(tmp_path, value(**{"ceterms:weather": "fine"}), AGREEMENT)
    assert [one["id"] for one in done.quarantine] == ["one/res:value", "res:agreement"]


@pytest.mark.parametrize("order", [1, -1])
def test_an_agreement_that_waits_gives_its_name_to_no_other_value(order: int, tmp_path: Path) -> None:
    """It is one thing: whoever reads the value that is held back may find that the whole of it was meant otherwise."""
    other = value(**RECOMMENDED) | {"@id": "res:other"}
    pair = [value(**{"ceterms:weather": "fine"}), other][::order]
    names = {"ceterms:hasTransferValueProfile": ["res:value", "res:other"]}
    done = read(tmp_path, pair[0], pair[1], AGREEMENT | names)
    assert done.native.rules == []
    reasons = {one["id"]: one["reasons"] for one in done.quarantine}
    assert reasons == {
        "one/res:value": ["/weather: a property that is not known"],
        "one/res:other": ["/agreement: res:agreement waits for a person"],
        "res:agreement": ["/hasTransferValueProfile: within a rule that a person has to read first"],
    }
    assert done.coverage.answer()["counts"]["kept"] == 0


def test_two_agreements_on_one_value_hold_back_what_each_names_beside_it(tmp_path: Path) -> None:
    ends = [value(**RECOMMENDED) | {"@id": f"res:{name}"} for name in ("left", "right", "free")]
    named = [AGREEMENT | {"@id": f"res:with-{one}", "ceterms:hasTransferValueProfile": ["res:value", f"res:{one}"]}
             for one in ("left", "right")]  # fmt: skip
    done = read(tmp_path, value(), *ends, *named)
    assert [rule["id"] for rule in done.native.rules] == ["res:university/one/res:free"]
    assert [one["id"].rpartition(":")[2] for one in done.quarantine] == [
        "value", "left", "right", "with-left", "with-right",
    ]  # fmt: skip


def test_an_institution_whose_id_we_refuse_is_not_called_kept(tmp_path: Path) -> None:
    (university,) = renamed([UNIVERSITY], university="res:" + "u" * 3000)
    graph = renamed([value(), PROGRAMME], university=university["@id"])
    done = folder_of(tmp_path, one=([], [*graph, university, COLLEGE, EXAM]))
    assert done.native.rules == []
    assert [reason.split(":")[0] for reason in done.quarantine[0]["reasons"]] == ["/rule"]


def renamed(graph: list[Json], **names: str) -> list[Json]:
    """The nodes under other ids, wherever they are named."""
    text = json.dumps(graph)
    for old, new in names.items():
        text = text.replace(f'"res:{old}"', json.dumps(new))
    found: list[Json] = json.loads(text)
    return found


def folder_of(folder: Path, **documents: tuple[object, list[Json]]) -> Converted:
    for name, (context, graph) in documents.items():
        (folder / f"{name}.json").write_text(json.dumps({"@context": context, "@graph": graph}))
    return ctdl.read(folder)


WORLD = [value(), COLLEGE, UNIVERSITY, EXAM, PROGRAMME]
BLANK = renamed(WORLD, value="_:b0", college="_:b1", university="_:b2", exam="_:b3", accountancy="_:b4")


def ids(done: Converted) -> list[tuple[str, list[Json]]]:
    return [(one["recogniser"], one["sources"]) for one in done.native.rules]


def test_a_nameless_node_is_one_of_its_document(tmp_path: Path) -> None:
    done = folder_of(tmp_path, one=([], BLANK), two=([], BLANK))
    assert ids(done) == [
        ("_:one/b2", [{"item": "_:one/b1/_:one/b3"}]),
        ("_:two/b2", [{"item": "_:two/b1/_:two/b3"}]),
    ]
    assert [one["towards"] for one in done.native.rules] == [
        {"programmes": ["_:one/b4"]}, {"programmes": ["_:two/b4"]},
    ]  # fmt: skip
    write(done, tmp_path / "native")
    loaded = read_directory(tmp_path / "native")
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []
    assert len(loaded.catalogue.rules) == 2


def test_one_name_under_two_prefixes_is_two_things(tmp_path: Path) -> None:
    done = folder_of(
        tmp_path, one=([], renamed(WORLD, value="x:v", university="x:college", college="y:college"))
    )
    assert sorted(one["id"] for one in done.native.institutions) == ["x:college", "y:college"]


def test_a_prefix_stands_for_the_address_that_its_document_declares(tmp_path: Path) -> None:
    contexts = (
        ["https://credreg.net/ctdl/schema/context/json", {"res": "https://a.example/"}],
        {"res": "https://b.example/"},
    )
    done = folder_of(tmp_path, one=(contexts[0], WORLD), two=(contexts[1], WORLD))
    assert [one["recogniser"] for one in done.native.rules] == [
        "https://a.example/university", "https://b.example/university",
    ]  # fmt: skip
    write(done, tmp_path / "native")
    loaded = read_directory(tmp_path / "native")
    assert [str(one) for one in loaded.findings if one.severity == "error"] == []


def test_an_identifier_that_is_unique_in_the_world_needs_no_address(tmp_path: Path) -> None:
    ctid = "ce-181029a3-3a7d-426f-935f-4218e68a09c6"
    one, two = (renamed(WORLD, university=f"{prefix}{ctid}") for prefix in ("res:", "https://a.example/"))
    done = folder_of(tmp_path, one=([], one), two=([], two))
    assert {rule["recogniser"] for rule in done.native.rules} == {ctid}


def test_a_node_that_is_described_in_two_ways_is_named(tmp_path: Path) -> None:
    with pytest.raises(Unreadable, match="res:exam"):
        read(tmp_path, value(), EXAM | {"ceterms:ownedBy": "res:university"})


def test_a_policy_of_single_assessment_gives_no_rule(tmp_path: Path) -> None:
    policy = {
        "@id": "res:policy",
        "@type": "ceterms:PriorLearningPolicy",
        "ceterms:method": "lrMethod:Individual",
    }
    done = read(tmp_path, policy)
    assert (done.native.rules, len(done.quarantine)) == ([], 1)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("one.json", "{"),
        ("one.json", "[]"),
        ("one.json", "[" * 100_000),
        ("one.json", '{"@graph": [' + "9" * 5000 + "]}"),
        ("decisions.json", "["),
        ("decisions.json", "[" * 100_000),
        ("decisions.json", '{"colour": {}}'),
        ("decisions.json", '{"conditions": {"x": "Z"}}'),
    ],
)
def test_a_file_of_another_form_is_named(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text('{"@graph": []}')
    (tmp_path / name).write_text(text)
    with pytest.raises(Unreadable, match=name):
        ctdl.read(tmp_path)
