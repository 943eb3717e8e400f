"""The benchmark of the planner: one object with what was measured, peers that can disagree, and absence by name."""

from __future__ import annotations

import io
import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.planner import class_model, cpsat, plain, plots
from benchmarks.planner.__main__ import main
from benchmarks.planner.families import FAMILIES, Bar, Family
from benchmarks.planner.families.larger import times
from benchmarks.planner.figures import percentile, ratio, spread
from benchmarks.planner.greedy_length import greedy_length
from benchmarks.planner.measure import Timed, measure
from benchmarks.planner.peers import compare, judge
from benchmarks.planner.progress import Bar as ProgressBar
from benchmarks.planner.question import Answer, question_of
from benchmarks.planner.random_bank import AS_OF, random_bank
from benchmarks.planner.report import misses, report
from benchmarks.planner.run import SAMPLE, run
from benchmarks.planner.sources import Sources
from benchmarks.planner.table import about
from benchmarks.planner.task import Task
from benchmarks.planner.unsupported import Unsupported
from recommender.planning import GoalRef, PlanRequest, make_plan
from recommender.rules.all_of import AllOf
from recommender.rules.registry import Limit
from recommender.vocabulary import NodeId, QualificationId
from tests.planning.worlds import (
    ONE,
    SCHOOL,
    cap,
    catalogue,
    count,
    credits,
    item,
    qualification,
    record,
    request,
    result,
    rule,
)

KEYS = {
    "cases", "optimal", "certified", "certificates_verified", "p50_ms", "p95_ms", "p99_ms", "max_ms", "wall",
    "ratio_to_plain_highs", "ratio_to_cpsat", "families", "cohorts", "absent", "misses", "wrong", "seed",
}  # fmt: skip
OF_A_FAMILY = {
    "cases", "optimal", "certified", "certificates_verified", "p50_ms", "p95_ms", "p99_ms", "max_ms", "wall", "cold",
    "warm", "cpu_s", "ratio_to_plain_highs", "ratio_to_plain_highs_interval", "ratio_to_cpsat", "greedy", "bars",
}  # fmt: skip


def certificates(*limits: Limit) -> Task:
    """Nine credits are asked for; of two certificates one may count, and the small one came first."""
    items = [item("small", 2, SCHOOL, kind="certificate"), item("large", 9, SCHOOL, kind="certificate")]
    items += [item(f"c{number}", 3) for number in range(3)]
    rules = [rule("r1", ["small"], 2), rule("r2", ["large"], 9)]
    goal = qualification(AllOf(NodeId("root"), (credits("all", 9),)), 9, *limits)
    held = record(result("small", 2, entry="a"), result("large", 9, entry="b"))
    return Task("certificates", catalogue([goal], items, rules), held, request())


ONE_CERTIFICATE = cap("one", most_count=1, kinds=["certificate"])


def test_absent_data_is_named_and_the_object_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = Family("tiny", "a world of five items", lambda sources, seed, n: iter([certificates()] * n))
    monkeypatch.setattr("benchmarks.planner.__main__.FAMILIES", (*FAMILIES, tiny))
    monkeypatch.setenv("CREDITPATH_REAL_DATA", str(tmp_path))
    assert main(["--json", "--family", "rpi_open", "--family", "tiny", "--n", "2"]) == 0
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert found.keys() >= KEYS
    assert found["absent"] == {"rpi_open": ["rpi"]}
    assert "rpi_open did not run: no rpi in" in told.err
    assert set(found["families"]) == {"tiny"}
    assert found["families"]["tiny"].keys() >= OF_A_FAMILY
    assert (found["cases"], found["optimal"]) == (2, 2)
    assert found["families"]["tiny"]["cold"]["cases"] == 1
    assert found["families"]["tiny"]["peers"]["plain_highs"]["agree"] == 2


def test_an_unknown_family_is_refused_with_those_that_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--family", "rpi"]) == 2
    assert "no family rpi: expected one of planner_cases, rpi_home" in capsys.readouterr().err


def test_every_model_finds_the_same_length_and_greedy_more() -> None:
    task = certificates(ONE_CERTIFICATE)
    plan = make_plan(task.catalogue, task.record, task.request)
    question = question_of(task, 10)
    assert plan.length == 0
    assert plain.least_length(question).length == 0
    assert cpsat.least_length(question).length == 0
    assert class_model.least_length(task, 10).length == 0
    assert (
        greedy_length(task, 10) == 9 * ONE
    )  # the small one took the only place, and two credits help nobody


def test_without_the_cap_greedy_is_as_good() -> None:
    assert greedy_length(certificates(), 10) == 0


