"""`creditpath why`: steps, items, results, shorter paths, certificates, and no path, in both languages."""

from __future__ import annotations

import pytest
from rich.console import Console

from recommender.cli.language import Language
from recommender.cli.show.why import why_parts
from tests.cli import tiny
from tests.cli.conftest import Places, Run, Said
from tests.fakes import supposed, words

DAY = ("--as-of", tiny.TODAY.isoformat())


def asked(run: Run, bank: Places, *words: str) -> Said:
    return run("why", tiny.CHEN, *DAY, *bank.words(), *words)


def test_each_step_says_what_the_path_would_be_without_it(run: Run, tiny_bank: Places) -> None:
    found = asked(run, tiny_bank, "--json").json
    assert (found["length"], found["complete"], found["impossible"]) == ("6", True, None)
    assert {one["item"] for one in found["steps"]} <= {"river/acc2", "river/acc3", "river/tax"}
    assert {one["status"]: (one["added"], bool(one["swaps"])) for one in found["steps"]} == {
        "optimal": ("0", True),
        "infeasible": (None, False),
    }
    said = asked(run, tiny_bank, "--lang", "zh")
    assert "最短路径为 6 学分" in said.out
    assert "代替" in said.out


@pytest.mark.parametrize(
    ("item", "reason", "english"),
    [
        ("river/law", "redundant", "would save nothing of the rest: a path with it takes 3 credits more"),
        ("river/eng", "counted", "is held, and counts"),
        ("craft/office", "held", "studying it again would bring nothing more"),
    ],
)
def test_why_an_item_is_not_in_the_path(
    run: Run, tiny_bank: Places, item: str, reason: str, english: str
) -> None:
    [found] = asked(run, tiny_bank, "--item", item, "--json").json["items"]
    assert found["reason"] == reason
    assert english in found["text"]["en"]
    assert english in " ".join(asked(run, tiny_bank, "--item", item).out.split())


def test_why_a_result_counts_nothing(run: Run, tiny_bank: Places) -> None:
    entry = "0198f000-0000-7000-8000-000000000004"
    [found] = asked(run, tiny_bank, "--result", entry, "--json").json["results"]
    assert (found["item"], found["reason"], found["lifts"]) == ("craft/office", "not_counted", [])
    assert len(found["text"]["en"]) > len("“Office Software” is held, and counts nothing in this path.")


def test_what_would_make_it_shorter(run: Run, tiny_bank: Places) -> None:
    found = asked(run, tiny_bank, "--shorter", "3", "--json").json["shorter"]
    assert (found["singles_complete"], found["credits"]) == (True, "3")
    assert {one["kind"] for row in found["found"] for one in row["changes"]} >= {"result"}
    assert all(row["shorter"] == "3" and row["proof"] in {"certified", "solver"} for row in found["found"])
    said = asked(run, tiny_bank, "--shorter", "3", "--lang", "zh")
    assert "最短路径少学 3 学分" in said.out


def test_which_certificate_saves_how_much(run: Run, tiny_bank: Places) -> None:
    rows = {
        one["item"]: one
        for one in asked(run, tiny_bank, "--certificates", "--json").json["certificates"]["rows"]
    }
    assert (rows["craft/cert"]["standing"], rows["craft/cert"]["net"]) == ("held", "3")
    said = asked(run, tiny_bank, "--certificates", "--lang", "zh")
    assert "会计证书" in said.out
    assert "已取得" in said.out


def test_each_step_says_what_becomes_of_the_path_if_it_fails(run: Run, tiny_bank: Places) -> None:
    found = asked(run, tiny_bank, "--if-fails", "--json").json
    assert (found["steps"], found["complete"]) == ([], True)
    rows = {one["item"]: one for one in found["fails"]}
    assert set(rows) == {"river/acc2", "river/tax"}
    for one in rows.values():
        assert (one["term"], one["status"], one["lost"], one["proof"]) == (
            "2026-autumn",
            "optimal",
            False,
            "certified",
        )
        assert (one["spent"], one["added"], one["length"], one["added_terms"]) == ("3", "3", "9", 1)
    assert rows["river/acc2"]["again"] == "2027-spring"
    [alone] = asked(run, tiny_bank, "--if-fails", "--item", "river/acc2", "--json").json["fails"]
    assert alone == rows["river/acc2"]
    assert asked(run, tiny_bank, "--if-fails", "--item", "river/law", "--json").json["fails"] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            ("If a step fails", "Accounting 2", "at least 3 credits more than planned", "ends 1 term later"),
        ),
        ("zh", ("某一步若未通过", "中级会计", "总共至少比计划多学 3 学分", "学完的时间晚 1 个学期")),
    ],
)
def test_what_a_failure_costs_is_said_in_both_languages(
    run: Run, tiny_bank: Places, language: str, said: tuple[str, ...]
) -> None:
    shown = " ".join(asked(run, tiny_bank, "--if-fails", "--lang", language).out.split())
    assert [one for one in said if one not in shown.replace("· ", "")] == []


