"""`creditpath what-if`: both plans side by side, in both languages; a change that means nothing is named."""

from __future__ import annotations

import pytest

from tests.cli import tiny
from tests.cli.conftest import Places, Run, Said

DAY = ("--as-of", tiny.TODAY.isoformat())


def supposed(run: Run, bank: Places, *words: str) -> Said:
    return run("what-if", tiny.CHEN, *DAY, *bank.words(), *words)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "With a result of “Tax Law”.",
                "The shortest path takes 3 credits less: 3 credits",
                "as supposed",
            ),
        ),
        ("zh", ("若有 「税法」 的成绩。", "最短路径少学 3 学分", "假设")),
    ],
)
def test_what_is_supposed_and_what_it_does(
    run: Run, tiny_bank: Places, language: str, said: tuple[str, ...]
) -> None:
    found = supposed(run, tiny_bank, "--if", "result:river/tax", "--lang", language)
    assert (found.code, found.err) == (0, "")
    assert all(words in found.out for words in said), found.out


def test_several_changes_with_marks_as_one_object(run: Run, tiny_bank: Places) -> None:
    words = ("--if", "result:river/tax=percent:75", "--if", "waive:home", "--if", "load:+3")
    found = supposed(run, tiny_bank, *words, "--json").json
    assert [one["kind"] for one in found["changes"]] == ["result", "waive", "load"]
    assert found["changes"][0]["grade"] == {"scheme": "percent", "mark": "75"}
    assert (found["before"]["length"], found["after"]["length"], found["shorter"]) == ("6", "3", "3")
    assert (found["before"]["proof"], found["after"]["status"]) == ("certified", "optimal")
    assert found["replay_key"] != supposed(run, tiny_bank, "--if", "load:+3", "--json").json["replay_key"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("wish:river/tax", "--if: expected one of result:ITEM"),
        ("result:", "--if: expected one of result:ITEM"),
        ("result:river/none", "--if/0: there is no item 'river/none'"),
        ("result:river/tax=percent", "--if: expected ITEM=SCHEME:MARK, found 'river/tax=percent'"),
        ("result:river/tax=stars:5", "--if/0: there is no grade scheme 'stars'"),
        ("result:river/tax=percent:59", "--if/0: expected a mark that passes (60), found '59'"),
        ("grade:river/tax", "--if: expected ITEM=SCHEME:MARK"),
        (
            "grade:river/tax=percent:80",
            "--if/0: expected an item of which there is a result, found 'river/tax'",
        ),
        (
            "waive:nothing",
            "--if/0: there is no requirement of river/accounting@2026 that can be waived 'nothing'",
        ),
        ("waive:other#major", "--if/0: there is no goal 'other'"),
        ("rule:river/r9", "--if/0: there is no recognition rule 'river/r9'"),
        ("agreement:river/tax", "--if: expected ITEM>ITEM"),
        ("load:+none", "--if/0/credits: "),
    ],
)
def test_a_change_that_means_nothing(run: Run, tiny_bank: Places, change: str, said: str) -> None:
    assert said in supposed(run, tiny_bank, "--if", change).sentence()


def test_something_has_to_be_supposed(run: Run, tiny_bank: Places) -> None:
    assert "--if: expected what is supposed" in supposed(run, tiny_bank).sentence()
