"""Pools, awards asked for, conditions and sharing in words: every clause of the rule shows, in both languages."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from recommender.catalogue.objects import Catalogue
from recommender.explanation import both, explain_limit, explain_requirement
from recommender.rules.conditional import Conditional
from recommender.rules.conditions import (
    Averaged,
    Awarded,
    Chose,
    EnrolledIn,
    Entered,
    Every,
    Holds,
    Not,
    Some,
)
from recommender.rules.count_from import CountFrom
from recommender.rules.holds_award import HoldsAward
from recommender.rules.pool import Part, Pool
from recommender.rules.registry import walk
from recommender.rules.sets import ItemSet
from recommender.rules.sharing import Sharing
from recommender.vocabulary import ItemId, ItemKind, NodeId, QualificationId

COURSES = ItemSet(kinds=frozenset({ItemKind.COURSE}))


def test_a_pool_says_its_bounds_and_those_of_each_part(catalogue: Catalogue) -> None:
    lab = Part(
        NodeId("lab"), ItemSet(tags=frozenset({"lab"})), 2400, titles={"zh": "实验", "en": "Laboratory"}
    )
    deep = Part(NodeId("deep"), ItemSet(level_from=300), least=3, most_units=9000, most=5)
    pool = Pool(NodeId("pool"), COURSES, 12000, 4, parts=(lab, deep))
    assert both(explain_requirement(pool, catalogue)) == {
        "zh": "从课程中至少 20 学分、4 项；其中：「实验」，属于学习成果（类别 lab）的至少 4 学分；"
        "属于学习成果（层次 300 以上）的至少 3 项，至多 15 学分、5 项",
        "en": "At least 20 credits and 4 results from courses; of which “Laboratory”, at least 4 credits from results "
        "(category lab); at least 3 results, at most 15 credits and 5 results from results (level 300 or above)",
    }


def test_a_condition_says_each_of_its_parts(catalogue: Catalogue) -> None:
    when = Every((
        Some((Holds(frozenset({ItemId("college/ACC1"), ItemId("y")})), Chose(NodeId("core")))),
        Not(Awarded(award="associate")),
        Entered(date(2025, 9, 1), before=True),
        Entered(date(2020, 9, 1), before=False),
        EnrolledIn(frozenset({QualificationId("q")})),
        Averaged(Fraction("2.7"), "gpa", COURSES),
    ))  # fmt: skip
    node = Conditional(
        NodeId("if"), when, CountFrom(NodeId("x"), COURSES, 1), CountFrom(NodeId("z"), COURSES, 1)
    )
    said = both(explain_requirement(node, catalogue))
    assert said["zh"] == (
        "如果（已修得「college/ACC1」或「y」或选择完成「core」）"
        "且并非（已获得任一 associate 资格）且在 2025 年 9 月 1 日之前入学"
        "且在 2020 年 9 月 1 日或以后入学且在读「q」且课程的平均绩点至少 2.7（gpa），须完成以下第一项，否则完成第二项"
    )
    assert said["en"] == (
        "If (“college/ACC1” or “y” is held or “core” is the choice) and not (awarded any qualification of kind "
        "associate) and enrolled before 1 September 2025 and enrolled on 1 September 2020 or later and enrolled on "
        "“q” and courses average at least 2.7 (gpa): the first of the following, else the second"
    )
    bare = Conditional(NodeId("if"), when.parts[3], CountFrom(NodeId("x"), COURSES, 1))
    assert (
        both(explain_requirement(bare, catalogue))["zh"]
        == "如果在 2020 年 9 月 1 日或以后入学，须完成以下内容"
    )


def test_a_part_that_is_chosen_is_called_by_its_title(catalogue: Catalogue) -> None:
    version = catalogue.qualifications[QualificationId("college/acc")][-1]
    part = next(node for node in walk(version.requirement) if node.titles)
    node = Conditional(NodeId("if"), Chose(part.id), CountFrom(NodeId("x"), COURSES, 1))
    assert part.titles["zh"] in both(explain_requirement(node, catalogue, version))["zh"]


def test_an_award_asked_for_is_named(catalogue: Catalogue) -> None:
    one = HoldsAward(NodeId("a"), Awarded(frozenset({QualificationId("college/acc"), QualificationId("q")})))
    said = both(explain_requirement(one, catalogue))
    assert said["en"].startswith("The award of ")
    assert "“q”" in said["en"]
    assert "「q」" in said["zh"]


def test_a_sharing_law_says_between_what_and_how_much(catalogue: Catalogue) -> None:
    version = catalogue.qualifications[QualificationId("college/acc")][-1]
    named = next(node for node in walk(version.requirement) if node.titles)
    pair = Sharing("s", ((named.id, NodeId("minor")),), 2, 3600, 3)
    said = both(explain_limit(pair, catalogue, version))
    zh, en = named.titles["zh"], named.titles["en"]
    assert said == {
        "zh": f"同一成果可以同时计入「{zh}」与「minor」：至多 2 项，共至多 6 学分，"
        "每项成果至多计入 3 项要求；学分只计一次",
        "en": f"One result may serve “{en}” and “minor” at once: at most 2 results, at most 6 credits together, each "
        "result in at most 3 requirements; its credit counts once",
    }
    assert both(explain_limit(Sharing("s"), catalogue, version)) == {
        "zh": "同一成果可以同时计入任意几项要求，学分只计一次",
        "en": "One result may serve any requirements at once; its credit counts once",
    }