def test_a_path_that_a_failure_ends_says_so_with_what_is_in_the_way(run: Run, tiny_bank: Places) -> None:
    none = asked(run, tiny_bank, "--if-fails", "--exclude", "river/acc2", "--json").json
    assert (none["status"], none["fails"]) == ("infeasible", [])
    lost = {
        "item": "a",
        "title": words.title("甲", "A"),
        "lost": True,
        "text": words.title("断了。", "It is lost."),
        "causes": [{"code": "x", "text": words.title("因为。", "There is a reason.")}],
    }
    told = shown(supposed.why(fails=[lost]), "en")
    assert "If a step fails" in told
    assert "It is lost. · There is a reason." in told


def test_no_path_says_which_rules_and_the_ways_out(run: Run, tiny_bank: Places) -> None:
    courses = [word for one in ("acc3", "tax") for word in ("--exclude", f"river/{one}")]
    found = asked(run, tiny_bank, *courses, "--json").json
    assert (found["status"], found["steps"], found["items"]) == ("infeasible", [], [])
    assert found["impossible"]["smallest"]
    assert {one["code"] for one in found["impossible"]["members"]} >= {"excluded"}
    assert found["impossible"]["relaxations"]
    assert all(one["text"]["zh"] and one["length"] is not None for one in found["impossible"]["relaxations"])
    said = asked(run, tiny_bank, *courses)
    assert said.code == 0
    assert "Any one of these makes a path possible" in said.out


def test_where_no_single_rule_suffices_some_are_given_up_together(run: Run, tiny_bank: Places) -> None:
    courses = [word for one in ("acc1", "acc2", "acc3", "tax") for word in ("--exclude", f"river/{one}")]
    found = asked(run, tiny_bank, *courses, "--json").json["impossible"]
    assert (found["relaxations"], found["complete"]) == ([], True)
    assert len(found["together"]) > 1
    assert {one["code"] for one in found["together"]} == {"excluded"}
    assert found["together_length"] == "6"
    assert (
        "Without all of these there is a path, and it takes 6 credits" in asked(run, tiny_bank, *courses).out
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--item", "river/none"), "item: there is no item 'river/none'"),
        (("--result", "none"), "result: there is no result 'none' of this learner"),
        (("--shorter", "much"), "--shorter: "),
        (("--shorter", "0"), "--shorter: expected more than 0"),
    ],
)
def test_a_question_that_means_nothing(
    run: Run, tiny_bank: Places, words: tuple[str, ...], said: str
) -> None:
    assert said in asked(run, tiny_bank, *words).sentence()


def shown(answer: words.Json, language: Language) -> str:
    console = Console(width=100)
    with console.capture() as held:
        console.print(*why_parts(answer, language), sep="\n")
    return " ".join(held.get().split())


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            "A path takes 7.5 credits, in 1 term; not proven to be the shortest: at least 3.5 credits are needed.",
        ),
        ("zh", "有一条路径为 7.5 学分，共 1 个学期；尚未证明最短，至少需要 3.5 学分。"),
    ],
)
def test_a_path_that_is_not_proven_is_not_called_the_shortest(language: Language, said: str) -> None:
    assert said in shown(supposed.why(status="bounded", lower_bound="3.5", terms=1), language)


def test_a_refused_question_shows_its_causes() -> None:
    cause = {"code": "unread_requirement", "text": words.title("读不懂。", "It could not be read.")}
    refused = supposed.why(status="refused", length=None, terms=None, causes=[cause], complete=False)
    found = shown(refused, "en")
    assert "No answer this time, rather than a wrong one · It could not be read." in found
    assert "Not everything was settled" in found


@pytest.mark.parametrize(
    ("credits", "terms", "said"),
    [("3", 0, "by 3 credits"), ("0", 1, "by 1 term"), ("1", 2, "by 1 credit and 2 terms")],
)
def test_only_what_was_asked_for_is_said_of_what_would_shorten_it(
    credits: str, terms: int, said: str
) -> None:
    nothing = {"found": [], "singles_complete": True, "pairs_complete": True, "tried": 4}
    answer = supposed.why(shorter={"credits": credits, "terms": terms, **nothing})
    assert f"What would shorten it {said} No such change." in shown(answer, "en")


def test_the_head_says_whose_it_is_of_which_day_and_that_it_is_made_up(run: Run, tiny_bank: Places) -> None:
    head = f"{tiny.CHEN} · as of"
    for words_of in (("why", tiny.CHEN), ("what-if", tiny.CHEN, "--if", "load:+3")):
        found = run(*words_of, *DAY, *tiny_bank.words()).out
        assert f"river/accounting@2026 · {head} 1 September 2026" in found, found
        assert "synthetic demonstration data" not in found
    assert "demo/lin-yue · as of 24 November 2026 · synthetic demonstration data" in shown(
        supposed.why(), "en"
    )
