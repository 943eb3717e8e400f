"""On the real sources: nothing is lost, the published optima come out, and no other solver finds a shorter path."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from benchmarks.coverage.tables import SOURCES, book
from benchmarks.datasets import rpi, utd
from benchmarks.datasets.command import Read, convert
from benchmarks.datasets.findings import Import
from benchmarks.planner.cases import reproduce
from benchmarks.planner.cpsat import Question, nothing_shorter, suffices
from benchmarks.planner.learners import Case, cases
from recommender.catalogue import Catalogue, Loaded, read_directory
from recommender.interchange import fireroad
from recommender.interchange.converted import write
from recommender.interchange.fireroad.lists import clauses_of
from recommender.ledger.record import Record
from recommender.planning import GoalRef, PlanRequest, make_plan
from recommender.planning.plan import Status
from recommender.vocabulary import LearnerId, QualificationId
from tests.suites import real_data

pytestmark = pytest.mark.suite("real-data")

LEARNERS, DEGREES, SEED = 20, 5, 1


def imported(read: Read, name: str, folder: Path) -> tuple[Import, Loaded]:
    out = folder / "native"
    return convert(read, real_data() / name, out), read_directory(out)


@pytest.fixture(scope="module")
def troy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Import, Loaded]:
    """The RPI catalogue."""
    return imported(rpi.read, "rpi", tmp_path_factory.mktemp("rpi"))


@pytest.fixture(scope="module")
def dallas(tmp_path_factory: pytest.TempPathFactory) -> tuple[Import, Loaded]:
    """The UTD catalogue."""
    return imported(utd.read, "utd-catalogue-exams-degrees", tmp_path_factory.mktemp("utd"))


def test_all_decisions_are_kept_by_kind(troy: tuple[Import, Loaded]) -> None:
    done, loaded = troy
    counts = {name: n for name, n in done.kept.items() if name.startswith("decisions:")}
    assert counts == {
        "decisions: course": 1593,
        "decisions: mixed": 57,
        "decisions: subject-elective": 1219,
        "decisions: not-transferable": 286,
        "decisions: other": 2,
    }
    assert sum(counts.values()) == 3157 == len(loaded.catalogue.rules)
    assert sum(rule.is_refusal for rule in loaded.catalogue.rules.values()) == 286
    # 256 rows name two or more; one of them names the same course twice.
    together = sum(len(rule.sources) > 1 for rule in loaded.catalogue.rules.values())
    assert together + done.by_kind()["source_named_twice"] == 256


def test_courses_institutions_and_degrees_are_all_there(troy: tuple[Import, Loaded]) -> None:
    done, loaded = troy
    assert done.kept["courses"] == 1886
    assert len({item.issuer for item in loaded.catalogue.items.values()} - {"RPI"}) == 387
    assert len(loaded.catalogue.qualifications) == 40


def test_the_oddities_are_those_that_were_measured_before(troy: tuple[Import, Loaded]) -> None:
    found = troy[0].by_kind()
    assert found["credit_range"] == 151
    assert found["prerequisite_not_parsed"] == 126
    assert found["target_outside_catalogue"] == 60
    assert found["total_not_stated"] == 13
    assert found["unknown_leaf_course"] == 80
    assert found["decision_in_part"] == 2


def test_the_loader_finds_no_error(troy: tuple[Import, Loaded], dallas: tuple[Import, Loaded]) -> None:
    for _, loaded in (troy, dallas):
        assert [str(finding) for finding in loaded.findings if finding.severity == "error"] == []
        assert loaded.catalogue.unread == ()


def test_every_exam_gives_credit_and_every_degree_is_written_or_named(dallas: tuple[Import, Loaded]) -> None:
    done, loaded = dallas
    families = {name: n for name, n in done.kept.items() if name.startswith("exams:")}
    assert families == {"exams: A & AS Level": 37, "exams: AP": 41, "exams: CLEP": 20, "exams: IB": 59}
    assert len({rule.sources[0].item for rule in loaded.catalogue.rules.values()}) == 157
    assert all(rule.sources[0].min_grade for rule in loaded.catalogue.rules.values())
    assert done.kept["degrees"] == 27


def test_the_published_optima_are_reproduced(troy: tuple[Import, Loaded]) -> None:
    rows = list(reproduce(real_data() / "planner-cases", troy[1].catalogue))
    assert len(rows) == 38
    assert [row.case for row in rows if not row.agrees] == []


def questions() -> list[tuple[int, bool]]:
    """Every learner with new study at home, and three of them with all institutions open."""
    return [(number, False) for number in range(LEARNERS)] + [(number, True) for number in (0, 1, 4)]


@pytest.fixture(scope="module")
def asked(troy: tuple[Import, Loaded]) -> tuple[Catalogue, tuple[Case, ...]]:
    return troy[1].catalogue, cases(troy[1].catalogue, LEARNERS, DEGREES, SEED)


@pytest.mark.parametrize(("number", "everywhere"), questions())
def test_no_path_is_shorter(asked: tuple[Catalogue, tuple[Case, ...]], number: int, everywhere: bool) -> None:
    catalogue, dealt = asked
    case = dealt[number]
    assert len({one.degree for one in dealt}) == DEGREES
    version = catalogue.qualification(case.degree, None, case.record.as_of)
    home = None if everywhere else frozenset({version.institution})
    plan = make_plan(
        catalogue, case.record, PlanRequest((GoalRef(case.degree),), case.record.as_of, institutions=home)
    )
    assert plan.status is Status.OPTIMAL
    assert plan.length is not None
    other = Question(catalogue, case.record, version, home)
    assert suffices(other, [step.item for step in plan.steps])
    assert nothing_shorter(other, plan.length)


def test_every_clause_of_the_real_rule_books_is_kept_or_named(tmp_path: Path) -> None:
    books = {one.folder: book(one, real_data(), tmp_path) for one in SOURCES}
    objects = {name: sum(one.coverage["objects"].values()) for name, one in books.items()}
    assert objects == {"mit-catalogue-requirements": 213, "utd-catalogue-exams-degrees": 27, "rpi": 40}
    for one in books.values():
        counts = one.coverage["counts"]
        assert counts["clauses"] == counts["kept"] + counts["refused"]
        assert len(one.coverage["refused"]) == counts["refused"]
    assert books["utd-catalogue-exams-degrees"].loaded == 27
    assert books["mit-catalogue-requirements"].coverage["objects"]["whole"] == 38


def test_the_clauses_of_the_mit_lists_are_those_of_the_source() -> None:
    folder = real_data() / "mit-catalogue-requirements"
    coverage = fireroad.read(folder).coverage
    for file in sorted((folder / "requirements").glob("*.json")):
        places = [f"{file.name}:{place}" for place, _ in clauses_of(json.loads(file.read_text()), "")]
        assert sorted(one.place for one in coverage.of(f"MIT/{file.stem}")) == sorted(places)


def test_imported_lists_are_planned(tmp_path: Path) -> None:
    write(fireroad.read(real_data() / "mit-catalogue-requirements"), tmp_path / "mit")
    catalogue = read_directory(tmp_path / "mit").catalogue
    assert sum(len(versions) for versions in catalogue.qualifications.values()) == 34
    day = date(2026, 1, 10)
    for name in ("major1-12", "major6-4", "minor20"):
        goal = GoalRef(QualificationId(f"MIT/{name}"))
        plan = make_plan(
            catalogue, Record(LearnerId("a/b"), day, "file"), PlanRequest((goal,), day, load_units=60 * 600)
        )
        assert (plan.status, plan.levels[0].value % 600) == (Status.OPTIMAL, 0)
