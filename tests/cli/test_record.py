"""`creditpath record ...` and `rules export`: what is written, what is said of it, and what is refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from recommender.interchange.badges.contexts import Contexts
from recommender.interchange.badges.sign import Signer
from tests.cli import tiny
from tests.cli.conftest import Places, Run
from tests.interchange.papers import CONTEXTS, ELMO, ISSUER, KEY, SCHEMA, badge, clr, plain, spoilt, token
from tests.interchange.test_badges import MOMENT

DAY = ("--as-of", tiny.TODAY.isoformat())


@pytest.fixture
def key(tmp_path: Path) -> Path:
    """The key of the tests in a file."""
    file = tmp_path / "key.pem"
    file.write_bytes(KEY.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


def test_a_transcript_becomes_a_record_that_can_be_planned_with(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    paper, record = tmp_path / "paper.xml", tmp_path / "record.json"
    paper.write_bytes(ELMO.encode())
    words = ("record", "import", paper, "--format", "elmo", "--out", record, *DAY, *tiny_bank.words("store"))
    said = run(*words, "--json").json
    assert (said["state"], said["counts"]["results"], said["counts"]["matched"]) == ("unsigned", 1, {"id": 1})
    audit = run(
        "audit", "--record", record, "--goal", tiny.GOAL, *DAY, *tiny_bank.words("store"), "--json"
    ).json
    assert audit["goals"][0]["granted"] == "3"
    for language, sentence in (("en", "Unsigned: anybody may have written it."), ("zh", "任何人都可能写成")):
        told = run(*words, "--lang", language)
        assert (told.code, told.err) == (0, "")
        assert sentence in told.out


def test_entries_are_of_the_account_and_leave_out_what_it_holds(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    paper, lines = tmp_path / "paper.xml", tmp_path / "new.jsonl"
    grade = "<gradingSchemeLocalId>percent</gradingSchemeLocalId><resultLabel>82</resultLabel>"
    paper.write_bytes(
        spoilt(f"<date>2026-01-10</date><status>passed</status>{grade}", "<date>2026-03-01</date>")
    )
    words = ("record", "import", paper, "--format", "elmo", "--out", lines, *DAY, *tiny_bank.words("store"))
    assert run(*words, "--account", tiny.CHEN, "--json").json["counts"]["results"] == 1
    (entry,) = map(json.loads, lines.read_text(encoding="utf-8").splitlines())
    assert (entry["account"], entry["type"], entry["on"]) == (
        tiny.CHEN,
        "result.deposited",
        "2026-03-01",
    )
    assert entry["payload"]["evidence"][0]["format"] == "elmo"
    again = run(*words, "--account", tiny.CHEN, *tiny_bank.words("ledger"), "--json").json
    assert again["left_out"] == [
        {
            "place": "/report[1]/learningOpportunitySpecification[1]",
            "reason": "river/eng of 2026-03-01 is held already",
        }
    ]
    assert lines.read_text(encoding="utf-8") == ""
    assert "--ledger" in run(*words, *tiny_bank.words("ledger")).sentence()


def test_what_is_less_sure_than_asked_for_is_refused(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    paper, out = tmp_path / "paper.json", tmp_path / "out.json"
    words = ("record", "import", paper, "--format", "badges", "--out", out, *DAY, *tiny_bank.words("store"))
    paper.write_bytes(plain(badge()))
    assert (
        "expected a document that is intact, found it unsigned"
        in run(*words, "--require", "intact").sentence()
    )
    assert not out.exists()
    paper.write_bytes(token(badge()))
    assert run(*words, "--require", "verified", "--json").json["state"] == "verified"


@pytest.mark.parametrize(
    ("form", "content", "says"),
    [
        (
            "elmo",
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
            "entities are never read",
        ),
        ("badges", b'{"a": NaN}', "NaN is no number"),
        ("clr", plain(clr()), "at least one credential"),
    ],
)
def test_a_hostile_document_is_one_sentence_and_nothing_is_written(
    run: Run, tiny_bank: Places, tmp_path: Path, form: str, content: bytes, says: str
) -> None:
    paper, out = tmp_path / "paper", tmp_path / "out.json"
    paper.write_bytes(content)
    said = run("record", "import", paper, "--format", form, "--out", out, *DAY, *tiny_bank.words("store"))
    assert says in said.sentence()
    assert not out.exists()


def test_without_a_catalogue_it_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "paper.xml").write_bytes(ELMO.encode())
    said = run("record", "import", "paper.xml", "--format", "elmo", "--out", "out.json", *DAY)
    assert said.code == 0
    assert "There is no catalogue here" in said.err
    named = run(
        "record", "import", "paper.xml", "--format", "elmo", "--out", "out.json", "--store", "no.db", *DAY
    )
    assert "no.db" in named.sentence()


@pytest.mark.parametrize("form", ["elmo", "clr"])
def test_a_record_goes_out_and_comes_in_again(
    run: Run, tiny_bank: Places, tmp_path: Path, form: str, key: Path
) -> None:
    out, back = tmp_path / "out", tmp_path / "back.json"
    signing = () if form == "elmo" else ("--key", key, "--proof", "jwt", "--issuer-name", "Bank")
    words = (
        "record",
        "export",
        tiny.CHEN,
        "--format",
        form,
        "--out",
        out,
        *DAY,
        *tiny_bank.words("store", "ledger"),
    )
    said = run(*words, *signing, "--json").json
    assert (said["files"], said["signed"], said["left_out"]) == (1, form == "clr", {"enrolments": 1})
    read = ("record", "import", out, "--format", form, "--out", back, *DAY, *tiny_bank.words("store"))
    assert run(*read, "--json").json["state"] == ("verified" if form == "clr" else "unsigned")
    items = {row["item"] for row in json.loads(back.read_text(encoding="utf-8"))["results"]}
    assert items == {"river/eng", "craft/cert", "craft/office"}


def test_badges_are_a_folder(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("record", "export", tiny.CHEN, "--format", "badges", *DAY, *tiny_bank.words("store", "ledger"))
    said = run(*words, "--out", tmp_path / "badges", "--issuer", "https://bank.example.cn")
    assert (said.code, len(list((tmp_path / "badges").glob("*.json")))) == (0, 3)
    assert "Not signed" in said.out
    assert "--issuer" in run(*words, "--out", tmp_path / "more").sentence()
    assert (
        "an address with its scheme"
        in run(*words, "--out", tmp_path / "more", "--issuer", "river").sentence()
    )
    assert "--given-names" in run(*words, "--out", tmp_path / "more", "--given-names", "Chen").sentence()


def test_names_stand_in_a_transcript_only_where_the_bank_says_them(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    out = tmp_path / "out.xml"
    words = (
        "record",
        "export",
        tiny.CHEN,
        "--format",
        "elmo",
        "--out",
        out,
        *DAY,
        *tiny_bank.words("store", "ledger"),
    )
    assert run(*words).code == 0
    assert "<givenNames></givenNames>" in out.read_text(encoding="utf-8")
    assert run(*words, "--given-names", "Yue").code == 0
    assert "<givenNames>Yue</givenNames>" in out.read_text(encoding="utf-8")
    assert "--key" in run(*words, "--key", out).sentence()


@pytest.mark.suite("real-data")
def test_with_the_schema_a_transcript_is_checked(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("record", "export", tiny.CHEN, "--format", "elmo", "--out", tmp_path / "out.xml", *DAY)
    said = run(*words, *tiny_bank.words("store", "ledger"), "--schema", SCHEMA)
    assert "Valid by the official schema." in said.out


@pytest.mark.suite("real-data")
def test_a_credential_is_verified(run: Run, tiny_bank: Places, tmp_path: Path, key: Path) -> None:
    out = tmp_path / "out.json"
    words = ("record", "export", tiny.CHEN, "--format", "clr", "--out", out, "--key", key, *DAY)
    known = ("--contexts", CONTEXTS)
    assert "--contexts" in run(*words, *tiny_bank.words("store", "ledger")).sentence()
    assert run(*words, *known, *tiny_bank.words("store", "ledger")).code == 0
    said = run("record", "verify", out, *known, *DAY, "--json").json
    assert (said["state"], said["issuer"], [one["state"] for one in said["within"]]) == (
        "verified",
        ISSUER,
        ["verified"] * 3,
    )
    assert "Verified: signed, unchanged" in run("record", "verify", out, *known, *DAY).out
    out.write_bytes(out.read_bytes().replace(b"craft/cert", b"craft/exam"))
    assert "does not fit" in run("record", "verify", out, *known, *DAY).sentence()


@pytest.mark.suite("real-data")
def test_documents_fetched_before_show_whose_a_key_is_and_what_was_revoked(run: Run, tmp_path: Path) -> None:
    bank, revocations = "https://bank.example.cn", "https://bank.example.cn/revoked"
    signer = Signer(KEY, bank)
    status = {"id": revocations, "type": "1EdTechRevocationList"}
    good = badge(issuer={"id": bank, "type": ["Profile"]}, credentialStatus=status)
    good["@context"].append("https://purl.imsglobal.org/spec/ob/v3p0/extensions.json")
    paper = tmp_path / "paper.json"
    paper.write_bytes(plain(signer.within(good, MOMENT, Contexts.of(CONTEXTS))))
    method = {"id": signer.method, "controller": bank, "publicKeyMultibase": signer.method.partition("#")[2]}
    holder = {"id": bank, "verificationMethod": [method], "assertionMethod": [signer.method]}
    (tmp_path / "key.json").write_bytes(plain(holder))
    (tmp_path / "revoked.json").write_bytes(plain({"issuer": bank, "revokedCredential": []}))
    (tmp_path / "index.json").write_bytes(plain({bank: "key.json", revocations: "revoked.json"}))
    words = ("record", "verify", paper, "--contexts", CONTEXTS, *DAY, "--json")
    alone = run(*words).json
    assert (alone["state"], alone["status"], len(alone["why"])) == ("intact", "unknown", 2)
    known = ("--documents", tmp_path / "index.json")
    told = run(*words, *known).json
    assert (told["state"], told["status"], told["why"]) == ("verified", "stands", [])
    (tmp_path / "revoked.json").write_bytes(
        plain({"issuer": bank, "revokedCredential": [{"id": good["id"]}]})
    )
    assert "it was revoked by its issuer" in run(*words, *known).sentence()


def test_each_institution_gets_its_application(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("record", "applications", tiny.CHEN, *DAY, *tiny_bank.words())
    said = run(*words, "--out", tmp_path / "out", "--json").json
    assert (said["status"], [Path(file).name for file in said["files"]]) == ("optimal", ["river.json"])
    (one,) = said["applications"]
    assert json.loads((tmp_path / "out" / "river.json").read_text(encoding="utf-8")) == one
    (wanted,) = one["recognitions"]
    assert (wanted["rule"], wanted["ready"]) == ("river/r1", True)
    assert [held["item"] for held in wanted["evidence"]] == ["craft/cert"]
    assert "学分认定申请" in (tmp_path / "out" / "river.md").read_text(encoding="utf-8")
    for language, sentence in (("en", "apply to River University"), ("zh", "向江南开放大学申请认定")):
        assert sentence in run(*words, "--out", tmp_path / language, "--lang", language).out.replace(
            "\n    ", ""
        )


def test_evidence_goes_along_from_a_transcript_to_an_application(
    run: Run, tiny_bank: Places, tmp_path: Path
) -> None:
    paper, record = tmp_path / "paper.xml", tmp_path / "record.json"
    paper.write_bytes(spoilt(">river<", ">craft<", spoilt("river/eng", "craft/cert").decode()))
    store = tiny_bank.words("store", "model")
    imported = run(
        "record", "import", paper, "--format", "elmo", "--out", record, *DAY, *tiny_bank.words("store")
    )
    assert imported.code == 0
    words = ("record", "applications", "--record", record, "--goal", tiny.GOAL, *DAY, *store)
    (one,) = run(*words, "--out", tmp_path / "out", "--json").json["applications"]
    (document,) = one["recognitions"][0]["evidence"][0]["documents"]
    assert (document["document"], document["state"]) == ("elmo 2026-02-01T00:00:00Z craft", "unsigned")


def test_nothing_to_apply_for_is_said(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    words = ("record", "applications", tiny.NOVA, "--goal", tiny.GOAL, "--out", tmp_path / "out", *DAY)
    assert "there is nothing to apply for" in run(*words, *tiny_bank.words()).out


def test_rules_go_out_with_a_report(run: Run, tiny_bank: Places, tmp_path: Path) -> None:
    out = tmp_path / "rules.json"
    said = run("rules", "export", tiny_bank.directory, "--out", out, "--json").json
    assert (said["rules"], said["coverage"]["found"]) == (1, {"rules": 2, "written": 1})
    assert {row["about"] for row in said["coverage"]["refused"]} == {"river/r2"}
    assert (tmp_path / "rules.json.coverage.json").exists()
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "rules.json").write_bytes(out.read_bytes())
    back = run("import", tmp_path / "in", "--format", "ctdl", "--out", tmp_path / "back", "--json").json
    assert back["counts"]["rules"] == 1
    assert "1 of 2" in run("rules", "export", tiny_bank.directory, "--out", out).out