def test_a_peer_that_differs_fails_the_run_by_name(tmp_path: Path) -> None:
    task = replace(certificates(ONE_CERTIFICATE), optimum=3 * ONE)
    family = Family("tiny", "", lambda sources, seed, n: iter((task,)))
    found = run(family, Sources(tmp_path, tmp_path), SAMPLE, 1e12)
    assert found.wrong == ["tiny: certificates: not the proven optimum"]
    row = measure(task, cold=True)
    assert judge(row, Answer("optimal", 0, 0, 0.1)) == "agree"
    assert judge(row, Answer("optimal", ONE, ONE, 0.1)) == "differs"
    assert judge(row, Answer("infeasible", None, 0, 0.1)) == "differs"
    assert judge(row, Answer("unknown", None, 0, 0.1)) == "undecided"
    longer = replace(row, plan=replace(row.plan, length=ONE, lower_bound=ONE))
    peers, _ = compare([longer], 1, 5, 1e12)
    assert peers["plain_highs"].differs == ["certificates: ours optimal 600, plain_highs optimal 0"]
    assert peers["cpsat"].differs == ["certificates: ours optimal 600, cpsat optimal 0"]


def test_what_a_peer_cannot_say_is_counted_by_reason() -> None:
    task = certificates()
    pinned = replace(task, request=replace(task.request, pins=frozenset({"c0"})))
    peers, _ = compare([measure(pinned, cold=True)], 1, 5, 1e12)
    assert dict(peers["plain_highs"].unsupported) == {"pinned items, or facts of the learner": 1}
    assert peers["cpsat"].agree == 1


def test_two_goals_and_excluded_items_are_one_question() -> None:
    items = [item("a", 3), item("b", 4), item("c", 5)]
    first = qualification(AllOf(NodeId("root"), (count("one", 1, "a", "b"),)), 0, key="first")
    second = qualification(AllOf(NodeId("root"), (count("one", 1, "b", "c"),)), 0, key="second")
    goals = (GoalRef(QualificationId("first")), GoalRef(QualificationId("second")))
    both = Task("both", catalogue([first, second], items), record(), replace(request(), goals=goals))
    for task, length in (
        (both, 4),
        (replace(both, request=replace(both.request, exclude=frozenset({"b"}))), 8),
    ):
        assert make_plan(task.catalogue, task.record, task.request).length == length * ONE
        assert plain.least_length(question_of(task, 10)).length == length * ONE
        assert class_model.least_length(task, 10).length == length * ONE


def test_a_catalogue_ten_times_the_size_keeps_its_degrees_and_lengths() -> None:
    task = certificates(ONE_CERTIFICATE)
    larger = replace(task, catalogue=times(task.catalogue, 10))
    assert len(larger.catalogue.items) == 10 * len(task.catalogue.items)
    assert len(larger.catalogue.rules) == 10 * len(task.catalogue.rules)
    assert larger.catalogue.qualifications == task.catalogue.qualifications
    assert make_plan(larger.catalogue, larger.record, larger.request).length == 0
    bare = replace(larger, record=record())
    assert make_plan(bare.catalogue, bare.record, bare.request).length is not None


def test_a_random_bank_comes_from_its_seed_and_has_paths() -> None:
    bank = random_bank(3, 900)
    assert random_bank(3, 900) == bank
    assert random_bank(4, 900) != bank
    assert len(bank.items) == 900
    goal = GoalRef(QualificationId("home/d0"))
    nobody = replace(record(), as_of=AS_OF)
    plan = make_plan(bank, nobody, PlanRequest((goal,), AS_OF))
    assert plan.status == "optimal"
    with pytest.raises(Unsupported):
        question_of(Task("pinned", bank, nobody, PlanRequest((goal,), AS_OF, facts={"a": "b"})), 1)


def test_percentiles_are_values_that_were_measured_and_the_interval_holds_the_median() -> None:
    assert [percentile([4, 1, 3, 2], share) for share in (0.5, 0.75, 0.95, 1)] == [2, 3, 4, 4]
    said = ratio([1, 2, 3, 3, 4, 100], seed=1)
    assert 1 <= said["interval"][0] <= said["median"] == 3 <= said["interval"][1] <= 100
    assert ratio([], seed=1)["median"] is None


@pytest.mark.parametrize("pairs", [1, 2, 4, 5])
def test_a_few_pairs_have_a_median_and_no_interval(pairs: int) -> None:
    assert ratio([2.0] * pairs, seed=1) == {"median": 2, "interval": None, "pairs": pairs}
    assert ratio([2.0] * 6, seed=1)["interval"] == [2, 2]


def test_a_hundred_values_have_a_p99_and_fewer_do_not() -> None:
    assert spread([float(one) for one in range(100)])["p99_ms"] == 98
    few = spread([float(one) for one in range(99)])
    assert few == {"p50_ms": 49, "p95_ms": 94, "p99_ms": None, "max_ms": 98}
    assert spread([]) == dict.fromkeys(("p50_ms", "p95_ms", "p99_ms", "max_ms"))


def test_a_bar_on_a_p99_of_few_plans_is_named_as_not_judged(tmp_path: Path) -> None:
    family = Family(
        "tiny", "", lambda sources, seed, n: iter([certificates()] * n), bars=(Bar("p99_ms", 1e-9, "0"),)
    )
    found = report(
        [run(family, Sources(tmp_path, tmp_path), replace(SAMPLE, n=2), 1e12)], {}, {}, SAMPLE, 1.0
    )
    assert found["families"]["tiny"]["bars"][0]["met"] is None
    assert "tiny: p99_ms not judged by 2 of the 100 that it takes, asked <= 1e-09" in found["misses"]
    assert "proofs: check_p99_ms not judged by 2 of the 100 that it takes, asked <= 25" in found["misses"]
    lines = "\n".join(about(found, []))
    assert "| tiny | p99_ms | <= 1e-09 | 0 | - | not judged by 2 of the 100 that it takes |" in lines
    assert "a peer that timed out enters it with its limit" in lines


def test_a_bar_that_is_missed_or_not_measured_is_named() -> None:
    bars = [Bar("p50_ms", 10, "15").judged(20), Bar("certified_share", 1, "1", least=True).judged(None)]
    met = Bar("ratio_to_cpsat", 5, "6.3", least=True).judged(5)
    assert misses({"acbs_like": {"bars": [*bars, met]}}) == [
        "acbs_like: p50_ms 20, asked <= 10",
        "acbs_like: certified_share not measured, asked >= 1",
    ]


def test_progress_says_rate_and_time_left_and_keeps_off_the_output(
    capsys: pytest.CaptureFixture[str],
) -> None:
    bar = ProgressBar("demo", 4, io.StringIO(), begun=0.0)
    bar.step()
    assert bar.line(2.0).endswith("1/4 0.5/s 6 s left")
    assert capsys.readouterr().out == ""


def test_names_are_apart_and_every_family_has_bars() -> None:
    assert len({family.name for family in FAMILIES}) == len(FAMILIES) == 10
    assert all(family.bars for family in FAMILIES)
    assert isinstance(measure(certificates(), cold=True), Timed)
    assert date(2026, 1, 1) == AS_OF


def test_the_table_names_the_command_the_family_and_what_was_missed(tmp_path: Path) -> None:
    family = Family(
        "tiny", "", lambda sources, seed, n: iter([certificates()] * n), bars=(Bar("p50_ms", 1e-9, "0"),)
    )
    found = report(
        [run(family, Sources(tmp_path, tmp_path), replace(SAMPLE, n=2), 1e12)], {}, {}, SAMPLE, 1.0
    )
    lines = "\n".join(about(found, ["--full", "--results"]))
    assert "    python -m benchmarks.planner --full\n" in lines
    assert "| tiny | 2 | 2 | 2 (2) |" in lines
    assert "- tiny: p50_ms" in lines
    assert "2 of 2 agree" in lines


def test_a_certificate_that_does_not_hold_fails_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    family = Family("tiny", "", lambda sources, seed, n: iter([certificates()]))
    good = run(family, Sources(tmp_path, tmp_path), SAMPLE, 1e12)
    assert (good.wrong, good.figures(1)["certificates_verified"]) == ([], 1)
    monkeypatch.setattr("benchmarks.planner.measure.check_proof", lambda *given: ("not so",))
    bad = run(family, Sources(tmp_path, tmp_path), SAMPLE, 1e12)
    assert bad.wrong == ["tiny: certificates: its certificate does not hold"]
    assert bad.figures(1)["certificates_verified"] == 0


def test_past_its_end_a_run_asks_nothing_more_and_says_so(tmp_path: Path) -> None:
    family = Family("tiny", "", lambda sources, seed, n: iter([certificates()] * n))
    late = run(family, Sources(tmp_path, tmp_path), SAMPLE, 0.0)
    found = late.figures(1)
    assert (found["cases"], found["cut_by_time"], found["p50_ms"]) == (0, True, None)
    assert "| tiny | 0 | 0 |" in "\n".join(about(report([late], {}, {}, SAMPLE, 1.0), []))


def test_the_growth_figure_is_drawn_and_said_in_numbers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tiny = plots.Line("tiny", lambda sources, seed, n: iter([certificates()] * n))
    monkeypatch.setattr(plots, "LINES", (tiny, plots.Line("gone", tiny.tasks, ("rpi",))))
    assert plots.draw(Sources(tmp_path, tmp_path), tmp_path, SAMPLE, 2) == 0
    told = capsys.readouterr()
    assert "| tiny | " in told.out
    assert "gone is not drawn: no rpi" in told.err
    assert (tmp_path / plots.FILE).read_bytes().startswith(b"\x89PNG")
